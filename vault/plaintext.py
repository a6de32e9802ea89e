"""What lies inside a sealed piece: a line that says what it is, the body, zeros (format 1)."""

import json
import re
from collections.abc import Mapping

from vault.errors import Unopenable
from vault.padding import padded_size

About = Mapping[str, str | int]
"""What a sealed piece belongs to: its report, kind, author, number and the like."""

_VERSION = 1
_END_OF_HEADER = re.compile(rb'"size":([0-9]{1,15}),"v":1\}\n\Z')


def about_bytes(about: About) -> bytes:
    """The one spelling of what a piece belongs to."""
    return json.dumps(dict(about), sort_keys=True, separators=(",", ":")).encode()


def wrap(body: bytes, about: About) -> bytes:
    """The plaintext of a piece: a bucket long whatever the lengths of body and about."""
    fields = {"about": dict(about), "size": len(body), "v": _VERSION}
    header = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    # Padded as a whole, so that the length of `about` (a name, a number) does not tell either.
    return (header + body).ljust(padded_size(len(header) + len(body)), b"\0")


def unwrap(plaintext: bytes, about: About) -> bytes:
    """The body. Raises Unopenable unless the plaintext is what `wrap` makes of it and `about`.

    Nothing of the header is believed but the size, and the whole is then made again and compared:
    so there is one spelling of each piece, and no parser to lead astray.
    """
    header = plaintext[: plaintext.find(b"\n") + 1]
    end = _END_OF_HEADER.search(header)
    if end is None:
        raise Unopenable
    body = plaintext[len(header) : len(header) + int(end[1])]
    if plaintext != wrap(body, about):
        raise Unopenable
    return body

"""The two identities of a report, and the marks that tie them to its receipt code."""

from dataclasses import dataclass
from typing import Self

from vault.derive import derive, mark, same_mark
from vault.errors import Unopenable
from vault.identity import Identity
from vault.key_text import read_secret
from vault.plaintext import About, about_bytes

_MARK_SIZE = 32  # bytes


@dataclass(frozen=True, repr=False, slots=True)
class ReportKeys:
    """`case` opens what the sender wrote, `thread` the replies: the code opens only the second."""

    case: Identity
    thread: Identity

    @classmethod
    def generate(cls) -> Self:
        """The keys of a new report."""
        return cls(case=Identity.generate(), thread=Identity.generate())

    def __repr__(self) -> str:
        return "<ReportKeys hidden>"


def recipient_mark(marking: bytes, *, report: str, recipient: str) -> bytes:
    """The mark of a report's case recipient under the `marking` key of its receipt code.

    Kept beside the recipient and compared before a sender adds to the report: whoever changes the
    recipient in the database, to have the sender seal to another key, cannot make the mark.
    """
    return mark(marking, b"case recipient", report.encode(), recipient.encode())


def mark_body(body: bytes, *, key: Identity, about: About) -> bytes:
    """A mark of 32 bytes that only a holder of the identity can make, and then the body.

    Everybody who knows a recipient can seal to it. Only the sender's code and the agency's key give
    the thread identity, so that nobody else can write in the sender's name; and a card is marked
    with the case.
    """
    return _body_mark(body, key, about) + body


def marked_body(marked: bytes, *, key: Identity, about: About) -> bytes:
    """The body. Raises Unopenable unless it was marked with this identity as this `about`."""
    body = marked[_MARK_SIZE:]
    if not same_mark(marked[:_MARK_SIZE], _body_mark(body, key, about)):
        raise Unopenable
    return body


def _body_mark(body: bytes, key: Identity, about: About) -> bytes:
    marking = derive(read_secret(key.reveal()), "thread/sender")
    return mark(marking, about_bytes(about), body)

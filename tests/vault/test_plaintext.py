import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import ABOUT, abouts
from vault.errors import Unopenable
from vault.padding import padded_size
from vault.plaintext import About, unwrap, wrap

HEADER = b'{"about":{"kind":"story","number":1,"report":"7f3c"},"size":5,"v":1}\n'
PLAINTEXT = HEADER + b"words" + bytes(512 - len(HEADER) - 5)

FORGED_HEADERS = {
    "another version": HEADER.replace(b'"v":1', b'"v":2'),
    "no version": HEADER.replace(b',"v":1', b""),
    "version as text": HEADER.replace(b'"v":1', b'"v":"1"'),
    "version as a fraction": HEADER.replace(b'"v":1', b'"v":1.0'),
    "version true": HEADER.replace(b'"v":1', b'"v":true'),
    "one byte less": HEADER.replace(b":5,", b":4,"),
    "no byte": HEADER.replace(b":5,", b":0,"),
    "more than there is": HEADER.replace(b":5,", b":999999,"),
    "more than a machine holds": HEADER.replace(b":5,", b":" + b"9" * 5000 + b","),
    "negative size": HEADER.replace(b":5,", b":-5,"),
    "size with a zero before": HEADER.replace(b":5,", b":05,"),
    "size with a sign": HEADER.replace(b":5,", b":+5,"),
    "size as text": HEADER.replace(b":5,", b':"5",'),
    "size as a fraction": HEADER.replace(b":5,", b":5.0,"),
    "size in other digits": HEADER.replace(b":5,", b":\xd9\xa5,"),
    "no size": HEADER.replace(b'"size":5,', b""),
    "two sizes": HEADER.replace(b'"size":5,', b'"size":5,"size":5,'),
    "two abouts": HEADER.replace(b'"size"', b'"about":{},"size"'),
    "another key": HEADER.replace(b'"v":1', b'"v":1,"x":1'),
    "another order": b'{"size":5,"about":{"kind":"story","number":1,"report":"7f3c"},"v":1}\n',
    "a blank": HEADER.replace(b'"v":1', b'"v": 1'),
    "number as text": HEADER.replace(b'"number":1', b'"number":"1"'),
    "number true": HEADER.replace(b'"number":1', b'"number":true'),
    "another number": HEADER.replace(b'"number":1', b'"number":2'),
    "a field less": HEADER.replace(b',"number":1', b""),
    "a field more": HEADER.replace(b'"report"', b'"other":1,"report"'),
    "no about": b'{"size":5,"v":1}\n',
    "about no mapping": b'{"about":[],"size":5,"v":1}\n',
    "deeply nested": b'{"about":' + b"[" * 100_000 + b',"size":5,"v":1}\n',
    "not an object": b"[5]\n",
    "no JSON": b"words\n",
    "not UTF-8": b"\xff\xfe\n",
    "empty line": b"\n",
    "carriage return": HEADER.replace(b"\n", b"\r\n"),
    "mark of byte order": b"\xef\xbb\xbf" + HEADER,
}


def padded(unpadded: bytes) -> bytes:
    return unpadded.ljust(padded_size(len(unpadded)), b"\0")


def test_the_format_is_a_line_of_json_the_body_and_zeros() -> None:
    assert wrap(b"words", ABOUT) == PLAINTEXT


@given(st.binary(max_size=3000), abouts)
def test_what_is_wrapped_can_be_read_by_a_stranger_with_a_json_parser(
    body: bytes, about: About
) -> None:
    line, _, rest = wrap(body, about).partition(b"\n")
    header = json.loads(line)
    assert header == {"about": about, "size": len(body), "v": 1}
    assert rest[: header["size"]] == body
    assert not rest[header["size"] :].strip(b"\0")


@given(st.binary(max_size=3000), abouts)
def test_what_is_wrapped_is_unwrapped(body: bytes, about: About) -> None:
    assert unwrap(wrap(body, about), dict(reversed(list(about.items())))) == body


@pytest.mark.parametrize("body", [b"", b"\0", b"\0" * 600, b"\n", HEADER, b'"size":3,"v":1}\n'])
def test_a_body_that_looks_like_the_format_comes_back_whole(body: bytes) -> None:
    assert unwrap(wrap(body, ABOUT), ABOUT) == body


@given(abouts, abouts)
def test_another_about_does_not_unwrap(about: About, other: About) -> None:
    if about != other:
        with pytest.raises(Unopenable):
            unwrap(wrap(b"words", about), other)


@pytest.mark.parametrize(
    "other",
    [{}, {**ABOUT, "number": 2}, {**ABOUT, "number": "1"}, {**ABOUT, "number": True},
     {**ABOUT, "more": 1}, {"kind": "story"}, {**ABOUT, "kind": "story "}],
)  # fmt: skip
def test_an_about_that_nearly_fits_does_not_unwrap(other: About) -> None:
    with pytest.raises(Unopenable):
        unwrap(PLAINTEXT, other)


@given(st.binary(max_size=2000), abouts)
def test_a_plaintext_is_exactly_a_bucket_long(body: bytes, about: About) -> None:
    length = len(wrap(body, about))
    assert length == padded_size(length)


@given(st.integers(0, 300), st.integers(0, 100))
def test_neither_body_nor_about_changes_the_length_within_a_bucket(size: int, name: int) -> None:
    assert len(wrap(bytes(size), {"author": "a" * name})) == 512


@pytest.mark.parametrize("header", FORGED_HEADERS.values(), ids=FORGED_HEADERS)
def test_a_forged_header_is_refused(header: bytes) -> None:
    with pytest.raises(Unopenable):
        unwrap(padded(header + b"words"), ABOUT)


@pytest.mark.parametrize("position", [len(HEADER) + 5, 300, 511])
def test_padding_that_is_not_zero_is_refused(position: int) -> None:
    altered = bytearray(PLAINTEXT)
    altered[position] = 1
    with pytest.raises(Unopenable):
        unwrap(bytes(altered), ABOUT)


@pytest.mark.parametrize(
    "plaintext",
    [b"", b"\n", HEADER, HEADER + b"words", PLAINTEXT[:-1], PLAINTEXT + b"\0",
     PLAINTEXT + bytes(512), b"\n" + PLAINTEXT, PLAINTEXT[1:], bytes(512), HEADER * 8],
)  # fmt: skip
def test_a_plaintext_of_the_wrong_shape_is_refused(plaintext: bytes) -> None:
    with pytest.raises(Unopenable):
        unwrap(plaintext, ABOUT)


@given(st.binary(max_size=1024))
def test_arbitrary_bytes_are_refused(plaintext: bytes) -> None:
    with pytest.raises(Unopenable):
        unwrap(plaintext, ABOUT)


@given(st.integers(0, 511).filter(lambda at: not len(HEADER) <= at < len(HEADER) + 5),
       st.integers(1, 255))  # fmt: skip
def test_a_changed_byte_anywhere_but_in_the_body_is_refused(position: int, change: int) -> None:
    altered = bytearray(PLAINTEXT)
    altered[position] ^= change
    with pytest.raises(Unopenable):
        unwrap(bytes(altered), ABOUT)

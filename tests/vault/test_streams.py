import base64
import io
import subprocess
import sys
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import ABOUT, ALICE, BOB, abouts, payload_of
from vault import age
from vault.errors import Unopenable
from vault.identity import Identity
from vault.padding import padded_size
from vault.plaintext import About
from vault.sealing import open_sealed, seal
from vault.streams import open_stream, seal_stream

HEADER = b'{"about":{"kind":"story","number":1,"report":"7f3c"},"v":2}\n'

# Sealed once, to be opened as long as there are tips.
PINNED = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBvSU5NOUdLQUdRQmUyaFBIMmg5K2x1b3NnajFML09sQ0U2"
    "aDlFUnBrcFIwCnFrUmRBQWdMaTR2c2F2TlZTdFRpa1dhV3RKczRpSTdPSnBDUFJZQXZCbk0KLT4gai1ncmVhc2Ug"
    "SiBOUTpvYnUgK1RvYE1jSSgKZTdzMkF6RjJBREpTUnZWTHVsY0U0ZFVvVFQxV3EyY1VVVXhGV0sxVmk3OWw2b1EK"
    "LS0tIG5LVW5MalAyRE1Zbzg2Y1BnZU1kNXYvSFRabCs2ZUsydlpwUUU2UGFqK0EKr0gG//+ft6lbYiH6idiOndJU"
    "pCfzQLVefQtum7CeU35ji0k0AmRb/H4Y7EjrqGUMdMMerFeuUNnKZQuUrYM5maL6AcAdKlYMdV+6/Jham/R21atp"
    "prGTdtMZQpBXl73dD5gE4VzcG5caanXTC/xJKa+RBpl1qB/trnNoBLIubTJDbE6+LfqFiEVsBLOQRgH7d92gul1j"
    "EyusW7uuI5pz6bGNaywOC3C72lu4CyxRw39pNpHsxVXHIMnFlcdDfvKMeMtWWWAQG8Bu7FaC2qTt59+Man/R4JUx"
    "r79XgkV8GERrX4sYPU54/q1J2XFzUroNchSHZLNGJOnD8vnCEC8tmzUysTIc+mV0jB4S3YrmshiXv+mcBJLiAnT8"
    "OXyyZhkiz+eXjktDtk0JHuP4IqPkHtCu2aZNG1OgbYesEydUzprlt6b4MI6DN0X8rKUvEsx06ANgwCP29eaJiAV+"
    "X+16XBjoIBI0GSm5o2KEH2GbbIQmWHtfYteRqoinflizCjRiV5F5vc3tAAG1hWzXPsmVLj7u51nHLcGxkeYTYCEK"
    "uv9GmRWBxegwOit6gmJ9NT+C38/Jjv1ROUmb//IhXV+M+ilEKdonO7OWnv5C0MONngEUr6mATzDmGlrX76GBMdcV"
    "2PtF5HjxWhkrpqGgTLcFUsIXPhB6j6pbC61CDwfg47y7fyqPaFYkriMLH6R+ovhjNDqyXO7rGqgRi1dgwc+aag=="
)

BODIES_LIKE_PADDING = [
    b"",
    b"\0",
    b"\x80",
    b"\x80\0",
    b"\x80\x80",
    b"\0\x80",
    b"\0" * 70_000,
    b"\0" * 300_000,
    b"\x80" + b"\0" * 300_000,
    b"\x80" * 200_000,
    b"\x80\0" * 100_000,
    b"x" + b"\0" * 200_000 + b"x",
    b"x\x80" + b"\0" * 200_000 + b"\x80",
    HEADER,
    HEADER * 2000,
]

# Bytes of which most look like padding, so that runs of it lie everywhere.
padding_like = st.lists(
    st.tuples(st.sampled_from([b"\0", b"\x80", b"x"]), st.integers(1, 3000)), max_size=12
).map(lambda runs: b"".join(byte * count for byte, count in runs))


def sealed_stream(body: bytes, about: About = ABOUT, *, to: Identity = ALICE) -> bytes:
    sealed = io.BytesIO()
    seal_stream(io.BytesIO(body), sealed, to=[to.recipient], about=about)
    return sealed.getvalue()


def opened(sealed: bytes, about: About = ABOUT, *, identity: Identity = ALICE) -> bytes:
    body = io.BytesIO()
    open_stream(io.BytesIO(sealed), body, identity=identity, about=about)
    return body.getvalue()


def refuses(sealed: bytes, about: About = ABOUT, *, identity: Identity = ALICE) -> None:
    with pytest.raises(Unopenable):
        opened(sealed, about, identity=identity)


def refuses_plaintext(plaintext: bytes) -> None:
    refuses(age.encrypt(plaintext, to=[ALICE.recipient]))


SEALED = sealed_stream(b"words")
LONG = sealed_stream(bytes(range(256)) * 1000)


@given(st.binary(max_size=5000), abouts)
def test_what_is_sealed_can_be_opened(body: bytes, about: About) -> None:
    assert opened(sealed_stream(body, about), about) == body


@given(padding_like)
def test_a_body_of_padding_comes_back_whole(body: bytes) -> None:
    assert opened(sealed_stream(body)) == body


@pytest.mark.parametrize("body", BODIES_LIKE_PADDING, ids=range(len(BODIES_LIKE_PADDING)))
def test_a_body_that_looks_like_the_format_comes_back_whole(body: bytes) -> None:
    assert opened(sealed_stream(body)) == body


@pytest.mark.parametrize("chunk", [65_536, 2 * 65_536])
@pytest.mark.parametrize("ending", [b"x", b"\0", b"\x80", b"\x80\0"])
def test_a_body_that_ends_beside_the_border_of_a_chunk_comes_back_whole(
    chunk: int, ending: bytes
) -> None:
    for size in range(chunk - len(HEADER) - 4, chunk - len(HEADER) + 4):
        body = b"x" * size + ending
        assert opened(sealed_stream(body)) == body


class Dripping(io.BytesIO):
    """Gives and takes one byte at a time, as a slow connection may."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(1 if size else 0)

    def write(self, piece: object, /) -> int:
        return super().write(piece[:1])  # type: ignore[index]


def test_a_source_that_drips_and_a_sink_that_takes_little_lose_nothing() -> None:
    sealed, body = Dripping(), Dripping()
    seal_stream(Dripping(b"words\x80\0\0" * 300), sealed, to=[ALICE.recipient], about=ABOUT)
    open_stream(Dripping(sealed.getvalue()), body, identity=ALICE, about=ABOUT)
    assert body.getvalue() == b"words\x80\0\0" * 300


def test_each_recipient_can_open_and_nobody_else() -> None:
    sealed = io.BytesIO()
    to = [ALICE.recipient, BOB.recipient]
    seal_stream(io.BytesIO(b"words"), sealed, to=to, about=ABOUT)
    assert opened(sealed.getvalue()) == opened(sealed.getvalue(), identity=BOB) == b"words"
    refuses(sealed.getvalue(), identity=Identity.generate())


def test_a_stream_of_today_opens_in_ten_years() -> None:
    assert opened(PINNED) == b"words\x80\0\0"


def test_the_plaintext_is_a_line_the_body_a_mark_and_zeros() -> None:
    plaintext = age.decrypt(SEALED, secret=ALICE.reveal())
    assert plaintext == (HEADER + b"words\x80").ljust(512, b"\0")


@given(st.integers(0, 400), st.integers(0, 20))
def test_neither_body_nor_about_changes_the_length_within_a_bucket(size: int, name: int) -> None:
    payload = payload_of(sealed_stream(bytes(size), {"author": "a" * name}))
    assert len(payload) == 16 + 512 + 16


@given(st.integers(0, 1_000_000))
def test_a_stream_is_padded_to_the_length_for_its_size(size: int) -> None:
    plaintext = age.decrypt(sealed_stream(bytes(size)), secret=ALICE.reveal())
    assert len(plaintext) == padded_size(len(HEADER) + size + 1)


def test_a_mark_that_no_longer_fits_takes_the_next_bucket() -> None:
    room = 512 - len(HEADER)
    for size, length in ((room - 1, 512), (room, 1024)):
        plaintext = age.decrypt(sealed_stream(b"x" * size), secret=ALICE.reveal())
        assert len(plaintext) == length


def test_a_wrong_identity_does_not_open() -> None:
    refuses(SEALED, identity=BOB)


@given(abouts)
def test_a_stream_does_not_open_as_another(about: About) -> None:
    refuses(SEALED, about)


@pytest.mark.parametrize(
    "other",
    [{}, {**ABOUT, "number": 2}, {**ABOUT, "number": "1"}, {**ABOUT, "number": True},
     {**ABOUT, "more": 1}, {"kind": "story"}, {**ABOUT, "kind": "story "},
     {**ABOUT, "more": "m" * 600}],
)  # fmt: skip
def test_an_about_that_nearly_fits_does_not_open(other: About) -> None:
    refuses(SEALED, other)
    refuses(sealed_stream(b"words", other))


def test_a_piece_of_the_other_format_does_not_open() -> None:
    refuses(seal(b"words", to=[ALICE.recipient], about=ABOUT))
    refuses(seal(HEADER + b"words\x80", to=[ALICE.recipient], about=ABOUT))
    for body in (b"words", b"", b"\0" * 600):
        with pytest.raises(Unopenable):
            open_sealed(sealed_stream(body), identity=ALICE, about=ABOUT)


def test_a_stream_cut_short_anywhere_does_not_open() -> None:
    for length in range(len(SEALED)):
        refuses(SEALED[:length])


def test_a_long_stream_cut_between_two_chunks_does_not_open() -> None:
    start = len(LONG) - len(payload_of(LONG)) + 16
    for chunks in range(4):
        refuses(LONG[: start + chunks * (65_536 + 16)])


def test_a_long_stream_whose_chunks_changed_places_does_not_open() -> None:
    start, size = len(LONG) - len(payload_of(LONG)) + 16, 65_536 + 16
    first, second, rest = (
        LONG[start : start + size], LONG[start + size : start + 2 * size], LONG[start + 2 * size :]
    )  # fmt: skip
    refuses(LONG[:start] + second + first + rest)
    refuses(LONG[:start] + first + first + rest)
    refuses(LONG[:start] + second + rest)


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_stream_with_a_changed_byte_does_not_open(position: int, change: int) -> None:
    altered = bytearray(SEALED)
    altered[position] ^= change
    refuses(bytes(altered))


@given(st.binary(min_size=1, max_size=50))
def test_a_stream_with_more_bytes_does_not_open(more: bytes) -> None:
    refuses(SEALED + more)
    refuses(more + SEALED)


def test_a_stream_twice_in_a_row_does_not_open() -> None:
    refuses(SEALED + SEALED)


@given(st.binary(max_size=1000))
def test_arbitrary_bytes_do_not_open(sealed: bytes) -> None:
    refuses(sealed)
    refuses(b"age-encryption.org/v1\n" + sealed)


@given(st.binary(max_size=1024))
def test_a_good_age_file_of_something_else_does_not_open(plaintext: bytes) -> None:
    refuses_plaintext(plaintext)


WELL_PADDED = (HEADER + b"words\x80").ljust(512, b"\0")


@pytest.mark.parametrize(
    "plaintext",
    [b"", b"\x80", bytes(512), HEADER, HEADER[:-1], HEADER[1:], HEADER + b"\x80",
     HEADER + b"words\x80", WELL_PADDED[:-1], WELL_PADDED + b"\0", WELL_PADDED + bytes(512),
     WELL_PADDED.replace(b"\x80", b"\0"), WELL_PADDED.replace(b"\x80", b"\x81"),
     WELL_PADDED[:-1] + b"\1", b"\n" + WELL_PADDED[:-1], WELL_PADDED.replace(b'"v":2', b'"v": 2'),
     WELL_PADDED.replace(b'"v":2', b'"v":1'), WELL_PADDED.replace(b'"v":2', b'"v":3'),
     (HEADER * 2 + b"\x80").ljust(1024, b"\0"), (HEADER + b"words\x80").ljust(1024, b"\0"),
     HEADER.ljust(512, b"x")],
)  # fmt: skip
def test_a_plaintext_of_the_wrong_shape_does_not_open(plaintext: bytes) -> None:
    refuses_plaintext(plaintext)


@given(st.integers(0, 511).filter(lambda at: not len(HEADER) <= at < len(HEADER) + 5),
       st.integers(1, 255))  # fmt: skip
def test_a_changed_byte_of_header_or_padding_does_not_give_these_words(at: int, xor: int) -> None:
    altered = bytearray(WELL_PADDED)
    altered[at] ^= xor
    try:
        body = opened(age.encrypt(bytes(altered), to=[ALICE.recipient]))
    except Unopenable:
        return
    # A mark further back is a longer body of the same padded length: another piece, not this one.
    assert altered[at] == 0x80
    assert body == b"words\x80" + bytes(at - len(HEADER) - 6)


class Full(io.BytesIO):
    """A disk that takes some writes and then breaks."""

    def __init__(self, after: int, error: BaseException | None = None) -> None:
        super().__init__()
        self.writes, self.after, self.error = 0, after, error

    def write(self, piece: object, /) -> int:
        self.writes += 1
        if self.writes > self.after and self.error is not None:
            raise self.error
        return super().write(piece)  # type: ignore[arg-type]


class Failing(io.BytesIO):
    """A source that breaks after some bytes."""

    def __init__(self, content: bytes, after: int, error: BaseException) -> None:
        super().__init__(content)
        self.after, self.error = after, error

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= self.after:
            raise self.error
        return super().read(size)


ERRORS = [OSError(28, "No space left on device"), ValueError("closed"), Unopenable(), MemoryError(),
          KeyboardInterrupt(), SystemExit(3)]  # fmt: skip


@pytest.mark.parametrize("error", ERRORS, ids=repr)
@pytest.mark.parametrize("size", [0, 5, 70_000, 256_000])
def test_what_a_sink_raises_in_any_write_comes_through_as_it_is(
    error: BaseException, size: int
) -> None:
    body = b"x" * size
    sealed, opened_body = Full(0), Full(0)
    seal_stream(io.BytesIO(body), sealed, to=[ALICE.recipient], about=ABOUT)
    open_stream(io.BytesIO(sealed.getvalue()), opened_body, identity=ALICE, about=ABOUT)
    # pyrage keeps silent about the last write of a file that it seals.
    for after in range(sealed.writes):
        with pytest.raises(type(error)) as caught:
            seal_stream(io.BytesIO(body), Full(after, error), to=[ALICE.recipient], about=ABOUT)
        assert (caught.value, caught.value.__context__) == (error, None)
    for after in range(opened_body.writes):
        with pytest.raises(type(error)) as caught:
            open_stream(
                io.BytesIO(sealed.getvalue()), Full(after, error), identity=ALICE, about=ABOUT
            )
        assert (caught.value, caught.value.__context__) == (error, None)


@pytest.mark.parametrize("error", ERRORS, ids=repr)
@pytest.mark.parametrize("after", [0, 100, 100_000])
def test_what_a_source_raises_comes_through_as_it_is(error: BaseException, after: int) -> None:
    body = bytes(range(256)) * 1000
    with pytest.raises(type(error)) as caught:
        seal_stream(Failing(body, after, error), io.BytesIO(), to=[ALICE.recipient], about=ABOUT)
    assert (caught.value, caught.value.__context__) == (error, None)
    with pytest.raises(type(error)) as caught:
        open_stream(Failing(LONG, after, error), io.BytesIO(), identity=ALICE, about=ABOUT)
    assert (caught.value, caught.value.__context__) == (error, None)


@pytest.mark.parametrize("taken", [0, None])
def test_a_sink_that_takes_nothing_is_an_error(taken: int | None) -> None:
    class Closed(io.BytesIO):
        def write(self, piece: object, /) -> int:
            return taken  # type: ignore[return-value]

    with pytest.raises(BlockingIOError):
        seal_stream(io.BytesIO(b"words"), Closed(), to=[ALICE.recipient], about=ABOUT)
    with pytest.raises(BlockingIOError):
        open_stream(io.BytesIO(SEALED), Closed(), identity=ALICE, about=ABOUT)


def test_what_a_sink_raises_leaves_the_frames_that_held_the_words() -> None:
    with pytest.raises(OSError, match="No space") as caught:
        open_stream(io.BytesIO(LONG), Full(0, ERRORS[0]), identity=ALICE, about=ABOUT)
    assert "write" not in [entry.name for entry in caught.traceback]


@pytest.mark.parametrize("to", [[], [""], [ALICE.recipient, "age1"], [ALICE.reveal()]])
def test_a_stream_is_read_only_when_its_recipients_are_good(to: list[str]) -> None:
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1, /) -> NoReturn:
            raise AssertionError

    sealed = io.BytesIO()
    with pytest.raises(ValueError, match="recipient"):
        seal_stream(Unread(), sealed, to=to, about=ABOUT)
    assert sealed.getvalue() == b""


_MEASURE = """
import os, resource, sys
from tests.vault.samples import ABOUT, ALICE
from vault.streams import open_stream, seal_stream

SIZE, PIECE = 64 << 20, {piece}

class Source:
    left = SIZE
    def read(self, size):
        size = min(size, self.left)
        self.left -= size
        return (PIECE * size)[:size]

class Counting:
    size = 0
    def write(self, piece):
        self.size += len(piece)
        return len(piece)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

with open(sys.argv[1], "wb+") as sealed:
    before = peak()
    seal_stream(Source(), sealed, to=[ALICE.recipient], about=ABOUT)
    sealed.seek(0)
    body = Counting()
    open_stream(sealed, body, identity=ALICE, about=ABOUT)
    assert body.size == SIZE, body.size
    print(peak() - before)
"""


@pytest.mark.parametrize("piece", [b"x", b"\0", b"\x80"])
def test_64_megabytes_take_no_more_memory_than_a_little(piece: bytes, tmp_path: object) -> None:
    # In a process of its own: the highest mark of this one was set by whatever ran before.
    program = _MEASURE.format(piece=piece)
    command = [sys.executable, "-c", program, f"{tmp_path}/sealed.age"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert int(done.stdout) < 20

"""The reader of forms with a file: the same whatever the pieces in which the network brings it."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.intake.multipart_reader import BrokenUpload, MultipartReader, TooLong

BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"


def body(content: bytes, *, sealed: str = "sealed", name: str = "photo.jpg") -> bytes:
    return (
        (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{sealed}\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="go"\r\n\r\nadd\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: image/jpeg\r\n\r\n"
        ).encode()
        + content
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )


class Network:
    """Brings a body in pieces of any size, as a connection does."""

    def __init__(self, content: bytes, seed: int = 0, largest: int = 1 << 16) -> None:
        self._left = io.BytesIO(content)
        self._random = random.Random(seed)
        self._largest = largest

    def read(self, size: int) -> bytes:
        return self._left.read(min(size, self._random.randint(1, self._largest)))


def reader(source: object, length: int, *, limit: int = 1 << 20) -> MultipartReader:
    return MultipartReader(
        source,  # type: ignore[arg-type]
        boundary=BOUNDARY,
        length=length,
        limit=limit,
        deadline=10.0,
        clock=lambda: 0.0,
    )


def read_all(form: MultipartReader, size: int = 4096) -> bytes:
    form.read_fields()
    pieces = b""
    while piece := form.read(size):
        assert len(piece) <= size
        pieces += piece
    return pieces


# What is hard to tell from the boundary comes often.
_NEARLY = f"\r\n--{BOUNDARY[:-1]}".encode()
_CONTENT = st.lists(
    st.one_of(
        st.binary(max_size=200),
        st.sampled_from(
            [
                b"\r",
                b"\n",
                b"\r\n",
                b"\r\n--",
                b"--",
                f"\r\n--{BOUNDARY[:-1]}".encode(),
                b"\r\n\r\n",
            ]
        ),
    ),
    max_size=12,
).map(b"".join)


@given(_CONTENT, st.integers(), st.sampled_from([1, 3, 40, 1000]), st.integers(1, 5000))
def test_a_file_is_read_exactly_whatever_the_pieces(
    content: bytes, seed: int, largest: int, size: int
) -> None:
    whole = body(content)
    form = reader(Network(whole, seed, largest), len(whole))
    assert read_all(form, size) == content
    assert form.fields == {"token": "sealed", "go": "add"}
    assert form.filename == "photo.jpg"
    assert form.size == len(content)


@given(_CONTENT, st.integers(), st.data())
def test_a_body_that_was_cut_off_anywhere_is_broken_and_never_whole(
    content: bytes, seed: int, data: st.DataObject
) -> None:
    whole = body(content)
    end = len(whole) - len("--\r\n")  # only the very last signs may be missing
    cut = data.draw(st.integers(0, end - 1))
    form = reader(Network(whole[:cut], seed), len(whole))
    with pytest.raises(BrokenUpload):
        read_all(form)


@given(st.binary(max_size=2000), st.integers())
def test_any_other_body_is_broken_and_nothing_else(content: bytes, seed: int) -> None:
    form = reader(Network(content, seed), len(content))
    with pytest.raises(BrokenUpload):
        read_all(form)


@given(st.integers(1, 300), st.integers())
def test_a_file_over_the_limit_is_told_so_as_soon_as_it_is(over: int, seed: int) -> None:
    whole = body(bytes(1000 + over))
    with pytest.raises(TooLong):
        read_all(reader(Network(whole, seed), len(whole), limit=1000), 64)


def test_a_file_of_just_the_limit_passes() -> None:
    whole = body(bytes(1000))
    assert read_all(reader(Network(whole), len(whole), limit=1000)) == bytes(1000)


def test_a_form_without_a_file_has_its_fields() -> None:
    whole = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="token"\r\n\r\nsealed\r\n'
        f"--{BOUNDARY}--\r\n"
    ).encode()
    form = reader(Network(whole), len(whole))
    assert read_all(form) == b""
    assert form.fields == {"token": "sealed"}
    assert form.filename == ""


def test_a_field_that_never_ends_is_broken_before_it_fills_the_memory() -> None:
    whole = body(b"x", sealed="a" * 200_000)
    with pytest.raises(BrokenUpload):
        read_all(reader(Network(whole), len(whole)))


def test_a_hundred_fields_are_broken() -> None:
    field = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
    whole = field.encode() * 100 + body(b"x")
    with pytest.raises(BrokenUpload):
        read_all(reader(Network(whole), len(whole)))


def test_a_sender_who_takes_too_long_is_given_up() -> None:
    times = iter([0.0, 0.0, 11.0, 12.0])
    whole = body(bytes(500_000))
    form = MultipartReader(
        Network(whole, largest=1000),
        boundary=BOUNDARY,
        length=len(whole),
        limit=1 << 20,
        deadline=10.0,
        clock=lambda: next(times),
    )
    with pytest.raises(BrokenUpload):
        read_all(form)


def test_a_connection_that_breaks_is_a_broken_upload() -> None:
    class Broken:
        def read(self, size: int) -> bytes:
            raise TimeoutError

    with pytest.raises(BrokenUpload):
        read_all(reader(Broken(), 1000))


def test_draining_ends_with_the_body_and_at_its_bound() -> None:
    whole = body(bytes(300_000))
    source = Network(whole)
    form = reader(source, len(whole))
    form.read_fields()
    form.drain(10_000)
    assert 0 < form.left < 300_000
    form.drain(10_000_000)
    assert form.left == 0

"""What we seal opens with the public `age` program, and what it seals opens with ours."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from tests.vault.samples import ABOUT, ALICE, BOB
from vault.plaintext import wrap
from vault.sealing import open_sealed, seal
from vault.streams import open_stream, seal_stream

Opener = Callable[[bytes], bytes]

STREAM_HEADER = b'{"about":{"kind":"story","number":1,"report":"7f3c"},"v":2}\n'


def padded_stream(body: bytes, length: int) -> bytes:
    return (STREAM_HEADER + body + b"\x80").ljust(length, b"\0")


@pytest.fixture(params=["age", "pyrage"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens an age file by Alice's key, without a line of the vault."""
    if request.param == "pyrage":
        identity = pyrage.x25519.Identity.from_str(ALICE.reveal())
        return lambda sealed: pyrage.decrypt(sealed, [identity])
    if shutil.which("age") is None:
        pytest.skip("the age program is not installed")
    key_file, piece = tmp_path / "key.txt", tmp_path / "piece.age"
    key_file.write_text(ALICE.reveal() + "\n")

    def by_program(sealed: bytes) -> bytes:
        piece.write_bytes(sealed)
        return subprocess.run(
            ["age", "-d", "-i", key_file, piece], check=True, capture_output=True
        ).stdout

    return by_program


@pytest.fixture(params=["age", "pyrage"])
def sealed_elsewhere(request: pytest.FixtureRequest) -> Opener:
    """Seals to Alice, without a line of the vault."""
    if request.param == "pyrage":
        recipient = pyrage.x25519.Recipient.from_str(ALICE.recipient)
        return lambda plaintext: pyrage.encrypt(plaintext, [recipient])
    if shutil.which("age") is None:
        pytest.skip("the age program is not installed")
    command = ["age", "-e", "-r", ALICE.recipient]
    return lambda plaintext: (
        subprocess.run(command, input=plaintext, check=True, capture_output=True).stdout
    )


@pytest.mark.parametrize("body", [b"", b"words", b"words" * 100_000])
def test_a_sealed_piece_opens_elsewhere(opened: Opener, body: bytes) -> None:
    assert opened(seal(body, to=[ALICE.recipient], about=ABOUT)) == wrap(body, ABOUT)


@pytest.mark.parametrize(
    ("body", "length"), [(b"", 512), (b"words", 512), (b"words" * 100_000, 507_904)]
)
def test_a_sealed_stream_opens_elsewhere(opened: Opener, body: bytes, length: int) -> None:
    sealed = io.BytesIO()
    seal_stream(io.BytesIO(body), sealed, to=[BOB.recipient, ALICE.recipient], about=ABOUT)
    assert opened(sealed.getvalue()) == padded_stream(body, length)


def test_a_piece_that_was_sealed_elsewhere_opens(sealed_elsewhere: Opener) -> None:
    sealed = sealed_elsewhere(wrap(b"words", ABOUT))
    assert open_sealed(sealed, identity=ALICE, about=ABOUT) == b"words"


def test_a_stream_that_was_sealed_elsewhere_opens(sealed_elsewhere: Opener) -> None:
    sealed, body = sealed_elsewhere(padded_stream(b"words", 512)), io.BytesIO()
    open_stream(io.BytesIO(sealed), body, identity=ALICE, about=ABOUT)
    assert body.getvalue() == b"words"

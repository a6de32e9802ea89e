"""Values that the vault's tests share, and what they need to look inside an age file."""

import base64
import hmac
import os
from typing import NoReturn

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import strategies as st

from vault.identity import Identity
from vault.key_text import read_recipient
from vault.plaintext import About
from vault.receipts import Generation
from vault.stretch import Cost

CHEAP = Cost(memory_kib=8, rounds=1, lanes=1)
PEPPER = b"a pepper of the tests"
SALT = b"sixteen bytes ok"
GENERATION = Generation(PEPPER, CHEAP)
CODE = "12345678901234567888"
ABOUT: About = {"kind": "story", "number": 1, "report": "7f3c"}

ALICE = Identity.from_key(bytes(range(32)))
BOB = Identity.from_key(bytes(range(32, 64)))

abouts = st.dictionaries(st.text(max_size=12), st.text(max_size=40) | st.integers(), max_size=5)


class Unreadable(str):
    """A text of which nobody looks at the characters."""

    __slots__ = ()

    def __iter__(self) -> NoReturn:
        raise AssertionError


def payload_of(sealed: bytes) -> bytes:
    """The encrypted part of an age file, behind its header.

    The header's length is random (pyrage adds a stanza of noise), the payload's is the plaintext's.
    """
    return sealed[sealed.index(b"\n", sealed.index(b"\n--- ") + 1) + 1 :]


def age_file_by_hand(plaintext: bytes, recipient: str, *, share: bytes | None = None) -> bytes:
    """An age file written from its specification, with a share of the caller's choice."""
    point = read_recipient(recipient)
    ephemeral = X25519PrivateKey.generate()
    shared = bytes(32)
    if share is None:
        share = ephemeral.public_key().public_bytes_raw()
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(point))
    file_key, nonce = os.urandom(16), os.urandom(16)
    wrap_key = _hkdf(shared, share + point, b"age-encryption.org/v1/X25519")
    wrapped = ChaCha20Poly1305(wrap_key).encrypt(bytes(12), file_key, None)
    header = b"age-encryption.org/v1\n-> X25519 " + _b64(share) + b"\n" + _b64(wrapped) + b"\n---"
    mac = hmac.digest(_hkdf(file_key, b"", b"header"), header, "sha256")
    chunk = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))
    last = bytes(11) + b"\1"
    return header + b" " + _b64(mac) + b"\n" + nonce + chunk.encrypt(last, plaintext, None)


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=salt, info=info).derive(secret)


def _b64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")

"""Signatures (Ed25519, RFC 8032) on statements: who says what of what."""

import hashlib
import hmac
from contextlib import suppress
from typing import NoReturn, Self, SupportsIndex, final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from vault.errors import Unopenable, Untrusted
from vault.identity import Identity
from vault.plaintext import About, about_bytes
from vault.sealing import open_sealed, seal

KEY_SIZE = 32  # bytes
SIGNATURE_SIZE = 64  # bytes

# The y of the points whose order divides eight (RFC 8032, section 5.1; RFC 7748, section 6.1 has
# their like). Under such a key one signature fits a statement in eight, or every one.
_PRIME = 2**255 - 19
_Y_OF_ORDER_8 = int("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16)
_SMALL_ORDER = frozenset({0, 1, _PRIME - 1, _Y_OF_ORDER_8, _PRIME - _Y_OF_ORDER_8})

_PREFIX = b"mahon/statement/1\n"  # so that no signature serves in another protocol


@final
class SigningKey:
    """The secret half of an Ed25519 key pair. Immutable; it hides as an `Identity` does."""

    __slots__ = ("_key", "_verify_key")

    _key: bytes
    _verify_key: str

    def __new__(cls, key: bytes) -> Self:
        """The key of 32 raw bytes. Raises ValueError for another number of them."""
        if len(key) != KEY_SIZE:
            raise ValueError(f"an Ed25519 key has {KEY_SIZE} bytes")
        public = Ed25519PrivateKey.from_private_bytes(key).public_key()
        signing_key = super().__new__(cls)
        object.__setattr__(signing_key, "_key", key)
        object.__setattr__(signing_key, "_verify_key", public.public_bytes_raw().hex())
        return signing_key

    @classmethod
    def generate(cls) -> Self:
        """A new random key."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verify_key(self) -> str:
        """The public half, 64 hexadecimal digits: whoever has it can check signatures."""
        return self._verify_key

    def reveal(self) -> bytes:
        """The 32 raw bytes: the one way out, under a name that a search finds."""
        return self._key

    def sign(self, statement: About) -> bytes:
        """The signature of 64 bytes under this statement."""
        return Ed25519PrivateKey.from_private_bytes(self._key).sign(_bytes_of(statement))

    def __eq__(self, other: object) -> bool:
        """Whether both are the same key, in a time that does not tell how much of it agrees."""
        if not isinstance(other, SigningKey):
            return NotImplemented
        return hmac.compare_digest(self._key, other._key)

    def __hash__(self) -> int:
        return hash(self._verify_key)

    def __repr__(self) -> str:
        return "<SigningKey hidden>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a signing key does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a signing key does not change")

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a signing key is neither pickled nor copied")


def check(statement: About, signature: bytes, *, verify_key: str) -> None:
    """Raises Untrusted unless the holder of this key signed exactly this statement."""
    with suppress(InvalidSignature, ValueError):
        key = bytes.fromhex(verify_key)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, _bytes_of(statement))
        if not _is_small_order(key):
            return
    raise Untrusted


def fingerprint(statement: About) -> str:
    """64 hexadecimal digits that stand for a statement (SHA-256)."""
    return hashlib.sha256(_bytes_of(statement)).hexdigest()


def seal_signing_key(key: SigningKey, *, to: list[str], about: About) -> bytes:
    """A signing key as an age file. Raises ValueError as `seal` does."""
    return seal(key.reveal(), to=to, about=about)


def open_signing_key(sealed: bytes, *, identity: Identity, about: About) -> SigningKey:
    """The signing key that was sealed. Raises Unopenable, also when the body is no such key."""
    key = open_sealed(sealed, identity=identity, about=about)
    if len(key) != KEY_SIZE:
        raise Unopenable
    return SigningKey(key)


def sign_body(body: bytes, *, key: SigningKey, about: About) -> bytes:
    """The signature of 64 bytes and then the body: what is sealed when it matters who wrote it."""
    return key.sign(_statement_of_body(body, about)) + body


def signed_body(signed: bytes, *, verify_key: str, about: About) -> bytes:
    """The body. Raises Untrusted unless the holder of the key signed it as exactly this `about`."""
    body = signed[SIGNATURE_SIZE:]
    check(_statement_of_body(body, about), signed[:SIGNATURE_SIZE], verify_key=verify_key)
    return body


def _is_small_order(key: bytes) -> bool:
    y = int.from_bytes(key, "little") % 2**255  # the highest bit is the sign of x
    return y % _PRIME in _SMALL_ORDER


def _statement_of_body(body: bytes, about: About) -> About:
    return {**about, "sha256": hashlib.sha256(body).hexdigest(), "statement": "body"}


def _bytes_of(statement: About) -> bytes:
    return _PREFIX + about_bytes(statement)

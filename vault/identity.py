"""An identity: a secret key that does not show itself."""

import hmac
from typing import NoReturn, Self, SupportsIndex, final

from vault import age
from vault.key_text import read_secret, write_secret


@final
class Identity:
    """The secret half of an age key pair. Immutable; its recipient is the public half.

    Printing, formatting and logging it show nothing; pickling and copying it are refused, since
    either would put the key where nobody expects one. Made by the class methods.
    """

    __slots__ = ("_recipient", "_secret")

    _recipient: str | None
    _secret: str

    def __new__(cls, secret: str) -> Self:
        """As `from_text`. Raises Unopenable."""
        read_secret(secret)
        identity = super().__new__(cls)
        object.__setattr__(identity, "_recipient", None)
        object.__setattr__(identity, "_secret", secret)
        return identity

    @classmethod
    def generate(cls) -> Self:
        """A new random identity."""
        return cls(age.new_secret())

    @classmethod
    def from_key(cls, key: bytes) -> Self:
        """The identity of a raw X25519 key. Raises ValueError unless it is 32 bytes."""
        return cls(write_secret(key))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The identity of an `AGE-SECRET-KEY-1…` line. Raises Unopenable when it is malformed."""
        return cls(text)

    @property
    def recipient(self) -> str:
        """The public half, `age1…`: whoever has it can seal to this identity.

        Made when it is first asked for: who only opens, and a search opens thousands, never asks.
        """
        recipient = self._recipient
        if recipient is None:
            recipient = age.recipient_of(self._secret)
            object.__setattr__(self, "_recipient", recipient)
        return recipient

    def reveal(self) -> str:
        """The `AGE-SECRET-KEY-1…` line: the one way out, under a name that a search finds."""
        return self._secret

    def __eq__(self, other: object) -> bool:
        """Whether both are the same key, in a time that does not tell how much of it agrees."""
        if not isinstance(other, Identity):
            return NotImplemented
        return hmac.compare_digest(self._secret, other._secret)

    def __hash__(self) -> int:
        return hash(self.recipient)

    def __repr__(self) -> str:
        return "<Identity hidden>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("an identity does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("an identity does not change")

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("an identity is neither pickled nor copied")

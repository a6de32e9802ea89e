"""Seal and open: what is kept, for whom, and what it belongs to."""

from collections.abc import Sequence

from vault import age
from vault.identity import Identity
from vault.plaintext import About, unwrap, wrap

__all__ = ["About", "open_identity", "open_sealed", "seal", "seal_identity"]


def seal(body: bytes, *, to: Sequence[str], about: About) -> bytes:
    """A binary age file that holds the body and, inside, what it belongs to.

    Raises ValueError when there is no recipient or when one of them is malformed.
    """
    return age.encrypt(wrap(body, about), to=to)


def open_sealed(sealed: bytes, *, identity: Identity, about: About) -> bytes:
    """The body. Raises Unopenable unless it was sealed to this identity as exactly this `about`."""
    return unwrap(age.decrypt(sealed, secret=identity.reveal()), about)


def seal_identity(identity: Identity, *, to: Sequence[str], about: About) -> bytes:
    """An identity, sealed as its `AGE-SECRET-KEY-1…` line. Raises ValueError as `seal` does."""
    return seal(identity.reveal().encode(), to=to, about=about)


def open_identity(sealed: bytes, *, identity: Identity, about: About) -> Identity:
    """The identity that was sealed. Raises Unopenable, also when the body is no identity."""
    body = open_sealed(sealed, identity=identity, about=about)
    # A byte that is not ASCII becomes a character that no key has, rather than an error of its own
    # that carries the body.
    return Identity.from_text(body.decode("ascii", errors="replace"))

"""Who may read: statements of epochs and of grants, believed under a pin and not for being there.

The pin is the fingerprint of one epoch of the agency that takes tips in, kept outside the database.
Backwards from it each epoch names the fingerprint of the one before; forwards each is signed with
the key of the one before. So one pin vouches for the whole chain, and whoever writes to the
database can neither add an epoch nor change one. Only the newest epoch's key signs grants: what an
older key signed counts no more.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from vault.errors import Untrusted
from vault.plaintext import About
from vault.signing import SigningKey, check, fingerprint

_VOICE_DIGITS = 24
_VOICE_GROUP = 4


@dataclass(frozen=True, slots=True)
class Epoch:
    """What is said of one generation of an agency's keys. Nothing in it is secret.

    `previous` is the fingerprint of the epoch before, empty for an agency's first.
    """

    agency: str
    number: int
    recipient: str
    verify_key: str
    recovery_recipient: str
    previous: str

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits that stand for all of it: a pin, when it is kept outside."""
        return fingerprint(self._statement)

    @property
    def _statement(self) -> About:
        return {
            "agency": self.agency,
            "number": self.number,
            "previous": self.previous,
            "recipient": self.recipient,
            "recovery": self.recovery_recipient,
            "statement": "epoch",
            "verify_key": self.verify_key,
        }


@dataclass(frozen=True, slots=True)
class SignedEpoch:
    """An epoch as it comes from the database. `signer` is the fingerprint of the signing epoch."""

    epoch: Epoch
    signer: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Grant:
    """Which keys of which person hold which role in an agency."""

    agency: str
    username: str
    role: str
    recipient: str
    verify_key: str

    def statement(self, signer: Epoch) -> About:
        """What the signer's key signs."""
        return {
            "agency": self.agency,
            "recipient": self.recipient,
            "role": self.role,
            "signer": signer.fingerprint,
            "statement": "grant",
            "username": self.username,
            "verify_key": self.verify_key,
        }


def sign_epoch(epoch: Epoch, *, signer: Epoch, key: SigningKey) -> SignedEpoch:
    """The epoch with the signature of another one (or of itself, for the first of all)."""
    signature = key.sign(_epoch_statement(epoch, signer.fingerprint))
    return SignedEpoch(epoch, signer.fingerprint, signature)


def check_epoch(signed: SignedEpoch, *, signer: Epoch) -> Epoch:
    """The epoch. Raises Untrusted unless this signer's key signed it."""
    if signed.signer != signer.fingerprint:
        raise Untrusted
    statement = _epoch_statement(signed.epoch, signed.signer)
    check(statement, signed.signature, verify_key=signer.verify_key)
    return signed.epoch


def trusted_epochs(chain: Sequence[SignedEpoch], *, pin: str) -> list[Epoch]:
    """All epochs of the agency that takes tips in, oldest first.

    Raises Untrusted unless they are one unbroken chain which holds the pinned epoch, and in which
    every epoch after the pinned one is signed by the one before it.
    """
    epochs = [signed.epoch for signed in chain]
    fingerprints = [epoch.fingerprint for epoch in epochs]
    if pin not in fingerprints:
        raise Untrusted
    pinned = fingerprints.index(pin)
    for at, epoch in enumerate(epochs):
        previous = fingerprints[at - 1] if at else ""
        if (epoch.agency, epoch.number, epoch.previous) != (epochs[0].agency, at + 1, previous):
            raise Untrusted
        if at > pinned:
            check_epoch(chain[at], signer=epochs[at - 1])
    return epochs


def sign_grant(grant: Grant, *, signer: Epoch, key: SigningKey) -> bytes:
    """The signature of 64 bytes that makes a grant count."""
    return key.sign(grant.statement(signer))


def check_grant(grant: Grant, signature: bytes, *, signer: Epoch) -> None:
    """Raises Untrusted unless this signer's key signed exactly this grant."""
    check(grant.statement(signer), signature, verify_key=signer.verify_key)


def voice_fingerprint(recipient: str, verify_key: str) -> tuple[str, ...]:
    """Six groups of four digits that stand for somebody's keys, to be compared by voice.

    24 digits are 79 bits: nobody can make keys whose digits are those of another's.
    """
    keys = json.dumps(["mahon/voice", recipient, verify_key]).encode()
    number = int.from_bytes(hashlib.sha256(keys).digest()) % 10**_VOICE_DIGITS
    digits = f"{number:0{_VOICE_DIGITS}d}"
    return tuple(digits[at : at + _VOICE_GROUP] for at in range(0, _VOICE_DIGITS, _VOICE_GROUP))


def _epoch_statement(epoch: Epoch, signer: str) -> About:
    return {"epoch": epoch.fingerprint, "signer": signer, "statement": "signed epoch"}

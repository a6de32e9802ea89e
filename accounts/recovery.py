"""The recovery sheet: an age identity on paper that opens the keys of an agency."""

from dataclasses import dataclass

import segno

from accounts import audit
from accounts.models import AgencyEpoch, AuditEvent, User
from vault.errors import VaultError
from vault.identity import Identity
from vault.recovery_sheet import identity_of, words_of


@dataclass(frozen=True, repr=False)
class Sheet:
    """What is printed: 24 words, the same key as a line for the age program, and its QR code."""

    words: tuple[str, ...]
    key: str
    qr: str


def printed(identity: Identity) -> Sheet:
    """The sheet of an identity."""
    key = identity.reveal()
    return Sheet(words_of(identity), key, segno.make(key, micro=False).svg_data_uri(scale=5))


def read_sheet(text: str) -> Identity | None:
    """The identity that somebody typed from a sheet; None when it is no such thing."""
    try:
        return identity_of(text)
    except VaultError:
        return None


def check_sheet(sheet: Identity, epoch: AgencyEpoch, *, by: User) -> bool:
    """Whether this is the sheet of the agency's keys. That it was checked is kept."""
    if sheet.recipient != epoch.recovery_recipient:
        return False
    audit.record("recovery.checked", by=by, target=_target(epoch))
    return True


def was_checked(epoch: AgencyEpoch) -> bool:
    """Whether somebody has typed the words of this epoch's sheet."""
    return AuditEvent.objects.filter(action="recovery.checked", target=_target(epoch)).exists()


def _target(epoch: AgencyEpoch) -> str:
    return f"sheet/{epoch.recovery_recipient}"

"""What members write for each other about a tip: signed, and sealed to its case.

What an entry is stands inside the seal: the database knows that a member wrote something, and no
more. Nothing is changed or deleted: what is written anew follows the older.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.trust import Author
from accounts.unlocked import Unlocked
from reports import seals
from reports.models import Entry, Report
from vault.errors import Unopenable
from vault.identity import Identity


class Written(TextChoices):
    """The kinds of entries, in the words that members read."""

    NOTE = "note", _("Note for members")
    TRANSLATION = "translation", _("Translation")
    ASSESSMENT = "assessment", _("Assessment")
    REDACTION = "redaction", _("Version for sharing")
    REASON = "reason", _("Reason")


def mark_of(member: Unlocked, once: str) -> bytes:
    """What tells a second press of a button from a second entry."""
    return hashlib.sha256(f"{member.user.pk}/{once}".encode()).digest()


def write_for_members(
    member: Unlocked,
    held: Report,
    case: Identity,
    *,
    what: Written,
    said: dict[str, Any],
    once: str,
) -> int:
    """Adds an entry to a tip that the caller holds, once for each `once`. Gives its number.

    Leaves no audit event: who calls it does. Raises Unopenable when the member's own key does not.
    """
    mark = mark_of(member, once)
    there = held.entries.filter(mark=mark).first()
    if there is not None:
        return there.number
    number = int(held.entries.aggregate(last=Max("number"))["last"] or 0) + 1
    Entry.objects.create(
        report=held,
        number=number,
        kind=Entry.Kind.STAFF,
        on=timezone.localdate(),
        member=member.user,
        verify_key=member.signing_key.verify_key,
        mark=mark,
        sealed=seals.seal_for_members(
            seals.encode({**said, "as": what.value}),
            report=held.pk,
            number=number,
            author=member.user.username,
            key=member.signing_key,
            case=case,
        ),
    )
    return number


def is_written(member: Unlocked, held: Report, once: str) -> bool:
    """Whether this very form of this member was saved already."""
    return held.entries.filter(mark=mark_of(member, once)).exists()


def open_entry(entry: Entry, case: Identity, *, believed: set[Author]) -> dict[str, Any]:
    """What an entry says, with its kind under `as`. Raises Unopenable, Untrusted."""
    try:
        said = json.loads(seals.open_for_members(entry, case, believed=believed))
    except ValueError:  # signed by a member, and yet not written by us
        raise Unopenable from None
    if not isinstance(said, dict):
        raise Unopenable
    return said


def newest(entries: Iterable[dict[str, Any]], what: Written) -> dict[str, Any] | None:
    """The newest of one kind among opened entries in their order; None when there is none."""
    found = [entry for entry in entries if entry.get("as") == what.value]
    return found[-1] if found else None

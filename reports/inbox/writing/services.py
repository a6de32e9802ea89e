"""What members write about a tip for each other: notes, translations, versions for sharing."""

from typing import Any

from django.db import transaction

from accounts import audit
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.holding import hold
from reports.inbox.reading import case_of
from reports.inbox.staff_entries import Written, mark_of, open_entry, write_for_members
from reports.models import Entry, Report
from vault.errors import VaultError
from vault.identity import Identity


class WrittenMeanwhile(Exception):
    """A newer one came after the form was opened: `newer` is what it says, by whom and when."""

    def __init__(self, newer: dict[str, Any]) -> None:
        super().__init__()
        self.newer = newer


@transaction.atomic
def add_note(member: Unlocked, report: Report, *, text: str, once: str) -> None:
    """Keeps a note for members. Raises Unopenable, and Report.DoesNotExist once withdrawn."""
    case, held = case_of(member, report), hold(report)
    if not _is_there(member, held, once):
        said = {"text": text}
        write_for_members(member, held, case, what=Written.NOTE, said=said, once=once)
        audit.record("tip.noted", by=member.user, target=f"tip/{report.pk}")


@transaction.atomic
def add_translation(
    member: Unlocked,
    report: Report,
    *,
    of: int,
    language: str,
    text: str,
    once: str,
    based_on: int,
) -> None:
    """Keeps the words of an entry in another language; earlier translations stay.

    `based_on` is the number of the newest translation that the member saw. Raises WrittenMeanwhile
    when there is a newer one in this language, and as `add_note` does.
    """
    case, held = case_of(member, report), hold(report)
    if _is_there(member, held, once):
        return
    said = {"of": of, "language": language}
    _refuse_newer(held, case, what=Written.TRANSLATION, said=said, based_on=based_on)
    said["text"] = text
    write_for_members(member, held, case, what=Written.TRANSLATION, said=said, once=once)
    audit.record("tip.translated", by=member.user, target=f"tip/{report.pk}")


@transaction.atomic
def add_redaction(
    member: Unlocked, report: Report, *, of: int, text: str, once: str, based_on: int
) -> None:
    """Keeps a version of an entry that can be shared. Raises as `add_translation` does."""
    case, held = case_of(member, report), hold(report)
    if _is_there(member, held, once):
        return
    said: dict[str, Any] = {"of": of}
    _refuse_newer(held, case, what=Written.REDACTION, said=said, based_on=based_on)
    said["text"] = text
    write_for_members(member, held, case, what=Written.REDACTION, said=said, once=once)
    audit.record("tip.redacted", by=member.user, target=f"tip/{report.pk}")


def _is_there(member: Unlocked, held: Report, once: str) -> bool:
    return held.entries.filter(mark=mark_of(member, once)).exists()


def _refuse_newer(
    held: Report, case: Identity, *, what: Written, said: dict[str, Any], based_on: int
) -> None:
    """Raises WrittenMeanwhile for the newest of this kind, about the same, after `based_on`."""
    rows = held.entries.filter(kind=Entry.Kind.STAFF, number__gt=based_on)
    entries = list(rows.select_related("member"))
    believed = seals.authors_of(entries)
    for entry in reversed(entries):
        try:
            newer = open_entry(entry, case, believed=believed)
        except VaultError:  # one that does not open says nothing that could get lost
            continue
        if all(newer.get(name) == value for name, value in {**said, "as": what.value}.items()):
            by = entry.member.full_name if entry.member else ""
            raise WrittenMeanwhile({**newer, "number": entry.number, "by": by, "on": entry.on})

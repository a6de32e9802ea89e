"""What members wrote about a tip, opened."""

from typing import Any

from reports import seals
from reports.inbox.staff_entries import open_entry
from reports.models import Entry, Report
from vault.errors import VaultError
from vault.identity import Identity


def written_by_members(report: Report, case: Identity) -> list[dict[str, Any]]:
    """Their entries, oldest first, each with its `number`, day `on` and whom it is `by`.

    One that does not open is left out: the timeline of the tip shows that it is there.
    """
    entries = list(report.entries.filter(kind=Entry.Kind.STAFF).select_related("member"))
    believed = seals.authors_of(entries)
    opened = []
    for entry in entries:
        try:
            said = open_entry(entry, case, believed=believed)
        except VaultError:
            continue
        by = entry.member.full_name if entry.member else ""
        opened.append({**said, "number": entry.number, "on": entry.on, "by": by})
    return opened

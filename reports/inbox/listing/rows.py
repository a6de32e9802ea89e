"""The rows of the list, as its template needs them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.unlocked import Unlocked
from reports.inbox import reading
from reports.inbox.listing import words
from reports.inbox.listing.neighbours import address_of
from reports.models import Report
from reports.questions import in_words


@dataclass(frozen=True)
class ListRow(reading.Row):
    """One tip with what its row says in words."""

    address: str
    age: str
    due: str
    late: bool
    labels: list[str]

    @property
    def kinds(self) -> list[str]:
        """What it looks like: as a member assessed it, else as its sender told it."""
        return self._assessed("exploitation", "kinds") or super().kinds

    @property
    def kinds_shown(self) -> str:
        """As many kinds as a row has room for."""
        return words.several(self.kinds)

    @property
    def place(self) -> list[str]:
        """Where it is: as a member assessed it, else as its sender told it."""
        return self._assessed("municipality", "municipality") or super().place

    def _assessed(self, question: str, part: str) -> list[str]:
        assessed = (self.card or {}).get("assessed") or {}
        return in_words(self.questions[question], assessed.get(part) or "")


def rows_of(
    member: Unlocked,
    reports: Iterable[Report],
    *,
    query: str,
    labels: Mapping[str, str],
    today: date,
) -> list[ListRow]:
    """The rows, each with its card opened."""
    return [_row(row, query, labels, today) for row in reading.rows(member, reports)]


def _row(row: reading.Row, query: str, labels: Mapping[str, str], today: date) -> ListRow:
    report, due = row.report, row.report.due
    own = map(str, (row.card or {}).get("labels") or [])
    return ListRow(
        report,
        row.card,
        row.questions,
        address=address_of(report, query),
        age=words.age(report.received_on, today),
        due=words.due(due, today),
        late=due is not None and due < today,
        labels=[labels[label] for label in own if label in labels],
    )

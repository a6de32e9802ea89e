"""The trail in pages: newest first, found again by number, so that new events move nothing."""

from dataclasses import dataclass

from accounts.audit_actions import ACTIONS
from accounts.models import AuditEvent
from accounts.models.audit import AuditEventQuerySet

ON_A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """One event as the list shows it."""

    event: AuditEvent
    action: str
    detail: str


@dataclass(frozen=True)
class TrailPage:
    """The rows of a page, newest first, and the numbers at which the pages beside it begin."""

    rows: list[Row]
    newer_than: int | None
    older_than: int | None


def page_of(events: AuditEventQuerySet, *, before: int | None, after: int | None) -> TrailPage:
    """The newest 50 events, or those next to a number: older (`before`) or newer (`after`).

    Two queries, however many events there are.
    """
    if after is not None:
        found = list(events.order_by("number").filter(number__gt=after)[: ON_A_PAGE + 1])
        shown, more = found[:ON_A_PAGE][::-1], len(found) > ON_A_PAGE
        newer, older = more, bool(shown) and events.filter(number__lt=shown[-1].number).exists()
    else:
        older_events = events if before is None else events.filter(number__lt=before)
        found = list(older_events.order_by("-number")[: ON_A_PAGE + 1])
        shown, older = found[:ON_A_PAGE], len(found) > ON_A_PAGE
        newer = bool(shown) and events.filter(number__gt=shown[0].number).exists()
    return TrailPage(
        rows=[_row(event) for event in shown],
        newer_than=shown[0].number if shown and newer else None,
        older_than=shown[-1].number if shown and older else None,
    )


def _row(event: AuditEvent) -> Row:
    detail = event.detail if isinstance(event.detail, dict) else {}
    return Row(
        event=event,
        # An action that is not listed was never recorded by us: it shows as it stands.
        action=str(ACTIONS.get(event.action, event.action)),
        detail=", ".join(f"{name}: {value}" for name, value in sorted(detail.items())),
    )

"""What was done with a tip, by whom and on which day, and who looks at it just now.

Both are read from the audit trail: no other table says what members do. Of the sender the trail
says nothing, since it keeps the hour: that a closed tip was opened again stands among its moves.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Min, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from accounts.audit_actions import ACTIONS
from accounts.models import AuditEvent, User
from reports.models import Report

_VIEWED = "tip.viewed"
_JUST_NOW = timedelta(minutes=15)
# What was written stands in the timeline itself.
_SHOWN_AS_ENTRIES = ("tip.replied", "tip.noted", "tip.translated", "tip.redacted")
_SENTENCES = {
    _VIEWED: _("%(name)s read it for the first time"),
    "tip.assigned": _("%(name)s gave it to %(to)s"),
    "tip.handed_over": _("%(name)s handed it over to %(to)s"),
    "tip.moved": _("%(name)s moved it to “%(to)s”"),
    "tip.entered": _("%(name)s wrote it down for a caller"),
    "tip.out_of_quarantine": _("%(name)s moved it from the quarantine to the inbox"),
    "tip.damaged": _("A part of it did not open for %(name)s"),
}


@dataclass(frozen=True)
class Act:
    """One thing that a member did."""

    on: date
    words: str


@dataclass(frozen=True)
class Looking:
    """Somebody who opened the tip a short while ago."""

    name: str
    minutes: int

    def __str__(self) -> str:
        if not self.minutes:
            return gettext("%(name)s opened this tip less than a minute ago") % {"name": self.name}
        sentence = ngettext(
            "%(name)s opened this tip %(minutes)d minute ago",
            "%(name)s opened this tip %(minutes)d minutes ago",
            self.minutes,
        )
        return sentence % {"name": self.name, "minutes": self.minutes}


@dataclass(frozen=True)
class Reader:
    """A member who opened the tip, and the day of the last time."""

    name: str
    on: date


@dataclass(frozen=True)
class History:
    """All acts, oldest first; who reads it, and which others just now, who came last first."""

    acts: list[Act]
    readers: list[Reader]
    looking: list[Looking]


@dataclass(frozen=True)
class _Event:
    """A row of the trail with the full names of who acted and of whom it was about."""

    at: datetime
    actor: str
    action: str
    to: str | None
    actor_name: str | None
    to_name: str | None

    @property
    def name(self) -> str:
        """Who acted; somebody whose account is gone stands by the user name."""
        return self.actor_name or self.actor


def history_of(report: Report, reader: User, *, now: datetime | None = None) -> History:
    """By one query, however much was done: of all times that a member read it, two are looked at.

    The first is an act in the timeline; the last says who is looking. One query more for a tip that
    was closed.
    """
    now = now or timezone.now()
    acts: list[_Event] = []
    last: dict[str, _Event] = {}
    for event in _events(report):
        if event.action != _VIEWED or event.actor not in last:
            acts.append(event)
        if event.action == _VIEWED:
            last[event.actor] = event
    seen = sorted(last.values(), key=lambda event: event.at, reverse=True)
    return History(
        _with_openings(report, acts),
        [Reader(event.name, timezone.localdate(event.at)) for event in seen],
        [
            Looking(event.name, max(0, int((now - event.at).total_seconds()) // 60))
            for event in seen
            if event.actor != reader.username and event.at >= now - _JUST_NOW
        ],
    )


def _with_openings(report: Report, events: Iterable[_Event]) -> list[Act]:
    """The acts; among them that the sender opened the tip again, of which the day alone is kept."""
    acts: list[Act] = []
    opened: deque[date] | None = None
    closed = False
    for event in events:
        on = timezone.localdate(event.at)
        if closed and opened and opened[0] <= on:
            acts.append(_opened_again(opened.popleft()))
            closed = False
        acts.append(Act(on, _words(event)))
        if event.to == Report.Status.CLOSED:
            closed = True
            if opened is None:
                moves = report.status_changes.filter(status=Report.Status.RECEIVED)
                opened = deque(moves.order_by("number").values_list("on", flat=True))
    return [*acts, *map(_opened_again, opened or ())]


def _opened_again(on: date) -> Act:
    return Act(on, gettext("The sender wrote again, and so it was opened again"))


def _events(report: Report) -> list[_Event]:
    events = AuditEvent.objects.matching(target=f"tip/{report.pk}")
    views = events.filter(action=_VIEWED).order_by().values("actor")
    shown = (
        ~Q(action=_VIEWED)
        | Q(number__in=views.annotate(first=Min("number")).values("first"))
        | Q(number__in=views.annotate(last=Max("number")).values("last"))
    )
    rows = (
        events.exclude(action__in=_SHOWN_AS_ENTRIES)
        .filter(shown)
        .annotate(to=KeyTextTransform("to", "detail"))
        .annotate(actor_name=_full_name("actor"), to_name=_full_name("to"))
        .order_by("number")
    )
    names = ("at", "actor", "action", "to", "actor_name", "to_name")
    return [_Event(*row) for row in rows.values_list(*names)]


def _full_name(of: str) -> Subquery:
    return Subquery(User.objects.filter(username=OuterRef(of)).values("full_name")[:1])


def _words(event: _Event) -> str:
    said = {"name": event.name, "to": event.to_name or _to_in_words(event.to or "")}
    if event.action in _SENTENCES:
        return gettext(_SENTENCES[event.action]) % said
    words = f"{event.name}: {ACTIONS.get(event.action, event.action)}"
    return f"{words} ({said['to']})" if event.to else words


def _to_in_words(to: str) -> str:
    if not to:
        return gettext("nobody")
    words = {**dict(Report.Urgency.choices), **dict(Report.Status.choices)}
    return str(words.get(to, to))

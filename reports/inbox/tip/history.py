"""What was done with a tip, by whom and on which day, and who looks at it just now.

Both are read from the audit trail: no other table says what members do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min, Q
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
class History:
    """All acts, oldest first, and the others who look at it, who came last first."""

    acts: list[Act]
    looking: list[Looking]


def history_of(report: Report, reader: User, *, now: datetime | None = None) -> History:
    """By two queries, however much was done: of each member, only the first reading counts."""
    now = now or timezone.now()
    events = _events(report, since=now - _JUST_NOW)
    names = _names(events)
    acts: list[Act] = []
    last_seen: dict[str, datetime] = {}
    readers: set[str] = set()
    for event in events:
        if event.action == _VIEWED:
            last_seen[event.actor] = event.at
            if event.actor in readers:
                continue
            readers.add(event.actor)
        acts.append(Act(timezone.localdate(event.at), _words(event, names)))
    looking = [
        Looking(names.get(actor, actor), max(0, int((now - at).total_seconds()) // 60))
        for actor, at in sorted(last_seen.items(), key=lambda seen: seen[1], reverse=True)
        if actor != reader.username and at >= now - _JUST_NOW
    ]
    return History(acts, looking)


def _events(report: Report, *, since: datetime) -> list[AuditEvent]:
    events = AuditEvent.objects.matching(target=f"tip/{report.pk}")
    views = events.filter(action=_VIEWED).order_by()
    first = views.values("actor").annotate(first=Min("number")).values("first")
    shown = ~Q(action=_VIEWED) | Q(number__in=first) | Q(at__gte=since)
    found = events.exclude(action__in=_SHOWN_AS_ENTRIES).filter(shown)
    return list(found.order_by("number"))


def _names(events: Iterable[AuditEvent]) -> dict[str, str]:
    """Full names by user name: of who acted, and of whom something was given to."""
    mentioned = {event.actor for event in events}
    mentioned |= {to for event in events if isinstance(to := event.detail.get("to"), str)}
    found = User.objects.filter(username__in=mentioned)
    return dict(found.values_list("username", "full_name"))


def _words(event: AuditEvent, names: dict[str, str]) -> str:
    name = names.get(event.actor, event.actor)
    to = _to_in_words(str(event.detail.get("to", "")), names)
    if event.action in _SENTENCES:
        return gettext(_SENTENCES[event.action]) % {"name": name, "to": to}
    said = f"{name}: {ACTIONS.get(event.action, event.action)}"
    return f"{said} ({to})" if event.detail.get("to") else said


def _to_in_words(to: str, names: dict[str, str]) -> str:
    if not to:
        return gettext("nobody")
    words = {**dict(Report.Urgency.choices), **dict(Report.Status.choices)}
    return names.get(to) or str(words.get(to, to))

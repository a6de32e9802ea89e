"""Filters over what a tip has in clear: they live in the address, and the database applies them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.inbox.filters.desk import Desk
from reports.models import Report
from reports.models.rank import due_from_to, due_never, overdue
from reports.models.report import SENDER_WROTE_AGAIN
from reports.questions.kinds import Option, Words

ME, NOBODY = "me", "nobody"
_WEEK, _MONTH = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True)
class ClearFilter:
    """One filter. `several`: whether more than one choice can hold, as one or the other."""

    name: str
    label: Words
    choices: Callable[[Desk], Iterable[Option]]
    where: Callable[[str, Desk], Q]
    several: bool = False

    def parse(self, written: Iterable[str], desk: Desk) -> tuple[tuple[str, ...], list[str]]:
        """Those written that are choices, once each and in their order, and those that are none."""
        given = set(written)
        if not given:
            return (), []
        known = [code for code, _label in self.choices(desk)]
        return tuple(code for code in known if code in given), sorted(given - set(known))

    def label_of(self, choice: str, desk: Desk) -> str:
        """What members read instead of the code of a choice."""
        return str(dict(self.choices(desk)).get(choice, choice))

    def q(self, chosen: Iterable[str], desk: Desk) -> Q:
        """The tips of one of the choices."""
        found = Q()
        for choice in chosen:
            found |= self.where(choice, desk)
        return found


def _of(name: str, label: Words, options: Iterable[Option]) -> ClearFilter:
    """A filter whose choices are the values of the field of its name."""
    fixed = tuple(options)
    return ClearFilter(
        name, label, lambda _desk: fixed, lambda choice, _desk: Q(**{name: choice}), several=True
    )


def _age(choice: str, desk: Desk) -> Q:
    return {
        "today": Q(received_on__gte=desk.today),
        "7": Q(received_on__gt=desk.today - _WEEK),
        "30": Q(received_on__gt=desk.today - _MONTH),
        "older": Q(received_on__lte=desk.today - _MONTH),
    }[choice]


def _due(choice: str, desk: Desk) -> Q:
    return {
        "overdue": overdue(desk.today),
        "today": due_from_to(desk.today, desk.today),
        "7": due_from_to(desk.today, desk.today + _WEEK),
        "never": due_never(),
    }[choice]


def _people(desk: Desk) -> list[Option]:
    return [
        (ME, _("Me")),
        (NOBODY, _("Nobody")),
        *((username, person.full_name) for username, person in desk.people.items()),
    ]


def _assignee(choice: str, desk: Desk) -> Q:
    if choice == NOBODY:
        return Q(assignee=None)
    return Q(assignee=desk.me if choice == ME else desk.people[choice].pk)


def _files(choice: str, _desk: Desk) -> Q:
    return Q(files__gt=0) if choice == "yes" else Q(files=0)


def _reply(choice: str, _desk: Desk) -> Q:
    return SENDER_WROTE_AGAIN if choice == "unread" else ~SENDER_WROTE_AGAIN


_DECLARED = (
    _of("status", _("Status"), Report.Status.choices),
    _of("urgency", _("Urgency"), Report.Urgency.choices),
    ClearFilter(
        "age",
        _("Received"),
        lambda _desk: (
            ("today", _("Today")),
            ("7", _("In the last 7 days")),
            ("30", _("In the last 30 days")),
            ("older", _("Earlier")),
        ),
        _age,
    ),
    ClearFilter(
        "due",
        _("Due"),
        lambda _desk: (
            ("overdue", _("Overdue")),
            ("today", _("Due today")),
            ("7", _("Due within 7 days")),
            ("never", _("Nothing due")),
        ),
        _due,
    ),
    ClearFilter("assignee", _("Who works on it"), _people, _assignee),
    _of("language", _("Language"), settings.LANGUAGES),
    _of("channel", _("How it came"), Report.Channel.choices),
    ClearFilter(
        "files",
        _("Files"),
        lambda _desk: (("yes", _("With files")), ("no", _("Without files"))),
        _files,
    ),
    ClearFilter(
        "reply",
        _("Reply of the sender"),
        lambda _desk: (("unread", _("Unread reply")), ("none", _("No unread reply"))),
        _reply,
    ),
)

CLEAR: dict[str, ClearFilter] = {each.name: each for each in _DECLARED}
"""In the order of forms and addresses."""

_DUE = frozenset({"overdue", "today", "7", "never"})
EXCLUSIVE: tuple[tuple[str, frozenset[str], str, frozenset[str]], ...] = (
    # What is closed is never due, and what nobody has read cannot be unread again.
    ("status", frozenset({Report.Status.CLOSED.value}), "due", _DUE),
    ("status", frozenset({Report.Status.RECEIVED.value}), "reply", frozenset({"unread"})),
)
"""Choices of two filters that no tip can have both."""

"""The labels of several tips."""

from abc import abstractmethod
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.inbox.bulk.action import Action, Choices
from reports.inbox.bulk.desk import Desk, Ticked
from reports.inbox.holding import change_card
from reports.models import Label

LABELLED = "labelled"
"""What the reason is about."""


class _Labels(Action):
    """A value of a tip is its labels; what is chosen is one of them."""

    event = "tip.labelled"

    def now(self, tip: Ticked) -> str:
        """The ids of its labels."""
        return _joined(_carried(tip))

    @abstractmethod
    def then(self, tip: Ticked, to: str) -> str:
        """The ids of its labels afterwards."""

    def words(self, desk: Desk, value: str) -> str:
        """Their names."""
        names = [desk.labels[pk].name for pk in value.split() if pk in desk.labels]
        return ", ".join(sorted(names, key=str.casefold)) or _("No label")

    def refusal(self, desk: Desk, tip: Ticked, to: str) -> str:
        """A label belongs to one agency."""
        if desk.labels[to].agency_id == tip.report.epoch.agency_id:
            return ""
        return _("Its agency has no such label.")

    def put(self, desk: Desk, tip: Ticked, to: str) -> None:
        """Seals its card once more."""
        _seal(tip, self.then(tip, to))

    def take_back(self, desk: Desk, tip: Ticked, was: str) -> bool:
        """Puts back those that it had."""
        _seal(tip, was)
        return True

    def reason(self, to: str) -> dict[str, str]:
        """The id, sealed as the card is."""
        return {"about": LABELLED, "code": to}

    def detail(self, value: str) -> dict[str, str]:
        """Nothing: labels are sealed."""
        return {}


class AddLabel(_Labels):
    """Puts a label on the tips."""

    code = "label"
    label = gettext_lazy("Put a label on them")
    question = gettext_lazy("Which label")

    def choices(self, desk: Desk) -> Choices:
        """Those in use."""
        return _named([label for label in desk.labels.values() if not label.retired])

    def then(self, tip: Ticked, to: str) -> str:
        """With this one."""
        return _joined(_carried(tip) | {to})


class RemoveLabel(_Labels):
    """Takes a label off the tips."""

    code = "unlabel"
    label = gettext_lazy("Take a label off them")
    question = gettext_lazy("Which label")

    def choices(self, desk: Desk) -> Choices:
        """All, those out of use too."""
        return _named(desk.labels.values())

    def then(self, tip: Ticked, to: str) -> str:
        """Without this one."""
        return _joined(_carried(tip) - {to})


def _carried(tip: Ticked) -> set[str]:
    return set(map(str, tip.card.get("labels") or []))


def _joined(ids: set[str]) -> str:
    return " ".join(sorted(ids))


def _named(labels: Iterable[Label]) -> Choices:
    return [(label.pk, label.name) for label in labels]


def _seal(tip: Ticked, ids: str) -> None:
    if tip.case is not None:
        change_card(tip.report, tip.case, lambda card: {**card, "labels": ids.split()})

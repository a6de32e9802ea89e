"""A label on several tips, or off them. Labels are sealed in the cards."""

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.inbox.bulk.action import Action, Choices
from reports.inbox.bulk.desk import Desk, Ticked
from reports.inbox.holding import Card, change_card
from reports.models import Label

_CARRIES, _WITHOUT = "+", "-"


class _PutLabel(Action):
    """A value is `+` or `-`, whether a tip carries the label, and the label's id."""

    event = "tip.labelled"
    question = gettext_lazy("Which label")
    sign: ClassVar[str]
    """What the tips become."""

    def choices(self, desk: Desk) -> Choices:
        """The labels in use of the agencies of the tips."""
        agencies = {tip.report.epoch.agency_id for tip in desk.tips}
        known = Label.objects.filter(agency__in=agencies, retired=False)
        return [(f"{self.sign}{label.pk}", label.name) for label in known]

    def now(self, tip: Ticked) -> str:
        """What it carries, as one text: any other label counts as another state."""
        return " ".join(sorted(tip.card.get("labels", [])))

    def then(self, tip: Ticked, to: str) -> str:
        """With the label, or without it."""
        labels = set(tip.card.get("labels", []))
        label = to[1:]
        return " ".join(sorted(labels | {label} if to[0] == _CARRIES else labels - {label}))

    def words(self, desk: Desk, value: str) -> str:
        """The names of the labels."""
        names = dict(Label.objects.filter(pk__in=value.split()).values_list("pk", "name"))
        return ", ".join(names.get(pk, pk) for pk in value.split()) or _("None")

    def refusal(self, desk: Desk, tip: Ticked, to: str) -> str:
        """A label belongs to one agency."""
        if Label.objects.filter(pk=to[1:], agency=tip.report.epoch.agency_id).exists():
            return ""
        return _("Its agency has no such label.")

    def put(self, desk: Desk, tip: Ticked, to: str) -> None:
        """Seals the card once more."""
        self._seal(tip, self.then(tip, to))

    def take_back(self, desk: Desk, tip: Ticked, was: str) -> bool:
        """Gives the tip the labels that it had."""
        self._seal(tip, was)
        return True

    def reason(self, to: str) -> dict[str, str]:
        """That its labels were changed; which ones, the card says."""
        return {"about": "labelled", "code": ""}

    def detail(self, value: str) -> dict[str, str]:
        """Nothing: labels are sealed."""
        return {}

    def _seal(self, tip: Ticked, labels: str) -> None:
        if tip.case is None:
            return

        def changed(card: Card) -> Card:
            return {**card, "labels": labels.split()}

        change_card(tip.report, tip.case, changed)


class AddLabel(_PutLabel):
    """Puts a label on the tips."""

    code = "label"
    label = gettext_lazy("Put a label on them")
    sign = _CARRIES


class RemoveLabel(_PutLabel):
    """Takes a label off the tips."""

    code = "unlabel"
    label = gettext_lazy("Take a label off them")
    sign = _WITHOUT

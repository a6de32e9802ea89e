"""Who works on several tips."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.inbox.bulk.action import Action, Choices
from reports.inbox.bulk.desk import Desk, Ticked

_NOBODY = "-"  # no account has this name


class Assign(Action):
    """Gives the tips to one member, or to nobody."""

    code = "assign"
    label = gettext_lazy("Say who works on them")
    question = gettext_lazy("Who works on them")
    event = "tip.assigned"
    rivals = ("tip.handed_over",)

    def choices(self, desk: Desk) -> Choices:
        """Nobody, and all who hold the keys of one of the agencies."""
        names = {
            name: user.full_name for people in desk.people.values() for name, user in people.items()
        }
        return [(_NOBODY, _("Nobody")), *sorted(names.items(), key=lambda pair: pair[1])]

    def now(self, tip: Ticked) -> str:
        """The name of the account."""
        return tip.report.assignee.username if tip.report.assignee else _NOBODY

    def words(self, desk: Desk, value: str) -> str:
        """The person's name."""
        known = [tip.report.assignee for tip in desk.tips if tip.report.assignee]
        names = {user.username: user.full_name for user in known}
        return {**names, **dict(self.choices(desk))}.get(value, value)

    def refusal(self, desk: Desk, tip: Ticked, to: str) -> str:
        """Only those read a tip who hold the keys of its agency."""
        if to == _NOBODY or to in desk.people[tip.report.epoch.agency_id]:
            return ""
        return _("%(name)s does not hold the keys of its agency.") % {"name": self.words(desk, to)}

    def put(self, desk: Desk, tip: Ticked, to: str) -> None:
        """Gives the tip to somebody."""
        people = desk.people[tip.report.epoch.agency_id]
        tip.report.change(assignee=None if to == _NOBODY else people[to])

    def take_back(self, desk: Desk, tip: Ticked, was: str) -> bool:
        """Gives it back, unless whoever had it left meanwhile."""
        return not self.refusal(desk, tip, was) and super().take_back(desk, tip, was)

    def reason(self, to: str) -> dict[str, str]:
        """Who was chosen."""
        return {"about": "assigned", "code": to}

    def detail(self, value: str) -> dict[str, str]:
        """As a single act says it."""
        return {"to": "" if value == _NOBODY else value}

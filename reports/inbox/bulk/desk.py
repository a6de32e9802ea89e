"""What a change of several tips is decided on: the tips opened, and who could work on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.holding import Card
from reports.inbox.reading import case_of
from reports.models import Label, Report
from reports.models.report import ReportQuerySet
from vault.errors import Unopenable
from vault.identity import Identity


@dataclass(frozen=True)
class Ticked:
    """One of the tips. `case` is None when its pieces do not open."""

    report: Report
    case: Identity | None
    card: Card


class Desk:
    """The tips, as this member opens them, and what is known of their agencies."""

    def __init__(self, member: Unlocked, reports: Iterable[Report]) -> None:
        self.member = member
        self.tips = [_opened(member, report) for report in reports]

    @cached_property
    def agencies(self) -> dict[int, Agency]:
        """Those whose tips these are, each once."""
        return {tip.report.epoch.agency_id: tip.report.epoch.agency for tip in self.tips}

    @cached_property
    def people(self) -> dict[int, dict[str, User]]:
        """Who holds the keys of each agency, by the agency and the name of the account."""
        return {
            pk: {user.username: user for user in self.member.colleagues(agency)}
            for pk, agency in self.agencies.items()
        }

    @cached_property
    def labels(self) -> dict[str, Label]:
        """The labels of these agencies by id, in the order of their names."""
        return {label.pk: label for label in Label.objects.filter(agency__in=self.agencies)}


def seen(member: Unlocked, ids: Iterable[UUID]) -> Desk:
    """The tips among these that the member may see, in the order of the list."""
    return Desk(member, _all(member, ids).for_the_list())


def held(member: Unlocked, ids: Iterable[UUID]) -> Desk:
    """The same, held until the transaction ends.

    In the order of their ids: of two batches at once the second waits for the first, and they
    never wait for each other.
    """
    rows = _all(member, ids).select_related("epoch__agency", "assignee")
    return Desk(member, rows.select_for_update(of=("self",)).order_by("pk"))


def _all(member: Unlocked, ids: Iterable[UUID]) -> ReportQuerySet:
    return Report.objects.visible_to(member).filter(pk__in=list(ids))


def _opened(member: Unlocked, report: Report) -> Ticked:
    try:
        case = case_of(member, report)
        return Ticked(report, case, seals.open_card(report, case))
    except Unopenable:
        return Ticked(report, None, {})


def does_not_open() -> str:
    """What is said of a tip whose keys do not open."""
    return _("It does not open. Its pieces were damaged or exchanged.")

"""What a change of several tips is decided on: the tips opened, and who could work on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import KEY_HOLDERS
from accounts.trust import members_of
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.holding import Card
from reports.inbox.reading import case_of
from reports.models import Report
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
    def people(self) -> dict[int, dict[str, User]]:
        """Who holds the keys of each agency, by the agency and the name of the account."""
        agencies = {tip.report.epoch.agency_id: tip.report.epoch.agency for tip in self.tips}
        return {
            pk: {
                grant.user.username: grant.user
                for grant in members_of(agency)
                if _holds(grant.role)
            }
            for pk, agency in agencies.items()
        }


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


def _holds(role: str) -> bool:
    return role in KEY_HOLDERS


def does_not_open() -> str:
    """What is said of a tip whose keys do not open."""
    return _("It does not open. Its pieces were damaged or exchanged.")

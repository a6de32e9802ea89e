"""The entry of a tip that a member translates, or makes ready for sharing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.gate import needs
from accounts.refusals import record_refused_request
from accounts.request import member_of
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.inbox import reading, services
from reports.inbox.tip.page import damaged
from reports.inbox.tip.sight import visible_tip
from reports.inbox.tip.thread import Shown, threaded
from reports.models import Report
from vault.errors import Unopenable


@dataclass(frozen=True)
class Original:
    """The entry, with what was made of it so far."""

    report: Report
    shown: Shown
    newest: int
    """The number of the tip's newest entry: what a form is based on."""

    @property
    def number(self) -> int:
        """The number of the entry."""
        return self.shown.entry.number

    @property
    def words(self) -> str:
        """All that it says; of a tip, each question with its answer."""
        entry = self.shown.entry
        answers = [f"{question}\n" + "\n".join(said) for question, said in entry.answers]
        return "\n\n".join([*answers, *([entry.text] if entry.text else [])])


def about_an_entry(
    view: Callable[[HttpRequest, Unlocked, Original], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A view of one entry with words. What is shown of it counts as reading the tip.

    404 for another agency's tip and for a number that is no such entry, which is kept.
    """

    @needs(Role.TRIAGE)
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request: HttpRequest, report_id: UUID, number: int) -> Any:
        member = member_of(request)
        report = visible_tip(request, member, report_id)
        try:
            keys = reading.open_keys(member, report)
            services.record_view(member, report)
            entries = reading.timeline(report, keys, member)
            found = [item for item in threaded(entries) if item.entry.number == number]
            if not found or not found[0].has_words:
                record_refused_request(request, member.user)
                raise Http404
            return view(request, member, Original(report, found[0], entries[-1].number))
        except Report.DoesNotExist:  # withdrawn this very moment
            raise Http404 from None
        except Unopenable:
            return damaged(request, member, report)

    return opened

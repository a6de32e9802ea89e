"""The page of the list: the views with their numbers, the filters, and one page of tips."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.inbox.bulk.actions import ACTIONS
from reports.inbox.filters import CLEAR, Desk, SealedChosen
from reports.inbox.listing.asked import ROWS, Asked
from reports.inbox.listing.counts import count_views
from reports.inbox.listing.form import fields_of, sealed_fields_of
from reports.inbox.listing.names import Names, names_for
from reports.inbox.listing.neighbours import with_query
from reports.inbox.listing.paging import PLACES, Mark, Page, page_of, place_in
from reports.inbox.listing.rows import rows_of
from reports.inbox.listing.standing import DEFAULT, QUARANTINE, STANDING
from reports.models import Report
from reports.questions.kinds import Words


@dataclass(frozen=True)
class RailLink:
    """A view in the rail. `marked`: its number is shown as something to look at."""

    label: Words
    address: str
    current: bool
    count: str = ""
    marked: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter that applies, and the address of the list without it."""

    label: Words
    words: str
    without: str


@needs(Role.TRIAGE)
@require_safe
def tips(request: HttpRequest) -> HttpResponse:
    """The tips of one view that this member may read, danger and overdue first."""
    member = member_of(request)
    names = names_for(member)
    desk = Desk.of(member, names.people, names.labels)
    asked = Asked.from_query(request.GET, desk)
    visible = Report.objects.visible_to(member)
    page, errors = _page(request, asked, member)
    kept = urlencode([*asked.pairs(), *place_in(request.GET)])
    context = {
        "asked": asked,
        "page": page,
        "rows": rows_of(member, page.reports, query=kept, labels=names.labels, today=desk.today),
        "errors": [*errors, *asked.errors],
        "instead": with_query(reverse("inbox_tips"), asked.instead) if asked.instead else "",
        "standing": _standing(asked, count_views(visible, desk)),
        "saved": _saved(asked, names),
        "quarantine": asked.view is QUARANTINE,
        "bulk_actions": ACTIONS.values(),
        "leads": member.holds(Role.LEAD),
        **_form(asked, names),
        **_ways_on(asked, page),
    }
    return render(request, "inbox/listing/page.html", context)


def _page(request: HttpRequest, asked: Asked, member: Unlocked) -> tuple[Page, list[str]]:
    """The page that the address names; a place that is none gives the first page, and is said."""
    errors = []
    marks: dict[str, Mark | None] = {}
    for name in PLACES:
        written = request.GET.get(name, "")
        marks[name] = Mark.read(written)
        if written and marks[name] is None:
            errors.append(_("The address names no place in this list. This is its first page."))
    tips = asked.apply(Report.objects.visible_to(member)).select_related(
        "epoch__agency", "assignee"
    )
    return page_of(tips, asked.rows, **marks), errors


def _standing(asked: Asked, counts: dict[str, str]) -> list[RailLink]:
    """The standing views; the quarantine only when something is there."""
    bare = not asked.chosen.choices
    return [
        RailLink(
            view.label,
            _at([] if view is DEFAULT else [("view", slug)]),
            current=bare and view is asked.view,
            count=counts[slug],
            marked=slug in {"danger", "overdue"} and counts[slug] != "0",
        )
        for slug, view in STANDING.items()
        if view is not QUARANTINE or view is asked.view or counts[slug] != "0"
    ]


def _saved(asked: Asked, names: Names) -> list[RailLink]:
    here = asked.as_query()
    return [
        RailLink(view.name, view.address, current=bool(view.query) and view.query == here)
        for view in names.views
    ]


def _form(asked: Asked, names: Names) -> dict[str, Any]:
    chosen = asked.chosen
    return {
        "fields": fields_of(chosen),
        "sealed_fields": sealed_fields_of(SealedChosen({}), chosen.desk),
        "carried": asked.pairs(),
        "chips": [
            Chip(
                CLEAR[name].label,
                chosen.in_words(name),
                _at([pair for pair in asked.pairs() if pair[0] != name]),
            )
            for name in chosen.choices
        ],
        "sizes": [(rows, rows == asked.rows) for rows in ROWS],
        "save_address": with_query(reverse("inbox_view_new"), asked.as_query()),
        "unfiltered": _at([pair for pair in asked.pairs() if pair[0] not in chosen.choices]),
    }


def _ways_on(asked: Asked, page: Page) -> dict[str, str]:
    """The addresses of the pages around this one; empty where there is none."""
    return {
        "previous": _at([*asked.pairs(), ("before", str(page.previous))]) if page.previous else "",
        "next": _at([*asked.pairs(), ("after", str(page.next))]) if page.next else "",
    }


def _at(pairs: list[tuple[str, str]]) -> str:
    return with_query(reverse("inbox_tips"), urlencode(pairs))

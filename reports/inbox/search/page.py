"""The page of the search."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.inbox.filters import Desk
from reports.inbox.listing.asked import Asked
from reports.inbox.listing.counts import count_list
from reports.inbox.listing.neighbours import address_of, with_query
from reports.inbox.listing.standing import ALL
from reports.inbox.reading import Row
from reports.inbox.search.forms import SearchForm
from reports.inbox.search.running import Search, stop, stream
from reports.inbox.search.walk import OpenCard
from reports.inbox.search.words import hold_all, texts
from reports.models import Report
from reports.questions import questions_now


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponseBase:
    """The form; with POST, a page that grows while the cards are opened.

    Looked through is the list that the address names, and without one all tips, open and closed.
    """
    member = member_of(request)
    desk = Desk.of(member)
    asked = Asked.from_query(request.GET, desk, usual=ALL)
    form = SearchForm(request.POST if request.method == "POST" else None, desk=desk)
    context = {
        "form": form,
        "asked": asked,
        "number": count_list(asked.apply(Report.objects.visible_to(member))),
        "back": with_query(reverse("inbox_tips"), asked.as_query()),
    }
    if not form.is_valid():
        return render(request, "inbox/search/form.html", context)
    running = begin(request, form, asked)
    return stream(request, running, template="inbox/search/running.html", context=context)


def begin(request: HttpRequest, form: SearchForm, asked: Asked) -> Search:
    """A search for what a valid form says, among the tips of a list."""
    member = member_of(request)
    tips = asked.apply(Report.objects.visible_to(member))
    finder = _Finder(member, form, asked.as_query())
    return Search(request, tips, finder, row="inbox/search/row.html")


@needs(Role.TRIAGE)
@require_POST
def stop_search(request: HttpRequest, run: UUID) -> HttpResponse:
    """Ends a search. The browser stays on its page."""
    stop(run)
    return HttpResponse(status=204)


class _Finder:
    """Picks the cards that the form describes. `query` is the list, and goes into their links."""

    def __init__(self, member: Unlocked, form: SearchForm, query: str) -> None:
        self._member, self._form, self._query = member, form, query
        self._questions = questions_now()

    def __call__(self, cards: list[OpenCard], /) -> Iterator[dict[str, Any]]:
        passed = [card for card in cards if self._form.matches(card.card)]
        words = self._form.words_to_find
        if words and passed:
            opened = zip(passed, texts(self._member, passed), strict=True)
            passed = [card for card, said in opened if hold_all(said, words)]
        for card in passed:
            row = Row(card.report, card.card, self._questions)
            yield {"row": row, "address": address_of(card.report, self._query)}

"""A search while it runs: a page that grows, a button that ends it, and the count that is kept."""

from collections.abc import Generator, Iterator
from enum import Enum, auto
from typing import Any, Protocol
from uuid import UUID, uuid4

from csp.constants import SELF
from django.http import HttpRequest, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts import audit
from accounts.request import member_of
from reports.inbox.search.walk import OpenCard, chunks, open_cards
from reports.models import SearchStop
from reports.models.report import ReportQuerySet

MOST = 200
"""Results of one search."""
_NEWEST: dict[int, UUID] = {}
"""The last search that each member began in this process: an older one that still runs ends."""
_RESULTS_GO_HERE = "<!-- results -->"


class Find(Protocol):
    """Picks from some opened cards: what its row shows, for each that is found."""

    def __call__(self, cards: list[OpenCard], /) -> Iterator[dict[str, Any]]: ...


class End(Enum):
    """Why a search ended."""

    DONE = auto()
    FULL = auto()
    STOPPED = auto()
    REPLACED = auto()
    SIGNED_OUT = auto()
    CLOSED = auto()


class Search:
    """One search. What is looked for is known to `find` alone, and gone with it.

    `row` is the template of a result, with `context`; `about` the tip for which others are looked
    for.
    """

    def __init__(
        self,
        request: HttpRequest,
        tips: ReportQuerySet,
        find: Find,
        *,
        row: str,
        about: str = "",
        context: dict[str, Any] | None = None,
    ) -> None:
        self.run = uuid4()
        self.of = tips.count()
        self.looked_at = self.found = self.damaged = 0
        self.end = End.CLOSED  # until it is known better
        self._member = member_of(request)
        self._session = request.session
        self._language = translation.get_language()
        self._context = {"search": self, "csrf_token": get_token(request), **(context or {})}
        self._tips, self._find, self._row, self.about = tips, find, row, about

    def pieces(self) -> Generator[str]:
        """Results as they are found, after each part of the tips how far it is, and the end."""
        _NEWEST[self._member.user.pk] = self.run
        try:
            yield self._said("inbox/search/progress.html")
            for reports in chunks(self._member, self._tips):
                if self._is_over():
                    break
                cards = list(open_cards(self._member, reports))
                self.looked_at += len(reports)
                self.damaged += len(reports) - len(cards)
                yield from self._rows(cards)
                if self.found == MOST:
                    self.end = End.FULL
                    break
                yield self._said("inbox/search/progress.html")
            else:
                self.end = End.DONE
            yield self._said("inbox/search/end.html")
        finally:  # also when the browser went away
            SearchStop.objects.filter(run=self.run).delete()
            audit.record(
                "tips.searched",
                by=self._member.user,
                target=self.about,
                looked_at=self.looked_at,
                found=self.found,
                damaged=self.damaged,
            )

    @property
    def how_far(self) -> str:
        """How many tips were looked at, and how many were found."""
        numbers = {"looked_at": self.looked_at, "found": self.found}
        numbers["of"] = max(self.of, self.looked_at)  # tips come in meanwhile
        said = {name: number_format(n, force_grouping=True) for name, n in numbers.items()}
        return _("%(looked_at)s of %(of)s tips looked at, %(found)s found.") % said

    def _rows(self, cards: list[OpenCard]) -> Iterator[str]:
        for found in self._find(cards):
            if self.found == MOST:
                return
            self.found += 1
            yield self._said(self._row, found)

    def _is_over(self) -> bool:
        """Whether it was stopped or another begun, or the session ended: its keys with it."""
        if SearchStop.objects.filter(run=self.run).exists():
            self.end = End.STOPPED
        elif _NEWEST.get(self._member.user.pk) != self.run:
            self.end = End.REPLACED
        elif not self._session.exists(str(self._session.session_key)):
            self.end = End.SIGNED_OUT
        else:
            return False
        return True

    def _said(self, template: str, more: dict[str, Any] | None = None) -> str:
        # The request is over for Django, and with it its language.
        with translation.override(self._language):
            return render_to_string(template, {**self._context, **(more or {})})


def stream(
    request: HttpRequest, search: Search, *, template: str, context: dict[str, Any]
) -> StreamingHttpResponse:
    """The page of a search that now runs. The template has a comment where the results go."""
    page = render_to_string(template, {**context, "search": search}, request)
    head, tail = page.split(_RESULTS_GO_HERE)

    def growing() -> Iterator[str]:
        results = search.pieces()
        try:
            yield head
            yield from results
            yield tail
        finally:
            results.close()

    response = StreamingHttpResponse(growing())
    response.headers["Content-Encoding"] = "identity"  # packing would hold back what is found
    response.headers["X-Accel-Buffering"] = "no"  # so would a front server of the nginx kind
    # The frame that takes the answer to Stop: 204, so that nothing is ever shown in it.
    response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]
    return response


def stop(run: UUID) -> None:
    """Ends a search, wherever it runs, after the part that it is at."""
    SearchStop.objects.get_or_create(run=run)


def forget_stops() -> None:
    """Deletes what was pressed when its search was over already."""
    SearchStop.objects.filter(on__lt=timezone.localdate()).delete()

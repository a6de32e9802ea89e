"""Which list an address asks for: a view, filters, and how many rows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from reports.inbox.filters import CLEAR, Chosen, Desk
from reports.inbox.filters.chosen import shown
from reports.inbox.listing.paging import PLACES
from reports.inbox.listing.standing import ALL, DEFAULT, STANDING, View
from reports.models.report import ReportQuerySet

ROWS = (25, 50, 100)
_USUAL_ROWS = 25
_OTHERS = ("view", "rows", *PLACES)


@dataclass(frozen=True)
class Asked:
    """A list of tips. What the address got wrong is said in `errors`, and the rest applies.

    `instead` is the list in which a filter fits that the view excludes; empty where there is none.
    """

    view: View
    chosen: Chosen
    rows: int
    errors: tuple[str, ...]
    instead: str = ""

    @classmethod
    def from_query(cls, query: QueryDict, desk: Desk, *, usual: View = DEFAULT) -> "Asked":
        """The list in an address; one that names no view has the usual one."""
        errors = []
        slug = query.get("view") or usual.slug
        view = STANDING.get(slug)
        if view is None:
            errors.append(
                _("There is no view “%(name)s”. This is the view “%(view)s”.")
                % {"name": shown(slug), "view": usual.label}
            )
            view = usual
        rows = query.get("rows") or str(_USUAL_ROWS)
        if rows not in map(str, ROWS):
            errors.append(_("A page has 25, 50 or 100 tips. This one has 25."))
            rows = str(_USUAL_ROWS)
        chosen = Chosen.from_query(query, desk, others=_OTHERS)
        fitting = chosen.within(view.fits(desk), view=str(view.label))
        wider = cls(ALL, chosen, int(rows), ()) if fitting != chosen else None
        instead = wider.as_query() if wider else ""
        return cls(view, fitting, int(rows), (*errors, *fitting.errors), instead)

    def apply(self, visible: ReportQuerySet) -> ReportQuerySet:
        """The tips of this list among those that a member may see, in no order yet."""
        return self.chosen.apply(self.view.of(visible, self.chosen.desk))

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address; what is as usual is left out."""
        view = [] if self.view is DEFAULT else [("view", self.view.slug)]
        rows = [] if self.rows == _USUAL_ROWS else [("rows", str(self.rows))]
        return [*view, *self.chosen.pairs(), *rows]

    def as_query(self) -> str:
        """The one way to write this list in an address."""
        return urlencode(self.pairs())

    def as_search(self) -> str:
        """The list in the address of the search, for which `ALL` is the usual view."""
        view = [] if self.view is ALL else [("view", self.view.slug)]
        return urlencode([*view, *(pair for pair in self.pairs() if pair[0] != "view")])

    def in_words(self) -> str:
        """The view and the filters, as members read them."""
        chosen = self.chosen
        filters = (f"{CLEAR[name].label}: {chosen.in_words(name)}" for name in chosen.choices)
        return "; ".join([str(self.view.label), *filters])

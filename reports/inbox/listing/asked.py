"""Which list an address asks for: a view, filters, and how many rows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from reports.inbox.filters import Chosen, Desk
from reports.inbox.filters.chosen import shown
from reports.inbox.listing.standing import DEFAULT, STANDING, View
from reports.models.report import ReportQuerySet

ROWS = (25, 50, 100)
_USUAL_ROWS = 50
_OTHERS = ("view", "rows", "after", "before")


@dataclass(frozen=True)
class Asked:
    """A list of tips. What the address got wrong is said in `errors`, and the rest applies."""

    view: View
    chosen: Chosen
    rows: int
    errors: tuple[str, ...]

    @classmethod
    def from_query(cls, query: QueryDict, desk: Desk) -> "Asked":
        """The list in an address."""
        errors = []
        slug = query.get("view") or DEFAULT.slug
        view = STANDING.get(slug)
        if view is None:
            errors.append(
                _("There is no view “%(name)s”. This is the view “%(view)s”.")
                % {"name": shown(slug), "view": DEFAULT.label}
            )
            view = DEFAULT
        rows = query.get("rows") or str(_USUAL_ROWS)
        if rows not in map(str, ROWS):
            errors.append(_("A page has 25, 50 or 100 tips. This one has 50."))
            rows = str(_USUAL_ROWS)
        chosen = Chosen.from_query(query, desk, others=_OTHERS)
        chosen = chosen.within(view.fits(desk), view=str(view.label))
        return cls(view, chosen, int(rows), (*errors, *chosen.errors))

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

"""What somebody wants to save: a list with clear filters, and perhaps sealed ones."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from reports.inbox.filters import CLEAR, SEALED, Desk, SealedChosen
from reports.inbox.filters.sealed import WORDS
from reports.inbox.listing.asked import Asked

_LIST = ("view", "rows", *CLEAR)


@dataclass(frozen=True)
class Asking:
    """A list as its reader sees it and as a form carries it."""

    asked: Asked
    sealed: SealedChosen
    errors: tuple[str, ...]

    @classmethod
    def from_request(cls, request: HttpRequest, desk: Desk) -> "Asking":
        """With POST what a form carries. Sealed filters are never read from an address."""
        if request.method != "POST":
            asked = Asked.from_query(request.GET, desk)
            return cls(asked, SealedChosen({}), asked.errors)
        clear = QueryDict(mutable=True)
        for name in _LIST:
            clear.setlist(name, request.POST.getlist(name))
        asked = Asked.from_query(clear, desk)
        sealed = SealedChosen.from_post(
            {name: request.POST.get(name, "") for name in (*SEALED, WORDS)}, desk
        )
        return cls(asked, sealed, (*asked.errors, *sealed.errors))

    def pairs(self) -> list[tuple[str, str]]:
        """All of it for hidden fields."""
        return [*self.asked.pairs(), *self.sealed.pairs()]

    def in_words(self) -> list[tuple[str, str]]:
        """What the list is, as members read it."""
        chosen = self.asked.chosen
        clear = [(str(CLEAR[name].label), chosen.in_words(name)) for name in chosen.choices]
        return [*clear, *self.sealed.in_words(chosen.desk)]


def as_asked(query: str, desk: Desk) -> Asked:
    """The list that a saved query means now."""
    return Asked.from_query(QueryDict(query), desk)

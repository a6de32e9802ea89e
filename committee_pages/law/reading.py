"""The text of a version as pages need it, read in a fixed number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from committee_pages.law.structure import Kind
from committee_pages.models import ActVersion, Provision, ProvisionText

TEXT_LANGUAGES = ("pt", "tet")
"""The official languages, which stand side by side."""

CONTAINERS = (Kind.BOOK, Kind.TITLE, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION)


@dataclass(frozen=True)
class Words:
    """What one provision says in one language."""

    heading: str
    text: str
    note: str


@dataclass(eq=False)
class Place:
    """A provision, with its words by language and what stands below it."""

    pk: int
    eid: str
    kind: Kind
    number: str
    words: dict[str, Words] = field(default_factory=dict)
    children: list["Place"] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The last part of the address of an article: `art-163`, `art-163-a`."""
        return f"art-{self.number.lower()}"

    @property
    def is_article(self) -> bool:
        """Whether it has a page of its own."""
        return self.kind is Kind.ARTICLE

    def articles(self) -> Iterator["Place"]:
        """The articles here and below, in the order of the text."""
        for place in self.walk():
            if place.is_article:
                yield place

    def walk(self) -> Iterator["Place"]:
        """The place and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def is_transcribed(self, language: str) -> bool:
        """Whether a language has any words of the law here, headings aside."""
        return any(place.words[language].text for place in self.walk() if language in place.words)


@dataclass(frozen=True)
class Reading:
    """A version in full, or the part of it that one page needs."""

    version: ActVersion
    top: list[Place]

    def walk(self) -> Iterator[Place]:
        """All places in the order of the text."""
        for place in self.top:
            yield from place.walk()

    @property
    def articles(self) -> list[Place]:
        """All articles in the order of the text."""
        return [place for place in self.walk() if place.is_article]

    def article(self, slug: str) -> Place | None:
        """The article with this last part of an address."""
        return next((place for place in self.articles if place.slug == slug), None)


def read_all(version: ActVersion) -> Reading:
    """Everything. Two queries."""
    top, by_pk = _places(version.provisions.all())
    _add_words(by_pk, ProvisionText.objects.filter(provision__version=version))
    return Reading(version, top)


def read_outline(version: ActVersion, article_number: str) -> Reading:
    """All containers and articles, and what is below the articles of one number; no words yet.

    One query. `article_number` is as in an address, in lower case.
    """
    kinds = [kind.value for kind in (*CONTAINERS, Kind.ARTICLE)]
    mark = f"{Kind.ARTICLE.in_ids}_{article_number}__"
    wanted = Q(kind__in=kinds) | Q(eid__istartswith=mark) | Q(eid__icontains=f"__{mark}")
    top, _by_pk = _places(version.provisions.filter(wanted))
    return Reading(version, top)


def add_words(
    places: Iterable[Place], *, before: ActVersion | None = None, eid: str = ""
) -> Place | None:
    """Reads the words of these places, and the same article of an earlier version. One query.

    The earlier article comes back, as it was then; None when that version did not have it.
    """
    by_pk = {place.pk: place for place in places}
    wanted = Q(provision__in=list(by_pk))
    if before:
        of_before = Q(provision__eid=eid) | Q(provision__eid__startswith=f"{eid}__")
        wanted |= Q(provision__version=before) & of_before
    earlier: dict[int, Place] = {}
    rows = ProvisionText.objects.filter(wanted).order_by("provision__position")
    for text in rows.select_related("provision"):
        place = by_pk.get(text.provision_id)
        if place is None:
            provision = text.provision
            place = earlier.setdefault(provision.pk, _place(provision))
        place.words[text.language] = _words(text)
    if not earlier:
        return None
    first, *below = earlier.values()
    if first.eid == eid:
        first.children = below
        return first
    return Place(0, eid, Kind.ARTICLE, "", children=list(earlier.values()))


def _places(rows: Iterable[Provision]) -> tuple[list[Place], dict[int, Place]]:
    top: list[Place] = []
    by_pk: dict[int, Place] = {}
    for row in sorted(rows, key=lambda row: row.position):
        by_pk[row.pk] = _place(row)
        above = by_pk.get(row.parent_id or 0)
        (above.children if above else top).append(by_pk[row.pk])
    return top, by_pk


def _place(row: Provision) -> Place:
    return Place(row.pk, row.eid, Kind(row.kind), row.number)


def _words(text: ProvisionText) -> Words:
    return Words(text.heading, text.text, text.note)


def _add_words(by_pk: dict[int, Place], texts: Iterable[ProvisionText]) -> None:
    for text in texts:
        by_pk[text.provision_id].words[text.language] = _words(text)

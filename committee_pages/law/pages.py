"""What the pages of an act show. One function per page; each takes values and gives a context."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from committee_pages.law import pdf
from committee_pages.law.comparing import lines_of
from committee_pages.law.naming import citation
from committee_pages.law.parts import (
    Context,
    changes_of,
    columns_of,
    contents_of,
    link_to,
    named,
    row_of,
)
from committee_pages.law.reading import (
    CONTAINERS,
    TEXT_LANGUAGES,
    Place,
    Reading,
    add_words,
    read_all,
    read_outline,
)
from committee_pages.law.rendering import Mark, term_marker
from committee_pages.models import Act, ActVersion, ProvisionLink, TermWord
from home.addresses import absolute

_NAMES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Shown:
    """Which version a page shows, among which, and under what address."""

    version: ActVersion
    versions: list[ActVersion]
    base: str
    """The address of the act's page."""
    is_asked_for: bool
    """Whether the address names the day."""

    @property
    def here(self) -> str:
        """The address that pages of this version begin with."""
        return self.at(self.version) if self.is_asked_for else self.base

    def at(self, version: ActVersion) -> str:
        """The address of a version by its day."""
        return f"{self.base}as-of/{version.in_force_from.isoformat()}/"

    @property
    def before(self) -> ActVersion | None:
        """The version before the one shown."""
        day = self.version.in_force_from
        return next((other for other in self.versions if other.in_force_from < day), None)


def version_on(versions: list[ActVersion], day: date | None) -> ActVersion | None:
    """The version of a day among these, which come newest first.

    Without a day: today's, else the nearest to come. None when there is none.
    """
    asked = day or timezone.localdate()
    found = next((one for one in versions if one.in_force_from <= asked), None)
    return found or (versions[-1] if versions and day is None else None)


def about(shown: Shown, language: str) -> Context:
    """What all pages of a version say of it."""
    act, version, today = shown.version.act, shown.version, timezone.localdate()
    current = version_on(shown.versions, None)
    return {
        "act": act,
        "citation": citation(act),
        "version": version,
        "version_url": shown.here,
        "base": shown.base,
        "work_url": absolute(act.work),
        "is_old": bool(current and version.in_force_from < current.in_force_from),
        "is_to_come": version.in_force_from > today,
        "versions": [
            {"version": other, "url": shown.at(other), "is_here": other == version}
            for other in shown.versions
        ],
        "expressions": [version.expression(code) for code in TEXT_LANGUAGES],
        "text_language": language if language in TEXT_LANGUAGES else TEXT_LANGUAGES[0],
    }


def act_page(shown: Shown, language: str) -> Context:
    """The whole text of a version, with its contents."""
    act, reading = shown.version.act, read_all(shown.version)
    columns = columns_of(reading.walk(), language)
    changed = _changed(shown, reading) if shown.before else set()
    rows = [
        row_of(place, language, columns, shown.here) | {"is_changed": place.eid in changed}
        for place in reading.walk()
        if place.is_article or place.kind in CONTAINERS
    ]
    return {
        **about(shown, language),
        "title_in_law": [title for title in act.titles.all() if title.language in TEXT_LANGUAGES],
        "own_words": any(
            title.is_ours and title.language == language for title in act.titles.all()
        ),
        "sources": [source for source in act.sources.all() if source.language == language],
        "columns": named(columns),
        "contents": contents_of(reading.top, language, columns),
        "rows": rows,
        "any_text": any(row["is_article"] and row["is_transcribed"] for row in rows),
        "is_empty": not reading.top,
        "has_changes": bool(shown.before),
        "changes_url": f"{shown.at(shown.version)}changes/",
        "files": _files(shown.version),
    }


def article_page(shown: Shown, slug: str, language: str) -> Context | None:
    """One article; None when the version does not have it."""
    act = shown.version.act
    reading = read_outline(shown.version, slug.removeprefix("art-"))
    article = reading.article(slug)
    if article is None:
        return None
    articles = reading.articles
    index = articles.index(article)
    near = {
        "previous": articles[index - 1] if index else None,
        "next": articles[index + 1] if index + 1 < len(articles) else None,
    }
    links = list(ProvisionLink.objects.of(article.pk, act))
    by_eid = {place.eid: place for place in articles}
    goals = [by_eid[link.to_eid] for link in links if _is_near(link, act) and link.to_eid in by_eid]
    above = _above(reading, article)
    wanted = [*article.walk(), *above, *filter(None, near.values()), *goals]
    earlier = add_words(wanted, before=shown.before, eid=article.eid)
    columns = columns_of(article.walk(), language)
    terms = _terms(act, [language, *columns])
    row = row_of(article, language, columns, shown.here, marks=_marks(terms))
    said = [cell["html"] for cell in row["cells"]]
    return {
        **about(shown, language),
        "columns": named(columns),
        "row": row,
        "slug": slug,
        "share_title": f"{row['name']} - {citation(act)}",
        "above": [
            link_to(place, language, columns, f"{shown.here}#{place.eid}") for place in above
        ],
        **{
            name: place and link_to(place, language, columns, f"{shown.here}{place.slug}/")
            for name, place in near.items()
        },
        "see_also": [
            *(link_to(goal, language, columns, f"{shown.here}{goal.slug}/") for goal in goals),
            *(_elsewhere(link) for link in links if not _is_near(link, act)),
        ],
        "terms": [term for term in terms if any(f'#{term["id"]}"' in html for html in said)],
        "changes": changes_of(earlier, article, columns) if shown.before else [],
        "before": shown.before,
        "permalink": absolute(f"{shown.version.expression(columns[0])}/~{article.eid}"),
        "files": [],
    }


def changes_page(shown: Shown, language: str) -> Context | None:
    """All that a version changed; None for the first version."""
    if shown.before is None:
        return None
    now, before = read_all(shown.version), read_all(shown.before)
    columns = columns_of(now.walk(), language)
    was = {article.eid: article for article in before.articles}
    rows = [
        {**row_of(article, language, columns, shown.here, with_text=False), "changes": found}
        for article in now.articles
        if (found := changes_of(was.pop(article.eid, None), article, columns))
    ]
    gone = [
        {**row_of(article, language, columns, shown.here, with_text=False), "changes": found}
        for article in was.values()
        if (found := changes_of(article, None, columns))
    ]
    return {**about(shown, language), "rows": rows, "gone": gone, "before": shown.before}


def _elsewhere(link: ProvisionLink) -> Context:
    """A link into another act, by the address that every act has."""
    return {
        "name": f"{citation(link.to_act)}, {link.to_eid.rpartition('__')[2].replace('_', ' ')}",
        "heading": None,
        "url": f"{link.to_act.work}/~{link.to_eid}",
    }


def _is_near(link: ProvisionLink, act: Act) -> bool:
    return bool(link.to_act_id == act.pk)


def _above(reading: Reading, article: Place) -> list[Place]:
    """The book, chapter and section that an article stands in."""
    return [place for place in reading.walk() if article.eid.startswith(f"{place.eid}__")]


def _terms(act: Act, languages: list[str]) -> list[Context]:
    words = TermWord.objects.filter(language__in=languages).select_related("term")
    return [
        {
            "id": f"{word.language}-term-{word.term_id}",
            "language": word.language,
            "word": word.word,
            "explanation": word.explanation,
        }
        for word in words
        if word.term.act_id in {None, act.pk}
    ]


def _marks(terms: list[Context]) -> dict[str, Mark]:
    languages = {term["language"] for term in terms}
    return {
        code: term_marker([(t["word"], t["id"]) for t in terms if t["language"] == code])
        for code in languages
    }


def _changed(shown: Shown, reading: Reading) -> set[str]:
    """The ids of the articles that say something else than in the version before."""
    if shown.before is None:
        return set()
    was = {article.eid: article for article in read_all(shown.before).articles}
    return {
        article.eid
        for article in reading.articles
        if any(
            lines_of(article, code)
            != (lines_of(was[article.eid], code) if article.eid in was else "")
            for code in TEXT_LANGUAGES
        )
    }


def _files(version: ActVersion) -> list[Context]:
    """The files of a version to take away, each with its size in bytes where it is known."""
    return [
        {
            "language": code,
            "name": _NAMES[code],
            "url": version.expression(code),
            "pdf_bytes": pdf.size(version, code),
        }
        for code in TEXT_LANGUAGES
    ]

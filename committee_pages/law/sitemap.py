"""The articles of the law in the sitemap: those of today's texts, below each page of their act."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from committee_pages.law.pages import version_on
from committee_pages.law.structure import Kind
from committee_pages.models import ActVersion, LawPage, Provision
from home.addresses import absolute, address, tree_of
from home.alternates import alternates
from home.sitemap import Entry, Section, day_of


def _every_entry() -> Iterator[Entry]:
    """Three queries, however many acts and articles."""
    pages: dict[int, list[Any]] = {}
    for page in LawPage.objects.live().filter(alias_of=None).exclude(act=None).order_by("pk"):
        pages.setdefault(page.act_id, []).append(page)
    versions = _current(pages)
    articles = Provision.objects.filter(version__in=versions, kind=Kind.ARTICLE).order_by("pk")
    for version_id, number in articles.values_list("version_id", "number"):
        version, below = versions[version_id], f"art-{number.lower()}/"
        others = alternates(pages[version.act_id], below)
        for page in pages[version.act_id]:
            yield Entry(
                url=absolute(f"{address(page, tree_of(page))}{below}"),
                changed_on=day_of(version.published_at),
                alternates=others,
            )


def _current(acts: Iterable[int]) -> dict[int, ActVersion]:
    """Today's version of each act that has one, by the version's id."""
    versions: dict[int, list[ActVersion]] = {}
    for version in ActVersion.objects.published().filter(act__in=list(acts)):
        versions.setdefault(version.act_id, []).append(version)
    today = (version_on(of_act, None) for of_act in versions.values())
    return {version.pk: version for version in today if version}


ARTICLES = Section(
    count=lambda: sum(1 for _entry in _every_entry()),
    entries=lambda offset, most: islice(_every_entry(), offset, offset + most),
)

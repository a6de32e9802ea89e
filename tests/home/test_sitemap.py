"""What search programs are given: every published page once, and nothing else."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from wagtail.models import Page

from committee_pages.models import Act, ActVersion, LawPage, NewsIndexPage, NewsPage
from home import sitemap
from home.models import HomePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]

_BASE = "http://localhost:8000"
_ITEM = "news/work-plan-meeting-2021/"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_LINK = "{http://www.w3.org/1999/xhtml}link"


def files_of(client: Client) -> list[str]:
    """The paths of the files of the sitemap."""
    answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml"
    root = ET.fromstring(answer.content)  # noqa: S314 our own
    return [str(loc.text).removeprefix(_BASE) for loc in root.iter(f"{_MAP}loc")]


def entries_of(client: Client, path: str) -> dict[str, dict[str, Any]]:
    """The entries of a file by their path."""
    root = ET.fromstring(client.get(path).content)  # noqa: S314 our own
    entries: dict[str, dict[str, Any]] = {}
    for url in root:
        path = str(url.findtext(f"{_MAP}loc")).removeprefix(_BASE)
        assert path not in entries
        links = {link.get("hreflang"): link.get("href") for link in url.iter(_LINK)}
        entries[path] = {"lastmod": url.findtext(f"{_MAP}lastmod"), "links": links}
    return entries


def test_every_published_page_is_there_once_and_opens(client: Client) -> None:
    entries = entries_of(client, "/sitemap-pages-1.xml")
    assert len(entries) == Page.objects.live().filter(depth__gt=1).count()
    for path, entry in entries.items():
        answer = client.get(path)
        assert answer.status_code == 200
        canonical = f'<link rel="canonical" href="{_BASE}{path}">'
        assert canonical in answer.content.decode()
        assert f"{_BASE}{path}" in entry["links"].values()
        assert set(entry["links"]) == {"tet", "pt", "en", "id", "x-default"}


def test_articles_of_the_law_are_there_in_every_language(client: Client) -> None:
    assert "/sitemap-articles-1.xml" in files_of(client)
    entries = entries_of(client, "/sitemap-articles-1.xml")
    path = "law/codigo-penal/art-163/"
    assert {f"/{code}/{path}" for code in ("tet", "pt", "en", "id")} <= set(entries)
    assert entries[f"/pt/{path}"]["links"]["id"] == f"{_BASE}/id/{path}"
    for path in list(entries)[:8]:
        assert client.get(path).status_code == 200


def test_a_page_that_is_not_published_is_not_there(client: Client) -> None:
    index = NewsIndexPage.objects.get(locale__language_code="en")
    index.add_child(
        instance=NewsPage(
            title="Draft",
            slug="draft",
            summary="x",
            body="<p>x</p>",
            happened_on="2022-01-01",
            live=False,
        )
    )
    NewsPage.objects.get(locale__language_code="pt", slug="work-plan-meeting-2021").unpublish()
    LawPage.objects.get(locale__language_code="pt", slug="codigo-penal").unpublish()
    NewsPage.objects.get(locale__language_code="id", slug="work-plan-meeting-2021").delete()
    entries = entries_of(client, "/sitemap-pages-1.xml")
    assert not {"/en/news/draft/", f"/pt/{_ITEM}", f"/id/{_ITEM}"} & set(entries)
    assert set(entries[f"/en/{_ITEM}"]["links"]) == {"tet", "en", "x-default"}
    articles = entries_of(client, "/sitemap-articles-1.xml")
    assert not [path for path in articles if path.startswith("/pt/law/codigo-penal/")]
    # Stand-ins are not there: each page has one address.
    assert not [path for path in entries if re.match(r"/(tet|pt|en|id)/(tet|pt|en|id)/", path)]


def test_a_draft_of_a_text_changes_nothing(client: Client) -> None:
    before = entries_of(client, "/sitemap-articles-1.xml")
    ActVersion.objects.create(act=Act.objects.get(number="19"), in_force_from="2024-01-01")
    assert entries_of(client, "/sitemap-articles-1.xml") == before


def test_the_day_is_that_of_the_last_publication(client: Client, clock: Any) -> None:
    page = NewsPage.objects.get(locale__language_code="tet", slug="work-plan-meeting-2021")
    Page.objects.filter(pk=page.pk).update(last_published_at="2026-01-02T16:00:00Z")
    lastmod = entries_of(client, "/sitemap-pages-1.xml")[f"/tet/{_ITEM}"]["lastmod"]
    assert lastmod == "2026-01-03"  # in Dili it was the next day
    page.title = "Changed and not published"
    page.save_revision()
    assert entries_of(client, "/sitemap-pages-1.xml")[f"/tet/{_ITEM}"]["lastmod"] == "2026-01-03"


def test_many_pages_are_in_several_files_each_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = entries_of(client, "/sitemap-pages-1.xml")
    monkeypatch.setattr(sitemap, "MOST_IN_A_FILE", 7)
    files = [path for path in files_of(client) if "pages" in path]
    assert len(files) == -(-len(whole) // 7)
    parts: dict[str, Any] = {}
    for path in files:
        entries = entries_of(client, path)
        assert len(entries) <= 7
        assert not set(entries) & set(parts)
        parts |= entries
    assert parts == whole


@pytest.mark.parametrize(
    "path",
    ["sitemap-pages-0.xml", "sitemap-pages-99.xml", "sitemap-tips-1.xml", "sitemap-pages--1.xml"],
)
def test_a_file_that_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404


def test_queries_do_not_grow_with_pages(client: Client, django_assert_max_num_queries: Any) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    index = home.get_children().get(slug="news")
    for number in range(30):
        index.add_child(
            instance=NewsPage(
                title=f"Item {number}",
                summary="x",
                body="<p>x</p>",
                happened_on="2022-01-01",
                locale=index.locale,
            )
        )
    for path, most in [
        ("sitemap.xml", 4),
        ("sitemap-pages-1.xml", 2),
        ("sitemap-articles-1.xml", 3),
    ]:
        with django_assert_max_num_queries(most):
            client.get(f"/{path}")


def test_robots_are_kept_out_of_the_form_and_the_staff_side(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    for code in ("tet", "pt", "en", "id"):
        assert f"Disallow: /{code}/report/" in lines
    assert "Disallow: /staff/" in lines
    assert lines[-1] == f"Sitemap: {_BASE}/sitemap.xml"
    closed = tuple(line.removeprefix("Disallow: ") for line in lines if "Disallow" in line)
    for path in files_of(client):
        assert not [page for page in entries_of(client, path) if page.startswith(closed)]

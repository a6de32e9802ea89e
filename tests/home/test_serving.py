"""The page of an address: found in two queries, and nothing found that is not published."""

from typing import Any

import pytest
from django.test import Client

from committee_pages.models import LawIndexPage, LawPage, NewsIndexPage, NewsPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


def _meeting() -> NewsPage:
    found: NewsPage = NewsPage.objects.get(
        locale__language_code="en", slug="work-plan-meeting-2021"
    )
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/en/%00",
        "/en/law/%00/",
        "/en/law/lei-3-2017/%00/",
        "/en/law/lei-3-2017/../../staff/",
        "/en/LAW/",
        "/en/lei-3-2017/",
        "/en/law/lei-3-2017/lei-3-2017/",
        "/en/news/work-plan-meeting-2021/x/",
        "/en/en/law/",
        "/en/%25/",
        "/en/_/",
        "/en/" + "law/" * 30,
        "/en/" + "x" * 5_000 + "/",
    ],
)
def test_an_address_that_names_no_page_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_that_is_not_published_is_not_found(client: Client) -> None:
    items = NewsPage.objects.filter(slug="work-plan-meeting-2021")
    for page in items.exclude(locale__language_code="pt"):
        page.unpublish()
    assert client.get("/pt/news/work-plan-meeting-2021/").status_code == 200
    NewsPage.objects.get(locale__language_code="pt", slug="work-plan-meeting-2021").unpublish()
    for path in ("/pt/", "/en/", "/en/pt/"):
        assert client.get(f"{path}news/work-plan-meeting-2021/", follow=True).status_code == 404
    for law in LawPage.objects.filter(slug="codigo-penal"):
        law.unpublish()
    for path in ("", "art-163/", "as-of/2020-01-01/", "pdf/"):
        assert client.get(f"/en/law/codigo-penal/{path}").status_code == 404


def test_the_title_of_a_page_above_that_is_taken_back_is_not_told(client: Client) -> None:
    index = NewsIndexPage.objects.get(locale__language_code="en")
    index.title = "Secret title"
    index.save_revision().publish()
    path = "/en/news/work-plan-meeting-2021/"
    assert "Secret title" in client.get(path).content.decode()
    index.unpublish()
    assert "Secret title" not in client.get(path).content.decode()
    request = client.get(path).wsgi_request
    trail = _meeting().get_context(request)["trail"]
    assert trail == []


def test_a_page_is_found_under_the_slug_it_has_now(client: Client) -> None:
    index = LawIndexPage.objects.get(locale__language_code="pt")
    index.slug = "lei"
    index.save_revision().publish()
    assert client.get("/pt/lei/codigo-penal/art-163/").status_code == 200
    # Another tree has the old address: it leads to the page's own.
    assert client.get("/pt/law/codigo-penal/art-163/").headers["Location"] == (
        "/pt/lei/codigo-penal/art-163/"
    )
    assert client.get("/pt/law/").headers["Location"] == "/pt/lei/"


def test_a_deep_page_takes_no_more_queries_than_its_own(
    client: Client, django_assert_num_queries: Any
) -> None:
    client.get("/en/news/work-plan-meeting-2021/")
    # The pages of the address, the page itself, its translations; people, institutions with their
    # words (3), documents, sources, the pages of the plan.
    with django_assert_num_queries(10):
        client.get("/en/news/work-plan-meeting-2021/")


def test_a_page_that_is_not_there_links_to_the_home_pages_of_other_languages(
    client: Client,
) -> None:
    page = client.get("/en/news/nowhere/").content.decode()
    for code in ("tet", "pt", "id"):
        assert f'<a href="/{code}/" lang="{code}" hreflang' in page

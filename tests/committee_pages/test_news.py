"""News: what an item says, the archive, what the search finds."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from committee_pages.models import (
    Institution,
    NewsIndexPage,
    NewsKind,
    NewsPage,
    NewsPerson,
    NewsSource,
    PlanPage,
)
from tests.committee_pages.items import add_item

pytestmark = pytest.mark.django_db
_CODES = [code for code, _name in settings.LANGUAGES]
_ITEMS = 9
_MEETING = "news/work-plan-meeting-2021/"


def _read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


@pytest.mark.parametrize("code", _CODES)
def test_the_meeting_of_2021_names_its_people_partners_and_sources(
    client: Client, pages: None, code: str
) -> None:
    page = _read(client, f"/{code}/{_MEETING}")
    for person in ("Roy Trivedy", "Ihma Shareef", "Peter Roberts"):
        assert re.search(
            rf'<a [^>]*href="/{code}/partners/#institution-\d+"[^>]*>{person}</a>', page
        )
    for name in ("IOM" if code in {"en", "id"} else "OIM", "TLPDP", "Austr"):
        assert name in page
    assert len(re.findall(rf'href="/{code}/partners/#institution-\d+"', page)) >= 7
    assert re.search(rf'href="/{code}/committee/#institution-\d+"', page)
    assert "timor-leste.gov.tl/?p=29745" in page
    with translation.override(code):
        assert str(NewsKind.MEETING.label) in page


def test_what_a_link_to_an_institution_leads_to_is_there(client: Client, pages: None) -> None:
    page = _read(client, f"/en/{_MEETING}")
    links = set(re.findall(r'href="(/en/(?:partners|committee)/)#(institution-\d+)"', page))
    assert len(links) == 5
    for path, anchor in links:
        assert f'id="{anchor}"' in _read(client, path)


@pytest.mark.parametrize("code", _CODES)
def test_every_item_of_the_demonstration_is_whole_in_every_language(
    client: Client, pages: None, code: str
) -> None:
    items = NewsPage.objects.live().filter(locale__language_code=code)
    assert items.count() == _ITEMS
    for item in items:
        assert item.title
        assert item.summary
        assert item.body
        assert item.sources.exists()
        other = item.get_translations().first()
        assert other.title != item.title
        assert item.title in _read(client, f"/{code}/news/{item.slug}/")
    assert {item.kind for item in items} == set(NewsKind.values)


def test_the_plan_is_linked_in_the_language_that_is_read(client: Client, pages: None) -> None:
    portuguese = PlanPage.objects.get(locale__language_code="pt", slug="five-months-2021")
    link = f'<a class="govuk-link" href="/pt/plan/five-months-2021/">{portuguese.title}</a>'
    assert link in _read(client, f"/pt/{_MEETING}")
    portuguese.unpublish()
    assert 'href="/pt/tet/plan/five-months-2021/" lang="tet">' in _read(client, f"/pt/{_MEETING}")
    for page in PlanPage.objects.filter(slug="five-months-2021"):
        page.unpublish()
    assert "five-months-2021" not in _read(client, f"/pt/{_MEETING}")


def test_an_institution_that_is_not_published_is_not_named(client: Client, pages: None) -> None:
    institution = Institution.objects.get(texts__name="Australian Embassy")
    institution.unpublish()
    page = _read(client, f"/en/{_MEETING}")
    assert "Australian Embassy" not in page
    assert "Peter Roberts" in page  # he was there, and is named without a link
    assert not re.search(r"<a [^>]*>Peter Roberts</a>", page)


def test_an_item_of_several_days_says_both(client: Client, pages: None) -> None:
    page = _read(client, "/en/news/rules-for-victims-2022/")
    assert "8 August 2022 to 12 August 2022" in page


def _listed(page: str) -> list[str]:
    return re.findall(r'<h2 class="govuk-heading-m"><a class="govuk-link" href="([^"]+)"', page)


def test_the_list_is_newest_first_and_leads_to_each_year_and_type(
    client: Client, pages: None
) -> None:
    page = _read(client, "/en/news/")
    assert len(_listed(page)) == _ITEMS
    assert _listed(page)[-1] == f"/en/{_MEETING}"
    for query in re.findall(r'href="/en/news/\?([^"]+)"', page):
        assert _listed(_read(client, f"/en/news/?{query}")), query
    meetings = _read(client, "/en/news/?type=meeting")
    assert len(_listed(meetings)) == 3
    assert "?year=2021&type=meeting" in meetings
    assert len(_listed(_read(client, "/en/news/?year=2021&type=meeting"))) == 2
    assert len(_listed(_read(client, "/en/news/?year=2023"))) == 2


@pytest.mark.parametrize("query", ["year=&type=", "year=", "type=", "page=x", "other=1"])
def test_an_empty_choice_is_the_whole_list(client: Client, pages: None, query: str) -> None:
    assert len(_listed(_read(client, f"/en/news/?{query}"))) == _ITEMS


@pytest.mark.parametrize(
    "query",
    [
        "type=x",
        "type=Meeting",
        "type=meeting%00",
        "type=meeting'--",
        "type=<script>",
        "year=0000",
        "year=21",
        "year=20211",
        "year=-2021",
        "year=%D9%A2%D9%A0%D9%A2%D9%A1",
        "year=2021%00",
        "year=2021 OR 1=1",
        "year=" + "9" * 5000,
        "year=2021&year=x",
    ],
)
def test_a_choice_that_cannot_be_is_a_page_that_is_not_there(
    client: Client, pages: None, query: str
) -> None:
    assert client.get(f"/en/news/?{query}").status_code == 404


@pytest.mark.parametrize("year", ["0001", "1999", "9999"])
def test_a_year_without_news_says_so_and_leads_back(client: Client, pages: None, year: str) -> None:
    page = _read(client, f"/en/news/?year={year}")
    assert _listed(page) == []
    assert '<a class="govuk-link" href="/en/news/">' in page


def test_pages_of_a_narrowed_list_stay_narrowed(client: Client, index: NewsIndexPage) -> None:
    for number in range(12):
        add_item(index, f"Item {number}", kind="statement")
    page = _read(client, "/en/news/?year=2022&type=statement")
    assert 'href="?year=2022&type=statement&page=2"' in page
    second = _read(client, "/en/news/?year=2022&type=statement&page=2")
    assert len(_listed(second)) == 2


@pytest.mark.parametrize("path", ["/en/news/", "/en/news/feed/", f"/en/{_MEETING}", "/en/"])
def test_the_queries_do_not_grow(
    client: Client, index: NewsIndexPage, django_assert_max_num_queries: Any, path: str
) -> None:
    client.get(path)
    with django_assert_max_num_queries(12) as before:
        client.get(path)
    item = NewsPage.objects.get(locale=index.locale, slug="work-plan-meeting-2021")
    everyone = list(Institution.objects.all())
    item.institutions = everyone
    item.people = [NewsPerson(name=f"P {i.pk}", institution=i) for i in everyone]
    item.sources = [NewsSource(label=f"S {n}", url="https://example.org/") for n in range(20)]
    item.save_revision().publish()
    for number in range(25):
        add_item(index, f"Item {number}", happened_on=date(2001 + number, 1, 1))
    with django_assert_max_num_queries(len(before)):
        client.get(path)


def test_the_home_page_shows_the_newest_by_what_happened_with_type_and_date(
    client: Client, index: NewsIndexPage
) -> None:
    add_item(index, "Written today of long ago", happened_on=date(2001, 2, 3))
    page = _read(client, "/en/")
    assert "Written today of long ago" not in page
    assert "28 January 2026 · Meeting" in page


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Roy Trivedy", "work-plan-meeting-2021"),
        ("statement", "budget-of-the-committee-2026"),
        ("TLPDP", "work-plan-meeting-2021"),
    ],
)
def test_the_search_finds_news_by_type_person_and_institution(
    client: Client, pages: None, words: str, slug: str
) -> None:
    from home.search.index import rebuild

    rebuild()
    page = client.post("/en/search/", {"words": words}).content.decode()
    assert f'<a class="govuk-link" href="/en/news/{slug}/">' in page


def test_a_new_name_of_an_institution_is_found_at_once(
    client: Client, pages: None, django_capture_on_commit_callbacks: Any
) -> None:
    institution = Institution.objects.get(texts__name="Australian Embassy")
    text = institution.texts.get(language="en")
    text.name = "Embassy of Kangaroos"
    institution.texts = [text, *institution.texts.exclude(pk=text.pk)]
    with django_capture_on_commit_callbacks(execute=True):
        institution.save_revision().publish()
    page = client.post("/en/search/", {"words": "kangaroos"}).content.decode()
    assert '<a class="govuk-link" href="/en/partners/">' in page
    assert f'<a class="govuk-link" href="/en/{_MEETING}">' in page
    with django_capture_on_commit_callbacks(execute=True):
        institution.delete()
    page = client.post("/en/search/", {"words": "kangaroos"}).content.decode()
    assert "We found nothing for these words." in page

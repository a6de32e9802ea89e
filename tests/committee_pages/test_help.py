"""The help directory as readers see it."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from committee_pages.help_directory import directory
from home.models import Service, ServiceText
from home.municipalities import MUNICIPALITIES
from reports.questions import QUESTIONS
from tests.home.test_services import published

pytestmark = pytest.mark.django_db
_CODES = [code for code, _name in settings.LANGUAGES]


def _page(client: Client, path: str = "/en/help/") -> str:
    return unescape(client.get(path).content.decode())


def _folded(page: str, name: str) -> str:
    """What opens under a name."""
    found = re.search(rf"<summary>(?:<[^>]*>)?{re.escape(name)}.*?</details>", page, re.DOTALL)
    assert found, name
    return found.group()


def test_all_fourteen_municipalities_can_be_opened(client: Client, pages: None) -> None:
    page = _page(client, "/tet/help/")
    assert len(MUNICIPALITIES) == 14
    for name in MUNICIPALITIES.values():
        assert _folded(page, name)


def test_the_codes_are_those_of_the_tip_form() -> None:
    asked = dict(QUESTIONS["municipality"].options)
    assert {code: asked[code] for code in MUNICIPALITIES} == MUNICIPALITIES


def test_a_place_shows_its_own_services_and_no_others(client: Client, pages: None) -> None:
    page = _page(client)
    assert "Fatin Seguru, Gleno" in _folded(page, "Ermera")
    assert "Fatin Seguru, Gleno" not in _folded(page, "Baucau")
    assert "We know of no service in this place alone." in _folded(page, "Ataúro")


def test_a_need_shows_who_helps_with_it(client: Client, pages: None) -> None:
    page = _page(client)
    assert "ALFeLa" in _folded(page, "A lawyer")
    assert "ALFeLa" not in _folded(page, "A doctor or a nurse")


@pytest.mark.parametrize("code", _CODES)
def test_what_somebody_opens_is_neither_an_address_nor_a_request(
    client: Client, pages: None, code: str
) -> None:
    page = _page(client, f"/{code}/help/")
    main = page[page.index("<main") : page.index("</main")]
    assert "<form" not in main
    ours = [
        link for link in re.findall(r'href="([^"]*)"', main) if link.startswith(("/", "#", "?"))
    ]
    assert set(ours) == {f"/{code}/help/print/"}
    assert "<details" in main


@pytest.mark.parametrize("code", _CODES)
def test_the_demonstration_shows_no_number_but_the_fictitious_one(
    client: Client, pages: None, code: str
) -> None:
    for path in ("help/", "help/print/", "contact/"):
        numbers = set(re.findall(r'href="tel:([^"]*)"', _page(client, f"/{code}/{path}")))
        assert numbers == {"0000000"}
        assert "331 0080" not in _page(client, f"/{code}/{path}")
        assert "112" not in re.sub(r"<[^>]*>", "", _page(client, f"/{code}/{path}"))


def test_it_is_said_honestly_who_is_not_served(client: Client, pages: None) -> None:
    page = _page(client, "/en/help/print/")
    card = page[page.index(">ALFeLa") :]
    card = card[: card.index("</article>")]
    assert "Men: no, not here" in card
    assert "Women: yes" in card
    assert "<b>Hours:</b> not said" in page
    assert "<b>Hours:</b> <span>It says that it has a number for 24 hours." in page
    assert "People from other countries: not said: ask first" in card
    assert "Almost all services here were made for women." in page
    assert "We cannot promise rescue" in page


@pytest.mark.parametrize("code", _CODES)
def test_every_service_has_a_source_and_a_way_to_reach_it_in_each_language(
    client: Client, pages: None, code: str
) -> None:
    for service in Service.objects.published():
        assert service.source.startswith("http")
        text = service.text_in(code)
        assert text is not None
        assert text.language == code
        assert text.reach
    page = _page(client, f"/{code}/help/print/")
    for service in Service.objects.published():
        assert f'href="{service.source}"' in page


def test_for_paper_everything_stands_open_once(client: Client, pages: None) -> None:
    page = _page(client, "/en/help/print/")
    assert "<details" not in page
    for service in Service.objects.published():
        assert page.count(f">{service.text_in('en')}</h2>") == 1
    assert client.get("/en/help/elsewhere/").status_code == 404
    assert client.get("/en/help/print/more/").status_code == 404


def test_a_service_without_words_in_a_language_says_which_language_it_has(
    client: Client, pages: None
) -> None:
    published()
    page = _page(client, "/id/help/")
    assert '<article class="mh-service" lang="en">' in page


@pytest.mark.parametrize(("days", "said"), [(180, False), (181, True)])
def test_readers_are_told_when_nobody_has_checked_for_half_a_year(
    client: Client, pages: None, days: int, said: bool
) -> None:
    Service.objects.all().delete()
    day = timezone.localdate() - timedelta(days=days)
    published(last_verified=day, verified_by="Ana of the secretariat")
    page = _page(client)
    assert "by Ana of the secretariat." in page
    assert ("Nobody has checked this for half a year." in page) is said


def test_the_directory_asks_no_more_as_services_grow(client: Client, pages: None) -> None:
    before = _queries_of(client)
    for _number in range(30):
        published(areas=["tl-07"], nationwide=False)
    assert _queries_of(client) == before <= 12


def _queries_of(client: Client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get("/en/help/")
    return len(queries)


def test_sorting_asks_the_database_for_nothing(pages: None, django_assert_num_queries: Any) -> None:
    services = list(Service.objects.published())
    with django_assert_num_queries(0):
        sorted_ = directory(services, "tet", date(2026, 11, 25))
    assert len(sorted_.cards) == len(services)


def test_words_of_an_editor_are_shown_as_words(client: Client, pages: None) -> None:
    made = published()
    ServiceText.objects.filter(service=made).update(name="<script>alert(1)</script>")
    page = client.get("/en/help/").content.decode()
    assert "<script>alert" not in page

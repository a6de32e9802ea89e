"""Public pages: their languages, their links, and what they cost."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import formats, translation

from home.models import HomePage, Service
from home.shell import shell

pytestmark = pytest.mark.django_db

_CODES = [code for code, _name in settings.LANGUAGES]
_MONTHS = {"tet": "Novembru", "pt": "novembro", "en": "November", "id": "November"}
_OLD_NEWS = "news/work-plan-meeting-2021/"
_PATHS = [
    "",
    "law/",
    "law/lei-3-2017/",
    "news/",
    _OLD_NEWS,
    "plan/",
    "plan/national-action-plan-2026-2030/",
    "campaigns/",
    "campaigns/check-before-you-go/",
    "help/",
    "help/print/",
    "check/",
    "committee/",
    "partners/",
    "about/",
    "privacy/",
    "accessibility/",
    "contact/",
]
_NOT_ON_HOME = {
    "",
    "help/print/",
    "law/lei-3-2017/",
    _OLD_NEWS,
    "plan/national-action-plan-2026-2030/",
}


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("", "tet"),
        ("fr", "tet"),
        ("pt-BR,pt;q=0.9,en;q=0.8", "pt"),
        ("en-GB", "en"),
        ("fr;q=0.9,id;q=0.5", "id"),
        ("tet", "tet"),
        ("en;q=0,id", "id"),
        ("*", "tet"),
        ("\"';DROP TABLE", "tet"),
        ("x" * 10_000, "tet"),
    ],
)
def test_the_bare_address_goes_to_the_visitors_language(
    client: Client, pages: None, asked: str, goes_to: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": asked})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/{goes_to}/"
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("code", _CODES)
@pytest.mark.parametrize("path", _PATHS)
def test_every_page_is_there_in_every_language_with_its_frame(
    client: Client, pages: None, code: str, path: str
) -> None:
    page = _page(client, f"/{code}/{path}")
    assert f'<html lang="{code}"' in page
    assert 'href="#main-content"' in page
    # A page with a form that leaving ends has a button instead of the link.
    assert ('action="/leave"' if path == "check/" else 'href="/leave"') in page
    assert 'href="tel:0000000"' in page
    for other in _CODES:
        assert f'href="/{other}/{path}" lang="{other}"' in page


@pytest.mark.parametrize("code", _CODES)
def test_the_home_page_leads_everywhere(client: Client, pages: None, code: str) -> None:
    page = _page(client, f"/{code}/")
    for path in ("report/", "report/reply/", *set(_PATHS) - _NOT_ON_HOME):
        assert f'href="/{code}/{path}"' in page


@pytest.mark.parametrize("code", _CODES)
def test_no_link_of_ours_is_dead(client: Client, pages: None, people: None, code: str) -> None:
    seen: set[str] = set()
    waiting = [f"/{code}/"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        found = re.findall(r'(?:href|action)="(/[^"#]*)"', _page(client, path))
        fresh = {p for p in found if p.startswith(f"/{code}/") and "/form/" not in p} - seen
        waiting += sorted(fresh - set(waiting))
    assert len(seen) >= len(_PATHS) + 2


@pytest.mark.parametrize("code", _CODES)
def test_dates_are_in_the_words_of_the_language(client: Client, pages: None, code: str) -> None:
    page = _page(client, f"/{code}/news/work-plan-meeting-2021/")
    assert _MONTHS[code] in page
    assert "2021" in page


def test_every_month_has_a_tetum_name() -> None:
    with translation.override("tet"):
        months = [formats.date_format(date(2026, n, 3), "DATE_FORMAT") for n in range(1, 13)]
    assert months[0] == "3 Janeiru 2026"
    assert months[10] == "3 Novembru 2026"
    assert len({month.split()[1] for month in months}) == 12
    with translation.override("en"):
        english = [formats.date_format(date(2026, n, 3), "F") for n in range(1, 13)]
    assert not {month.split()[1] for month in months} & set(english)


@pytest.mark.parametrize("code", _CODES)
def test_no_string_of_the_interface_is_left_in_english(
    client: Client, pages: None, people: None, code: str
) -> None:
    if code == "en":
        return
    english = {"Leave this site", "Send a tip", "Check for a reply", "Need help? Call", "Back"}
    for path in ("", "report/", "report/reply/", "nowhere/"):
        page = unescape(client.get(f"/{code}/{path}").content.decode())
        for sentence in english:
            assert f">{sentence}<" not in page, path


def test_what_an_editor_publishes_is_seen_at_once(client: Client, pages: None) -> None:
    home = HomePage.objects.get(locale__language_code="pt")
    home.title = "Um título novo"
    home.save_revision()
    assert "Um título novo" not in _page(client, "/pt/")
    home.get_latest_revision().publish()
    assert "Um título novo" in _page(client, "/pt/")


def test_the_hotline_and_the_menu_follow_what_is_published(
    client: Client, pages: None, django_capture_on_commit_callbacks: Any
) -> None:
    hotline = Service.objects.get(in_strip=True)
    hotline.phone = "+670 111 2222"
    with django_capture_on_commit_callbacks(execute=True):
        hotline.save_revision().publish()
    assert 'href="tel:+6701112222"' in _page(client, "/pt/report/reply/")
    home = HomePage.objects.get(locale__language_code="pt")
    law = home.get_children().get(slug="law")
    with django_capture_on_commit_callbacks(execute=True):
        law.unpublish()
    page = _page(client, "/pt/report/reply/")
    assert 'href="/pt/law/"' not in page
    assert '<a href="/pt/tet/law/" lang="tet">' in page
    assert [item.url for item in shell("pt").menu] == [
        "/pt/news/",
        "/pt/plan/",
        "/pt/campaigns/",
        "/pt/tet/law/",
    ]


def test_the_demonstration_says_what_it_is(client: Client, pages: None, settings: Any) -> None:
    assert "Not the official site." in _page(client, "/en/")
    settings.DEMONSTRATION = False
    assert "Not the official site." not in _page(client, "/en/")

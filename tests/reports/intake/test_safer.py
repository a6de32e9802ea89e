"""How to be safer, and who is told of it."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
HINT = "Open in your browser for privacy"
_APPS = [
    "Mozilla/5.0 (Linux; Android 12; wv) Mobile Safari [FB_IAB/FB4A;FBAV/400.0.0.0;]",
    "Mozilla/5.0 (iPhone) Mobile/15E148 [FBAN/FBIOS;FBAV/400.0.0.0;]",
    "Mozilla/5.0 (iPhone) Mobile/15E148 Instagram 300.0.0.0",
]
_BROWSERS = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Linux; Android 13) Chrome/126.0 Mobile Safari/537.36",
    "facebookexternalhit/1.1",
    "",
]


def _text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_page_is_there_in_every_language_with_its_leave_link(
    client: Client, language: str
) -> None:
    answer = client.get(f"/{language}/report/safer/")
    assert answer.status_code == 200
    assert 'href="/leave"' in _text(answer)
    assert "<form" not in _text(answer)
    assert not answer.cookies
    assert len(answer.content) < 25_000


@pytest.mark.parametrize(
    "word", ["Incognito", "Tor Browser", "Opera Mini", "Facebook", "history", "cannot erase"]
)
def test_the_page_names_what_people_use(client: Client, word: str) -> None:
    assert word in _text(client.get("/en/report/safer/"))


def test_it_takes_nothing(client: Client) -> None:
    assert client.post("/en/report/safer/", {"x": "y"}).status_code == 405


def test_the_first_page_the_leave_note_and_the_foot_lead_there(
    client: Client, people: None
) -> None:
    page = _text(client.get("/en/report/"))
    for part in ('<p class="mh-leave__note">', '<footer class="mh-footer">', "<h1"):
        assert 'href="/en/report/safer/"' in page.split(part)[1].split("</footer>")[0][:9_000]


@pytest.mark.parametrize("agent", _APPS)
def test_inside_an_app_the_first_page_says_to_open_a_browser(
    client: Client, people: None, agent: str
) -> None:
    assert HINT in _text(client.get("/en/report/", headers={"User-Agent": agent}))


@pytest.mark.parametrize("agent", _BROWSERS)
def test_in_a_browser_it_does_not(client: Client, people: None, agent: str) -> None:
    assert HINT not in _text(client.get("/en/report/", headers={"User-Agent": agent}))


def test_what_the_browser_says_of_itself_is_kept_out_of_every_cache_and_log(
    client: Client, people: None, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/en/report/", headers={"User-Agent": _APPS[0]})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "FB_IAB" not in _text(answer)
    assert "FB_IAB" not in caplog.text

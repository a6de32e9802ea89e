"""The feed of the news: valid, the same whoever asks, the same every time."""

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from committee_pages.models import NewsIndexPage, NewsPage
from tests.committee_pages.items import add_item

pytestmark = pytest.mark.django_db
_CODES = [code for code, _name in settings.LANGUAGES]
_ITEMS = 9
_ATOM = "{http://www.w3.org/2005/Atom}"


def _feed(client: Client, code: str = "en", **headers: str) -> ET.Element:
    answer = client.get(f"/{code}/news/feed/", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)  # noqa: S314 it is our own


def _texts(element: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(path.replace("a:", _ATOM))]


@pytest.mark.parametrize("code", _CODES)
def test_the_feed_is_atom_with_names_and_dates_that_stay(
    client: Client, pages: None, code: str
) -> None:
    first, again = _feed(client, code), _feed(client, code)
    assert ET.tostring(first) == ET.tostring(again)
    assert first.tag == f"{_ATOM}feed"
    entries = first.findall(f"{_ATOM}entry")
    assert len(entries) == _ITEMS
    names = _texts(first, "a:entry/a:id") + _texts(first, "a:id")
    assert len(set(names)) == _ITEMS + 1
    assert all(name.startswith("urn:uuid:") for name in names)
    assert _texts(first, "a:entry/a:published")[-1] == "2021-11-15T00:00:00+09:00"
    assert _texts(first, "a:updated") == [max(_texts(first, "a:entry/a:updated"))]
    assert all(_texts(first, "a:entry/a:summary"))
    assert first.find(f"{_ATOM}entry/{_ATOM}content") is None
    assert first.get("{http://www.w3.org/XML/1998/namespace}lang") == code


def test_the_names_of_two_languages_differ(client: Client, pages: None) -> None:
    names = [name for code in _CODES for name in _texts(_feed(client, code), "a:entry/a:id")]
    assert len(set(names)) == len(names) == _ITEMS * len(_CODES)


def test_an_item_that_moves_keeps_its_name(client: Client, index: NewsIndexPage) -> None:
    before = _texts(_feed(client), "a:entry/a:id")
    item = NewsPage.objects.get(locale=index.locale, slug="work-plan-meeting-2021")
    item.slug = "somewhere-else"
    item.save_revision().publish()
    assert _texts(_feed(client), "a:entry/a:id") == before


def test_the_addresses_of_the_feed_do_not_come_from_whoever_asks(
    client: Client, pages: None, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://portal.example/"
    settings.ALLOWED_HOSTS = ["*"]
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    text = client.get("/en/news/feed/", headers=headers).content.decode()
    assert "evil.example" not in text
    links = [link.get("href") or "" for link in _feed(client, **headers).iter(f"{_ATOM}link")]
    assert len(links) == _ITEMS + 2
    assert all(link.startswith("https://portal.example/en/news/") for link in links)


def test_a_reader_that_has_the_feed_gets_it_once(client: Client, index: NewsIndexPage) -> None:
    answer = client.get("/en/news/feed/")
    assert answer.headers["Cache-Control"] == "public, max-age=900"
    tag, changed = answer.headers["ETag"], answer.headers["Last-Modified"]
    for headers in ({"If-None-Match": tag}, {"If-Modified-Since": changed}):
        again = client.get("/en/news/feed/", headers=headers)
        assert again.status_code == 304
        assert again.content == b""
    add_item(index, "New")
    assert client.get("/en/news/feed/", headers={"If-None-Match": tag}).status_code == 200


def test_the_feed_shows_no_draft_and_no_more_than_20(client: Client, index: NewsIndexPage) -> None:
    for number in range(25):
        add_item(index, f"Item {number}", happened_on=date(2026, 2, 1))
    index.add_child(
        instance=NewsPage(
            title="Secret",
            summary="S.",
            happened_on=date(2026, 3, 1),
            body="<p>x</p>",
            live=False,
            locale=index.locale,
        )
    )
    feed = _feed(client)
    assert len(feed.findall(f"{_ATOM}entry")) == 20
    assert "Secret" not in _texts(feed, "a:entry/a:title")


def test_signs_that_xml_forbids_break_no_feed(client: Client, index: NewsIndexPage) -> None:
    add_item(index, "A\x0b<b>&B", summary="x\x01]]>", happened_on=date(2026, 5, 1))
    feed = _feed(client)
    assert _texts(feed, "a:entry/a:title")[0] == "A <b>&B"
    # A reader shows the summary as HTML: its signs are signs there, too.
    assert _texts(feed, "a:entry/a:summary")[0].endswith("]]&gt;")


def test_a_list_that_is_taken_back_has_no_feed(client: Client, index: NewsIndexPage) -> None:
    assert client.post("/tet/news/feed/").status_code in {403, 405}
    index.unpublish()
    # As for every page that a language lacks: what stands in for it.
    assert client.get("/en/news/feed/").headers["Location"] == "/en/tet/news/feed/"
    for other in NewsIndexPage.objects.live():
        other.unpublish()
    assert client.get("/en/news/feed/").status_code == 404


@pytest.mark.parametrize("query", ["year=x", "type=%00", "page=-1", "year=" + "9" * 5000])
def test_the_feed_is_the_same_whatever_else_is_asked(
    client: Client, index: NewsIndexPage, query: str
) -> None:
    asked = client.get(f"/en/news/feed/?{query}")
    assert asked.status_code == 200
    assert asked.content == client.get("/en/news/feed/").content


@pytest.mark.parametrize("below", ["feed/x/", "feed/feed/", "Feed/", "feed%00/"])
def test_nothing_lies_below_the_feed(client: Client, index: NewsIndexPage, below: str) -> None:
    assert client.get(f"/en/news/{below}", follow=True).status_code == 404

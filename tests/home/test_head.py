"""What the head of a page tells programs: full addresses, and nothing that could break out."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from committee_pages.models import NewsIndexPage, NewsPage
from home.linked_data import as_json
from home.models import Service
from portal.settings.paths import BASE_DIR
from tests.committee_pages.items import add_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]

_ITEM = "news/work-plan-meeting-2021/"
_CODES = ["tet", "pt", "en", "id"]


def _page(client: Client, path: str, **more: Any) -> str:
    answer = client.get(path, **more)
    assert answer.status_code == 200, path
    return answer.content.decode()


def _meta(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def _things(page: str) -> dict[str, dict[str, Any]]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {thing["@type"]: thing for thing in json.loads(block)["@graph"]}


@pytest.mark.parametrize("code", _CODES)
@pytest.mark.parametrize("path", ["", "help/", "help/print/", _ITEM, "law/codigo-penal/art-163/"])
def test_a_page_names_itself_and_all_its_languages(client: Client, code: str, path: str) -> None:
    page = _page(client, f"/{code}/{path}")
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', page) == [
        f"http://localhost:8000/{code}/{path}"
    ]
    alternates = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page)
    assert alternates == [
        *((other, f"http://localhost:8000/{other}/{path}") for other in _CODES),
        ("x-default", f"http://localhost:8000/tet/{path}"),
    ]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("page=2", "?page=2"),
        ("page=1", ""),
        ("page=x", ""),
        ("page=999", "?page=2"),
        ("year=2022", "?year=2022"),
        ("type=statement&year=2022&page=1", "?year=2022&amp;type=statement"),
        ("page=2&type=statement&from=elsewhere", "?type=statement&amp;page=2"),
        ("from=elsewhere", ""),
        ("type=&year=", ""),
        ('page="><script>', ""),
    ],
)
def test_a_part_of_a_list_names_itself_and_itself_in_all_languages(
    client: Client, asked: str, named: str
) -> None:
    index = NewsIndexPage.objects.get(locale__language_code="en")
    for number in range(11):
        add_item(index, f"Item {number}", kind="statement")
    page = _page(client, f"/pt/news/?{asked}")
    assert f'<link rel="canonical" href="http://localhost:8000/pt/news/{named}">' in page
    for code in _CODES:
        address = f"/{code}/news/{named}"
        assert f'hreflang="{code}" href="http://localhost:8000{address}">' in page
        assert f'<a href="{address}" lang="{code}" hreflang="{code}"' in page
        assert client.get(unescape(address)).status_code == 200
    assert f'hreflang="x-default" href="http://localhost:8000/tet/news/{named}">' in page
    assert _things(page)["WebPage"]["url"] == f"http://localhost:8000/pt/news/{unescape(named)}"
    assert _things(page)["BreadcrumbList"]["itemListElement"][-1]["item"].endswith("/pt/news/")


def test_a_part_of_a_list_that_stands_in_names_its_own_address(client: Client) -> None:
    NewsIndexPage.objects.get(locale__language_code="id").unpublish()
    page = _page(client, "/id/tet/news/?year=2022")
    assert '<link rel="canonical" href="http://localhost:8000/tet/news/?year=2022">' in page
    assert '<a href="/en/news/?year=2022" lang="en"' in page


def test_what_is_shared_is_the_pages_own_words_and_our_picture(
    client: Client, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://klatp.example/"
    meta = _meta(_page(client, f"/pt/{_ITEM}"))
    page = NewsPage.objects.get(locale__language_code="pt", slug="work-plan-meeting-2021")
    assert meta["og:title"] == page.title
    assert meta["og:description"] == meta["description"] == page.summary
    assert meta["og:url"] == f"https://klatp.example/pt/{_ITEM}"
    assert meta["og:image"] == "https://klatp.example/static/share.png"
    assert meta["og:site_name"] == settings.SITE_NAME


def test_the_picture_is_small_and_of_the_size_that_the_page_says() -> None:
    path = Path(BASE_DIR / "static" / "share.png")
    assert path.stat().st_size <= 15_000
    with Image.open(path) as picture:
        assert picture.size == (1200, 630)


@pytest.mark.parametrize("path", ["", _ITEM, "law/codigo-penal/", "law/codigo-penal/art-163/"])
def test_the_name_of_the_host_that_a_request_had_is_nowhere(
    client: Client, settings: Any, path: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    page = _page(client, f"/en/{path}", headers={"Host": "evil.example"})
    forwarded = _page(client, f"/en/{path}", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in page + forwarded


@pytest.mark.parametrize("path", ["robots.txt", "sitemap.xml", "sitemap-pages-1.xml"])
def test_nor_is_it_in_the_files_for_programs(client: Client, settings: Any, path: str) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    answer = client.get(f"/{path}", headers={"Host": "evil.example"})
    assert answer.status_code == 200
    assert b"evil.example" not in answer.content
    assert b"http://localhost:8000/" in answer.content


def test_a_strange_host_is_refused(client: Client) -> None:
    assert client.get("/en/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "WebSite"),
        (_ITEM, "NewsArticle"),
        ("law/codigo-penal/", "Legislation"),
        ("contact/", "ContactPage"),
        ("privacy/", "WebPage"),
        ("help/", "WebPage"),
    ],
)
def test_programs_are_told_what_a_page_is(client: Client, path: str, kind: str) -> None:
    things = _things(_page(client, f"/tet/{path}"))
    assert things[kind]["url"] == f"http://localhost:8000/tet/{path}"
    assert things[kind]["inLanguage"] == "tet"
    assert things["Organization"]["@id"] == things[kind]["publisher"]["@id"]
    assert ("BreadcrumbList" in things) == (path != "")


def test_a_law_and_a_news_item_have_what_their_sources_say_and_no_more(client: Client) -> None:
    law = _things(_page(client, "/en/law/lei-3-2017/"))["Legislation"]
    assert law["legislationIdentifier"] == "3/2017"
    assert law["legislationDate"] == "2017-01-25"
    assert "http://localhost:8000/akn/tl/act/lei/2017/3" in law["sameAs"]
    assert not {"legislationLegalForce", "author", "legislationPassedBy"} & set(law)
    news = _things(_page(client, f"/en/{_ITEM}"))["NewsArticle"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", news["datePublished"])  # a day, no hour
    assert "author" not in news
    assert "image" not in news


def test_programs_are_told_the_services_and_no_number_that_is_an_example(
    client: Client, settings: Any
) -> None:
    listed = _things(_page(client, "/en/help/"))["WebPage"]["mainEntity"]["itemListElement"]
    assert {service["@type"] for service in listed} == {"Service"}
    assert len(listed) == Service.objects.published().count()
    assert "telephone" not in str(listed)
    settings.DEMONSTRATION = False
    listed = _things(_page(client, "/en/help/"))["WebPage"]["mainEntity"]["itemListElement"]
    # Only a number that somebody confirmed is on the page, and so here.
    assert [service["telephone"] for service in listed if "telephone" in service] == ["0000000"]


def test_the_breadcrumbs_are_those_of_the_page(client: Client) -> None:
    crumbs = _things(_page(client, f"/pt/{_ITEM}"))["BreadcrumbList"]["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]
    assert [crumb["item"] for crumb in crumbs] == [
        "http://localhost:8000/pt/",
        "http://localhost:8000/pt/news/",
        f"http://localhost:8000/pt/{_ITEM}",
    ]


def test_no_title_breaks_out_of_the_head(client: Client) -> None:
    page = NewsPage.objects.get(locale__language_code="en", slug="work-plan-meeting-2021")
    page.title = "</script><script>alert(1)</script>\u2028\"'&<!--"
    page.summary = '"><svg onload=alert(2)>'
    page.save_revision().publish()
    html = _page(client, f"/en/{_ITEM}")
    assert "<script>alert(1)" not in html
    assert "<svg onload" not in html
    assert _things(html)["NewsArticle"]["name"] == page.title


def test_no_sign_of_html_or_line_end_of_scripts_is_left() -> None:
    text = as_json([{"name": "</ScRiPt><!-- & \u2028 \u2029 é"}])
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["@graph"] == [{"name": "</ScRiPt><!-- & \u2028 \u2029 é"}]


@pytest.mark.parametrize("path", ["report/", "report/reply/", "report/safer/", "search/", "none/"])
def test_what_is_not_for_searching_has_no_head_to_share(client: Client, path: str) -> None:
    answer = client.get(f"/en/{path}")
    page = answer.content.decode()
    assert 'name="robots" content="noindex' in page
    assert not re.findall(r"og:|canonical|ld\+json", page)


def test_the_answers_to_the_questions_have_none_either(client: Client) -> None:
    page = _page(client, "/en/check/")
    token = re.findall(r'name="token" value="([^"]+)"', page)[0]
    sent = {"token": token, "at": "choice", "go": "result", "situation": "offer"}
    result = client.post("/en/check/", sent).content.decode()
    assert "canonical" in page
    assert not re.findall(r"og:|canonical|ld\+json", result)

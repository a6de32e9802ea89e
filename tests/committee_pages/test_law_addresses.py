"""The addresses of acts that last, and what comes from them."""

import json
from typing import Any

import pytest
from django.test import Client

from committee_pages.models import LawPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
_CODE = "/akn/tl/act/decreto-lei/2009/19"
_LAW = "/akn/tl/act/lei/2017/3"
_BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def _json(client: Client, path: str) -> Any:
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    return json.loads(answer.content)


@pytest.mark.parametrize(
    ("path", "language", "goes_to"),
    [
        (_LAW, "pt", "/pt/law/lei-3-2017/"),
        (_LAW, "fr", "/tet/law/lei-3-2017/"),
        (f"{_LAW}/", "id", "/id/law/lei-3-2017/"),
        (f"{_LAW}/por@2017-01-25", "en", "/pt/law/lei-3-2017/as-of/2017-01-25/"),
        (f"{_LAW}/tet@2017-01-25", "en", "/tet/law/lei-3-2017/as-of/2017-01-25/"),
        (f"{_LAW}/por@", "en", "/pt/law/lei-3-2017/as-of/2017-01-25/"),
        (f"{_CODE}/~art_163", "en", "/en/law/codigo-penal/#art_163"),
        (
            f"{_CODE}/por@2017-01-25/~art_163",
            "en",
            "/pt/law/codigo-penal/as-of/2017-01-25/#art_163",
        ),
    ],
)
def test_an_address_leads_a_browser_to_the_page(
    client: Client, path: str, language: str, goes_to: str
) -> None:
    answer = client.get(path, headers={"Accept": _BROWSER, "Accept-Language": language})
    assert answer.status_code == 302
    assert answer.headers["Location"] == goes_to
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert client.get(goes_to.partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/akn/tl/act/lei/2017/4",
        "/akn/tl/act/decreto-lei/2017/3",
        "/akn/tl/act/lei/17/3",
        "/akn/za/act/lei/2017/3",
        f"{_LAW}/fra@2017-01-25",
        f"{_LAW}/por@2017-01-26",
        f"{_LAW}/por@2017-13-01",
        f"{_LAW}/por@0000-00-00",
        f"{_LAW}/por@2017-01-25.exe",
        f"{_LAW}/por@2017-01-25.pdf",
        f"{_LAW}/por@2017-01-25/~../../etc",
        f"{_LAW}/por@2017-01-25/~art_1<script>",
        f"/akn/tl/act/lei/2017/{'9' * 500}",
    ],
)
def test_an_address_of_nothing_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_addresses_are_for_reading(client: Client, method: str) -> None:
    for path in (_LAW, f"{_LAW}/por@2017-01-25", f"{_LAW}/por@2017-01-25.json"):
        assert getattr(client, method)(path).status_code == 405


def test_a_program_gets_an_act_with_its_versions_and_sources(client: Client) -> None:
    act = _json(client, _LAW)
    assert act["work"] == _LAW
    assert act["date"] == "2017-01-25"
    assert act["gazette"]["number"] is None
    titles = {title["language"]: title for title in act["titles"]}
    assert titles["por"]["title"].startswith("Lei da Prevenção e Luta contra o Tráfico de Pessoas")
    assert titles["tet"]["title"].startswith("Lei ba Prevensaun no Luta hasoru Tráfiku Umanu")
    assert titles["eng"]["portals_own_words"]
    assert [version["date"] for version in act["versions"]] == ["2017-01-25"]
    assert all(source.startswith("http") for source in act["sources"])


def test_a_program_gets_a_version_and_learns_what_is_not_transcribed(client: Client) -> None:
    version = _json(client, f"{_CODE}/por@2017-01-25")
    assert version["versions"][0]["extract"]
    assert [article["number"] for article in version["provisions"]] == [
        "162", "163", "164", "165", "166",
    ]  # fmt: skip
    assert not any(article["transcribed"] for article in version["provisions"])
    assert _json(client, f"{_CODE}/por@2017-01-25.json") == version
    article = _json(client, f"{_CODE}/por@2017-01-25/~art_163")
    assert article == version["provisions"][1]


def test_a_place_that_is_not_there_is_not_found_for_a_program(client: Client) -> None:
    path = f"{_CODE}/por@2017-01-25/~art_1"
    assert client.get(path, headers={"Accept": "application/json"}).status_code == 404


@pytest.mark.parametrize("kind", ["json", "pdf", "akn"])
def test_the_page_has_short_ways_to_its_files(client: Client, kind: str) -> None:
    answer = client.get(f"/tet/law/lei-3-2017/{kind}/")
    assert answer.headers["Location"] == f"{_LAW}/tet@2017-01-25.{kind}"
    answer = client.get(f"/en/law/lei-3-2017/{kind}/")
    assert answer.headers["Location"] == f"{_LAW}/por@2017-01-25.{kind}"
    if kind != "pdf":  # which the worker makes
        assert client.get(answer.headers["Location"]).status_code == 200


def test_an_act_whose_pages_are_withdrawn_is_gone(client: Client) -> None:
    for page in LawPage.objects.filter(slug="lei-3-2017"):
        page.unpublish()
    assert client.get(_LAW).status_code == 404
    assert client.get(f"{_LAW}/por@2017-01-25.json").status_code == 404


def test_an_act_that_one_language_lacks_leads_to_another(client: Client) -> None:
    LawPage.objects.get(slug="lei-3-2017", locale__language_code="id").unpublish()
    answer = client.get(_LAW, headers={"Accept-Language": "id"})
    assert answer.headers["Location"] != "/id/law/lei-3-2017/"
    assert client.get(answer.headers["Location"]).status_code == 200

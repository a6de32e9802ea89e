"""A page that a language lacks: shown in the one that has it, and nothing shown by it that is not
published (decision 0044)."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, get_page_models

from committee_pages.models import (
    CheckPage,
    CommitteePage,
    ContactPage,
    HelpPage,
    LawPage,
    NewsIndexPage,
    NewsPage,
    OrdinaryPage,
    PartnersPage,
)
from home.addresses import address
from home.best_language import in_best_language
from home.models import BasePage, HomePage
from home.shell import shell, write_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]

_ITEM = "news/work-plan-meeting-2021/"


def _without(model: Any, *codes: str, **wanted: Any) -> None:
    """Takes pages of a kind back in some languages."""
    for page in model.objects.filter(locale__language_code__in=codes, **wanted):
        page.unpublish()


def _only_in(model: Any, code: str, **wanted: Any) -> Any:
    """The page of a kind in one language, which is the only one that has it from now on."""
    for page in model.objects.exclude(locale__language_code=code).filter(**wanted):
        page.delete()
    return model.objects.get(locale__language_code=code, **wanted)


def _item(code: str, slug: str, title: str = "An item", **more: Any) -> NewsPage:
    index = NewsIndexPage.objects.get(locale__language_code=code)
    page: NewsPage = index.add_child(
        instance=NewsPage(
            title=title,
            slug=slug,
            summary="A summary.",
            happened_on="2022-01-01",
            body="<p>Words.</p>",
            locale=index.locale,
            **more,
        )
    )
    return page


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.headers.get("Location"))
    return unescape(answer.content.decode())


def _main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_a_missing_page_is_framed_in_the_readers_language_with_a_note(client: Client) -> None:
    _only_in(NewsPage, "pt", slug="work-plan-meeting-2021")
    answer = client.get(f"/en/{_ITEM}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/pt/{_ITEM}")
    page = _page(client, f"/en/pt/{_ITEM}")
    assert '<html lang="en"' in page
    assert "This page is not in English yet." in page
    assert 'Here it is in <span lang="pt">Português</span>.' in page
    assert re.search(r'<h1 [^>]*lang="pt">', page)
    assert re.search(r'mh-richtext" lang="pt">', page)
    assert re.search(r'<title lang="pt">', page)
    # The way here is the reader's, and so is the frame.
    assert '<a class="govuk-breadcrumbs__link" href="/en/news/">' in page
    assert ">Leave this site<" in page


def test_sources_and_what_people_are_carry_the_language_they_are_in(client: Client) -> None:
    item = _only_in(NewsPage, "pt", slug="work-plan-meeting-2021")
    page = _page(client, f"/en/pt/{_ITEM}")
    roles = [person.role for person in item.people.all() if person.role]
    labels = [source.label for source in item.sources.all()]
    assert roles
    assert labels
    for words in (*roles, *labels):
        assert f' lang="pt">{words}<' in page


def test_links_of_the_committee_to_pages_of_other_languages_are_marked(client: Client) -> None:
    _without(PartnersPage, "en")
    _without(ContactPage, "en")
    _without(CommitteePage, "pt")
    write_files()
    page = _main(_page(client, "/en/committee/"))
    assert 'href="/en/tet/partners/" lang="tet">' in page
    assert 'href="/en/tet/contact/" lang="tet">' in page
    assert 'href="/pt/tet/committee/" lang="tet">' in _main(_page(client, "/pt/partners/"))


def test_the_page_itself_says_nothing_of_a_missing_translation(client: Client) -> None:
    _only_in(NewsPage, "pt", slug="work-plan-meeting-2021")
    page = _page(client, f"/pt/{_ITEM}")
    assert 'id="stand-in"' not in page
    assert 'lang="pt"' not in _main(page)


def test_the_switch_leads_to_the_same_page_in_every_language(client: Client) -> None:
    _without(NewsPage, "tet", "id")
    page = _page(client, f"/en/{_ITEM}")
    links = re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang', page)
    # Portuguese comes before English, and so it is what the others are offered.
    assert links == [
        (f"/tet/pt/{_ITEM}", "tet"),
        (f"/pt/{_ITEM}", "pt"),
        (f"/en/{_ITEM}", "en"),
        (f"/id/pt/{_ITEM}", "id"),
    ]
    for path, _code in links:
        assert client.get(path).status_code == 200
    stand_in = _page(client, f"/id/pt/{_ITEM}")
    assert re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang', stand_in) == links


def test_a_stand_in_names_the_pages_own_address_and_no_alternates(client: Client) -> None:
    _without(NewsPage, "id")
    page = _page(client, f"/id/tet/{_ITEM}")
    assert f'<link rel="canonical" href="http://localhost:8000/tet/{_ITEM}">' in page
    assert '<link rel="alternate"' not in page
    own = _page(client, f"/pt/{_ITEM}")
    assert f'hreflang="id" href="http://localhost:8000/id/{_ITEM}' not in own
    assert own.count('<link rel="alternate"') == 4  # tet, pt, en and the default


@pytest.mark.parametrize(
    ("have", "reader", "offered"),
    [
        (("tet", "pt", "id"), "en", "tet"),
        (("pt", "en", "id"), "tet", "pt"),
        (("en", "id"), "tet", "en"),
        (("id",), "pt", "id"),
        (("pt", "en"), "id", "pt"),
    ],
)
def test_the_order_of_languages(
    client: Client, have: tuple[str, ...], reader: str, offered: str
) -> None:
    _without(NewsPage, *{"tet", "pt", "en", "id"} - set(have))
    assert client.get(f"/{reader}/{_ITEM}").headers["Location"] == f"/{reader}/{offered}/{_ITEM}"
    # There is one stand-in for a page and a reader: any other leads to it, or to her own.
    for code in have:
        answer = client.get(f"/{reader}/{code}/{_ITEM}")
        if code == offered:
            assert answer.status_code == 200
        else:
            assert answer.headers["Location"] == f"/{reader}/{offered}/{_ITEM}"


def test_a_stand_in_ends_when_the_translation_is_published(client: Client) -> None:
    _without(NewsPage, "en")
    assert client.get(f"/en/tet/{_ITEM}").status_code == 200
    page = NewsPage.objects.get(locale__language_code="en", slug="work-plan-meeting-2021")
    page.save_revision().publish()
    assert client.get(f"/en/tet/{_ITEM}").headers["Location"] == f"/en/{_ITEM}"
    assert client.get(f"/en/{_ITEM}").status_code == 200


def test_slugs_that_differ_lead_to_the_translation(client: Client) -> None:
    items = NewsPage.objects.filter(slug="work-plan-meeting-2021")
    for pages in (NewsIndexPage.objects, items):
        each = pages.get(locale__language_code="pt")
        each.slug = f"{each.slug}-pt"
        each.save_revision().publish()
    assert client.get(f"/pt/{_ITEM}").headers["Location"] == (
        "/pt/news-pt/work-plan-meeting-2021-pt/"
    )
    _without(NewsPage, "en")
    found = client.get("/en/news-pt/work-plan-meeting-2021-pt/")
    assert found.headers["Location"] == f"/en/tet/{_ITEM}"  # Tetum comes first
    assert client.get("/en/pt/news-pt/").headers["Location"] == "/en/news/"


def test_the_same_slug_in_two_trees_is_two_pages(client: Client) -> None:
    _item("pt", "statement", "Um comunicado")
    _item("id", "statement", "Siaran pers")
    assert "Um comunicado" in _page(client, "/en/pt/news/statement/")
    assert "Siaran pers" in _page(client, "/en/id/news/statement/")
    listed = _main(_page(client, "/en/news/"))
    assert 'href="/en/pt/news/statement/" lang="pt">Um comunicado' in listed
    assert 'href="/en/id/news/statement/" lang="id">Siaran pers' in listed
    # An address without the language is the first of the order, and always leads somewhere.
    assert client.get("/en/news/statement/").headers["Location"] == "/en/pt/news/statement/"
    assert "Siaran pers" in _page(client, "/id/news/statement/")
    assert 'href="/pt/id/news/statement/"' in _page(client, "/id/news/statement/")


def test_a_draft_is_not_offered_in_any_language(client: Client) -> None:
    _item("pt", "secret", "Segredo", live=False)
    draft = _item("en", "plain", "Plain")
    draft.copy_for_translation(HomePage.objects.get(locale__language_code="pt").locale)
    NewsPage.objects.filter(locale__language_code="pt", slug__startswith="plain").update(
        title="Segredo", live=False
    )
    for code in ("pt", "en", "tet", "id"):
        for path in ("secret/", "pt/news/secret/", "plain-pt/"):
            assert client.get(f"/{code}/news/{path}").status_code == 404
        for tree in ("pt", "tet", "en", "id"):
            assert client.get(f"/{code}/{tree}/news/secret/").status_code in {302, 404}
        assert "Segredo" not in _page(client, f"/{code}/news/")
        assert "Segredo" not in _page(client, f"/{code}/")
    # A draft translation does not hide the page that is published.
    assert client.get("/pt/en/news/plain/").status_code == 200


def test_where_a_draft_lies_is_not_told_by_where_an_answer_leads(client: Client) -> None:
    _item("pt", "secret", "Segredo", live=False)
    index = HomePage.objects.get(locale__language_code="pt")
    index.add_child(
        instance=OrdinaryPage(title="x", slug="hidden", summary="x", body="x", live=False)
    )
    for path in ("/en/pt/news/{}/", "/en/news/{}/", "/pt/news/{}/", "/id/pt/{}/", "/id/{}/"):
        answers = [
            client.get(path.format(slug), follow=True)
            for slug in ("secret", "hidden", "never-there")
        ]
        assert {answer.status_code for answer in answers} == {404}
        ways = [
            [url.replace(slug, "") for url, _status in answer.redirect_chain]
            for slug, answer in zip(("secret", "hidden", "never-there"), answers, strict=True)
        ]
        assert ways[0] == ways[1] == ways[2], path


def test_a_page_that_is_deleted_is_gone_in_all_frames(client: Client) -> None:
    page = _item("pt", "gone")
    assert client.get("/en/pt/news/gone/").status_code == 200
    page.delete()
    for path in ("/en/pt/news/gone/", "/en/news/gone/", "/pt/news/gone/"):
        assert client.get(path, follow=True).status_code == 404


def test_a_list_that_is_taken_back_offers_its_pages_in_no_other_language(client: Client) -> None:
    _item("pt", "statement", "Um comunicado")
    assert "Um comunicado" in _page(client, "/en/news/")
    index = NewsIndexPage.objects.get(locale__language_code="pt")
    index.title = "Secret title"
    index.save_revision().publish()
    index.unpublish()
    for path in ("/en/news/", "/en/", "/en/pt/news/statement/"):
        assert "Secret title" not in _page(client, path)
    assert "Um comunicado" not in _page(client, "/en/news/")


def test_the_places_below_a_page_work_below_its_stand_in(client: Client) -> None:
    _without(LawPage, "en", slug="codigo-penal")
    base = "/en/tet/law/codigo-penal/"
    asked = client.get("/en/law/codigo-penal/art-163/")
    assert asked.headers["Location"] == f"{base}art-163/"
    page = _page(client, f"{base}art-163/")
    assert 'id="stand-in"' in page
    assert f'href="{base}art-164/"' in page
    assert 'href="/pt/law/codigo-penal/art-163/" lang="pt"' in page
    canonical = '<link rel="canonical" href="http://localhost:8000/tet/law/codigo-penal/art-163/">'
    assert canonical in page
    assert client.get(f"{base}art-999/").status_code == 404
    assert client.get(f"{base}pdf/").headers["Location"].endswith(".pdf")
    day = client.get(base, {"day": "2020-01-01"})
    assert day.headers["Location"] == f"{base}as-of/2020-01-01/"
    assert client.get(day.headers["Location"]).status_code == 200


def test_help_is_offered_from_every_page_and_for_paper(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _without(HelpPage, "tet")
    assert shell("tet").places["help"].url == "/tet/pt/help/"
    assert 'href="/tet/pt/help/" lang="pt"' in _page(client, "/tet/report/reply/")
    page = _page(client, "/tet/pt/help/")
    assert 'href="/tet/pt/help/print/"' in page
    # The services are in the reader's language: only the page's own words are not.
    assert '<article class="mh-service">' in page
    paper = _page(client, "/tet/pt/help/print/")
    assert 'href="/tet/pt/help/"' in paper
    assert 'href="/en/help/print/" lang="en"' in paper


def test_the_questions_can_be_answered_in_a_stand_in(client: Client) -> None:
    _without(CheckPage, "id")
    page = _page(client, "/id/tet/check/")
    assert 'action="/id/tet/check/"' in page
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    sent = {"token": token[1], "at": "choice", "go": "signs", "situation": "offer"}
    signs = client.post("/id/tet/check/", sent).content.decode()
    assert 'name="sign"' in signs
    assert 'formaction="/en/check/"' in signs


@pytest.mark.parametrize(
    "model",
    [model for model in get_page_models() if issubclass(model, BasePage)],
    ids=lambda model: model.__name__,
)
def test_a_page_of_every_kind_marks_its_own_words(client: Client, model: Any) -> None:
    page = model.objects.filter(locale__language_code="en", live=True).first()
    assert page, "The demonstration has no page of this kind."
    page.unpublish()
    asked = client.get(address(page, "en"))
    assert asked.headers["Location"].startswith("/en/tet/")
    main = _main(_page(client, asked.headers["Location"]))
    assert 'id="stand-in"' in main
    title, words = (
        getattr(page.get_translation(Locale.objects.get(language_code="tet")), name)
        for name in ("title", "summary")
    )
    for own in (title, words):
        assert re.search(rf'lang="tet">(?:<[^>]+>)*\s*{re.escape(own)}', main), own


def test_a_language_without_its_home_page_has_a_frame_around_another(client: Client) -> None:
    _without(HomePage, "id")
    assert client.get("/id/").headers["Location"] == "/id/tet/"
    page = _page(client, "/id/tet/")
    assert '<html lang="id"' in page
    assert 'href="/id/report/"' in page


@pytest.mark.parametrize(
    "path",
    [
        "/en/pt/en/news/",
        "/en/pt/pt/",
        "/en/en/",
        "/en/pt/%00/",
        "/en/pt/staff/",
        "/en/pt/" + "x/" * 30,
        "/en/pt/news/" + "x" * 5_000 + "/",
        "/en/pt/news/../../../staff/",
        "/xx/pt/news/",
        "/en/xx/news/",
    ],
)
def test_an_address_that_names_nothing_ends_in_not_found(client: Client, path: str) -> None:
    assert client.get(path, follow=True).status_code == 404


def test_no_answer_leads_off_the_site_or_in_a_circle(client: Client) -> None:
    _without(NewsPage, "en", "tet")
    for path in ("/en//evil.example/", "/en/pt//evil.example/", "/en/pt/https://evil.example/"):
        answer = client.get(path, follow=True)
        assert answer.status_code == 404
    for reader in ("tet", "pt", "en", "id"):
        for tree in ("", *(f"{code}/" for code in ("pt", "id") if code != reader)):
            answer = client.get(f"/{reader}/{tree}{_ITEM}", follow=True)
            assert answer.status_code == 200
            assert len(answer.redirect_chain) <= 1
            assert all(url.startswith(f"/{reader}/") for url, _status in answer.redirect_chain)


def test_only_reading_is_led_elsewhere(client: Client) -> None:
    _without(NewsPage, "en")
    assert client.post(f"/en/{_ITEM}", {}).status_code == 404


def test_the_slug_of_a_home_page_is_its_language(client: Client) -> None:
    home = HomePage.objects.get(locale__language_code="pt")
    home.slug = "portugal"
    home.save_revision().publish()
    home.refresh_from_db()
    assert (home.slug, home.url_path) == ("pt", "/pt/")
    assert client.get("/pt/law/").status_code == 200


@pytest.fixture
def many() -> None:
    """Twenty items in one of the languages each."""
    for number in range(20):
        _item(["tet", "pt", "en", "id"][number % 4], f"item-{number}")


@pytest.mark.parametrize(
    ("path", "most"), [("/en/news/", 7), ("/en/", 9), (f"/en/tet/{_ITEM}", 12), ("/en/none/", 4)]
)
def test_queries_do_not_grow_with_pages_of_other_languages(
    client: Client, django_assert_max_num_queries: Any, many: None, path: str, most: int
) -> None:
    _without(NewsPage, "en", slug="work-plan-meeting-2021")
    client.get(path)
    with django_assert_max_num_queries(most):
        client.get(path)


def test_a_list_has_each_page_once_in_the_best_language(many: None) -> None:
    before = NewsPage.objects.filter(locale__language_code="en").exclude(slug__startswith="item-")
    index = NewsIndexPage.objects.get(locale__language_code="id")
    _without(NewsPage, "id", slug="work-plan-meeting-2021")
    listed = list(in_best_language(index, "id", NewsPage))
    assert len(listed) == len({page.translation_key for page in listed}) == before.count() + 20
    by_language = {page.locale.language_code for page in listed}
    assert by_language == {"tet", "pt", "en", "id"}
    (old,) = [page for page in listed if page.slug == "work-plan-meeting-2021"]
    assert old.locale.language_code == "tet"

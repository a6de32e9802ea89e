"""Words that the site uses in its own addresses are no slugs of pages."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern
from wagtail.models import Page

from committee_pages.models import NewsIndexPage, OrdinaryPage
from home.languages import NAMES
from home.models import HomePage
from portal.urls import public
from tests.cms import paragraph, rows

pytestmark = pytest.mark.django_db
_SENTENCE = "The site uses this word in its own addresses"
_WORDS = ["tet", "pt", "en", "id", "report", "search"]


def _home() -> HomePage:
    home: HomePage = HomePage.objects.get(locale__language_code="en")
    return home


def _form(**fields: Any) -> dict[str, Any]:
    return {
        "title": "A page",
        "slug": "a-page",
        "summary": "A summary.",
        "body": paragraph("Words."),
        **rows("comments"),
        **fields,
    }


def _add() -> str:
    return f"/staff/cms/pages/add/committee_pages/ordinarypage/{_home().pk}/"


def _ordinary(slug: str = "a-page") -> OrdinaryPage:
    home = _home()
    page = OrdinaryPage(title="A page", slug=slug, summary="x", body="<p>x</p>", locale=home.locale)
    made: OrdinaryPage = home.add_child(instance=page)
    return made


def test_every_word_of_the_list_of_addresses_is_known() -> None:
    (below_language,) = [
        each
        for each in public.public_patterns
        if isinstance(each, URLResolver) and isinstance(each.pattern, LocalePrefixPattern)
    ]
    words = {
        str(each.pattern).split("/")[0]
        for each in below_language.url_patterns
        if not isinstance(each, URLPattern) or each.name != "wagtail_serve"
    }
    assert words
    assert HomePage.own_words == words | set(NAMES)


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}], ids=["draft", "published"])
@pytest.mark.parametrize("slug", _WORDS)
def test_a_page_under_such_a_word_is_refused_at_its_slug(
    sign_in: Callable[[str], Client], pages: None, slug: str, action: dict[str, str]
) -> None:
    before = Page.objects.count()
    answer = sign_in("publisher").post(_add(), {**_form(slug=slug), **action})
    assert answer.status_code == 200
    shown = unescape(answer.content.decode())
    assert _SENTENCE in shown
    assert f"such as “{slug}-page”" in shown
    assert Page.objects.count() == before


def test_the_slug_that_is_made_of_a_title_is_looked_at_too(
    sign_in: Callable[[str], Client], pages: None
) -> None:
    answer = sign_in("editor").post(_add(), _form(title="Report", slug=""))
    assert answer.status_code == 200
    assert _SENTENCE in unescape(answer.content.decode())
    assert not OrdinaryPage.objects.filter(title="Report").exists()


def test_a_page_that_is_there_is_not_renamed_to_such_a_word(
    client: Client, sign_in: Callable[[str], Client], pages: None
) -> None:
    page = _ordinary()
    edit = f"/staff/cms/pages/{page.pk}/edit/"
    answer = sign_in("publisher").post(edit, {**_form(slug="pt"), "action-publish": "1"})
    assert answer.status_code == 200
    assert _SENTENCE in unescape(answer.content.decode())
    assert client.get("/en/a-page/").status_code == 200


def test_a_page_is_not_copied_to_such_a_word(sign_in: Callable[[str], Client], pages: None) -> None:
    page = _ordinary()
    browser = sign_in("publisher")
    form = {"new_title": "A copy", "new_parent_page": str(_home().pk)}
    copy = f"/staff/cms/pages/{page.pk}/copy/"
    answer = browser.post(copy, {**form, "new_slug": "tet"})
    assert answer.status_code == 200
    assert _SENTENCE in unescape(answer.content.decode())
    assert not OrdinaryPage.objects.filter(title="A copy").exists()
    assert browser.post(copy, {**form, "new_slug": "a-copy"}).status_code == 302
    assert OrdinaryPage.objects.filter(title="A copy").exists()


def test_no_item_takes_the_place_of_the_feed(sign_in: Callable[[str], Client], pages: None) -> None:
    index = NewsIndexPage.objects.get(locale__language_code="en")
    add = f"/staff/cms/pages/add/committee_pages/newspage/{index.pk}/"
    more = {"kind": "notice", "happened_on": "2024-05-06"}
    lists = rows("people") | rows("documents") | rows("sources")
    browser = sign_in("editor")
    answer = browser.post(add, _form(slug="feed", **more, **lists))
    assert answer.status_code == 200
    assert _SENTENCE in unescape(answer.content.decode())
    # Elsewhere the same word is no special one.
    assert browser.post(add, _form(slug="report", **more, **lists)).status_code == 302


def test_any_other_word_is_taken_and_found(
    client: Client, sign_in: Callable[[str], Client], pages: None
) -> None:
    form = {**_form(slug="reports"), "action-publish": "1"}
    assert sign_in("publisher").post(_add(), form).status_code == 302
    assert client.get("/en/reports/").status_code == 200

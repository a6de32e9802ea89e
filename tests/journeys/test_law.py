"""The law as a reader on a phone meets it, and the way of a text through the CMS."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

_CODES = [code for code, _name in settings.LANGUAGES]
_CODE = "law/codigo-penal/"


@pytest.mark.parametrize("code", _CODES)
def test_a_reader_on_a_phone_without_javascript_finds_an_article(
    visit: Callable[..., Page], shot: Callable[..., None], code: str
) -> None:
    page = visit(f"/{code}/", java_script_enabled=False)
    page.locator(f'a[href="/{code}/law/"]:visible').first.click()
    with page.expect_navigation():
        page.locator(f'a[href="/{code}/{_CODE}"]').first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    contents = page.locator(".mh-law__contents")
    expect(contents.locator("nav")).not_to_be_visible()
    contents.locator("summary").click()
    expect(contents.locator("nav")).to_be_visible()
    expect(page.locator(".mh-law__rail")).not_to_be_visible()
    shot(page, f"law-act-360-{code}")
    contents.locator('a[href="#art_163"]').click()
    assert page.url.endswith("#art_163")
    with page.expect_navigation():
        page.locator(f'#art_163 a[href="/{code}/{_CODE}art-163/"]').click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shot(page, f"law-article-360-{code}")
    page.locator('a[rel="next"]').click()
    assert page.url.endswith(f"/{code}/{_CODE}art-164/")
    page.locator(f'.mh-languages a[lang="{_CODES[0]}"], a[lang="pt"]').first.click()
    assert page.url.endswith(f"{_CODE}art-164/")


def test_a_text_goes_from_editor_to_publisher_to_readers(
    visit: Callable[..., Page], sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    words = "Texto de ensaio, que não é da lei."
    page = sign_in("editor")
    page.goto("/staff/cms/law/about/")
    page.locator('tr:has-text("19/2009") a[href*="/law/acts/"]').click()
    page.locator('a[href*="/law/versions/"]').first.click()
    page.locator('a[href$="/edit/art_165/"]').click()
    page.locator("#id_text_pt").fill(f"{words}\n1. Um número.\na) Uma letra.")
    page.locator("#id_text_tet").fill("Testu teste de’it.\n1. Númeru ida.")
    shot(page, "law-cms-article")
    page.locator('form[method="post"] button.button[type="submit"]').last.click()
    expect(page.locator("ins").first).to_be_visible()
    shot(page, "law-cms-version")
    draft = page.url
    page.goto(f"{draft}preview/")
    expect(page.get_by_text(words).first).to_be_visible()
    reader = visit(f"/pt/{_CODE}art-165/")
    expect(reader.get_by_text(words)).to_have_count(0)
    publisher = sign_in("publisher")
    publisher.goto(draft)
    publisher.locator('form[action$="/publish/"] button').click()
    reader.reload()
    expect(reader.get_by_text(words)).to_be_visible()
    second = reader.locator(".mh-law__cell").nth(1)
    expect(second).not_to_be_visible()
    reader.locator("label[for='law-pick-2']").click()
    expect(second).to_be_visible()
    expect(reader.get_by_text(words)).not_to_be_visible()
    shot(reader, "law-article-second-language-360")
    wide = visit(f"/pt/{_CODE}art-165/", width=1280)
    expect(wide.locator(".mh-law__cell").first).to_be_visible()
    expect(wide.locator(".mh-law__cell").nth(1)).to_be_visible()
    shot(wide, "law-article-1280")

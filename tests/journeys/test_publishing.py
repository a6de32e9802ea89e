"""Editors and publishers add what the site is made of, and readers find it."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.live import LiveServer, run_manage

_PAGES = """
from committee_pages.models import CommitteePage, NewsIndexPage
from home.models import HomePage
print(*(
    kind.objects.get(locale__language_code="en").pk
    for kind in (HomePage, NewsIndexPage, CommitteePage)
))
"""
_ADD = "/staff/cms/pages/add/committee_pages"
_PASTE = """(box, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "plain");
    const paste = { clipboardData: data, bubbles: true, cancelable: true };
    box.dispatchEvent(new ClipboardEvent("paste", paste));
}"""
_FROM_ELSEWHERE = (
    "<p>Words that stay</p><script>MARKERSCRIPT()</script>"
    '<iframe src="https://example.org/MARKERFRAME"></iframe>'
    '<p onclick="MARKERCLICK()">and these</p>'
)


@lru_cache
def _pages(folder: Path) -> tuple[str, ...]:
    """Home, news and committee in English, by their keys."""
    return tuple(run_manage(folder, "shell", "-c", _PAGES).splitlines()[-1].split())


@pytest.fixture
def home(server: LiveServer) -> str:
    return _pages(server.folder)[0]


@pytest.fixture
def news(server: LiveServer) -> str:
    return _pages(server.folder)[1]


@pytest.fixture
def committee(server: LiveServer) -> str:
    return _pages(server.folder)[2]


def test_a_statement_without_a_source_is_refused_at_its_field(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    news: str,
) -> None:
    page = _form(sign_in("publisher", faulty=True), f"{_ADD}/newspage/{news}/")
    page.locator("#id_title").fill("Statement of the journey")
    page.locator("#id_summary").fill("Somebody said something.")
    page.get_by_label("Statement", exact=True).check()
    page.locator("#id_happened_on").fill("2026-11-21")
    page.keyboard.press("Tab")
    _write(page, "We say this.")
    _publish(page)
    at_field = page.locator('[data-contentpath="kind"]')
    expect(at_field).to_contain_text("A statement needs a source. Add one below.")
    shot(page, "cms-statement-refused")
    assert visit("/en/news/").get_by_role("link", name="Statement of the journey").count() == 0
    _add_source(page)
    _publish(page)
    page.wait_for_url("**/staff/cms/pages/*/")
    expect(visit("/en/news/").get_by_role("link", name="Statement of the journey")).to_be_visible()


def test_an_editor_pastes_a_page_and_a_publisher_publishes_its_words_alone(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    home: str,
) -> None:
    page = _form(sign_in("editor", faulty=True), f"{_ADD}/ordinarypage/{home}/")
    page.locator("#id_title").fill("Page of the journey")
    page.locator("#id_summary").fill("An ordinary page.")
    box = _box(page, "body")
    box.click()
    box.evaluate(_PASTE, _FROM_ELSEWHERE)
    expect(page.locator("#id_body")).to_have_value(re.compile("Words that stay"))
    shot(page, "cms-ordinary")
    with page.expect_event("load"):
        page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit/")
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    assert visit("/en/page-of-the-journey/", faulty=True).locator("h1").inner_text() != (
        "Page of the journey"
    )

    written = page.url.removeprefix(page.url.split("/staff/")[0])
    page = _form(sign_in("publisher", faulty=True), written)
    _publish(page)
    reader = visit("/en/page-of-the-journey/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Page of the journey")
    text = reader.locator("main .mh-richtext")
    expect(text).to_contain_text("Words that stay")
    expect(text).to_contain_text("and these")
    assert text.locator("script, iframe, [onclick]").count() == 0
    assert "MARKERFRAME" not in reader.content()
    assert reader.locator("iframe").count() == 0


def test_a_publisher_changes_how_to_reach_the_committee(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    committee: str,
) -> None:
    page = _form(sign_in("publisher", faulty=True), f"/staff/cms/pages/{committee}/edit/")
    _write(page, "Ask at the desk of the journey.", "contacts")
    shot(page, "cms-committee")
    _publish(page)
    page.wait_for_url("**/staff/cms/pages/*/")
    reader = visit("/en/", java_script_enabled=False)
    reader.locator('a[href="/en/committee/"]:visible').first.click()
    expect(reader.locator("main")).to_contain_text("Ask at the desk of the journey.")


def test_a_publisher_adds_an_institution(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
) -> None:
    page = sign_in("publisher", faulty=True)
    _form(page, "/staff/cms/snippets/committee_pages/institution/add/")
    page.locator("#id_texts-0-language").select_option("en")
    page.locator("#id_texts-0-name").fill("Office of the journey")
    page.locator("#id_texts-0-role").fill("It sends people on.")
    page.locator("#id_kind").select_option("public")
    page.locator("#id_on_committee").check()
    page.locator("#id_partner").check()
    page.locator("#id_source").fill("https://example.org/office")
    shot(page, "cms-institution")
    _publish(page)
    expect(page.locator("#panel-child-its_part-child-partner-errors")).to_contain_text(
        "it is not a partner as well"
    )
    page.locator("#id_on_committee").uncheck()
    _publish(page)
    expect(page.get_by_role("link", name="Office of the journey")).to_be_visible()
    reader = visit("/en/partners/", java_script_enabled=False)
    expect(reader.get_by_role("heading", name="Office of the journey")).to_be_visible()


def _form(page: Page, path: str) -> Page:
    """Opens a form of the CMS, ready to be written in."""
    page.goto(path)
    return page


def _write(page: Page, words: str, name: str = "body") -> None:
    """Writes a text in place of what is there, with the keyboard."""
    _box(page, name).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    # The editor hands over to the form a moment after the last key.
    expect(page.locator(f"#id_{name}")).to_have_value(re.compile(re.escape(words)))


def _box(page: Page, name: str) -> Locator:
    return page.locator(f"#panel-child-content-{name}-section [contenteditable=true]")


def _add_source(page: Page) -> None:
    page.locator("#id_sources-ADD").click()
    page.locator("#id_sources-0-label").fill("Report of the journey")
    page.locator("#id_sources-0-url").fill("https://example.org/report")


def _publish(page: Page) -> None:
    page.locator(".footer [data-w-dropdown-target=toggle]").last.click()
    # Not a navigation: the draft that saves itself changes the address as well.
    with page.expect_event("load"):
        page.get_by_role("button", name="Publish").last.click()

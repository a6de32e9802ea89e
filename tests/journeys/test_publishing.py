"""Editors and publishers add what the site is made of, and readers find it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.cms_forms import (
    ADD,
    add_source,
    box,
    key,
    publish,
    published,
    save_draft,
    write,
)
from tests.live import LiveServer

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


@pytest.fixture
def home(server: LiveServer) -> str:
    return key(server, "HomePage")


@pytest.fixture
def news(server: LiveServer) -> str:
    return key(server, "NewsIndexPage")


@pytest.fixture
def committee(server: LiveServer) -> str:
    return key(server, "CommitteePage")


def test_a_statement_without_a_source_is_refused_at_its_field(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    news: str,
) -> None:
    page = sign_in("publisher", faulty=True)
    page.goto(f"{ADD}/newspage/{news}/")
    page.locator("#id_title").fill("Statement of the journey")
    page.locator("#id_summary").fill("Somebody said something.")
    page.get_by_label("Statement", exact=True).check()
    page.locator("#id_happened_on").fill("2026-11-21")
    page.keyboard.press("Tab")
    write(page, "We say this.")
    publish(page)
    at_field = page.locator('[data-contentpath="kind"]')
    expect(at_field).to_contain_text("A statement needs a source. Add one below.")
    shot(page, "cms-statement-refused")
    assert visit("/en/news/").get_by_role("link", name="Statement of the journey").count() == 0
    add_source(page)
    published(page)
    expect(visit("/en/news/").get_by_role("link", name="Statement of the journey")).to_be_visible()


def test_an_editor_pastes_a_page_and_a_publisher_publishes_its_words_alone(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    home: str,
) -> None:
    page = sign_in("editor", faulty=True)
    page.goto(f"{ADD}/ordinarypage/{home}/")
    page.locator("#id_title").fill("Page of the journey")
    page.locator("#id_summary").fill("An ordinary page.")
    body = box(page, "body")
    body.click()
    body.evaluate(_PASTE, _FROM_ELSEWHERE)
    expect(page.locator("#id_body")).to_have_value(re.compile("Words that stay"))
    shot(page, "cms-ordinary")
    form = save_draft(page)
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    assert visit("/en/page-of-the-journey/", faulty=True).locator("h1").inner_text() != (
        "Page of the journey"
    )

    page = sign_in("publisher", faulty=True)
    page.goto(form)
    publish(page)
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
    page = sign_in("publisher", faulty=True)
    page.goto(f"/staff/cms/pages/{committee}/edit/")
    write(page, "Ask at the desk of the journey.", "contacts")
    shot(page, "cms-committee")
    published(page)
    reader = visit("/en/", java_script_enabled=False)
    reader.locator('a[href="/en/committee/"]:visible').first.click()
    expect(reader.locator("main")).to_contain_text("Ask at the desk of the journey.")


def test_a_publisher_adds_an_institution(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
) -> None:
    page = sign_in("publisher", faulty=True)
    page.goto("/staff/cms/snippets/committee_pages/institution/add/")
    page.locator("#id_texts-0-language").select_option("en")
    page.locator("#id_texts-0-name").fill("Office of the journey")
    page.locator("#id_texts-0-role").fill("It sends people on.")
    page.locator("#id_kind").select_option("public")
    page.locator("#id_on_committee").check()
    page.locator("#id_partner").check()
    page.locator("#id_source").fill("https://example.org/office")
    shot(page, "cms-institution")
    publish(page)
    expect(page.locator("#panel-child-its_part-child-partner-errors")).to_contain_text(
        "it is not a partner as well"
    )
    page.locator("#id_on_committee").uncheck()
    publish(page)
    expect(page.get_by_role("link", name="Office of the journey")).to_be_visible()
    reader = visit("/en/partners/", java_script_enabled=False)
    expect(reader.get_by_role("heading", name="Office of the journey")).to_be_visible()

"""The editor's work in the CMS, under its content policy."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_an_editor_changes_previews_and_publishes_a_page(
    sign_in: Callable[..., Page], visit: Callable[..., Page], shot: Callable[..., None]
) -> None:
    page = sign_in("editor")
    shot(page, "cms")
    page.goto("/staff/cms/pages/")
    page.get_by_role("link", name="Edit").first.click(force=True)
    title = page.locator("#id_title")
    before = title.input_value()
    title.fill("A new title from the editor")
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("#w-preview-iframe").first
    expect(preview.get_by_role("heading", level=1)).to_have_text(
        "A new title from the editor", timeout=20_000
    )
    shot(page, "cms-preview")
    title.fill(before)


def test_an_editor_sees_no_way_to_tips_accounts_pictures_or_documents(
    sign_in: Callable[..., Page],
) -> None:
    page = sign_in("editor")
    menu = page.locator("#wagtail-sidebar, .sidebar").first.inner_text()
    for word in ("Users", "Groups", "Images", "Documents", "Tips", "Inbox"):
        assert word not in menu

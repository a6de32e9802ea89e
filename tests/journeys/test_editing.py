"""The editor's work in the CMS, under its content policy."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.live import LiveServer, run_manage

_HOME = """
from home.models import HomePage
print(HomePage.objects.get(locale__language_code="id").pk)
"""


def test_a_publisher_changes_previews_and_publishes_a_page(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[..., None],
    server: LiveServer,
) -> None:
    page = sign_in("publisher")
    shot(page, "cms")
    home = run_manage(server.folder, "shell", "-c", _HOME).splitlines()[-1]
    page.goto(f"/staff/cms/pages/{home}/edit/")
    page.locator("#id_title").fill("Judul baru dari editor")
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("#w-preview-iframe").first
    expect(preview.get_by_role("heading", level=1)).to_have_text(
        "Judul baru dari editor", timeout=20_000
    )
    shot(page, "cms-preview")
    page.locator(".footer [data-w-dropdown-target=toggle]").last.click()
    page.get_by_role("button", name="Publish").last.click()
    expect(visit("/id/").get_by_role("heading", level=1)).to_have_text("Judul baru dari editor")


def test_an_editor_sees_no_way_to_tips_or_accounts(
    sign_in: Callable[..., Page],
) -> None:
    page = sign_in("editor")
    menu = page.locator("#wagtail-sidebar, .sidebar").first.inner_text()
    for word in ("Users", "Groups", "Tips", "Inbox"):
        assert word not in menu

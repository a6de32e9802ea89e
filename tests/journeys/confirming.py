"""The second factor once more, where a page asks for it."""

from playwright.sync_api import Page

from tests.live import LiveServer, run_manage


def confirm_if_asked(page: Page, server: LiveServer, username: str) -> None:
    """Gives a demonstration person's one-time code; waits when the one of now was used already."""
    while "/staff/confirm/" in page.url:
        page.locator("#id_code").fill(run_manage(server.folder, "demo_code", username))
        with page.expect_navigation():
            page.locator("#id_code").press("Enter")
        if "/staff/confirm/" in page.url:
            page.wait_for_timeout(5_000)

"""A search in Chromium without JavaScript: the count that moves, and Stop."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.live import LiveServer, run_manage
from tests.live_people import LiveMember


@pytest.mark.parametrize("width", [360, 1280])
def test_one_count_shows_at_a_time_and_stop_leaves_the_page_with_its_end(
    chromium: Browser, tmp_path: Path, width: int
) -> None:
    with LiveServer(tmp_path / "data") as server:
        run_manage(
            server.folder, "shell", "-c", "from tests.many_tips import seal_tips; seal_tips(2500)"
        )
        member = LiveMember(server.url, server.folder)
        context = chromium.new_context(
            base_url=server.url,
            locale="en",
            viewport={"width": width, "height": 800},
            java_script_enabled=False,
        )
        context.add_cookies(
            [
                {"name": each.name, "value": each.value or "", "url": f"{server.url}/staff/"}
                for each in member.cookies
            ]
        )
        page = context.new_page()
        page.goto("/staff/inbox/search/")
        page.fill("[name=words]", "nowhere")
        page.click("main button[type=submit]", no_wait_after=True)
        counts = page.locator(".mh-growing__count")
        expect(counts.nth(1)).to_be_attached()
        expect(counts.locator("visible=true")).to_have_count(1)
        page.click(".mh-growing__stop button", no_wait_after=True)
        end = page.get_by_role("status")
        expect(end).to_have_text(re.compile(r"Stopped\. [\d,]+ of 2,503 tips looked at, 0 found\."))
        expect(counts.locator("visible=true")).to_have_count(0)
        expect(page.get_by_role("button", name="Stop")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        context.close()

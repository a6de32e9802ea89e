"""From an empty instance to an open tip form: the guided set-up, without scripts."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

from django_otp.oath import TOTP
from playwright.sync_api import Browser, Page, expect

from tests.live import LiveServer, run_manage


def _set_up(page: Page, link: str, shot: Callable[..., None]) -> None:
    page.goto(link)
    page.get_by_label("Full name").fill("Eva Soares")
    page.get_by_label("User name").fill("eva")
    passphrase = page.locator(".mh-secret").inner_text()
    page.get_by_label("Password", exact=True).fill(passphrase)
    page.get_by_label("The same password again").fill(passphrase)
    shot(page, "setup-person")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    key = page.locator(".mh-secret").inner_text().replace(" ", "")
    page.locator("#id_code").fill(f"{TOTP(base64.b32decode(key)).token():06d}")
    page.keyboard.press("Enter")
    expect(page.locator(".mh-sheet li")).to_have_count(10)
    page.goto(link)
    shot(page, "setup-agency")
    page.get_by_label("Name of the agency").fill("Secretariat")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_an_empty_instance_is_set_up_by_one_link(
    chromium: Browser, tmp_path: Path, shot: Callable[..., None]
) -> None:
    folder = tmp_path / "real"
    with LiveServer(folder, DEMONSTRATION="0") as server:
        context = chromium.new_context(
            base_url=server.url,
            locale="en",
            java_script_enabled=False,
            viewport={"width": 1280, "height": 800},
        )
        page = context.new_page()
        page.goto("/en/report/")
        expect(page.get_by_text("The form is not open yet")).to_be_visible()
        link = re.sub(r"http://[^/]+", "", run_manage(folder, "setup"))
        _set_up(page, link, shot)
        expect(page.locator(".mh-sheet li")).to_have_count(24)
        words = page.locator(".mh-sheet li").all_inner_texts()
        shot(page, "setup-sheet")
        page.get_by_role("link", name="I have it on paper").click()
        page.get_by_label("The 24 words").fill(" ".join(word[:4] for word in words))
        page.get_by_role("button", name="Check").click()
        expect(page.get_by_text("This is the right sheet.")).to_be_visible()
        page.goto("/staff/members/")
        page.get_by_role("link", name="Invite the administrator").click()
        page.get_by_label("Full name").fill("Rosa Lay")
        page.get_by_label("User name").fill("rosa")
        page.get_by_role("button", name="Make the link").click()
        assert "/staff/enrol/" in page.locator("#link").inner_text()
        page.goto("/en/report/")
        expect(page.get_by_text("The form is not open yet")).to_have_count(0)
        assert "is whole" in run_manage(folder, "audit_verify")
        context.close()
    secret = " ".join(words)
    for path in folder.rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            assert secret.encode() not in kept, path
            assert words[0].encode() + b" " + words[1].encode() not in kept, path
    assert secret not in server.log

"""Files and a voice, from the receipt to the member, in a browser with and without JavaScript."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, expect

from tests.journeys.accessibility import axe_faults
from tests.journeys.conftest import CHROMIUM
from tests.journeys.test_a_tip import press, send
from tests.journeys.test_leaving import all_that_is_shown
from tests.live import LiveServer
from tests.pictures import photo


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(photo(size=(1200, 900)))
    return path


def _to_files(page: Page, story: str, language: str = "en") -> str:
    code = send(page, language, story)
    page.locator("#id_kept").check()
    with page.expect_navigation():
        page.locator('#mh-form button[type="submit"]').click()
    expect(page.locator("#id_file")).to_be_visible()
    return code


def _add(page: Page, path: Path) -> None:
    page.locator("#id_file").set_input_files(path)
    page.locator('#mh-form button[type="submit"]').click()
    expect(page.get_by_text("We have your file.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_photo_is_added_deleted_and_added_again_and_a_member_sees_it(
    visit: Callable[..., Page],
    sign_in: Callable[..., Page],
    shot: Callable[..., None],
    picture: Path,
    scripts: bool,
) -> None:
    story = f"Journey with a photo, scripts {scripts}: the house behind the school."
    page = visit("/en/report/", java_script_enabled=scripts, locale="en")
    _to_files(page, story)
    shot(page, f"files-{scripts}")
    _add(page, picture)
    expect(page.get_by_text("the place", exact=True)).to_be_visible()
    shot(page, f"files-{scripts}-added")
    with page.expect_navigation():
        page.get_by_role("button", name="Delete this file").click()
    expect(page.get_by_text("The file is deleted.")).to_be_visible()
    _add(page, picture)
    press(page, "finish")
    expect(page.locator("#id_text")).to_be_visible()

    member = sign_in("triage")
    member.goto("/staff/inbox/?rows=100")  # other journeys send tips, too
    member.get_by_role("row").filter(has_text=f"scripts {scripts}").get_by_role("link").click()
    image = member.locator(".mh-files__photo")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("naturalWidth", 1200)
    shot(member, f"files-{scripts}-member")
    member.get_by_role("link", name="The file as it came").click()
    shot(member, "files-original")
    with member.expect_download() as coming:
        member.get_by_role("button", name="Fetch the file as it came").click()
    assert coming.value.path().read_bytes() == picture.read_bytes()


def test_a_page_of_files_can_be_left_and_shows_nothing_afterwards(
    visit: Callable[..., Page], picture: Path, neutral: str
) -> None:
    for scripts in (True, False):
        page = visit("/en/report/", java_script_enabled=scripts, locale="en", faulty=True)
        _to_files(page, "Left from the page of files: a story nobody may see.")
        _add(page, picture)
        page.get_by_role("button", name="Leave this site").last.click()
        expect(page.get_by_role("heading", name="Neutral site")).to_be_visible()
        for _ in range(2):
            # Chromium asks before it sends a form again, and shows an empty page meanwhile.
            with contextlib.suppress(Error):
                page.go_back(wait_until="commit")
            shown = all_that_is_shown(page)
            assert "Photo ·" not in shown
            assert "a story nobody may see" not in shown
        assert neutral


def test_a_file_that_is_too_large_is_told_so_before_it_is_sent(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    large = tmp_path / "large.mp4"
    with large.open("wb") as file:
        file.truncate(30 * 1024 * 1024)
    page = visit("/en/report/", locale="en")
    _to_files(page, "With a film that is too large.")
    page.locator("#id_file").set_input_files(large)
    page.locator('#mh-form button[type="submit"]').click()
    expect(page.locator("#mh-form .mh-upload [role=status]")).to_contain_text("too large")


def test_the_page_of_files_has_no_fault_that_a_machine_finds(
    visit: Callable[..., Page], picture: Path
) -> None:
    for scheme in ("light", "dark"):
        page = visit("/en/report/", locale="en", color_scheme=scheme)
        _to_files(page, "Looked at by a machine.")
        _add(page, picture)
        assert axe_faults(page) == []


# ---- the voice


@pytest.fixture(scope="module")
def with_microphone(playwright: Playwright) -> Iterator[Browser]:
    """Chromium with a microphone that beeps."""
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
    ]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield browser
    browser.close()


def test_a_voice_is_recorded_heard_again_and_added(
    with_microphone: Browser,
    server: LiveServer,
    sign_in: Callable[..., Page],
    shot: Callable[..., None],
) -> None:
    page = with_microphone.new_context(
        base_url=server.url, viewport={"width": 360, "height": 640}, locale="en"
    ).new_page()
    _to_files(page, "Journey with a voice: somebody speaks.")
    expect(page.locator("#id_voice")).to_be_hidden()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Recording 0:02")).to_be_visible()
    expect(page.locator("meter")).to_be_visible()
    shot(page, "recorder-records")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("form[data-recorder] audio")).to_be_visible()
    page.get_by_role("button", name="Record again").click()
    expect(page.get_by_text("Recording 0:01")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    page.locator("form[data-recorder] audio").evaluate("player => player.play()")
    shot(page, "recorder-ready")
    page.get_by_role("button", name="Add this recording").click()
    expect(page.get_by_text("We have your file.")).to_be_visible()
    expect(page.get_by_text("Sound ·")).to_be_visible()
    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]
    page.context.close()

    member = sign_in("triage")
    member.goto("/staff/inbox/?rows=100")  # other journeys send tips, too
    member.get_by_role("row").filter(has_text="with a voice").get_by_role("link").click()
    player = member.locator("audio.mh-files__player")
    assert player.get_attribute("preload") == "none"
    assert player.evaluate(
        """async (player) => {
            const ready = new Promise((done) => player.addEventListener("canplay", done));
            player.load();
            await ready;
            return player.readyState >= 3;
        }"""
    )


def test_who_denies_the_microphone_gets_the_recorder_of_the_phone(
    visit: Callable[..., Page],
) -> None:
    page = visit("/en/report/", locale="en")  # nobody answers for the microphone here
    _to_files(page, "Without a microphone.")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("The browser may not use the microphone.")).to_be_visible()
    expect(page.locator("#id_voice")).to_be_visible()


def test_without_scripts_there_is_the_recorder_of_the_phone(visit: Callable[..., Page]) -> None:
    page = visit("/en/report/", locale="en", java_script_enabled=False)
    _to_files(page, "Without scripts.")
    voice = page.locator("#id_voice")
    expect(voice).to_be_visible()
    assert voice.get_attribute("accept") == "audio/*"
    assert voice.get_attribute("capture") is not None
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_hidden()

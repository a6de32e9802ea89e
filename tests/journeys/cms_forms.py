"""The forms of the CMS, as an editor uses them with mouse and keyboard."""

import re
import time
from functools import lru_cache
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.live import LiveServer, run_manage

ADD = "/staff/cms/pages/add/committee_pages"
_WORKER = 150  # seconds; it begins a round each minute, and one round may have much to make
_KEYS = """
from wagtail.models import Page
for page in Page.objects.filter(locale__language_code="en", depth__in=(2, 3)).specific():
    print("page", type(page).__name__, page.pk)
"""


@lru_cache
def _keys(folder: Path) -> dict[str, str]:
    lines = run_manage(folder, "shell", "-c", _KEYS).splitlines()
    found = [line.split() for line in lines if line.startswith("page ")]
    return {kind: key for _word, kind, key in found}


def key(server: LiveServer, kind: str) -> str:
    """Of the English page of this kind, of which there is one."""
    return _keys(server.folder)[kind]


def write(page: Page, words: str, name: str = "body") -> None:
    """Writes a text in place of what is there, with the keyboard."""
    box(page, name).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    # The editor hands over to the form a moment after the last key.
    expect(page.locator(f"#id_{name}")).to_have_value(re.compile(re.escape(words)))


def box(page: Page, name: str) -> Locator:
    """Where a formatted text is written."""
    return page.locator(f"#panel-child-content-{name}-section [contenteditable=true]")


def day(page: Page, name: str, value: str) -> None:
    """Writes a day, and closes the calendar that opens."""
    page.locator(f"#id_{name}").fill(value)
    page.keyboard.press("Tab")


def add_source(page: Page) -> None:
    """Says where it is written."""
    page.locator("#id_sources-ADD").click()
    page.locator("#id_sources-0-label").fill("Report of the journey")
    page.locator("#id_sources-0-url").fill("https://example.org/report")


def choose_file(page: Page, file: FilePayload) -> Locator:
    """Uploads a file in the chooser that is open, under the title that it suggests."""
    chooser = page.locator(".modal-dialog")
    chooser.get_by_role("tab", name="Upload").click()
    title = chooser.locator("input[name$=title]")
    title.fill("")
    chooser.locator("input[type=file]").set_input_files(file)
    # Wagtail makes it of the name of the file, a tenth of a second later.
    expect(title).to_have_value(file["name"].rpartition(".")[0])
    chooser.locator("[role=tabpanel]:not([hidden]) button[type=submit]").click()
    return chooser


def save_draft(page: Page) -> str:
    """Saves, and gives the address of the form."""
    with page.expect_event("load"):
        page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit/**")
    return page.url


def publish(page: Page) -> None:
    """Publishes what the form holds, or is told why not."""
    page.locator(".footer [data-w-dropdown-target=toggle]").last.click()
    # Not a navigation: the draft that saves itself changes the address as well.
    with page.expect_event("load"):
        page.get_by_role("button", name="Publish").last.click()


def published(page: Page) -> None:
    """Publishes, and sees the list that follows."""
    publish(page)
    page.wait_for_url("**/staff/cms/pages/*/")


def until_there(reader: Page, *seen: Locator) -> None:
    """Waits until a reader who loads the page again sees what the worker made."""
    last = time.monotonic() + _WORKER
    while True:
        reader.reload()
        try:
            for each in seen:
                expect(each).to_be_visible(timeout=1000)
        except AssertionError:
            if time.monotonic() > last:
                raise
        else:
            return

"""A reader without JavaScript finds a campaign, its poster and its text, and does the one thing."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe_faults

_CODES = [code for code, _name in settings.LANGUAGES]
_CAMPAIGN = "campaigns/check-before-you-go/"


@pytest.mark.parametrize("code", _CODES)
def test_a_reader_without_scripts_reads_copies_and_checks_an_offer(
    visit: Callable[..., Page], code: str
) -> None:
    page = visit(f"/{code}/campaigns/", width=360, java_script_enabled=False)
    page.locator(f'main a[href="/{code}/{_CAMPAIGN}"]').click()
    expect(page.locator("main ol > li")).to_have_count(3)
    drawing = page.locator("main img")
    assert drawing.evaluate("drawing => drawing.naturalWidth") > 0
    text = page.locator("main textarea")
    written = text.input_value()
    text.click()
    page.keyboard.press("Control+a")
    assert text.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") == written
    page.keyboard.type("x")
    assert text.input_value() == written
    expect(page.locator("main .govuk-inset-text p").last).to_be_visible()
    page.locator("main .govuk-button").click()
    expect(page).to_have_url(re.compile(f"/{code}/check/$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["campaigns/", _CAMPAIGN])
def test_a_page_has_no_fault_that_axe_finds(
    visit: Callable[..., Page], path: str, scheme: str
) -> None:
    for width in (320, 1280):
        page = visit(f"/en/{path}", width=width, color_scheme=scheme, bypass_csp=True, faulty=True)
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

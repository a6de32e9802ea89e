"""Pages as people see them: on small screens, in the dark, with assistive technology."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.accessibility import axe_faults
from tests.journeys.test_a_tip import press

_CODES = [code for code, _name in settings.LANGUAGES]
_PATHS = ["", "law/", "law/lei-3-2017/", "news/", "report/", "report/reply/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_has_no_fault_that_axe_finds(visit: Callable[..., Page], scheme: str) -> None:
    page = visit("/tet/report/", color_scheme=scheme, bypass_csp=True, faulty=True)
    press(page, "start")
    assert axe_faults(page) == []
    press(page, "continue")
    assert axe_faults(page) == []
    page.locator("#id_story").fill("Somebody keeps the papers of the workers.")
    for _step in range(5):
        press(page, "continue")
        assert axe_faults(page) == []
    press(page, "send")
    assert axe_faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_staff_pages_have_no_fault_that_axe_finds(
    sign_in: Callable[..., Page], visit: Callable[..., Page], scheme: str
) -> None:
    assert axe_faults(visit("/staff/", color_scheme=scheme, bypass_csp=True)) == []
    page = sign_in("triage", color_scheme=scheme, bypass_csp=True)
    assert axe_faults(page) == []
    page.locator("table a").first.click()
    assert axe_faults(page) == []


@pytest.mark.parametrize("code", _CODES)
def test_no_step_of_the_form_runs_off_a_screen_of_320_px(
    visit: Callable[..., Page], code: str
) -> None:
    page = visit(f"/{code}/report/", width=320)
    press(page, "start")
    for _step in range(5):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        if page.locator("#id_story").count():
            page.locator("#id_story").fill("averylongwordwithoutanyblank" * 10)
        press(page, "continue")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_text_of_twice_the_size_stays_on_the_screen(visit: Callable[..., Page]) -> None:
    for path in _PATHS:
        # 200 % on a screen of 640 px is what a layout of 320 px sees (WCAG 1.4.10).
        page = visit(f"/tet/{path}", width=640)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path


@pytest.mark.parametrize("path", ["", "law/lei-3-2017/"])
def test_print_shows_the_hotline_and_hides_the_way_out(
    visit: Callable[..., Page], path: str
) -> None:
    page = visit(f"/en/{path}")
    page.emulate_media(media="print")
    assert page.locator(".mh-hotline__number").is_visible()
    assert not page.locator(".mh-leave__button").is_visible()

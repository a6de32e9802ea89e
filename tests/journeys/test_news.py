"""A reader without JavaScript narrows the news down and goes on to those who took part."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe_faults

_CODES = [code for code, _name in settings.LANGUAGES]
_PATHS = [
    "news/",
    "news/?year=2021&type=meeting",
    "news/?year=1999",
    "news/work-plan-meeting-2021/",
    "committee/",
    "partners/",
]


@pytest.mark.parametrize("code", _CODES)
def test_a_reader_without_scripts_finds_who_took_part(
    visit: Callable[..., Page], code: str
) -> None:
    page = visit(f"/{code}/news/", width=360, java_script_enabled=False)
    expect(page.locator("main .mh-list__item")).to_have_count(9)
    page.locator('.mh-kinds__one[href$="?type=meeting"]').click()
    page.locator('.mh-kinds__one[href$="?year=2021&type=meeting"]').click()
    expect(page.locator("main .mh-list__item")).to_have_count(2)
    expect(page.locator('.mh-kinds__one[aria-current="true"]')).to_have_count(2)
    page.locator('main a[href$="/work-plan-meeting-2021/"]').click()
    page.get_by_role("link", name="Roy Trivedy").click()
    card = page.locator("article:target")
    expect(card).to_be_in_viewport()
    # The way out stays on the screen, and must not lie on the name.
    bar = page.locator(".mh-leave__bar").bounding_box()
    heading = card.locator("h3").bounding_box()
    assert bar is not None
    assert heading is not None
    assert heading["y"] >= bar["y"] + bar["height"] or heading["y"] + heading["height"] <= bar["y"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", _PATHS)
def test_a_page_has_no_fault_that_axe_finds(
    visit: Callable[..., Page], path: str, scheme: str
) -> None:
    for width in (320, 1280):
        page = visit(f"/en/{path}", width=width, color_scheme=scheme, bypass_csp=True, faulty=True)
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

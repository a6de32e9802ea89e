"""A citizen without JavaScript looks for help and answers questions; an editor adds a service."""

import contextlib
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Error, Page, Request, expect

from tests.journeys.accessibility import axe_faults

_CODES = [code for code, _name in settings.LANGUAGES]


def _go(page: Page, value: str) -> None:
    with page.expect_navigation():
        page.locator(f'#mh-form button[name="go"][value="{value}"]').last.click()


def _situation(page: Page, code: str) -> None:
    with page.expect_navigation():
        page.locator(f'button[name="situation"][value="{code}"]').click()


@pytest.mark.parametrize("code", _CODES)
def test_a_citizen_without_scripts_answers_and_finds_help(
    visit: Callable[..., Page], code: str
) -> None:
    page = visit(f"/{code}/", java_script_enabled=False)
    page.locator(f'.mh-tile a[href="/{code}/check/"]').click()
    _situation(page, "offer")
    assert page.url.endswith(f"/{code}/check/")
    page.locator("label[for=sign-debt]").click()
    page.locator("label[for=sign-fee]").click()
    _go(page, "result")
    assert page.url.endswith(f"/{code}/check/")
    assert page.locator("main .mh-list__item").count() == 2
    page.locator(f'main a[href="/{code}/help/"]').click()
    ermera = page.locator("summary", has_text="Ermera")
    gleno = page.locator("details", has=ermera).get_by_text("Gleno").first
    expect(gleno).not_to_be_visible()
    ermera.click()
    expect(gleno).to_be_visible()
    assert page.url.endswith(f"/{code}/help/")
    page.locator(f'a[href="/{code}/help/print/"]').click()
    expect(page.locator(".mh-service").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".mh-hotline__number")).to_be_visible()
    expect(page.locator(".mh-leave")).not_to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_after_leaving_back_and_reload_show_no_answer(
    visit: Callable[..., Page], scripts: bool
) -> None:
    page = visit("/en/check/", java_script_enabled=scripts, faulty=True)
    _situation(page, "online")
    page.locator("label[for=sign-pictures]").click()
    _go(page, "result")
    assert "naked" in page.content()
    page.locator("button.mh-leave__button").click()
    expect(page.get_by_text("Neutral site")).to_be_visible()
    for _back in range(3):
        for come_back in (page.go_back, page.reload):
            with contextlib.suppress(Error):
                come_back(wait_until="commit")
            page.wait_for_timeout(300)
            with contextlib.suppress(Error):
                page.wait_for_load_state()
            assert "naked" not in page.evaluate("document.documentElement.outerHTML")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_questions_have_no_fault_that_axe_finds(
    visit: Callable[..., Page], shot: Callable[..., None], scheme: str
) -> None:
    for width in (360, 1280):
        page = visit("/en/check/", width=width, color_scheme=scheme, bypass_csp=True, faulty=True)
        _situation(page, "work")
        shot(page, f"{scheme}-{width}-check-signs")
        assert axe_faults(page) == []
        for box in ("papers", "debt", "pay"):
            page.locator(f"label[for=sign-{box}]").click()
        _go(page, "result")
        shot(page, f"{scheme}-{width}-check-result")
        assert axe_faults(page) == []


@pytest.mark.parametrize("code", _CODES)
def test_the_questions_do_not_run_off_a_screen_of_320_px(
    visit: Callable[..., Page], code: str
) -> None:
    page = visit(f"/{code}/check/", width=320)
    _situation(page, "child")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    _go(page, "result")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_first_visit_of_the_directory_is_light(visit: Callable[..., Page]) -> None:
    page = visit("about:blank")
    seen: list[tuple[str, int]] = []

    def note(request: Request) -> None:
        sizes = request.sizes()
        seen.append((request.url, sizes["responseBodySize"] + sizes["responseHeadersSize"]))

    page.on("requestfinished", note)
    page.goto("/tet/help/", wait_until="networkidle")
    asked = [(url, size) for url, size in seen if url.startswith("http")]
    assert len(asked) <= 4, asked
    assert sum(size for _url, size in asked) <= 30 * 1024, asked


def test_a_publisher_adds_a_service_with_the_mouse_and_readers_find_it(
    sign_in: Callable[..., Page], visit: Callable[..., Page], shot: Callable[..., None]
) -> None:
    # The editor saves drafts by itself and notes in the console that one was refused.
    page = sign_in("publisher", faulty=True)
    page.goto("/staff/cms/")
    shot(page, "cms-first-page")
    expect(page.get_by_text("Services to call again")).to_be_visible()
    page.goto("/staff/cms/snippets/home/service/add/")
    page.locator("#id_texts-0-language").select_option("en")
    page.locator("#id_texts-0-name").fill("Clinic of the journey")
    page.locator("#id_texts-0-offers").fill("A nurse on weekdays.")
    page.locator("#id_texts-0-reach").fill("Beside the market.")
    page.get_by_label("Ataúro").check()
    page.get_by_label("A doctor or a nurse").check()
    page.locator("#id_phone").fill("ring us")
    page.locator("#id_source").fill("https://example.org/clinic")
    shot(page, "cms-service")
    _publish(page)
    expect(page.get_by_text("Write the number with digits").first).to_be_visible()
    page.locator("#id_phone").fill("000 0001")
    _publish(page)
    expect(page.get_by_text("Clinic of the journey").first).to_be_visible()
    shot(page, "cms-services")
    reader = visit("/en/help/", java_script_enabled=False)
    place = reader.locator("summary", has_text="Ataúro")
    place.click()
    expect(reader.locator("details", has=place).get_by_text("Beside the market.")).to_be_visible()
    assert "000 0001" not in reader.content()  # nobody said who called it


def _publish(page: Page) -> None:
    page.locator(".footer [data-w-dropdown-target=toggle]").last.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").last.click()

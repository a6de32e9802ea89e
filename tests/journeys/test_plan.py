"""The work plan as a reader on a phone meets it, and its two clicks in the CMS."""

import ast
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe_faults
from tests.live import LiveServer, run_manage

_CODES = [code for code, _name in settings.LANGUAGES]
_KNOWN = "plan/known-work-2022-2023/"
_OLD = "plan/five-months-2021/"
_NOW = "plan/national-action-plan-2026-2030/"


@pytest.mark.parametrize("code", _CODES)
def test_a_reader_on_a_small_phone_without_javascript_reads_the_plan(
    visit: Callable[..., Page], shot: Callable[..., None], code: str
) -> None:
    page = visit(f"/{code}/", width=320, java_script_enabled=False)
    page.locator(f'a[href="/{code}/plan/"]:visible').first.click()
    for path in (_KNOWN, _OLD, _NOW):
        page.locator(f'main a[href="/{code}/{path}"]').click()
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        expect(page.get_by_role("img")).to_be_visible()
        # A screen reader meets a table, although a phone shows it as a list.
        expect(page.get_by_role("table")).to_have_count(1)
        assert page.get_by_role("columnheader").count() == 5
        assert page.get_by_role("rowheader").count() > 4
        shot(page, f"plan-320-{code}-{path.split('/')[1]}")
        page.go_back()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["plan/", _KNOWN, _OLD, _NOW])
def test_a_page_of_the_plan_has_no_fault_that_axe_finds(
    visit: Callable[..., Page], path: str, scheme: str
) -> None:
    for width in (360, 1280):
        page = visit(f"/tet/{path}", width=width, color_scheme=scheme, bypass_csp=True, faulty=True)
        assert axe_faults(page) == []


def test_words_of_the_drawing_grow_with_the_letters_and_do_not_overlap(
    visit: Callable[..., Page],
) -> None:
    page = visit(f"/en/{_OLD}", faulty=True, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200%; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    boxes = page.evaluate(
        """[...document.querySelectorAll('.mh-timeline text:not(:first-of-type)')]
           .map(text => text.getBoundingClientRect())
           .map(box => [box.top, box.bottom]).sort((a, b) => a[0] - b[0])"""
    )
    lines = [(top, bottom) for top, bottom in boxes if bottom > top]
    names = page.locator(".mh-timeline__name").count()
    assert len(lines) >= 2 * names
    for (top, bottom), (after, _) in pairwise(lines):
        assert after == pytest.approx(top, abs=1) or after >= bottom - 6


def test_an_editor_moves_an_activity_on_in_two_clicks(
    visit: Callable[..., Page], sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    page = sign_in("editor")
    page.goto("/staff/cms/snippets/committee_pages/activity/")
    row = page.locator('tr:has-text("Prevent human trafficking")')
    row.get_by_role("link", name="Stopped").click()
    shot(page, "plan-move")
    page.get_by_role("button", name="Move it on").click()
    expect(page.locator('tr:has-text("Prevent human trafficking")')).to_contain_text("Stopped")
    reader = visit(f"/en/{_OLD}")
    expect(reader.locator('tr:has-text("Prevent human trafficking")')).to_contain_text("Stopped")


# Each thread has a connection of its own to the database of the server.
_PRESS = """
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from django.db import connection
from committee_pages.models import Activity
from committee_pages.plan.services import MoveRefused, move_on
from committee_pages.plan.states import State

activity = Activity.objects.filter(moves__state="no_report").first()
goals = [State.DONE, State.STOPPED] * 4
barrier = Barrier(len(goals))

def press(goal):
    barrier.wait()
    try:
        move_on(activity=activity, to=goal, seen=1, today=date(2026, 11, 25))
    except MoveRefused as fault:
        return "since you opened it" in str(fault.sentence)
    else:
        return goal.value
    finally:
        connection.close()

with ThreadPoolExecutor(len(goals)) as pool:
    said = list(pool.map(press, goals))
now = Activity.objects.get(pk=activity.pk)
print({"said": said, "state": now.state.value, "moves": now.moves.count()})
"""


def test_of_many_who_press_at_once_one_moves_it_and_the_others_are_told(server: LiveServer) -> None:
    found = ast.literal_eval(run_manage(server.folder, "shell", "-c", _PRESS).splitlines()[-1])
    (moved,) = [said for said in found["said"] if said is not True]
    assert found["said"].count(True) == 7
    assert found["state"] == moved
    assert found["moves"] == 2

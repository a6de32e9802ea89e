"""Editors' screens of the plan: who may do what, and what is refused."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from committee_pages.models import Activity, ActivityMove, Plan
from committee_pages.plan.services import MoveRefused, move_on
from committee_pages.plan.states import MOVES, State
from tests.committee_pages.plan.samples import (
    ADDRESS,
    TODAY,
    activity,
    form,
    institution,
    many,
    plan,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
_SNIPPETS = "/staff/cms/snippets/committee_pages"
_ADD = f"{_SNIPPETS}/activity/add/"
_STALE = "Somebody moved this activity since you opened it."
SignIn = Callable[[str], Client]


@pytest.fixture
def test_plan() -> Plan:
    return plan()


def _move(of: Activity, state: str) -> str:
    return f"/staff/cms/plan/activities/{of.pk}/to/{state}/"


def test_an_editor_moves_an_activity_on_in_two_clicks_and_readers_see_it(
    client: Client, test_plan: Plan, sign_in: SignIn
) -> None:
    made = activity(test_plan)
    editor = sign_in("editor")
    listed = unescape(editor.get(f"{_SNIPPETS}/activity/?plan={test_plan.pk}").content.decode())
    first = re.search(rf'href="({_move(made, "done")}[^"]*)"', listed)
    assert first
    asked = editor.get(first[1]).content.decode()
    assert "There is no evidence. Readers will be told so." in asked
    assert Activity.objects.get(pk=made.pk).state is State.PLANNED
    seen = re.search(r'name="seen" value="([^"]*)"', asked)
    assert seen
    answer = editor.post(_move(made, "done"), {"seen": seen[1]}, follow=True)
    assert "“Talk to drivers”: Done." in unescape(answer.content.decode())
    page = client.get(ADDRESS).content.decode()
    assert "<strong>Done</strong>" in page
    (move,) = ActivityMove.objects.filter(activity=made)
    assert (move.number, move.on) == (1, timezone.localdate())


def test_the_history_keeps_who_moved_it_and_the_public_tables_do_not(
    client: Client, test_plan: Plan, sign_in: SignIn
) -> None:
    made = activity(test_plan)
    editor = sign_in("editor")
    editor.post(_move(made, "under_way"), {"seen": "0"})
    entry = ModelLogEntry.objects.get(action="plan.moved", object_id=str(made.pk))
    assert entry.user is not None
    assert entry.user.get_username() == "editor"
    assert entry.data == {"from": "planned", "to": "under_way"}
    history = editor.get(f"{_SNIPPETS}/activity/history/{made.pk}/").content.decode()
    assert "Moved on: from “Planned” to “Under way”" in unescape(history)
    assert not any("user" in field.name for field in ActivityMove._meta.get_fields())
    assert "editor" not in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize("after", list(State))
def test_every_move_is_in_the_table_or_refused_with_a_sentence(
    test_plan: Plan, before: State, after: State
) -> None:
    made = activity(test_plan, state=before)
    seen = made.moves.count()
    if after in MOVES[before]:
        move_on(activity=made, to=after, seen=seen, today=TODAY)
        assert Activity.objects.get(pk=made.pk).state is after
        return
    with pytest.raises(MoveRefused, match="does not go from"):
        move_on(activity=made, to=after, seen=seen, today=TODAY)
    assert made.moves.count() == seen


def test_a_page_that_is_no_longer_true_moves_nothing_and_says_so(
    test_plan: Plan, sign_in: SignIn
) -> None:
    made = activity(test_plan)
    move_on(activity=made, to=State.UNDER_WAY, seen=0, today=TODAY)
    answer = sign_in("editor").post(_move(made, "done"), {"seen": "0"}, follow=True)
    assert _STALE in answer.content.decode()
    assert Activity.objects.get(pk=made.pk).state is State.UNDER_WAY


@pytest.mark.parametrize("seen", [None, "", "-1", "1", "x", "٠", "0 ", "9" * 30])
def test_a_move_without_what_was_seen_is_refused(
    test_plan: Plan, sign_in: SignIn, seen: str | None
) -> None:
    made = activity(test_plan)
    values = {} if seen is None else {"seen": seen}
    answer = sign_in("editor").post(_move(made, "done"), values, follow=True)
    assert _STALE in answer.content.decode()
    assert not made.moves.exists()


def test_a_move_that_is_not_allowed_is_refused_on_the_screen(
    test_plan: Plan, sign_in: SignIn
) -> None:
    made = activity(test_plan, state=State.DONE)
    answer = sign_in("editor").post(_move(made, "stopped"), {"seen": "1"}, follow=True)
    assert "does not go from “Done” to “Stopped”" in unescape(answer.content.decode())
    assert made.moves.count() == 1


def test_a_draft_that_is_published_later_puts_no_old_state_back(
    test_plan: Plan,
) -> None:
    made = activity(test_plan)
    made.due = "2026-04"
    draft = made.save_revision()
    move_on(activity=made, to=State.DONE, seen=0, today=TODAY)
    draft.publish()
    now = Activity.objects.get(pk=made.pk)
    assert (now.due, now.state) == ("2026-04", State.DONE)


def test_a_move_needs_a_post_with_its_token(test_plan: Plan, sign_in: SignIn) -> None:
    made = activity(test_plan)
    editor = sign_in("editor")
    editor.get(f"{_move(made, 'done')}?seen=0")
    assert editor.put(_move(made, "done")).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert strict.post(_move(made, "done"), {"seen": "0"}).status_code == 403
    assert not made.moves.exists()


@pytest.mark.parametrize("state", ["late", "Done", "0", "x" * 300])
def test_what_is_no_state_or_no_activity_is_not_found(
    test_plan: Plan, sign_in: SignIn, state: str
) -> None:
    editor = sign_in("editor")
    assert editor.get(_move(activity(test_plan), state)).status_code == 404
    assert editor.get("/staff/cms/plan/activities/999999/to/done/").status_code == 404


@pytest.mark.parametrize("username", ["triage", "lead", "auditor", "admin", None])
def test_nobody_else_reaches_the_plan(
    test_plan: Plan, sign_in: SignIn, username: str | None
) -> None:
    made = activity(test_plan)
    browser = sign_in(username) if username else Client()
    refused = {404} if username else {302}
    for path in (_move(made, "done"), f"{_SNIPPETS}/activity/", f"{_SNIPPETS}/plan/", _ADD):
        assert browser.get(path).status_code in refused, path
        assert browser.post(path, {"seen": "0"}).status_code in refused | {403}, path
    assert not made.moves.exists()


def test_an_editor_writes_and_a_publisher_publishes(
    client: Client, test_plan: Plan, sign_in: SignIn
) -> None:
    partner = institution("With Us")
    fields = {"action-publish": "1", "partners": [str(partner.pk)]}
    assert sign_in("editor").post(_ADD, form(test_plan, **fields)).status_code == 302
    made = Activity.objects.get(texts__title="A new activity")
    assert not made.live  # an editor's button does not publish
    assert "A new activity" not in client.get(ADDRESS).content.decode()
    text = made.texts.get()
    known = {"texts-INITIAL_FORMS": "1", "texts-0-id": str(text.pk)}
    edit = f"{_SNIPPETS}/activity/edit/{made.pk}/"
    button = 'name="action-publish"'
    assert button not in sign_in("editor").get(edit).content.decode()
    assert button in sign_in("publisher").get(edit).content.decode()
    answer = sign_in("publisher").post(edit, form(test_plan, **known, **fields))
    assert answer.status_code == 302
    page = client.get(ADDRESS).content.decode()
    assert "A new activity" in page
    assert "With Us" in page


@pytest.mark.parametrize(
    "path",
    [
        "activity/delete/{activity}/",
        "activity/unpublish/{activity}/",
        "plan/add/",
        "plan/edit/{plan}/",
        "plan/delete/{plan}/",
    ],
)
def test_an_editor_neither_takes_back_nor_deletes_nor_changes_a_plan(
    client: Client, test_plan: Plan, sign_in: SignIn, path: str
) -> None:
    made = activity(test_plan)
    address = f"{_SNIPPETS}/{path.format(activity=made.pk, plan=test_plan.pk)}"
    editor = sign_in("editor")
    assert editor.get(address).status_code in {302, 403}
    values = {"name": "Taken", "starts": "2020", "ends": "2021"}
    assert editor.post(address, values).status_code in {302, 403}
    assert "Talk to drivers" in client.get(ADDRESS).content.decode()
    assert Plan.objects.get(pk=test_plan.pk).name == "Test"
    assert not Plan.objects.filter(name="Taken").exists()


def test_a_publisher_deletes_no_plan_that_has_activities_and_is_told_so(
    sign_in: SignIn,
) -> None:
    # Without a page: the activity alone holds it.
    made = Plan.objects.create(name="No page", starts="2026", ends="2027")
    held = activity(made)
    address = f"{_SNIPPETS}/plan/delete/{made.pk}/"
    publisher = sign_in("publisher")
    assert "prevent it from being deleted" in publisher.get(address).content.decode()
    assert publisher.post(address).status_code == 302
    assert Plan.objects.filter(pk=made.pk).exists()
    publisher.post(f"{_SNIPPETS}/activity/delete/{held.pk}/")
    publisher.post(address)
    assert not Plan.objects.filter(pk=made.pk).exists()


def test_the_list_asks_no_more_as_activities_grow(
    test_plan: Plan, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    editor = sign_in("editor")
    address = f"{_SNIPPETS}/activity/?plan={test_plan.pk}"
    activity(test_plan, state=State.DONE)
    editor.get(address)
    with CaptureQueriesContext(connection) as queries:
        editor.get(address)
    many(15, test_plan)
    with django_assert_max_num_queries(len(queries)):
        editor.get(address)

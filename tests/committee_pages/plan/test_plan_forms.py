"""What the forms of plans and activities refuse."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from committee_pages.models import Activity, ActivityText, Plan
from tests.committee_pages.plan.samples import activity, form, institution, plan, unsaved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
_SNIPPETS = "/staff/cms/snippets/committee_pages"
_ADD = f"{_SNIPPETS}/activity/add/"
SignIn = Callable[[str], Client]


@pytest.fixture
def test_plan() -> Plan:
    return plan()


def _second_text(language: str, title: str) -> dict[str, str]:
    return {
        "texts-TOTAL_FORMS": "2",
        "texts-1-language": language,
        "texts-1-title": title,
        "texts-1-ORDER": "2",
    }


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts": "2026-03", "due": "2026-02"}, "It is due before it begins."),
        ({"due": "2028"}, "This is outside of the plan, which goes from 2026 to 2027."),
        ({"starts": "2025-12-31"}, "This is outside of the plan"),
        ({"starts": "soon"}, "Write the day as 2026-11-25"),
        ({"due": "2026-02-30"}, "Write the day as 2026-11-25"),
        ({"plan": ""}, "required"),
        ({"plan": "999999"}, "not one of the available choices"),
        ({"pillar": "money"}, "not one of the available choices"),
        ({"owner": "999999"}, "not one of the available choices"),
        ({"source": "somebody told me"}, "valid URL"),
        ({"evidence_link": "javascript:alert(1)"}, "valid URL"),
        ({"texts-0-title": ""}, "required"),
        ({"texts-TOTAL_FORMS": "0"}, "at least 1"),
        (_second_text("en", "Other words"), "two texts in one language"),
        ({"texts-0-title": "TALK to drivers"}, "This plan has an activity of this name."),
    ],
)
def test_a_bad_form_gets_a_sentence_and_nothing_is_saved(
    test_plan: Plan, sign_in: SignIn, fields: dict[str, Any], sentence: str
) -> None:
    activity(test_plan)
    before = (Activity.objects.count(), ActivityText.objects.count())
    answer = sign_in("publisher").post(_ADD, form(test_plan, **{**fields, "action-publish": "1"}))
    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    assert (Activity.objects.count(), ActivityText.objects.count()) == before


def test_the_owner_is_not_a_partner_as_well(test_plan: Plan, sign_in: SignIn) -> None:
    one = institution()
    both = {"owner": str(one.pk), "partners": [str(one.pk)]}
    answer = sign_in("publisher").post(_ADD, form(test_plan, **both))
    assert "It is the owner already." in answer.content.decode()
    assert not Activity.objects.filter(plan=test_plan).exists()


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"starts": "2026-02-02", "due": "2026-02-01"}, "due"),
        ({"starts": "2025"}, "starts"),
        ({"due": "2028-01-01"}, "due"),
        ({"starts": "2025", "due": "2028"}, "starts"),
        ({"starts": "x"}, "starts"),
        ({"pillar": ""}, "pillar"),
    ],
)
def test_dates_that_cannot_be_are_refused_at_the_field(
    test_plan: Plan, fields: dict[str, str], at: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        unsaved(test_plan, **fields).full_clean()
    assert at in refused.value.message_dict


@pytest.mark.parametrize(
    "fields",
    [
        {"starts": "2026", "due": "2026-01-01"},  # it may have begun on that day
        {"starts": "2026-01-01", "due": "2027-12-31"},
        {"due": "2027-12"},
        {},
    ],
)
def test_dates_that_can_be_are_taken(test_plan: Plan, fields: dict[str, str]) -> None:
    unsaved(test_plan, **fields).full_clean()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends": "2025"}, "The plan ends before it begins."),
        ({"starts": "2026-04"}, "“Talk to drivers” is outside of these dates."),
        ({"starts": ""}, "required"),
        ({"ends": "later"}, "Write the day as 2026-11-25"),
        ({"name": "NAP 2026–2030"}, "There is a plan with this name."),
    ],
)
def test_a_plan_that_cannot_be_gets_a_sentence_and_stays_as_it_was(
    test_plan: Plan, sign_in: SignIn, fields: dict[str, str], sentence: str
) -> None:
    activity(test_plan, due="2026-03")
    values = {"name": "Test", "starts": "2026", "ends": "2027", **fields}
    address = f"{_SNIPPETS}/plan/edit/{test_plan.pk}/"
    answer = sign_in("publisher").post(address, values)
    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    same = Plan.objects.get(pk=test_plan.pk)
    assert (same.name, same.starts, same.ends) == ("Test", "2026", "2027")


def test_a_publisher_changes_the_time_of_a_plan(test_plan: Plan, sign_in: SignIn) -> None:
    values = {"name": "Test", "starts": "2026", "ends": "2028-06"}
    sign_in("publisher").post(f"{_SNIPPETS}/plan/edit/{test_plan.pk}/", values)
    assert Plan.objects.get(pk=test_plan.pk).ends == "2028-06"

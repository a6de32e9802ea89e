"""Plans that do not exist. For tests only."""

from datetime import date
from typing import Any

from committee_pages.models import (
    Activity,
    ActivityMove,
    ActivityText,
    Institution,
    InstitutionText,
    Plan,
    PlanIndexPage,
    PlanPage,
)
from committee_pages.plan.services import move_on
from committee_pages.plan.states import State

TODAY = date(2026, 11, 25)
ADDRESS = "/en/plan/test-plan/"


def plan(**fields: Any) -> Plan:
    """A plan for the years 2026 and 2027, with a page in English."""
    made: Plan = Plan.objects.create(**{"name": "Test", "starts": "2026", "ends": "2027", **fields})
    index = PlanIndexPage.objects.get(locale__language_code="en")
    index.add_child(
        instance=PlanPage(
            title="Test plan", slug="test-plan", summary="A plan.", plan=made, locale=index.locale
        )
    )
    return made


def unsaved(of: Plan, title: str = "Talk to drivers", **fields: Any) -> Activity:
    """An activity that passes every check, but for these fields."""
    made = Activity(**{"plan": of, "pillar": "prevention", "live": False, **fields})
    made.texts = [ActivityText(language="en", title=title)]
    return made


def activity(
    of: Plan, title: str = "Talk to drivers", *, state: State = State.PLANNED, **fields: Any
) -> Activity:
    """The same, published and in a state."""
    made = unsaved(of, title, **fields)
    made.save()
    made.save_revision().publish()
    if state is not State.PLANNED:
        move_on(activity=made, to=state, seen=0, today=TODAY)
    fresh: Activity = Activity.objects.get(pk=made.pk)
    return fresh


def institution(name: str = "Ministry of Tests") -> Institution:
    """An institution with an English name."""
    made = Institution(kind="public", source="https://example.org/")
    made.texts = [InstitutionText(language="en", name=name)]
    made.save()
    return made


def many(count: int, of: Plan, **fields: Any) -> None:
    """So many published activities under way, in three queries."""
    made = Activity.objects.bulk_create(
        Activity(**{"plan": of, "pillar": "protection", **fields}) for _number in range(count)
    )
    ActivityText.objects.bulk_create(
        ActivityText(activity=one, language="en", title=f"Number {number}")
        for number, one in enumerate(made)
    )
    ActivityMove.objects.bulk_create(
        ActivityMove(activity=one, number=1, state=State.UNDER_WAY, on=TODAY) for one in made
    )


def form(of: Plan, **fields: Any) -> dict[str, Any]:
    """What the form of a new activity sends."""
    return {
        "texts-TOTAL_FORMS": "1",
        "texts-INITIAL_FORMS": "0",
        "texts-MIN_NUM_FORMS": "1",
        "texts-MAX_NUM_FORMS": "1000",
        "texts-0-language": "en",
        "texts-0-title": "A new activity",
        "texts-0-ORDER": "1",
        "plan": str(of.pk),
        "pillar": "prevention",
        "starts": "2026-02",
        "due": "2026-03-01",
        **fields,
    }

"""The demonstration's plans: what public sources say of them, and what they do not say."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join

from committee_pages.models import (
    Activity,
    ActivityText,
    Institution,
    Plan,
    PlanIndexPage,
    PlanPage,
)
from committee_pages.plan.services import move_on
from committee_pages.plan.states import State
from home.models import BasePage

Texts = dict[str, Any]
AddPages = Callable[[type[BasePage], dict[str, Any], dict[str, Texts]], dict[str, BasePage]]


def load_plans(
    homes: dict[str, Any], add: AddPages, institutions: dict[str, Institution]
) -> dict[str, BasePage]:
    """Adds the plans, published, and their pages by a function that makes one in all languages.

    Gives the English page of each plan by the name of its address.
    """
    texts: Texts = json.loads((Path(__file__).parent / "plans.json").read_text())
    index = {code: words | {"show_in_menus": True} for code, words in texts["index"].items()}
    above = add(PlanIndexPage, homes, index)
    shown: dict[str, BasePage] = {}
    for values in texts["plans"]:
        plan = Plan(**{name: values[name] for name in ("name", "starts", "ends")})
        plan.full_clean()
        plan.save()
        for activity in values["activities"]:
            _activity(plan, activity, institutions)
        headings = texts["sources_heading"]
        pages = values["pages"].items()
        made = add(
            PlanPage,
            above,
            {
                code: {
                    **{name: page[name] for name in ("title", "slug", "summary")},
                    "plan": plan,
                    "body": _body(page["body"], values["sources"], headings[code], code),
                }
                for code, page in pages
            },
        )
        shown[made["en"].slug] = made["en"]
    return shown


def _activity(plan: Plan, values: Texts, named: dict[str, Institution]) -> None:
    values = dict(values)
    words, state = values.pop("texts"), State(values.pop("state"))
    owner, partners = values.pop("owner", None), values.pop("partners", [])
    activity = Activity(plan=plan, owner=named[owner] if owner else None, live=False, **values)
    activity.texts = [ActivityText(language=code, **text) for code, text in words.items()]
    activity.full_clean()
    activity.save()
    activity.partners = [named[code] for code in partners]
    activity.save()
    activity.save_revision().publish()
    move_on(activity=activity, to=state, seen=0, today=timezone.localdate())


def _body(paragraphs: list[str], sources: list[Texts], heading: str, code: str) -> str:
    said = format_html_join("", "<p>{}</p>", ((text,) for text in paragraphs))
    links = format_html_join(
        "", '<li><a href="{}">{}</a></li>', ((s["url"], s["labels"][code]) for s in sources)
    )
    return said + format_html("<h2>{}</h2><ul>{}</ul>", heading, links) if links else said

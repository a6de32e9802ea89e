"""Campaigns as editors write them: what is refused, with which sentence."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from committee_pages import pdf_files
from committee_pages.campaigns import panel
from committee_pages.models import CampaignPage
from tests.cms import rows
from tests.committee_pages.campaign_samples import TODAY, add_campaign, campaigns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
_STEP = rows("steps", {"text": "Ask who the employer is."})


def _form(**fields: Any) -> dict[str, Any]:
    return {
        "title": "A new campaign",
        "slug": "a-new-campaign",
        "summary": "A message.",
        "starts_on": str(TODAY),
        "ends_on": str(TODAY + timedelta(days=30)),
        "action": "help",
        "drawing": "call",
        "share_text": "Ask before you go.",
        **_STEP,
        **rows("lines"),
        **rows("sources"),
        **rows("comments"),
        **fields,
    }


def _add() -> str:
    return f"/staff/cms/pages/add/committee_pages/campaignpage/{campaigns().pk}/"


def test_an_editor_writes_and_a_publisher_publishes(
    client: Client, sign_in: Callable[[str], Client]
) -> None:
    answer = sign_in("editor").post(_add(), {**_form(), "action-publish": "1"})
    assert answer.status_code == 302
    made = CampaignPage.objects.get(slug="a-new-campaign")
    assert not made.live
    assert client.get("/en/campaigns/a-new-campaign/").status_code == 404
    form = _form(
        **rows("steps", {"text": "Ask who the employer is."}, ids=(made.steps.get().pk,)),
        **rows("lines", {"speaker": "Voice", "words": "You may say no."}),
    )
    edit = f"/staff/cms/pages/{made.pk}/edit/"
    answer = sign_in("publisher").post(edit, {**form, "action-publish": "1"})
    assert answer.status_code == 302
    shown = unescape(client.get("/en/campaigns/a-new-campaign/").content.decode())
    for words in ("A message.", "Ask who the employer is.", "You may say no.", "call.svg"):
        assert words in shown


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (rows("steps"), "A campaign needs a step"),
        (rows("steps", {"text": "Ask.", "DELETE": "on"}), "A campaign needs a step"),
        (rows("steps", {"text": ""}), "This field is required."),
        (rows("steps", {"text": "x" * 111}), "at most 110 characters"),
        (rows("steps", *[{"text": "Ask."}] * 6), "at most 5"),
        ({"ends_on": str(TODAY - timedelta(days=1))}, "It must not end before it starts."),
        ({"ends_on": ""}, "This field is required."),
        ({"starts_on": "32 November"}, "Enter a valid date."),
        ({"share_text": "x" * 301}, "at most 300 characters"),
        ({"title": "x" * 61}, "A poster has room for 60 characters."),
        ({"summary": "x" * 201}, "A poster has room for 200 characters."),
        ({"drawing": "weapon"}, "Select a valid choice."),
        ({"action": ""}, "This field is required."),
        (rows("lines", {"speaker": "", "words": "Hello"}), "This field is required."),
        (rows("sources", {"label": "x", "url": "javascript:alert(1)"}), "Enter a valid URL."),
    ],
)
def test_what_a_campaign_cannot_be_is_told_and_nothing_is_saved(
    sign_in: Callable[[str], Client], fields: dict[str, Any], sentence: str
) -> None:
    before = Page.objects.count()
    answer = sign_in("publisher").post(_add(), {**_form(**fields), "action-publish": "1"})
    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    assert Page.objects.count() == before


def test_a_draft_may_still_be_without_steps(sign_in: Callable[[str], Client]) -> None:
    answer = sign_in("editor").post(_add(), _form(**rows("steps")))
    assert answer.status_code == 302
    assert not CampaignPage.objects.get(slug="a-new-campaign").live


def test_a_campaign_that_loses_its_last_step_stays_as_it_was(
    client: Client, sign_in: Callable[[str], Client]
) -> None:
    page = add_campaign(slug="look")
    step = page.steps.get()
    gone = rows("steps", {"text": step.text, "DELETE": "on"}, ids=(step.pk,))
    edit = f"/staff/cms/pages/{page.pk}/edit/"
    form = {**_form(slug="look", **gone), "action-publish": "1"}
    answer = sign_in("publisher").post(edit, form)
    assert answer.status_code == 200
    assert "A campaign needs a step" in answer.content.decode()
    assert step.text in client.get("/en/campaigns/look/").content.decode()


def test_who_may_not_edit_pages_writes_no_campaign(
    client: Client, sign_in: Callable[[str], Client]
) -> None:
    for browser in (client, sign_in("triage")):
        answer = browser.post(_add(), {**_form(), "action-publish": "1"})
        assert answer.status_code in {302, 403, 404}
        assert not CampaignPage.objects.filter(slug="a-new-campaign").exists()


def test_a_preview_shows_what_is_not_published_and_no_poster(
    sign_in: Callable[[str], Client],
) -> None:
    page = add_campaign(slug="look")
    browser = sign_in("editor")
    preview = f"/staff/cms/pages/{page.pk}/edit/preview/"
    step = page.steps.get()
    form = _form(title="Not yet seen", **rows("steps", {"text": "New."}, ids=(step.pk,)))
    assert browser.post(preview, form).json()["is_valid"]
    shown = browser.get(preview).content.decode()
    assert "Not yet seen" in shown
    assert "New." in shown
    assert "poster-" not in shown


def test_editors_read_why_there_are_no_posters(
    sign_in: Callable[[str], Client], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in("editor")
    settings.PUBLIC_URL = ""
    assert "set PUBLIC_URL" in browser.get(_add()).content.decode()
    settings.PUBLIC_URL = "https://portal.example"
    monkeypatch.setattr(panel, "program", lambda: None)
    assert "Pango is not installed" in browser.get(_add()).content.decode()


@pytest.mark.skipif(pdf_files.program() is None, reason="Pango is not installed")
def test_editors_read_that_posters_are_made(
    sign_in: Callable[[str], Client], settings: Any
) -> None:
    settings.PUBLIC_URL = "https://portal.example"
    assert "Posters for A4 and A5 are made" in sign_in("editor").get(_add()).content.decode()

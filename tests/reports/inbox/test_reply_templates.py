"""Reply templates: what a lead may leave open, and what a member gets into the box."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports.deadlines import deadlines
from reports.demonstration import load_reply_templates
from reports.inbox.settings import services
from reports.inbox.writing.placeholders import filled, mistake_in
from reports.models import ReplyTemplate, Report
from tests.member import found_partner, intake_agency
from tests.sender import Sender

pytestmark = pytest.mark.django_db
_LIST = "/staff/inbox/settings/replies/"


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def _template(**texts: str) -> ReplyTemplate:
    return ReplyTemplate.objects.create(agency=intake_agency(), name="Thanks", texts=texts)


def test_a_lead_writes_changes_and_deletes_a_template(sign_in: Callable[[str], Client]) -> None:
    leader = sign_in("lead")
    said = {"name": "Thanks", "text-en": "Thank you. We answer by {answer_by}.", "text-tet": ""}
    assert leader.post(f"{_LIST}new/", said).headers["Location"] == _LIST
    template = ReplyTemplate.objects.get()
    assert template.agency == intake_agency()
    assert template.texts == {"en": "Thank you. We answer by {answer_by}."}
    page = _text(leader.get(_LIST))
    assert ">Thanks<" in page
    leader.post(f"{_LIST}{template.pk}/", {**said, "text-tet": "Obrigadu."})
    assert ReplyTemplate.objects.get().languages == ["tet", "en"]
    leader.post(f"{_LIST}{template.pk}/delete/")
    assert not ReplyTemplate.objects.exists()
    events = AuditEvent.objects.filter(target=f"reply_template/{template.pk}").order_by("number")
    assert [(e.action, e.actor, e.detail) for e in events] == [
        ("reply_template.saved", "lead", {}),
        ("reply_template.saved", "lead", {}),
        ("reply_template.deleted", "lead", {}),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{report.sealed_case}", "There is no placeholder {report.sealed_case}."),
        ("{reference}", "There is no placeholder {reference}."),
        ("{0}", "There is no placeholder {0}."),
        ("{}", "There is no placeholder {}."),
        ("{day!r}", "There is no placeholder {day!r}."),
        ("{day:>9}", "There is no placeholder {day:>9}."),
        ("{day.__class__}", "There is no placeholder {day.__class__}."),
        ("{ day }", "There is no placeholder { day }."),
        ("call {hotline", "There is a curly bracket that belongs to no placeholder."),
        ("call hotline}", "There is a curly bracket that belongs to no placeholder."),
        ("{{day}}", "There is a curly bracket that belongs to no placeholder."),
        ("{{}", "There is no placeholder {}."),
    ],
)
def test_placeholders_that_there_are_not_and_stray_brackets_are_refused(
    text: str, sentence: str
) -> None:
    assert mistake_in(f"Before {text} after").startswith(sentence)


@pytest.mark.parametrize("text", ["", "Nothing open.", "{day}{site}", "On {day} call {hotline}."])
def test_known_placeholders_are_no_mistake(text: str) -> None:
    assert not mistake_in(text)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text-pt": "Caso {report.sealed_case}"}, "There is no placeholder {report.sealed_case}."),
        ({"text-pt": "Ligue {hotline"}, "There is a curly bracket"),
        ({"text-en": "", "text-pt": "  "}, "Write the words in at least one language."),
        ({"name": ""}, "Give it a name."),
        ({"name": "x" * 81}, "Write at most 80 letters."),
        ({"name": "Thanks"}, "There is a template of this name."),
        ({"text-en": "x" * 2_001}, "Write at most 2,000 letters."),
    ],
)
def test_what_does_not_do_is_told_in_a_sentence_and_nothing_is_saved(
    sign_in: Callable[[str], Client], changed: dict[str, str], sentence: str
) -> None:
    leader = sign_in("lead")
    _template(en="There already.")
    page = leader.post(f"{_LIST}new/", {"name": "Other", "text-en": "Fine.", **changed})
    assert sentence in _text(page)
    assert "<title>Error: " in _text(page)
    assert ReplyTemplate.objects.get().texts == {"en": "There already."}


def test_a_template_deleted_meanwhile_is_not_made_again(lead: Unlocked) -> None:
    template = _template(en="Gone.")
    ReplyTemplate.objects.all().delete()
    with pytest.raises(ReplyTemplate.DoesNotExist):
        services.save_reply_template(
            template, agency=template.agency, by=lead.user, name="Thanks", texts={"en": "Back."}
        )
    assert not ReplyTemplate.objects.exists()


def test_who_is_no_lead_reaches_none_of_the_pages(sign_in: Callable[[str], Client]) -> None:
    template = _template(en="Hello.")
    triage = sign_in("triage")
    for path in ("", "new/", f"{template.pk}/"):
        assert triage.get(_LIST + path).status_code == 404
    assert triage.post(f"{_LIST}{template.pk}/delete/").status_code == 404
    assert ReplyTemplate.objects.exists()


def test_a_lead_of_another_agency_neither_sees_nor_changes_it(
    sign_in: Callable[[str], Client], lead: Unlocked
) -> None:
    template = _template(en="Ours.")
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    stranger = sign_in("editor")
    assert "Thanks" not in _text(stranger.get(_LIST))
    said = {"name": "Theirs", "text-en": "Theirs."}
    assert stranger.post(f"{_LIST}{template.pk}/", said).status_code == 404
    assert stranger.post(f"{_LIST}{template.pk}/delete/").status_code == 404
    assert ReplyTemplate.objects.get().texts == {"en": "Ours."}


def test_a_picked_template_fills_the_box_in_the_language_of_the_tip(
    sender: Sender, sign_in: Callable[[str], Client]
) -> None:
    sender.send()
    report = Report.objects.get()
    template = _template(en="By {answer_by}.", pt="Até {answer_by}.")
    address = f"/staff/inbox/{report.pk}/"
    triage = sign_in("triage")
    by = report.answer_by
    assert by is not None
    assert f"By {by.day} {by:%B %Y}.</textarea>" in _text(
        triage.get(f"{address}?template={template.pk}")
    )
    Report.objects.update(language="tet")
    page = _text(triage.get(f"{address}?template={template.pk}"))
    assert "Até " in page
    assert "This template has no words in Tetun yet. These are in Português." in page


@pytest.mark.parametrize("wanted", ["999", "x", "-1", "1%00", "9" * 40])
def test_a_template_that_is_not_there_is_told_so_and_fills_nothing(
    sender: Sender, sign_in: Callable[[str], Client], wanted: str
) -> None:
    sender.send()
    page = sign_in("triage").get(f"/staff/inbox/{Report.objects.get().pk}/?template={wanted}")
    assert "This template is not there any more." in _text(page)


def _report(**fields: Any) -> Report:
    return Report(**{"language": "en", "urgency": "medium", "answer_by": None, **fields})


def test_placeholders_are_replaced_and_what_looks_like_one_in_a_value_is_not() -> None:
    said = filled("{hotline} {day}", _report(), language="en", hotline="{site}")
    today = timezone.localdate()
    assert said == f"{{site}} {today.day} {today:%B %Y}"
    assert filled("{other} {day.year}", _report(), language="en", hotline="") == (
        "{other} {day.year}"
    )


def test_the_published_hotline_is_filled_in_and_without_one_a_gap_stays_and_is_told(
    pages: None, sender: Sender, sign_in: Callable[[str], Client], settings: Any, tmp_path: Any
) -> None:
    sender.send()
    template = _template(en="Call {hotline}.")
    address = f"/staff/inbox/{Report.objects.get().pk}/?template={template.pk}"
    triage = sign_in("triage")
    page = _text(triage.get(address))
    assert "Call 000 0000." in page
    assert "No hotline is published" not in page
    settings.PUBLISHED_DIR = tmp_path
    page = _text(triage.get(address))
    assert "Call _____." in page
    assert "No hotline is published" in page


@pytest.mark.parametrize("promised", [None, date(2020, 1, 6), "yesterday"])
def test_a_day_that_has_passed_is_not_promised(promised: Any) -> None:
    today = timezone.localdate()
    if promised == "yesterday":
        promised = today - timedelta(days=1)
    by = deadlines(today, "medium").answer_by
    said = filled("{answer_by}", _report(answer_by=promised), language="en", hotline="")
    assert said == f"{by.day} {by:%B %Y}"


def test_the_templates_of_the_demonstration_have_no_mistake_and_all_languages(
    people: None,
) -> None:
    load_reply_templates()
    templates = ReplyTemplate.objects.all()
    assert len(templates) == 3
    for template in templates:
        assert template.languages == ["tet", "pt", "en", "id"]
        assert [mistake_in(text) for text in template.texts.values()] == [""] * 4

"""What members make of a tip, beside what its sender ticked and never over it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox import closing, services, urgency
from reports.inbox.assessment.services import assess
from reports.inbox.assessment.subjects import subjects_now
from reports.inbox.reading import open_keys
from reports.inbox.stale import Stale
from reports.inbox.tip.side import side_of
from reports.models import Entry, Report
from reports.questions import QUESTIONS
from tests.reports.inbox.acts import case, events, text_of, written
from tests.sender import Sender

pytestmark = pytest.mark.django_db
_SAID: dict[str, Any] = {
    "kinds": ["sex", "not_free"],
    "signs": ["id_kept"],
    "act": ["harbouring"],
    "means": ["deception"],
    "people": "2-5",
    "minors": "yes",
    "municipality": "tl-04",
    "place_kind": "bar",
    "when": "now",
    "still": "yes",
    "sector": "I",
    "status": "possible",
    "body": "",
    "source": "C",
    "information": "3",
    "text": "The harbourmaster confirms it.",
}
_FORM: dict[str, Any] = {
    **_SAID,
    "sees_deceived": ["job", "wages"],
    "counts_coerced_medium": "3",
    "counts_abused_weak": "5",
    "once": "1",
    "based_on": "0",
}


@pytest.fixture
def tip(sender: Sender) -> Report:
    sender.send()
    return Report.objects.get()


def _assess(member: Unlocked, **changes: Any) -> None:
    given = {"based_on": 0, "once": "x", **changes}
    based_on, once = given.pop("based_on"), given.pop("once")
    said = {**_SAID, "indicators": {}, **given}
    assess(member, Report.objects.get(), case(member), based_on=based_on, said=said, once=once)


def _address(tip: Report) -> str:
    return f"/staff/inbox/{tip.pk}/assessment/"


def test_what_the_sender_ticked_stands_beside_the_form_and_fills_nothing_in(
    tip: Report, sign_in: Callable[[str], Client]
) -> None:
    page = text_of(sign_in("triage").get(_address(tip)))
    sent = page[page.index("The sender:") : page.index("<h2")]
    for words in ("Cannot leave, or is watched", "Work in a house", "2 to 5", "Dili", "A house"):
        assert words in sent
    assert " checked" not in page
    assert page.count(" selected") == len([s for s in subjects_now() if not s.several])
    assert '<option value="possible" selected>' in page
    assert "0 of 6 dimensions are marked. This is a prompt, not a verdict." in page


def test_an_assessment_is_sealed_and_the_card_tells_of_it(
    tip: Report, sign_in: Callable[[str], Client], unlocked_triage: Unlocked
) -> None:
    browser = sign_in("triage")
    before = seals.open_card(tip, case(unlocked_triage))
    answer = browser.post(f"{_address(tip)}?view=mine", _FORM)
    assert answer.headers["Location"] == f"/staff/inbox/{tip.pk}/?view=mine#assessment"
    (said,) = written(unlocked_triage)
    assert said["as"] == "assessment"
    assert {name: said[name] for name in _SAID} == _SAID
    assert said["indicators"]["deceived"] == {
        "ticked": ["job", "wages"],
        "strong": 0,
        "medium": 0,
        "weak": 0,
    }
    card = seals.open_card(Report.objects.get(), case(unlocked_triage))
    assert card == {
        **before,
        "assessed": {"kinds": ["sex", "not_free"], "municipality": "tl-04", "minors": "yes"},
    }
    assert events("tip.assessed") == [("tip.assessed", "triage", {})]
    clear = str([*AuditEvent.objects.values_list(), *Entry.objects.values_list()])
    assert "harbour" not in clear
    page = text_of(browser.get(f"/staff/inbox/{tip.pk}/"))
    assert "2 of 6 dimensions are marked: a prompt, not a verdict." in page
    page = text_of(browser.get(_address(tip)))
    assert "2 of 6 dimensions are marked. This is a prompt, not a verdict." in page
    assert "Not all of these are marked." in page
    assert "verdict" in page
    assert '<option value="tl-04" selected>' in page


def test_nothing_has_to_be_assessed(tip: Report, sign_in: Callable[[str], Client]) -> None:
    answer = sign_in("triage").post(_address(tip), {"once": "1", "based_on": "0"})
    assert answer.status_code == 302
    assert events("tip.assessed")


def test_pressed_twice_it_is_one_assessment(
    tip: Report, sign_in: Callable[[str], Client], unlocked_triage: Unlocked
) -> None:
    browser = sign_in("triage")
    for _press in range(2):
        assert browser.post(_address(tip), _FORM).status_code == 302
    assert len(written(unlocked_triage)) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kinds": ["sex", "strange"]}, "Choose one of those shown."),
        ({"municipality": "tl-99"}, "Choose one of those shown."),
        ({"sector": "Z"}, "Choose one of those shown."),
        ({"source": "1"}, "Choose one of those shown."),
        ({"information": "7"}, "Choose one of those shown."),
        ({"sees_deceived": ["violence"]}, "Choose one of those shown."),
        ({"status": "confirmed"}, "Say which body decided it."),
        ({"status": "not"}, "Say which body decided it."),
        ({"counts_abused_weak": "-1"}, "Write 0 or more."),
        ({"counts_abused_weak": "21"}, "Write 20 or less."),
        ({"counts_abused_weak": "many"}, "Write a whole number."),
        ({"text": "x" * 2_001}, "Write at most 2,000 letters."),
    ],
)
def test_what_does_not_do_is_told_at_its_field_and_nothing_is_saved(
    tip: Report, sign_in: Callable[[str], Client], changes: dict[str, Any], sentence: str
) -> None:
    page = text_of(sign_in("triage").post(_address(tip), {**_FORM, **changes}))
    assert sentence in page
    assert "<title>Error: " in page
    assert not Entry.objects.filter(kind="staff").exists()


def test_an_assessment_that_was_decided_names_the_body(
    tip: Report, sign_in: Callable[[str], Client], unlocked_triage: Unlocked
) -> None:
    decided = {"status": "confirmed", "body": "court"}
    assert sign_in("triage").post(_address(tip), {**_FORM, **decided}).status_code == 302
    assert written(unlocked_triage)[-1]["body"] == "court"


def test_of_two_at_once_both_are_shown_and_nothing_is_lost(
    tip: Report, lead: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    _assess(lead, municipality="tl-01", text="Nobody was there.")
    page = text_of(browser.post(_address(tip), _FORM))
    name = lead.user.full_name
    assert f"{name} assessed the tip meanwhile. Nothing was saved yet." in page
    differs = page[page.index('id="clash"') : page.index("</section>")]
    for words in ("Aileu", "Baucau", "Nobody was there.", "The harbourmaster confirms it.", name):
        assert words in differs
    assert "A bar, a hotel" not in differs  # of that both say the same
    assert "The harbourmaster confirms it.</textarea>" in page
    assert len(written(lead)) == 1
    number = written(lead)[-1]["number"]
    assert f'name="based_on" value="{number}"' in page
    assert browser.post(_address(tip), {**_FORM, "based_on": number}).status_code == 302
    assert [said["municipality"] for said in written(lead)] == ["tl-01", "tl-04"]
    page = text_of(browser.get(_address(tip)))
    assert "Nobody was there." in page
    assert page.index("The harbourmaster") < page.index("Nobody was there.")


@pytest.mark.parametrize("based_on", ["", "x", "999", "-1"])
def test_a_forged_ground_saves_nothing(
    tip: Report, lead: Unlocked, sign_in: Callable[[str], Client], based_on: str
) -> None:
    _assess(lead)
    page = text_of(sign_in("triage").post(_address(tip), {**_FORM, "based_on": based_on}))
    assert "<title>Error: " in page
    assert len(written(lead)) == 1


def test_a_note_or_a_reason_written_meanwhile_is_no_newer_assessment(
    tip: Report, lead: Unlocked, unlocked_triage: Unlocked
) -> None:
    _assess(lead)
    number = written(lead)[-1]["number"]
    urgency.set_urgency(
        lead, tip, case(lead), was="unset", to=Report.Urgency.LOW, text="Why.", once="u"
    )
    _assess(unlocked_triage, based_on=number, once="second")
    with pytest.raises(Stale):
        _assess(lead, based_on=number, once="third")
    assert len(written(lead)) == 3


def test_the_newest_counts_on_the_card(tip: Report, lead: Unlocked) -> None:
    _assess(lead)
    _assess(lead, based_on=2, once="y", minors="no", kinds=[])
    card = seals.open_card(Report.objects.get(), case(lead))
    assert card["assessed"] == {"kinds": [], "municipality": "tl-04", "minors": "no"}
    assert card["kinds"] == ["not_free", "house_work"]


def test_codes_that_the_form_has_are_the_forms(people: None) -> None:
    for subject in subjects_now():
        codes = [code for code, _label in subject.options]
        assert len(set(codes)) == len(codes)
        if subject.question is not None:
            asked = {code for code, _label in QUESTIONS[subject.question.code].options}
            assert set(codes) <= asked
            assert "unsaid" not in codes


def test_an_assessment_that_somebody_exchanged_is_not_shown(
    tip: Report, lead: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    _assess(lead)
    _assess(lead, based_on=2, once="y", text="The second.")
    Entry.objects.filter(number=3).update(
        sealed=bytes(Entry.objects.get(number=2).sealed),
    )
    page = text_of(sign_in("triage").get(_address(tip)))
    assert "The second." not in page
    assert [said["number"] for said in written(lead)] == [2]


# ---- the column as a whole


def test_the_page_of_a_tip_asks_the_database_as_often_however_much_was_done(
    tip: Report, lead: Unlocked, unlocked_triage: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("lead")
    counts: list[list[str]] = []
    for turn in range(2):
        _assess(lead, based_on=turn and 2, once=f"a{turn}")
        services.record_view(unlocked_triage, tip)
        if turn:
            closing.close(
                unlocked_triage,
                tip,
                case(unlocked_triage),
                was="reading",
                seen=1,
                because="spam",
                text="Why.",
                once="c",
            )
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"/staff/inbox/{tip.pk}/").status_code == 200
        # A transaction's own words ask the tables for nothing.
        counts.append([q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]])
    assert len(counts[0]) == len(counts[1]), counts


def test_the_column_asks_the_database_nothing(
    tip: Report, unlocked_triage: Unlocked, django_assert_num_queries: Any
) -> None:
    keys = open_keys(unlocked_triage, tip)
    card = seals.open_card(tip, keys.case)
    with django_assert_num_queries(0):
        side_of(unlocked_triage, tip, keys=keys, card=card, staff=[], labels=[])


def test_who_has_read_it_is_listed_with_the_day(
    tip: Report, lead: Unlocked, unlocked_triage: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    services.record_view(lead, tip)
    page = text_of(sign_in("triage").get(f"/staff/inbox/{tip.pk}/"))
    read = page[page.index("Who has read it") :]
    assert lead.user.full_name in read
    assert unlocked_triage.user.full_name in read

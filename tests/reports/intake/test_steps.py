"""From step to step: skipping, changing, and a lead who changes the questions meanwhile."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.intake.tokens import FormToken
from reports.models import Report
from reports.questions import QUESTIONS, STEPS
from tests.member import read_tip
from tests.reports.questions.published import publish
from tests.sender import ANSWERS, STORY, Sender

pytestmark = pytest.mark.django_db


def _answers(sender: Sender) -> dict[str, Any]:
    return FormToken.open(sender.hidden["token"]).answers


def _to(sender: Sender, code: str) -> None:
    """To the page of a step, with every answer before it."""
    sender.start()
    for step, answers in ANSWERS.items():
        if step == code:
            return
        sender.press("continue", **answers)


def test_the_steps_are_counted(sender: Sender) -> None:
    sender.start()
    for number, answers in enumerate(ANSWERS.values(), start=1):
        assert f"Step {number} of 5" in sender.text
        sender.press("continue", **answers)
    assert "Check your answers" in sender.text


def test_every_step_but_the_one_with_the_story_can_be_skipped(sender: Sender) -> None:
    sender.start()
    assert 'value="skip"' not in sender.text
    sender.press("continue", story=STORY)
    for number in range(2, 6):
        assert f"Step {number} of 5" in sender.text
        assert 'value="skip"' in sender.text
        sender.press("skip")
    assert "Check your answers" in sender.text
    assert _answers(sender) == {"story": STORY}


def test_the_story_cannot_be_skipped_by_a_forged_button(sender: Sender) -> None:
    sender.start()
    sender.press("skip", story=STORY)
    assert "Step 1 of 5" in sender.text
    sender.press("skip")
    assert "Step 1 of 5" in sender.text


def test_skip_leaves_the_answers_of_its_step_empty_and_those_of_others_as_they_were(
    sender: Sender,
) -> None:
    sender.fill_in()
    sender.press("change-signs")
    sender.press("skip", **ANSWERS["signs"])
    assert "Check your answers" in sender.text
    assert set(_answers(sender)) == {
        code
        for step, answers in ANSWERS.items()
        for code, answer in answers.items()
        if answer and step != "signs"
    }


def test_skip_passes_over_what_is_wrong_in_a_field(sender: Sender) -> None:
    _to(sender, "who")
    sender.press("skip", suspect="x" * 3_000)
    assert "Step 5 of 5" in sender.text
    assert "suspect" not in _answers(sender)


@pytest.mark.parametrize(("field", "longest"), [("suspect", 2_000), ("country", 100)])
def test_a_short_text_that_is_too_long_is_told_so_and_kept(
    sender: Sender, field: str, longest: int
) -> None:
    _to(sender, "who" if field == "suspect" else "where")
    sender.press("continue", **{field: "x" * (longest + 1)})
    assert f"Write at most {longest:,} letters." in sender.text
    assert "x" * (longest + 1) in sender.text
    sender.press("continue", **{field: "x" * longest})
    assert _answers(sender)[field] == "x" * longest


def test_all_answers_arrive_in_words(sender: Sender, unlocked_triage: Any) -> None:
    sender.send(municipality="abroad", country="Brunei", exclude=["police", "social"])
    (entry,) = read_tip(unlocked_triage, Report.objects.get())
    answers = dict(entry.answers)
    assert list(answers) == [str(question.label) for question in QUESTIONS.values()]
    assert answers["Which country?"] == ["Brunei"]
    assert answers["What signs did you notice?"] == ["Somebody else keeps the passport or papers"]
    assert answers["Who is doing it?"] == [ANSWERS["who"]["suspect"]]
    assert entry.excluded == ["The police", "Social services"]


def test_what_contradicts_itself_is_kept_and_the_exclusion_counts(
    sender: Sender, unlocked_triage: Any
) -> None:
    sender.send(exclude=["police", "nobody", "unknown"])
    (entry,) = read_tip(unlocked_triage, Report.objects.get())
    assert dict(entry.answers)["Who must not see what you tell us?"] == [
        "The police",
        "Nobody: all of them may see it",
        "I do not know",
    ]
    assert entry.excluded == ["The police"]


def test_the_promise_says_what_it_does_not_hold(sender: Sender) -> None:
    _to(sender, "exclude")
    assert "gets no key to your tip" in sender.text
    assert "a person could still speak" in sender.text
    assert "The law may force us" in sender.text


# A lead changes the questions while somebody is filling them in.


def test_an_option_switched_off_meanwhile_is_dropped_without_a_word(sender: Sender) -> None:
    _to(sender, "signs")
    publish(exploitation={"options_off": ["not_free"]}, people={"options_off": ["2-5"]})
    sender.press("continue", **ANSWERS["signs"])
    assert "Step 3 of 5" in sender.text
    assert _answers(sender)["exploitation"] == ["house_work"]
    assert "people" not in _answers(sender)


def test_an_option_switched_off_later_is_gone_from_the_check_page_and_the_tip(
    sender: Sender, unlocked_triage: Any
) -> None:
    sender.fill_in()
    publish(
        exploitation={"options_off": ["not_free", "house_work"]},
        municipality={"options_off": ["tl-07"]},
        minors={"off": True},
    )
    sender.send_now()
    (entry,) = read_tip(unlocked_triage, Report.objects.get())
    answers = dict(entry.answers)
    for gone in ("What does it look like?", "Where is it?", "Is anyone under 18?"):
        assert gone not in answers
    assert answers["How many people are affected?"] == ["2 to 5"]


def test_whom_a_sender_excluded_stays_excluded_whatever_is_switched_off(
    sender: Sender, unlocked_triage: Any
) -> None:
    _to(sender, "exclude")
    publish(exclude={"off": True, "options_off": ["police", "local"]})
    sender.press("continue", exclude=["police"])
    assert "The police" in sender.text
    sender.press("change-exclude")
    assert sender.text.count("checked") == 1
    assert 'value="local"' not in sender.text
    sender.press("continue", exclude=["police"])
    sender.send_now()
    (entry,) = read_tip(unlocked_triage, Report.objects.get())
    assert entry.excluded == ["The police"]


def test_a_question_switched_off_meanwhile_is_dropped_without_a_word(sender: Sender) -> None:
    _to(sender, "signs")
    publish(signs={"off": True})
    sender.press("continue", **ANSWERS["signs"])
    assert "Step 3 of 5" in sender.text
    assert "signs" not in _answers(sender)


@pytest.mark.parametrize("go", ["continue", "skip", "back", "stay"])
def test_a_step_whose_questions_all_went_off_meanwhile_leads_on(sender: Sender, go: str) -> None:
    _to(sender, "who")
    publish(suspect={"off": True}, recruitment={"off": True}, relation={"off": True})
    sender.press(go, **ANSWERS["who"])
    assert sender.page.status_code == 200
    assert ("Step 3 of 4" if go == "back" else "Step 4 of 4") in sender.text
    assert not {"suspect", "recruitment", "relation"} & set(_answers(sender))


def test_the_change_button_of_a_step_that_is_gone_shows_the_check_page(sender: Sender) -> None:
    sender.fill_in()
    publish(suspect={"off": True}, recruitment={"off": True}, relation={"off": True})
    sender.press("change-who")
    assert "Check your answers" in sender.text
    assert ANSWERS["who"]["suspect"] not in sender.text


def test_a_question_switched_on_meanwhile_is_asked_from_then_on(sender: Sender) -> None:
    publish(people={"off": True})
    _to(sender, "signs")
    publish()
    sender.press("continue", exploitation=["sex"])
    assert "Step 3 of 5" in sender.text
    sender.press("back")
    assert "How many people are affected?" in sender.text


def test_a_broken_file_in_the_middle_loses_nothing(
    sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    _to(sender, "where")
    publish().write_text("{")
    sender.press("continue", **ANSWERS["where"])
    assert "Step 4 of 5" in sender.text
    assert _answers(sender)["exploitation"] == ANSWERS["signs"]["exploitation"]


def test_no_step_asks_the_database_whatever_was_changed(sender: Sender) -> None:
    publish(
        **{
            question.code: {
                "words": {"en": {"": {"label": "Other words", "hint": "Other hint"}}},
                "sounds": {"en": {"digest": "0" * 64, "size": 100}},
            }
            for step in STEPS
            for question in step.questions
        }
    )
    with CaptureQueriesContext(connection) as captured:
        sender.press("start")
        for answers in ANSWERS.values():
            assert "Listen to the question" in sender.text
            sender.press("continue", **answers)
        sender.press("back", exclude=["police"])
        sender.press("skip")
    assert "Other words" in sender.text
    assert len(captured) == 0

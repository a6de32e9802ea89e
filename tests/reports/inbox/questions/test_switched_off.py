"""Questions and answers that a lead switches off, and those that stay."""

import pytest
from django.test import Client

from reports.models import QuestionSetting, Report
from reports.question_file import write_questions
from reports.questions import QUESTIONS
from tests.reports.inbox.questions.pages import LIST, Committed, save, text_of
from tests.sender import STORY, Sender

pytestmark = pytest.mark.django_db


def test_a_question_that_is_switched_off_is_not_asked(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    save(leader, "signs", commit, drop="asked")
    sender.start()
    sender.press("continue", story=STORY)
    assert "What does it look like?" in sender.text
    assert "What signs did you notice?" not in sender.text
    assert "Not asked" in text_of(leader.get(LIST))


@pytest.mark.parametrize("code", ["story", "danger", "exclude"])
def test_what_must_be_asked_cannot_be_switched_off(
    leader: Client, sender: Sender, commit: Committed, code: str
) -> None:
    assert "This question is always asked." in text_of(leader.get(f"{LIST}{code}/"))
    save(leader, code, commit, asked="")
    QuestionSetting.objects.filter(question=code).update(off=True)
    write_questions()
    sender.fill_in()
    assert str(QUESTIONS[code].label) in sender.text


def test_the_ways_not_to_answer_cannot_be_switched_off(leader: Client) -> None:
    page = text_of(leader.get(f"{LIST}people/"))
    assert 'name="offered-1"' in page
    assert 'name="offered-unknown"' not in page
    assert 'name="offered-unsaid"' not in page


def test_the_way_to_say_that_somebody_is_in_danger_cannot_be_switched_off(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    assert 'name="offered-' not in text_of(leader.get(f"{LIST}danger/"))
    save(leader, "danger", commit)
    QuestionSetting.objects.update(options_off=["yes"])
    write_questions()
    sender.send(danger="yes")
    assert Report.objects.get().danger_now


def test_an_answer_that_is_not_offered_any_more_is_not_shown(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    save(leader, "exploitation", commit, drop="offered-organ")
    sender.start()
    sender.press("continue", story=STORY)
    assert "A part of the body taken" not in sender.text
    assert "Forced to beg" in sender.text
    assert "1 answer not offered" in text_of(leader.get(LIST))


def test_to_offer_no_answer_at_all_is_refused(leader: Client) -> None:
    answer = leader.post(f"{LIST}people/", {"asked": "on"})
    assert "Leave at least one answer" in text_of(answer)
    assert "<title>Error: " in text_of(answer)
    assert not QuestionSetting.objects.exists()

"""Withdrawing a tip, taking that back, and what members see of it: nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox import services as inbox
from reports.intake import actions, hashing, returning, store
from reports.intake.services import report_submit
from reports.intake.store import count_return
from reports.models import Entry, Report
from tests.member import intake_agency
from tests.sender import ANSWERS, STORY, Sender

pytestmark = pytest.mark.django_db
WITHDRAWN = "Your tip is withdrawn"


@pytest.fixture
def code(sender: Sender) -> str:
    code = sender.send()
    sender.come_back(code)
    return code


def _days_ago(days: int) -> None:
    Report.objects.update(withdrawn_on=timezone.localdate() - timedelta(days=days))


def test_the_page_explains_first_and_withdraws_nothing(sender: Sender, code: str) -> None:
    sender.press("withdraw", "/reply/")
    assert "It is hidden at once." in sender.text
    assert "After 7 days it is deleted for good" in sender.text
    assert "Nobody else can." in sender.text
    assert Report.objects.get().withdrawn_on is None
    sender.press("show", "/reply/")
    assert "Where it stands" in sender.text


def test_a_withdrawn_tip_shows_its_sender_only_until_when_it_can_be_taken_back(
    sender: Sender, code: str, unlocked_triage: Unlocked
) -> None:
    inbox.reply_to_sender(unlocked_triage, Report.objects.get(), text="Which house?", once="1")
    sender.press("withdraw", "/reply/")
    sender.press("withdrawn", "/reply/")
    for _page in ("at once", "at the next return"):
        assert WITHDRAWN in sender.text
        assert "Take it back" in sender.text
        for hidden in ("Which house?", "Where it stands", "Write to us", STORY):
            assert hidden not in sender.text
        sender.come_back(code)


def test_members_see_a_withdrawn_tip_nowhere(
    sender: Sender, code: str, sign_in: Callable[[str], Client]
) -> None:
    member = sign_in("lead")
    report = Report.objects.get()
    address = f"/staff/inbox/{report.pk}/"
    assert member.get(address).status_code == 200
    lead = User.objects.get(username="lead")
    member.post(f"{address}assignee/", {"assignee": "lead", "was": ""})
    assert report in Report.objects.open_tips_of(lead, intake_agency())
    sender.press("withdrawn", "/reply/")
    assert "There is no tip." in member.get("/staff/inbox/").content.decode()
    assert member.get(address).status_code == 404
    for part in ("note/", "reply/"):
        assert member.post(address + part, {"text": "hello", "once": "9"}).status_code == 404
    assert member.post(f"{address}assignee/", {"assignee": "", "was": "lead"}).status_code == 404
    assert member.post(f"{address}status/", {"status": "closed"}).status_code == 404
    assert not Report.objects.open_tips_of(lead, intake_agency())
    report.refresh_from_db()
    assert report.assignee == lead
    assert Entry.objects.count() == 1


def test_who_looked_a_tip_up_before_it_was_withdrawn_changes_nothing_after(
    sender: Sender, code: str, unlocked_triage: Unlocked
) -> None:
    report = Report.objects.get()
    actions.withdraw(hashing.keys_of(code))
    changes: list[Callable[[], object]] = [
        lambda: inbox.record_view(unlocked_triage, report),
        lambda: inbox.assign(unlocked_triage, report, unlocked_triage.user),
        lambda: inbox.set_status(unlocked_triage, report, to=Report.Status.READING),
        lambda: inbox.reply_to_sender(unlocked_triage, report, text="Too late.", once="1"),
    ]
    for change in changes:
        with pytest.raises(Report.DoesNotExist):
            change()
    assert Entry.objects.count() == 1
    assert Report.objects.get().status == "received"


def test_taking_it_back_shows_the_tip_to_members_again(
    sender: Sender, code: str, sign_in: Callable[[str], Client]
) -> None:
    sender.press("withdrawn", "/reply/")
    sender.come_back(code)
    sender.press("back", "/reply/")
    assert "Your tip is not withdrawn any more." in sender.text
    assert "Where it stands" in sender.text
    page = sign_in("triage").get("/staff/inbox/").content.decode()
    assert STORY[:40] in page
    assert ">New<" in page


@pytest.mark.parametrize("go", ["withdrawn", "back"])
def test_one_page_sent_twice_does_it_once(sender: Sender, code: str, go: str) -> None:
    if go == "back":
        sender.press("withdrawn", "/reply/")
    page = {**sender.hidden, "go": go}
    for _again in range(2):
        answer = sender.browser.post("/en/report/reply/", page)
        assert answer.status_code == 200
    assert (Report.objects.get().withdrawn_on is not None) == (go == "withdrawn")


def test_withdrawing_again_does_not_draw_the_days_out(sender: Sender, code: str) -> None:
    actions.withdraw(hashing.keys_of(code))
    _days_ago(5)
    day = Report.objects.get().withdrawn_on
    actions.withdraw(hashing.keys_of(code))
    assert Report.objects.get().withdrawn_on == day


@pytest.mark.parametrize("go", ["add", "danger", "withdraw", "delete-2", "show", "strange", ""])
def test_no_button_of_an_older_page_changes_a_withdrawn_tip(
    sender: Sender, code: str, go: str
) -> None:
    old = {**sender.hidden, "go": go, "text": "One thing more.", "sure": "2"}
    actions.withdraw(hashing.keys_of(code))
    answer = sender.browser.post("/en/report/reply/", old)
    assert answer.status_code == 200
    assert "Where it stands" not in answer.content.decode()
    assert Entry.objects.count() == 1
    assert Report.objects.get().withdrawn_on is not None


def test_on_the_last_day_it_can_be_taken_back_and_on_the_next_the_code_opens_nothing(
    sender: Sender, code: str
) -> None:
    keys = hashing.keys_of(code)
    actions.withdraw(keys)
    _days_ago(7)
    sender.come_back(code)
    assert WITHDRAWN in sender.text
    old = {**sender.hidden, "go": "back"}
    _days_ago(8)
    sender.page = sender.browser.post("/en/report/reply/", old)
    assert sender.page.status_code == 410
    assert "This code opens nothing any more" in sender.text
    sender.come_back(code)
    assert "No tip has this code." in sender.text
    assert returning.conversation(keys) is None
    all_actions: list[Callable[[], None]] = [
        lambda: actions.take_back(keys),
        lambda: actions.withdraw(keys),
        lambda: actions.add_to_tip(keys, text="x", once="x"),
        lambda: actions.raise_danger(keys, once="x"),
        lambda: actions.delete_message(keys, number=2),
        lambda: actions.replace_code(keys, keys),
    ]
    for action in all_actions:
        with pytest.raises(store.Gone):
            action()


@pytest.mark.parametrize(
    "go", ["add", "danger", "withdraw", "withdrawn", "back", "delete-2", "show", "close"]
)
def test_a_tip_that_is_gone_meanwhile_answers_no_button_with_an_error(
    sender: Sender, code: str, go: str
) -> None:
    old = {**sender.hidden, "go": go, "text": "One thing more.", "sure": "2"}
    Report.objects.all().delete()
    answer = sender.browser.post("/en/report/reply/", old)
    assert answer.status_code in {200, 410}
    assert not Report.objects.exists()
    if go not in {"close", "withdraw"}:
        assert "This code opens nothing any more" in answer.content.decode()


def test_a_second_send_of_a_withdrawn_form_adds_nothing(sender: Sender, people: None) -> None:
    sender.fill_in()
    page = {**sender.hidden, "go": "send"}
    keys = hashing.keys_of(sender.send_now())
    actions.withdraw(keys)
    answers = {**ANSWERS["what"], "story": "Changed words, sent again afterwards."}
    with pytest.raises(store.Withdrawn):
        report_submit(keys, answers=answers, language="en")
    answer = sender.browser.post("/en/report/form/", page)
    assert answer.status_code == 410
    assert "What you wrote last was not sent." in answer.content.decode()
    assert Entry.objects.count() == 1


def test_a_withdrawal_costs_and_says_no_more_than_the_code_allows(
    sender: Sender, code: str, django_assert_num_queries: Any
) -> None:
    actions.withdraw(hashing.keys_of(code))
    count_return(opened=True)  # the row of the week is there
    with django_assert_num_queries(4):
        sender.come_back(code)
    assert WITHDRAWN in sender.text


def test_who_has_no_code_withdraws_nothing(client: Client, sender: Sender, code: str) -> None:
    for go in ("withdrawn", "back"):
        assert client.post("/en/report/reply/", {"token": "x", "go": go}).status_code == 400
    assert Report.objects.get().withdrawn_on is None


def test_who_leaves_the_agency_hands_a_withdrawn_tip_over_unseen(
    sender: Sender, code: str, lead: Unlocked, unlocked_triage: Unlocked
) -> None:
    report = Report.objects.get()
    inbox.assign(lead, report, unlocked_triage.user)
    actions.withdraw(hashing.keys_of(code))
    inbox.hand_over_and_remove(lead, unlocked_triage.user, agency=intake_agency(), to=lead.user)
    actions.take_back(hashing.keys_of(code))
    report.refresh_from_db()
    assert report.assignee == lead.user

"""Who works on a tip: taking, letting go, handing over, and two members at once."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports.inbox import assigning
from reports.inbox.reasons import heading_of
from reports.inbox.stale import Stale
from reports.models import Away, Entry, Report
from tests.reports.inbox.acts import case, events, text_of, written
from tests.sender import Sender

pytestmark = pytest.mark.django_db


@pytest.fixture
def tip(sender: Sender) -> Report:
    sender.send()
    return Report.objects.get()


def test_one_press_takes_a_tip_and_one_lets_it_go(
    tip: Report, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{tip.pk}/"
    page = text_of(browser.get(address))
    assert "Take it" in page
    assert "Let it go" not in page
    browser.post(f"{address}assignee/", {"was": "", "assignee": "triage"})
    assert Report.objects.get().assignee == User.objects.get(username="triage")
    assert "Let it go" in text_of(browser.get(address))
    browser.post(f"{address}assignee/?view=mine", {"was": "triage"})
    assert Report.objects.get().assignee is None
    assert [event[2] for event in events("tip.assigned")] == [{"to": "triage"}, {"to": ""}]


@pytest.mark.parametrize("was", ["triage", "strange", "editor"])
def test_who_was_slower_takes_nothing_and_is_told_who_has_it(
    tip: Report, lead: Unlocked, sign_in: Callable[[str], Client], was: str
) -> None:
    assigning.assign(lead, tip, was="", to=lead.user)
    answer = sign_in("triage").post(
        f"/staff/inbox/{tip.pk}/assignee/", {"was": was, "assignee": "triage"}, follow=True
    )
    name = lead.user.full_name
    assert f"{name} took it meanwhile. Nothing was changed." in text_of(answer)
    assert Report.objects.get().assignee == lead.user


@pytest.mark.parametrize("assignee", ["editor", "auditor", "strange", "\0"])
def test_only_who_holds_the_keys_can_be_chosen(
    tip: Report, sign_in: Callable[[str], Client], assignee: str
) -> None:
    browser = sign_in("triage")
    for act, said in (("assignee", {}), ("hand-over", {"text": "", "once": "1"})):
        answer = browser.post(
            f"/staff/inbox/{tip.pk}/{act}/", {"was": "", "assignee": assignee, **said}, follow=True
        )
        assert "Choose somebody from the list." in text_of(answer)
    assert Report.objects.get().assignee is None


def test_a_note_goes_with_a_tip_that_is_handed_over(
    tip: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    for _press in range(2):
        assigning.hand_over(
            unlocked_triage,
            tip,
            case(unlocked_triage),
            was="",
            to=lead.user,
            text="Ring the shelter first.",
            once="1",
        )
    assert Report.objects.get().assignee == lead.user
    (said,) = written(lead)
    assert (said["as"], said["text"]) == ("note", "Ring the shelter first.")
    assert heading_of(said) == "Handed over"
    assert events("tip.handed_over") == [("tip.handed_over", "triage", {"to": "lead"})]
    assert "shelter" not in str([*Entry.objects.values_list(), *AuditEvent.objects.values_list()])


def test_handed_over_without_a_word_there_is_no_note(
    tip: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    key = case(unlocked_triage)
    assigning.hand_over(unlocked_triage, tip, key, was="", to=lead.user, text="", once="1")
    assert written(lead) == []
    with pytest.raises(Stale):
        assigning.hand_over(unlocked_triage, tip, key, was="", to=lead.user, text="", once="2")


def test_the_note_is_kept_when_somebody_was_quicker(
    tip: Report, lead: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{tip.pk}/hand-over/"
    assert "Who takes it over?" in text_of(browser.get(address))
    said = {"was": "", "assignee": "lead", "text": "Ring the shelter first.", "once": "1"}
    assigning.assign(lead, tip, was="", to=lead.user)
    page = text_of(browser.post(address, said))
    assert "meanwhile. Nothing was changed." in page
    assert "Ring the shelter first." in page
    assert 'name="was" value="lead"' in page
    page = text_of(browser.post(address, {**said, "assignee": "", "was": "lead"}))
    assert "Choose somebody from the list." in page
    assigning.assign(lead, tip, was="lead", to=None)
    page = text_of(browser.post(address, {**said, "was": "lead"}))
    assert "let it go meanwhile. Nothing was changed." in page


def test_who_is_away_is_marked_where_a_tip_is_handed_over(
    tip: Report, lead: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{tip.pk}/hand-over/"
    assert "(away)" not in text_of(browser.get(address))
    today = timezone.localdate()
    Away.objects.create(member=lead.user, first=today, last=today)
    assert f"{lead.user.full_name} (away)" in text_of(browser.get(address))

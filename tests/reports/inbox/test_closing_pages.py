"""The pages on which a tip is closed, and a colleague agrees or objects."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox import moving, services
from reports.intake.actions import add_to_tip
from reports.intake.hashing import keys_of
from reports.models import Entry, Report
from reports.statuses import Because
from tests.reports.inbox.acts import WHY, close, proposed, text_of
from tests.sender import Sender

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(sender: Sender) -> str:
    return sender.send()


@pytest.fixture
def tip(code: str, unlocked_triage: Unlocked) -> Report:
    report = Report.objects.get()
    services.record_view(unlocked_triage, report)
    return Report.objects.get()


def test_closing_is_asked_why_on_a_page_of_its_own(
    tip: Report, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{tip.pk}/"
    answer = browser.post(f"{address}status/?view=mine", {"status": "closed", "was": "reading"})
    assert answer.headers["Location"] == f"{address}close/?view=mine"
    page = text_of(browser.get(f"{address}close/"))
    for because in Because:
        assert str(because.label) in page
    assert page.count("(a second member has to agree)") == 2
    assert Report.objects.get().status == "reading"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"because": ""}, "Choose why it is closed."),
        ({"because": "strange"}, "Choose one of the reasons shown."),
        ({"because": "spam", "text": ""}, "Write why: a second member has to agree."),
        ({"text": "x" * 2_001}, "This is too long. Write at most 2,000 letters."),
    ],
)
def test_what_does_not_do_is_told_and_closes_nothing(
    tip: Report, sign_in: Callable[[str], Client], changes: dict[str, str], sentence: str
) -> None:
    said = {"was": "reading", "seen": 1, "because": "answered", "text": WHY, "once": "1"}
    answer = sign_in("triage").post(f"/staff/inbox/{tip.pk}/close/", {**said, **changes})
    assert sentence in text_of(answer)
    assert "<title>Error: " in text_of(answer)
    assert Report.objects.get().status == "reading"
    assert not Entry.objects.filter(kind="staff").exists()


def test_what_was_typed_is_kept_when_somebody_was_quicker(
    code: str, tip: Report, lead: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{tip.pk}/close/"
    said = {"was": "reading", "seen": 1, "because": "answered", "text": WHY, "once": "1"}
    moving.move(lead, tip, was="reading", to="waiting")
    page = text_of(browser.post(address, said))
    name = lead.user.full_name
    sentence = f"{name} moved it to “Waiting for an answer” meanwhile. Nothing was changed."
    assert sentence in page
    assert WHY in page
    assert 'name="was" value="waiting"' in page
    add_to_tip(keys_of(code), text="One thing more.", once="x")
    page = text_of(browser.post(address, {**said, "was": "waiting"}))
    assert "The sender wrote again." in page
    assert WHY in page
    services.record_view(lead, Report.objects.get())
    close(lead, Because.SPAM, was="waiting", seen=2)
    page = text_of(browser.post(address, {**said, "was": "waiting", "seen": 2}))
    assert f"{name} proposed meanwhile to close it." in page
    assert WHY in page
    assert Report.objects.get().status == "waiting"


def test_a_proposal_stands_beside_the_tip_and_is_agreed_to_on_its_page(
    tip: Report, unlocked_triage: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    number = proposed(unlocked_triage)
    address = f"/staff/inbox/{tip.pk}/"
    browser = sign_in("lead")
    page = text_of(browser.get(address))
    assert f"{unlocked_triage.user.full_name} would close it" in page
    assert "It has nothing to do with trafficking" in page
    assert WHY in page
    assert "Agree or object" in page
    assert WHY in text_of(browser.get(f"{address}close/"))
    mine = text_of(sign_in("triage").get(f"{address}close/"))
    assert "Agree and close" not in mine
    assert "Take the proposal back" in mine
    answer = browser.post(f"{address}close/agree/", {"number": number, "seen": 1}, follow=True)
    assert "Closed. The sender sees it with the day." in text_of(answer)
    assert Report.objects.get().status == "closed"


@pytest.mark.parametrize("said", [{}, {"number": "x", "seen": "y"}, {"number": "99", "seen": "1"}])
def test_agreeing_to_what_is_no_proposal_is_told_so(
    tip: Report, unlocked_triage: Unlocked, sign_in: Callable[[str], Client], said: dict[str, str]
) -> None:
    proposed(unlocked_triage)
    address = f"/staff/inbox/{tip.pk}/close/agree/"
    answer = sign_in("lead").post(address, said, follow=True)
    assert "The proposal does not stand any more" in text_of(answer)
    assert Report.objects.get().status == "reading"


def test_objecting_too_late_keeps_the_words(
    tip: Report, unlocked_triage: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    proposed(unlocked_triage)
    Report.objects.update(closing_by=None)
    by = User.objects.get(username="triage").pk
    address = f"/staff/inbox/{tip.pk}/close/refuse/"
    answer = sign_in("lead").post(address, {"by": by, "text": "It is a code word.", "once": "1"})
    assert "The proposal does not stand any more" in text_of(answer)
    assert "It is a code word." in text_of(answer)


@pytest.mark.parametrize("status", ["received", "closed"])
def test_the_page_is_not_shown_for_a_tip_that_cannot_be_closed(
    tip: Report, sign_in: Callable[[str], Client], status: str
) -> None:
    Report.objects.update(status=status)
    answer = sign_in("triage").get(f"/staff/inbox/{tip.pk}/close/", follow=True)
    assert "cannot move there." in text_of(answer)

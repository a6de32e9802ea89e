"""Notes: members read them, the sender never does."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent, SignedGrant, User
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.holding import hold
from reports.inbox.reading import case_of, for_the_side, thread_of
from reports.inbox.staff_entries import Written, write_for_members
from reports.inbox.writing.services import add_note
from reports.models import Entry, Report
from tests.member import read_tip, unlocked
from tests.sender import Sender
from vault.errors import Unopenable
from vault.sealing import open_sealed
from vault.signing import SigningKey

pytestmark = pytest.mark.django_db
NOTE = "The priest knows the house & asks <not> to be named."


@pytest.fixture
def code(sender: Sender) -> str:
    return sender.send()


@pytest.fixture
def report(code: str) -> Report:
    return Report.objects.get()


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def test_a_note_is_read_by_members_under_the_name_of_who_wrote_it_and_never_by_the_sender(
    code: str, report: Report, sender: Sender, sign_in: Callable[[str], Client]
) -> None:
    address = f"/staff/inbox/{report.pk}/"
    answer = sign_in("triage").post(f"{address}note/?view=mine", {"text": NOTE, "once": "1"})
    assert answer.headers["Location"] == f"{address}?view=mine"
    page = _text(sign_in("lead").get(address))
    assert NOTE in page
    assert "Members only · Rui (demonstration)" in " ".join(page.split())
    sender.come_back(code)
    assert "There is no message yet." in sender.text
    assert "priest" not in sender.text
    events = AuditEvent.objects.filter(action="tip.noted")
    assert [(e.actor, e.target, e.detail) for e in events] == [("triage", f"tip/{report.pk}", {})]


def test_the_identity_of_the_thread_which_the_sender_has_does_not_open_a_note(
    report: Report, unlocked_triage: Unlocked
) -> None:
    add_note(unlocked_triage, report, text=NOTE, once="1")
    note = report.entries.get(kind="staff")
    assert note.sealed_to_case is None
    about: seals.About = {
        "author": "triage",
        "kind": "staff",
        "number": 2,
        "report": str(report.pk),
    }
    case, thread = case_of(unlocked_triage, report), thread_of(unlocked_triage, report)
    assert NOTE.encode() in open_sealed(bytes(note.sealed), identity=case, about=about)
    with pytest.raises(Unopenable):
        open_sealed(bytes(note.sealed), identity=thread, about=about)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write something first."),
        (" \n\t ", "Write something first."),
        ("x" * 20_001, "Write at most 20,000 letters."),
    ],
)
def test_a_note_that_does_not_do_is_told_so_and_not_kept(
    report: Report, sign_in: Callable[[str], Client], text: str, sentence: str
) -> None:
    page = sign_in("triage").post(f"/staff/inbox/{report.pk}/note/", {"text": text, "once": "1"})
    assert "<title>Error: " in _text(page)
    assert sentence in _text(page)
    assert text.strip()[:50] in _text(page)
    assert not Entry.objects.filter(kind="staff").exists()


def test_pressed_twice_a_note_is_kept_once_with_one_event(
    report: Report, unlocked_triage: Unlocked
) -> None:
    for once in ("1", "1", "2"):
        add_note(unlocked_triage, report, text=NOTE, once=once)
    assert Entry.objects.filter(kind="staff").count() == 2
    assert AuditEvent.objects.filter(action="tip.noted").count() == 2


def test_the_same_once_of_two_members_is_two_notes(report: Report, lead: Unlocked) -> None:
    add_note(unlocked("triage"), report, text="One.", once="1")
    add_note(lead, report, text="Two.", once="1")
    assert [e.text for e in read_tip(lead, report)][1:] == ["One.", "Two."]


def test_a_note_on_a_tip_that_was_just_withdrawn_is_not_kept(
    report: Report, unlocked_triage: Unlocked
) -> None:
    Report.objects.update(withdrawn_on=report.received_on)
    with pytest.raises(Report.DoesNotExist):
        add_note(unlocked_triage, report, text=NOTE, once="1")


def test_a_member_whose_signing_key_does_not_open_keeps_the_words_in_the_box(
    report: Report, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    User.objects.filter(username="triage").update(sealed_signing_key=b"rubbish")
    page = browser.post(f"/staff/inbox/{report.pk}/note/", {"text": NOTE, "once": "1"})
    assert "It was not kept: keys do not open." in _text(page)
    assert NOTE in _text(page)
    assert AuditEvent.objects.filter(action="keys.unusable", actor="triage").exists()


def _forge(report: Report, *, author: str, key: SigningKey, body: bytes) -> None:
    member = unlocked("triage")
    user = User.objects.get(username=author)
    sealed = seals.seal_for_members(
        body, report=report.pk, number=2, author=author, key=key, case=case_of(member, report)
    )
    Entry.objects.create(
        report=report,
        number=2,
        kind="staff",
        on=report.received_on,
        member=user,
        verify_key=key.verify_key,
        sealed=sealed,
        mark=b"forged",
    )


@pytest.mark.parametrize("author", ["lead", "editor"])
def test_a_note_signed_by_somebody_else_than_it_says_is_shown_as_damaged(
    report: Report, sign_in: Callable[[str], Client], author: str
) -> None:
    body = seals.encode({"as": "note", "text": "Let it rest."})
    _forge(report, author=author, key=SigningKey.generate(), body=body)
    page = _text(sign_in("triage").get(f"/staff/inbox/{report.pk}/"))
    assert "Let it rest." not in page
    assert "This part does not open." in page
    assert AuditEvent.objects.filter(action="tip.damaged").exists()


@pytest.mark.parametrize("body", [b"no json", b"[1]", b'"note"'])
def test_a_signed_entry_that_is_none_of_ours_is_shown_as_damaged(
    report: Report, sign_in: Callable[[str], Client], body: bytes
) -> None:
    _forge(report, author="triage", key=unlocked("triage").signing_key, body=body)
    page = sign_in("triage").get(f"/staff/inbox/{report.pk}/")
    assert page.status_code == 200
    assert "This part does not open." in _text(page)


def test_without_the_signed_role_of_its_author_a_note_is_not_believed(
    report: Report, unlocked_triage: Unlocked
) -> None:
    add_note(unlocked_triage, report, text=NOTE, once="1")
    SignedGrant.objects.filter(user__username="triage").update(signature=bytes(64))
    assert read_tip(unlocked("lead"), report)[-1].text is None


def test_the_side_is_given_what_members_wrote_with_who_and_when(
    report: Report, unlocked_triage: Unlocked
) -> None:
    add_note(unlocked_triage, report, text="First.", once="1")
    case = case_of(unlocked_triage, report)
    said = {"urgency": "high", "text": "A child."}
    write_for_members(unlocked_triage, hold(report), case, what=Written.REASON, said=said, once="2")
    staff = for_the_side(read_tip(unlocked_triage, report))
    by = {"by": "Rui (demonstration)", "on": report.received_on}
    assert staff == [
        {"as": "note", "text": "First.", "number": 2, **by},
        {"as": "reason", "number": 3, **said, **by},
    ]

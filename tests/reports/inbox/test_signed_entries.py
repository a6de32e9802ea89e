"""What somebody who can write to the database, and has no key, can make people believe."""

from html import unescape
from typing import Any

import pytest

from accounts.agencies import remove_member
from accounts.models import SignedGrant, User
from accounts.services import give_keys, restore_account
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.reading import open_keys, thread_of
from reports.inbox.services import reply_to_sender
from reports.models import Entry, Report
from tests.member import intake_agency, join, read_tip, unlocked
from tests.sender import Sender
from tests.staff_replies import send_reply
from vault.identity import Identity
from vault.sealing import seal
from vault.signing import SigningKey

pytestmark = pytest.mark.django_db
DOUBT = "we are not certain that the committee wrote it"


@pytest.fixture
def code(sender: Sender) -> str:
    code = sender.send()
    report = Report.objects.get()
    reply_to_sender(unlocked("triage"), report, text="First answer.", once="1")
    reply_to_sender(unlocked("triage"), report, text="Second answer.", once="2")
    return code


def _seen(sender: Sender, code: str) -> str:
    sender.come_back(code)
    return unescape(sender.text)


def test_a_signed_message_is_shown_to_the_sender(sender: Sender, code: str) -> None:
    seen = _seen(sender, code)
    assert seen.index("First answer.") < seen.index("Second answer.")
    assert DOUBT not in seen


def test_messages_in_another_order_are_not_shown(sender: Sender, code: str) -> None:
    first, second = Entry.objects.filter(kind="message")
    Entry.objects.filter(pk=first.pk).update(number=9)
    Entry.objects.filter(pk=second.pk).update(number=2)
    Entry.objects.filter(pk=first.pk).update(number=3)
    seen = _seen(sender, code)
    assert "answer." not in seen
    assert seen.count(DOUBT) == 2


def test_a_message_repeated_under_another_number_is_not_shown(sender: Sender, code: str) -> None:
    first = Entry.objects.filter(kind="message")[0]
    Entry.objects.create(
        report=first.report,
        number=4,
        kind="message",
        on=first.on,
        member=first.member,
        verify_key=first.verify_key,
        sealed=bytes(first.sealed),
        mark=b"another",
    )
    seen = _seen(sender, code)
    assert seen.count("First answer.") == 1
    assert seen.count(DOUBT) == 1


def test_a_message_of_another_tip_is_not_shown(sender: Sender, code: str) -> None:
    other = sender.send("Another story, long enough to be sent.")
    first = Entry.objects.filter(kind="message")[0]
    report = Report.objects.exclude(pk=first.report_id).get()
    Entry.objects.filter(pk=first.pk).update(report=report)
    assert "First answer." not in _seen(sender, other)


def _forge(report: Report, number: int, *, author: User, key: SigningKey) -> None:
    """As one who knows the thread, which a former member may, and can write to the database."""
    keys = open_keys(unlocked("triage"), report)
    sealed = seals.seal_message(
        "Meet me alone.",
        report=report.pk,
        number=number,
        author=author.username,
        key=key,
        keys=keys,
    )
    Entry.objects.create(
        report=report,
        number=number,
        kind="message",
        on=report.received_on,
        member=author,
        verify_key=key.verify_key,
        sealed=sealed.to_thread,
        sealed_to_case=sealed.to_case,
        mark=b"forged",
    )


def test_a_message_signed_with_a_key_of_nobody_is_not_shown(sender: Sender, code: str) -> None:
    _forge(
        Report.objects.get(),
        4,
        author=User.objects.get(username="triage"),
        key=SigningKey.generate(),
    )
    seen = _seen(sender, code)
    assert "Meet me alone." not in seen
    assert DOUBT in seen


@pytest.mark.parametrize("username", ["editor", "admin"])
def test_a_message_signed_by_who_is_no_member_is_not_shown(
    sender: Sender, code: str, username: str
) -> None:
    key = unlocked(username).signing_key
    _forge(Report.objects.get(), 4, author=User.objects.get(username=username), key=key)
    assert "Meet me alone." not in _seen(sender, code)


def test_a_message_in_the_name_of_another_member_is_not_shown(sender: Sender, code: str) -> None:
    key = unlocked("triage").signing_key
    _forge(Report.objects.get(), 4, author=User.objects.get(username="lead"), key=key)
    assert "Meet me alone." not in _seen(sender, code)


def test_an_unsigned_text_sealed_to_the_thread_is_not_shown(sender: Sender, code: str) -> None:
    report = Report.objects.get()
    thread = thread_of(unlocked("triage"), report)
    entry = Entry.objects.filter(kind="message")[0]
    about: seals.About = {
        "author": "triage",
        "kind": "message",
        "number": 2,
        "report": str(report.pk),
    }
    forged = seal(b"Meet me alone.", to=[thread.recipient], about=about)
    Entry.objects.filter(pk=entry.pk).update(sealed=forged)
    assert "Meet me alone." not in _seen(sender, code)


def test_messages_of_a_member_who_left_or_was_restored_are_still_shown(
    sender: Sender, code: str, lead: Unlocked
) -> None:
    user = User.objects.get(username="triage")
    restore_account(user, by=None)
    assert "First answer." in _seen(sender, code)
    give_keys(user, "another passphrase")
    join(lead, "triage")
    assert "First answer." in _seen(sender, code)
    remove_member(unlocked("lead"), user, agency=intake_agency())
    assert "First answer." in _seen(sender, code)


def test_without_the_signed_row_of_its_author_a_message_is_not_shown(
    sender: Sender, code: str
) -> None:
    SignedGrant.objects.filter(user__username="triage").update(signature=bytes(64))
    assert "First answer." not in _seen(sender, code)


# ---- in the sender's name


def _addition_by_a_stranger(report: Report) -> None:
    """Everybody who can read the row knows the recipient of the case, and can seal to it."""
    sealed = seals.seal_from_sender(
        seals.encode({"text": "It was all a joke."}),
        report=report.pk,
        kind="addition",
        number=4,
        recipient=report.case_recipient,
        thread=Identity.generate(),
    )
    Entry.objects.create(
        report=report, number=4, kind="addition", on=report.received_on, sealed=sealed, mark=b"x"
    )


def test_words_in_the_senders_name_without_the_code_do_not_open(
    sender: Sender, code: str, sign_in: Any
) -> None:
    report = Report.objects.get()
    _addition_by_a_stranger(report)
    timeline = read_tip(unlocked("triage"), report)
    assert [entry.text for entry in timeline][-1] is None
    page = sign_in("triage").get(f"/staff/inbox/{report.pk}/").content.decode()
    assert "It was all a joke." not in page
    assert "This part does not open." in page


@pytest.mark.parametrize("body", [b"no json", b"[1]", b'{"first_words": "FORGED"}'])
def test_a_card_that_somebody_else_sealed_is_not_shown_and_breaks_no_list(
    sender: Sender, code: str, sign_in: Any, body: bytes
) -> None:
    report = Report.objects.get()
    about: seals.About = {"kind": "card", "report": str(report.pk)}
    report.sealed_card = seal(body, to=[report.case_recipient], about=about)
    report.save()
    answer = sign_in("triage").get("/staff/inbox/")
    assert answer.status_code == 200
    assert "FORGED" not in answer.content.decode()
    assert "This tip does not open." in answer.content.decode()


def test_no_reply_goes_into_a_thread_that_somebody_else_sealed(
    sender: Sender, code: str, sign_in: Any
) -> None:
    report = Report.objects.get()
    mine = Identity.generate()
    recipient = report.epoch.recipient
    report.sealed_thread = seals.seal_report_identity(
        mine, kind="thread", report=report.pk, to=[recipient]
    )
    report.save()
    before = report.entries.count()
    page = send_reply(sign_in("triage"), f"/staff/inbox/{report.pk}/", "Secret.", "9")
    assert "It was not sent" in page.content.decode()
    assert report.entries.count() == before


def test_a_tip_without_its_first_entry_takes_no_reply(
    sender: Sender, code: str, sign_in: Any
) -> None:
    report = Report.objects.get()
    report.entries.all().delete()
    page = send_reply(sign_in("triage"), f"/staff/inbox/{report.pk}/", "Hello.", "9")
    assert page.status_code == 200
    assert not report.entries.exists()


def test_the_answers_exchanged_for_others_do_not_open(sender: Sender, code: str) -> None:
    report = Report.objects.get()
    forged = seals.seal_from_sender(
        seals.encode({"answers": {"story": "Nothing happened."}, "language": "en"}),
        report=report.pk,
        kind="answers",
        number=1,
        recipient=report.case_recipient,
        thread=Identity.generate(),
    )
    Entry.objects.filter(kind="answers").update(sealed=forged)
    assert read_tip(unlocked("triage"), report)[0].text is None

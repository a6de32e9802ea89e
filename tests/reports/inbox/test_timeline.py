"""One timeline: what was written and what was done, by days; and who else is looking."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox import services as inbox
from reports.inbox.tip.history import history_of
from reports.inbox.tip.thread import days_of, threaded
from reports.inbox.writing import services
from reports.models import Entry, Report
from tests.member import read_tip, unlocked
from tests.sender import STORY, Sender

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(sender: Sender) -> Report:
    sender.send()
    return Report.objects.get()


@pytest.fixture
def triage(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("triage")


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def _words(report: Report) -> list[str]:
    return [act.words for act in history_of(report, User.objects.get(username="triage")).acts]


def test_words_and_acts_stand_in_one_timeline_under_their_days(
    report: Report, unlocked_triage: Unlocked, lead: Unlocked, triage: Client
) -> None:
    services.add_note(unlocked_triage, report, text="A note.", once="1")
    inbox.reply_to_sender(lead, report, text="A reply.", once="2")
    inbox.assign(lead, report, unlocked_triage.user)
    Entry.objects.filter(number=1).update(on=report.received_on - timedelta(days=2))
    days = days_of(threaded(read_tip(lead, report)), history_of(report, lead.user).acts)
    assert [[item.entry.kind for item in day.entries] for day in days] == [
        ["answers"],
        ["staff", "message"],
    ]
    assert [[act.words for act in day.acts] for day in days] == [
        [],
        ["Lita (demonstration) gave it to Rui (demonstration)"],
    ]
    page = _text(triage.get(f"/staff/inbox/{report.pk}/"))
    places = [page.index(words) for words in (STORY, "A note.", "A reply.", "gave it to")]
    assert places == sorted(places)
    assert ":" not in page[page.index("gave it to") : page.index("</li>", places[-1])]


def test_of_each_member_only_the_first_reading_is_an_act(
    report: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    for member in (unlocked_triage, lead, unlocked_triage, lead, unlocked_triage):
        inbox.record_view(member, report)
    assert _words(report) == [
        "Rui (demonstration) read it for the first time",
        "Lita (demonstration) read it for the first time",
    ]


def test_acts_are_said_in_words_and_those_of_other_tips_and_entries_are_not_there(
    report: Report, unlocked_triage: Unlocked, lead: Unlocked, sender: Sender
) -> None:
    sender.send("A second story, about somebody else.")
    other = Report.objects.exclude(pk=report.pk).get()
    inbox.record_view(lead, other)
    inbox.assign(lead, report, None)
    inbox.record_view(lead, report)
    inbox.set_status(lead, report, to=Report.Status.PASSED_ON)
    services.add_note(lead, report, text="A note.", once="1")
    inbox.record_damage(unlocked_triage, report)
    assert _words(report) == [
        "Lita (demonstration) gave it to nobody",
        "Lita (demonstration) read it for the first time",
        "Lita (demonstration) moved it to “Passed on”",
        "A part of it did not open for Rui (demonstration)",
    ]


def test_an_act_without_a_sentence_and_of_a_person_without_an_account_is_shown_all_the_same(
    report: Report,
) -> None:
    gone = User(username="gone")
    audit.record("tip.file_original", by=gone, target=f"tip/{report.pk}", to="high")
    audit.record("tip.entered", by=None, target=f"tip/{report.pk}")
    assert _words(report)[0] == "gone: Fetched a file as it came (High)"
    assert len(_words(report)) == 2


def test_who_opened_the_tip_a_short_while_ago_is_said_on_top(
    report: Report, triage: Client, sign_in: Callable[[str], Client]
) -> None:
    address = f"/staff/inbox/{report.pk}/"
    assert "opened this tip" not in _text(sign_in("lead").get(address))
    page = _text(triage.get(address))
    assert "Lita (demonstration) opened this tip less than a minute ago" in page
    assert "Rui (demonstration) opened this tip" not in page
    assert "Rui (demonstration) opened this tip" in _text(sign_in("lead").get(address))


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (0, ["Lita (demonstration) opened this tip less than a minute ago"]),
        (61, ["Lita (demonstration) opened this tip 1 minute ago"]),
        (4 * 60 + 30, ["Lita (demonstration) opened this tip 4 minutes ago"]),
        (14 * 60 + 50, ["Lita (demonstration) opened this tip 14 minutes ago"]),
        (15 * 60 + 10, []),
    ],
)
def test_who_opened_it_longer_ago_than_a_quarter_of_an_hour_is_not_looking(
    report: Report, lead: Unlocked, unlocked_triage: Unlocked, later: int, said: list[str]
) -> None:
    inbox.record_view(lead, report)
    now = timezone.now() + timedelta(seconds=later)
    looking = history_of(report, unlocked_triage.user, now=now).looking
    assert [str(person) for person in looking] == said


def test_the_last_opening_of_each_counts_and_who_came_last_stands_first(
    report: Report, lead: Unlocked, unlocked_triage: Unlocked
) -> None:
    for member in (lead, unlocked_triage, lead):
        inbox.record_view(member, report)
    looking = history_of(report, User(username="somebody")).looking
    assert [person.name for person in looking] == ["Lita (demonstration)", "Rui (demonstration)"]


def test_a_damaged_card_does_not_hide_the_tip(report: Report, triage: Client) -> None:
    Report.objects.update(sealed_card=b"rubbish")
    assert STORY in _text(triage.get(f"/staff/inbox/{report.pk}/"))


def test_a_link_to_each_part_leads_to_a_part_that_is_there(report: Report, triage: Client) -> None:
    page = _text(triage.get(f"/staff/inbox/{report.pk}/"))
    for part in ("timeline", "side", "note", "reply"):
        assert page.count(f'href="#{part}"') == 1
        assert page.count(f'id="{part}"') == 1


def test_nobody_writes_to_the_page_itself(report: Report, triage: Client) -> None:
    answer = triage.post(f"/staff/inbox/{report.pk}/", {"text": "hello", "once": "1"})
    assert answer.status_code == 405
    assert unlocked("triage").user.username == "triage"

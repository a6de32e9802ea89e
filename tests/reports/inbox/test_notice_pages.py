"""The pages about notices: a member's own choice, and what a lead sees."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox.notices import rounds
from reports.inbox.notices.waiting import waits_for
from reports.inbox.services import record_view
from reports.models import Notice, NoticeChoice
from tests.member import found_partner, intake_agency
from tests.reports.inbox.tips import make_tip
from tests.sender import Sender

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
_PAGE = "/staff/inbox/notices/"
_LEADS_PAGE = "/staff/inbox/notices/sent/"
_DANGER = "A sender says danger, and nobody has read it yet."


@pytest.fixture
def triage(people: None) -> User:
    user = User.objects.get(username="triage")
    NoticeChoice.objects.create(member=user, address="ana@example.org")
    return user


def test_a_lead_gives_a_stuck_mail_up(triage: User, sign_in: SignIn) -> None:
    now = timezone.now()
    stuck = Notice.objects.create(member=triage, due=now, next_try=now, tries=3)
    fresh = Notice.objects.create(member=triage, due=now - timedelta(days=1), next_try=now)
    lead = sign_in("lead")
    assert lead.post(f"{_PAGE}{fresh.pk}/forget/").status_code == 404
    assert sign_in("triage").post(f"{_PAGE}{stuck.pk}/forget/").status_code == 404
    lead.post(f"{_PAGE}{stuck.pk}/forget/")
    assert list(Notice.objects.all()) == [fresh]


def test_another_agency_s_lead_sees_and_gives_up_none_of_our_mails(
    sender: Sender, triage: User, lead: Unlocked, sign_in: SignIn
) -> None:
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    sender.send(danger="yes")
    now = timezone.now()
    stuck = Notice.objects.create(member=triage, due=now, next_try=now, tries=3)
    stranger = sign_in("editor")
    page = stranger.get(_LEADS_PAGE).content.decode()
    for ours in (_DANGER, "tried 3 times", triage.full_name, "Something to read"):
        assert ours not in page
    assert stranger.post(f"{_PAGE}{stuck.pk}/forget/").status_code == 404
    assert Notice.objects.get() == stuck
    page = sign_in("lead").get(_LEADS_PAGE).content.decode()
    assert _DANGER in page
    assert "tried 3 times" in page


def test_what_waits_in_our_agency_is_not_told_to_the_lead_of_another(
    sender: Sender, triage: User, lead: Unlocked
) -> None:
    partner = found_partner(lead, slug="other", partner_lead=triage)
    sender.send()
    today = timezone.localdate()
    assert waits_for(triage, today)
    assert waits_for(triage, today, intake_agency())
    assert not waits_for(triage, today, partner)


@pytest.mark.parametrize("mail_is_on", [True, False])
def test_the_lead_s_page_warns_of_danger_until_somebody_reads_it(
    triage: User, unlocked_triage: Unlocked, sign_in: SignIn, settings: Any, mail_is_on: bool
) -> None:
    settings.MAIL_IS_ON = mail_is_on
    lead = sign_in("lead")
    assert _DANGER not in lead.get(_LEADS_PAGE).content.decode()
    tip = make_tip(danger_now=True)
    rounds.give_notice()
    tip.refresh_from_db()
    assert tip.alarmed is mail_is_on
    assert _DANGER in lead.get(_LEADS_PAGE).content.decode()
    record_view(unlocked_triage, tip)
    assert _DANGER not in lead.get(_LEADS_PAGE).content.decode()


def test_the_lead_s_page_says_what_waits_without_mail(
    sender: Sender, sign_in: SignIn, settings: Any
) -> None:
    settings.MAIL_IS_ON = False
    sender.send(danger="yes")
    page = sign_in("lead").get(_LEADS_PAGE).content.decode()
    assert "No mail server is set" in page
    assert "A sender says danger" in page
    assert "Something to read or to answer" in page


def test_a_member_chooses_and_takes_it_back(sign_in: SignIn) -> None:
    triage = sign_in("triage")
    triage.post(_PAGE, {"address": "ana@example.org", "at_danger": "on"})
    choice = NoticeChoice.objects.get()
    assert (choice.address, choice.at_fixed_hours, choice.at_danger) == (
        "ana@example.org",
        False,
        True,
    )
    triage.post(_PAGE, {"address": ""})
    assert not NoticeChoice.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "", "at_danger": "on"},
        {"address": "ana", "at_danger": "on"},
        {"address": "ana@example.org\nBcc: all@example.org", "at_danger": "on"},
        {"address": "a" * 200 + "@example.org", "at_danger": "on"},
    ],
)
def test_an_address_that_does_not_do_is_refused(sign_in: SignIn, wrong: dict[str, str]) -> None:
    page = sign_in("triage").post(_PAGE, wrong)
    assert "There is a problem" in page.content.decode()
    assert not NoticeChoice.objects.exists()


def test_an_editor_finds_no_notices(sign_in: SignIn) -> None:
    assert sign_in("editor").get(_PAGE).status_code == 404

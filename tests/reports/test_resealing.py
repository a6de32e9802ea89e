"""Sealing older tips to newer keys, in batches that can be stopped and begun again."""

from typing import Any

import pytest

from accounts import trust
from accounts.agencies import remove_member, rotate
from accounts.models import AgencyEpoch, AgencyKey, AuditEvent
from accounts.unlocked import Unlocked
from reports import resealing, seals
from reports.inbox.reading import rows
from reports.inbox.services import reply_to_sender
from reports.intake import store
from reports.models import Report
from reports.resealing import reseal_batch
from tests.member import intake_agency, join, read_tip, unlocked
from tests.sender import STORY, Sender
from vault.errors import Unopenable

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes(sender: Sender) -> list[str]:
    return [sender.send() for _tip in range(5)]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resealing, "BATCH", 2)


def _older() -> int:
    return Report.objects.sealed_to_older_keys(trust.newest_epoch(intake_agency())).count()


def test_tips_from_before_stay_readable_with_new_keys(codes: list[str], lead: Unlocked) -> None:
    rotate(lead, intake_agency())
    for report in Report.objects.all():
        assert read_tip(unlocked("triage"), report)[0].answers
    assert _older() == 5


def test_a_new_tip_is_sealed_to_the_newest_keys(sender: Sender, lead: Unlocked) -> None:
    rotate(lead, intake_agency())
    sender.send()
    assert Report.objects.get().epoch == trust.newest_epoch(intake_agency())


def test_batch_by_batch_all_are_sealed_again_and_still_open(
    codes: list[str], lead: Unlocked, sender: Sender, small_batches: None
) -> None:
    rotate(lead, intake_agency())
    last, left = None, [_older()]
    while True:
        batch = reseal_batch(unlocked("lead"), intake_agency(), after=last)
        left.append(_older())
        if batch.last is None:
            break
        last = batch.last
    assert left == [5, 3, 1, 0]
    for report in Report.objects.all():
        (entry,) = read_tip(unlocked("triage"), report)
        assert [STORY] in [answers for _question, answers in entry.answers]
    reply_to_sender(unlocked("triage"), report, text="We have read it.", once="1")
    for code in codes:
        sender.come_back(code)
        assert "Your tip" in sender.text


def test_stopped_in_the_middle_it_can_be_begun_again(
    codes: list[str], lead: Unlocked, small_batches: None
) -> None:
    rotate(lead, intake_agency())
    reseal_batch(unlocked("lead"), intake_agency())
    rotate(unlocked("lead"), intake_agency())  # and new keys once more in between
    assert _older() == 5
    last = None
    for _batch in range(3):
        last = reseal_batch(unlocked("lead"), intake_agency(), after=last).last
    assert _older() == 0


def test_when_all_are_sealed_again_the_older_keys_are_gone(
    codes: list[str], lead: Unlocked
) -> None:
    old = trust.newest_epoch(intake_agency())
    rotate(lead, intake_agency())
    reseal_batch(unlocked("lead"), intake_agency())
    assert not AgencyKey.objects.filter(epoch=old).exists()
    old.refresh_from_db()
    assert not old.identity_for_recovery
    assert not old.signing_key_for_recovery
    assert trust.newest_epoch(intake_agency()).number == 2  # the chain is whole


def test_older_keys_stay_while_a_tip_needs_them(
    codes: list[str], lead: Unlocked, small_batches: None
) -> None:
    rotate(lead, intake_agency())
    reseal_batch(unlocked("lead"), intake_agency())
    assert AgencyKey.objects.filter(epoch__number=1).exists()


def test_a_damaged_tip_is_left_as_it_is_and_stops_nothing(codes: list[str], lead: Unlocked) -> None:
    damaged = Report.objects.order_by("pk")[1]
    Report.objects.filter(pk=damaged.pk).update(sealed_case=b"rubbish")
    rotate(lead, intake_agency())
    batch = reseal_batch(unlocked("lead"), intake_agency())
    assert (batch.resealed, batch.damaged, batch.last) == (4, 1, None)
    damaged.refresh_from_db()
    assert bytes(damaged.sealed_case) == b"rubbish"
    assert AuditEvent.objects.filter(action="tip.damaged", target=f"tip/{damaged.pk}").exists()
    assert AgencyKey.objects.filter(epoch__number=1).exists()


def test_what_a_former_member_kept_opens_nothing_after_it(codes: list[str], lead: Unlocked) -> None:
    join(lead, "editor")
    former = unlocked("editor")
    kept = former.agency_identity(AgencyEpoch.objects.get())
    remove_member(unlocked("lead"), former.user, agency=intake_agency())
    report = Report.objects.first()
    assert report
    assert seals.open_case(report, kept)  # a copy of the database from today
    reseal_batch(unlocked("lead"), intake_agency())
    report.refresh_from_db()
    with pytest.raises(Unopenable):
        seals.open_case(report, kept)


def test_a_member_who_joins_later_reads_older_tips(codes: list[str], lead: Unlocked) -> None:
    rotate(lead, intake_agency())
    join(unlocked("lead"), "editor")
    reports = Report.objects.visible_to(unlocked("editor")).for_the_list()
    opened = rows(unlocked("editor"), reports)
    assert len(opened) == 5
    assert all(row.card for row in opened)


def test_a_tip_on_its_way_while_all_are_sealed_again_is_not_lost(
    sender: Sender, lead: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.save_tip

    def late(tip: store.NewTip) -> bool:
        monkeypatch.setattr(store, "save_tip", real)
        rotate(unlocked("lead"), intake_agency())
        reseal_batch(unlocked("lead"), intake_agency())
        return real(tip)

    monkeypatch.setattr(store, "save_tip", late)
    code = sender.send()
    assert read_tip(unlocked("lead"), Report.objects.get())[0].answers
    sender.come_back(code)
    assert "Received" in sender.text


# ---- on the page


def test_the_page_counts_down_and_says_when_it_is_done(
    codes: list[str], sign_in: Any, lead: Unlocked, small_batches: None
) -> None:
    rotate(lead, intake_agency())
    browser = sign_in("lead")
    assert (
        "5 tips are still sealed to older keys"
        in browser.get("/staff/inbox/keys/").content.decode()
    )
    page = browser.post("/staff/inbox/keys/", {"after": ""}).content.decode()
    assert "2 tips are sealed to the newest keys" in page
    assert "3 tips are still sealed" in page
    page = browser.post("/staff/inbox/keys/", {"after": "nonsense"}).content.decode()
    assert "1 tip is still sealed" in page
    page = browser.post("/staff/inbox/keys/").content.decode()
    assert "Every tip is sealed to the newest keys" in page

"""Tips made to measure with: sealed as a sender's are."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox.reading import rows
from reports.models import Access, Report
from reports.seeding import seed_tips
from reports.statuses import moves_from
from tests.member import read_tip

pytestmark = pytest.mark.django_db


def _seed(number: int, **options: Any) -> str:
    out = StringIO()
    call_command("seed_tips", str(number), stdout=out, **options)
    return out.getvalue()


def test_seeded_tips_open_as_those_of_senders_do(unlocked_triage: Unlocked) -> None:
    assert _seed(12).startswith("12 tips in ")
    tips = list(Report.objects.for_the_list())
    assert len(tips) == 12
    for row in rows(unlocked_triage, tips):
        assert "(Demonstra" in row.first_words
        (answers,) = read_tip(unlocked_triage, row.report)
        assert answers.answers


def test_they_stand_where_their_fields_say_and_moved_there_by_moves_there_are(
    people: None,
) -> None:
    _seed(60)
    today = timezone.localdate()
    for tip in Report.objects.all():
        assert tip.rank == tip.place_in_lists()
        assert today - timedelta(days=731) < tip.received_on <= today
        at = Report.Status.RECEIVED
        for change in tip.status_changes.all():
            assert change.status in {move.to for move in moves_from(at)}
            at = Report.Status(change.status)
        assert at == tip.status
    assert Report.objects.values("received_on").distinct().count() > 10
    assert Report.objects.values("status").distinct().count() == 5
    assert Report.objects.values("language").distinct().count() > 1


def test_nobody_is_given_a_tip_who_holds_no_key(people: None) -> None:
    _seed(40)
    names = set(User.objects.filter(assigned_reports__isnull=False).values_list("username"))
    assert names <= {("triage",), ("lead",)}


def test_every_tip_has_a_look_up_key_of_its_own(people: None) -> None:
    _seed(10)
    assert len({bytes(access.lookup) for access in Access.objects.all()}) == 10


@pytest.mark.parametrize(("share", "status"), [(0, False), (1, True)])
def test_the_share_of_closed_tips_is_as_asked(people: None, share: int, status: bool) -> None:
    _seed(10, closed_share=share)
    assert {tip.is_closed for tip in Report.objects.filter(quarantined=False)} == {status}


def test_no_real_instance_is_filled_with_them(people: None, settings: Any) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="not a demonstration"):
        _seed(1)
    assert not Report.objects.exists()


def test_without_keys_nothing_is_sealed(db: None) -> None:
    with pytest.raises(CommandError, match="No agency takes tips in yet"):
        _seed(1)


@pytest.mark.parametrize(
    ("number", "options"),
    [(0, {}), (1, {"closed_share": 1.5}), (1, {"closed_share": -1}), (1, {"processes": 0})],
)
def test_numbers_that_make_no_sense_are_refused(
    people: None, number: int, options: dict[str, Any]
) -> None:
    with pytest.raises(CommandError, match="at least 1"):
        _seed(number, **options)
    assert not Report.objects.exists()


def test_a_reference_that_is_taken_is_given_to_nobody_else(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = iter("23456789BCDFGHJKMNPQRTVWXZ")
    seeding = "reports.seeding.new_reference"
    monkeypatch.setattr(seeding, lambda: f"2222-222{next(letters)}")
    monkeypatch.setattr("reports.intake.store.new_reference", lambda: "2222-2222")
    members = tuple(User.objects.filter(username="triage").values_list("pk", flat=True))
    for _batch in seed_tips(3, members=members):
        pass
    for _batch in seed_tips(2, members=members):
        pass
    assert len(set(Report.objects.values_list("reference", flat=True))) == 5

"""Receipt codes before and after a change of what they are worked out with."""

from collections.abc import Iterator
from typing import Any

import pytest
from argon2.low_level import hash_secret_raw
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from reports import seals
from reports.inbox.services import reply_to_sender
from reports.intake import hashing, returning, services, store
from reports.intake.store import count_return
from reports.models import Entry, Report
from tests.member import read_tip
from tests.sender import Sender
from vault.receipts import new_code
from vault.sealing import open_identity

pytestmark = pytest.mark.django_db

OLD_PEPPER = "the pepper before " * 2
COST = {"memory_kib": 8, "rounds": 1, "lanes": 1}
OLD_COST = {"memory_kib": 16, "rounds": 1, "lanes": 1}

# What the settings were while a tip came, and what says so after the change.
CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "pepper": ({"CODE_PEPPER": OLD_PEPPER}, {"CODE_PEPPER_PREVIOUS": OLD_PEPPER}),
    "cost": (
        {"RECEIPT_COST": OLD_COST, "RECEIPT_PREVIOUS_COST": OLD_COST},
        {"RECEIPT_PREVIOUS_COST": OLD_COST},
    ),
    "both": (
        {"CODE_PEPPER": OLD_PEPPER, "RECEIPT_COST": OLD_COST, "RECEIPT_PREVIOUS_COST": OLD_COST},
        {"CODE_PEPPER_PREVIOUS": OLD_PEPPER, "RECEIPT_PREVIOUS_COST": OLD_COST},
    ),
}


@pytest.fixture(params=CHANGES)
def old_code(request: pytest.FixtureRequest, sender: Sender) -> Iterator[str]:
    """The code of a tip sent before the change; after it while the test runs."""
    before, after = CHANGES[request.param]
    with override_settings(**before):
        code = sender.send()
    with override_settings(**after):
        yield code


def test_a_tip_of_the_previous_generation_is_found(sender: Sender, old_code: str) -> None:
    sender.come_back(old_code)
    assert "Where it stands" in sender.text


def test_a_tip_of_the_newest_generation_is_found(sender: Sender, old_code: str) -> None:
    sender.come_back(sender.send())
    assert "Where it stands" in sender.text


def test_a_dropped_generation_is_no_longer_found(sender: Sender, old_code: str) -> None:
    with override_settings(CODE_PEPPER_PREVIOUS="", RECEIPT_PREVIOUS_COST=COST):
        sender.come_back(old_code)
        assert "No tip has this code." in sender.text


def test_another_previous_pepper_finds_nothing(sender: Sender, old_code: str) -> None:
    with override_settings(CODE_PEPPER="x" * 32, CODE_PEPPER_PREVIOUS="y" * 32):
        sender.come_back(old_code)
        assert "No tip has this code." in sender.text


def test_the_conversation_goes_on_under_the_generation_of_the_tip(
    sender: Sender, old_code: str, unlocked_triage: Any
) -> None:
    report = Report.objects.get()
    reply_to_sender(unlocked_triage, report, text="Which market?", once="1")
    sender.come_back(old_code)
    assert "Which market?" in sender.text
    sender.press("add", "/reply/", text="The one by the sea.")
    assert "We have what you wrote." in sender.text
    assert [entry.kind for entry in read_tip(unlocked_triage, report)] == [
        Entry.Kind.ANSWERS,
        Entry.Kind.MESSAGE,
        Entry.Kind.ADDITION,
    ]


def test_a_new_tip_is_stored_under_the_newest_generation(sender: Sender, old_code: str) -> None:
    code = sender.send()
    newest, previous = hashing.keys_of_any_generation(code)
    assert newest == hashing.keys_of(code)
    assert store.find_tip(newest.lookup)
    assert store.find_tip(previous.lookup) is None


def test_the_newest_of_two_tips_under_one_code_is_shown(sender: Sender, old_code: str) -> None:
    newest, previous = hashing.keys_of_any_generation(old_code)
    services.report_submit(newest, answers={"story": "Sent again."}, language="en")
    found = returning.conversation(newest, previous)
    assert found
    assert found.keys == newest
    assert Report.objects.count() == 2


def test_a_code_costs_the_same_work_known_or_not_and_in_either_generation(
    sender: Sender, old_code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work: list[str] = []

    def counted(name: str, function: Any) -> Any:
        def count(*args: Any, **kwargs: Any) -> Any:
            work.append(name)
            return function(*args, **kwargs)

        return count

    def work_of(code: str) -> tuple[list[str], int]:
        work.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sender.come_back(code)
        return list(work), len(queries)

    new = sender.send()
    monkeypatch.setattr("vault.stretch.hash_secret_raw", counted("hash", hash_secret_raw))
    monkeypatch.setattr(seals, "open_identity", counted("open", open_identity))
    count_return(opened=True)  # the row of the week is there
    of_known = work_of(new)
    assert of_known[1] == 4
    assert work_of(old_code) == work_of(new_code()) == of_known


def test_one_generation_costs_one_hash(hashes_of: Any) -> None:
    assert hashes_of() == 1


@pytest.mark.parametrize(
    ("changes", "hashed"),
    [({"CODE_PEPPER_PREVIOUS": OLD_PEPPER}, 1), ({"RECEIPT_PREVIOUS_COST": OLD_COST}, 2)],
)
def test_a_second_generation_costs_a_second_hash_only_with_another_cost(
    hashes_of: Any, changes: dict[str, Any], hashed: int
) -> None:
    with override_settings(**changes):
        assert hashes_of() == hashed


@pytest.fixture
def hashes_of(monkeypatch: pytest.MonkeyPatch) -> Any:
    """How many Argon2id a code costs that somebody comes back with."""
    count = 0

    def counting(*args: Any, **kwargs: Any) -> bytes:
        nonlocal count
        count += 1
        return hash_secret_raw(*args, **kwargs)

    monkeypatch.setattr("vault.stretch.hash_secret_raw", counting)

    def hashes() -> int:
        hashing.keys_of_any_generation(new_code())
        return count

    return hashes


def test_without_a_pepper_nothing_is_worked_out() -> None:
    with override_settings(CODE_PEPPER=""), pytest.raises(ValueError, match="with a pepper"):
        hashing.keys_of_any_generation(new_code())

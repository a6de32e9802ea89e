"""`manage.py canary`: proves that tips arrive, and leaves nothing behind."""

import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from reports.inbox import services as inbox
from reports.intake import actions, canary, hashing, store
from reports.intake.services import report_submit
from reports.models import Access, Entry, Report, StatusChange, Trace
from reports.resealing import reseal_batch
from tests.member import intake_agency
from tests.sender import Sender
from vault.receipts import new_code

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Killed(BaseException):
    """The process ends here, and no handler of an error runs on."""


def _run() -> tuple[int, str]:
    """The exit code and all that was printed."""
    said = StringIO()
    try:
        call_command("canary", stdout=said, stderr=said)
    except SystemExit as ended:
        return int(str(ended.code)), said.getvalue()
    return 0, said.getvalue()


def _nothing_is_left() -> bool:
    tables = (Report, Access, Entry, StatusChange, Trace)
    return not any(model.objects.exists() for model in tables)


@pytest.fixture
def said(people: None) -> Iterator[Callable[[], tuple[int, str]]]:
    yield _run
    assert not Report.objects.filter(canary=True).exists()


def test_it_goes_the_whole_way_in_each_language_and_leaves_nothing(
    said: Callable[[], tuple[int, str]],
) -> None:
    events = AuditEvent.objects.count()
    code, text = said()
    assert code == 0
    assert text.splitlines() == [f"{language}: ok" for language in LANGUAGES]
    assert _nothing_is_left()
    assert AuditEvent.objects.count() == events


def test_it_prints_no_code_and_no_key(
    said: Callable[[], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _code, text = said()
    monkeypatch.setattr(canary, "conversation", lambda *_: None)
    for printed in (text, said()[1]):
        assert not re.search(r"\d|AGE-|age1", printed)


def test_a_pin_that_does_not_vouch_for_the_keys_is_a_failure(
    said: Callable[[], tuple[int, str]],
) -> None:
    settings.TRUST_PIN_PATH.write_text("0" * 64)
    code, text = said()
    assert code == 1
    assert text.count(": failed, ") == len(LANGUAGES)
    assert _nothing_is_left()


def test_before_there_are_keys_it_fails(db: None) -> None:
    code, text = _run()
    assert code == 1
    assert "NotOpenYet" in text


def test_a_pepper_that_is_not_the_one_of_before_is_a_failure(
    said: Callable[[], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys_of = hashing.keys_of

    def with_another_pepper(code: str) -> Any:
        with monkeypatch.context() as patched:
            patched.setattr(settings, "CODE_PEPPER", "x" * 43)
            return keys_of(code)

    monkeypatch.setattr(canary, "keys_of", with_another_pepper)
    code, text = said()
    assert code == 1
    assert text.splitlines() == [f"{language}: failed at coming back" for language in LANGUAGES]
    assert _nothing_is_left()


@pytest.mark.parametrize("step", ["report_submit", "conversation", "keys_of_any_generation"])
def test_a_step_that_raises_is_a_failure_and_all_is_removed(
    said: Callable[[], tuple[int, str]], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise OSError("12345678901234567890")

    monkeypatch.setattr(canary, step, fail)
    code, text = said()
    assert code == 1
    assert text.count("failed, OSError") == len(LANGUAGES)
    assert "1234" not in text
    assert _nothing_is_left()


def test_a_correction_that_is_stored_twice_is_a_failure(
    said: Callable[[], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "entry_exists", lambda *_: False)
    code, text = said()
    assert code == 1
    assert ": ok" not in text


def test_a_correction_that_is_lost_is_a_failure(
    said: Callable[[], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "add_entry", lambda *_, **__: None)
    code, text = said()
    assert code == 1
    assert "failed at the correction" in text


def test_what_a_killed_run_left_is_removed_by_the_next(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(canary, "conversation", killed)
        patched.setattr(store, "delete_canaries", lambda: 0)
        with pytest.raises(Killed):
            call_command("canary")
    assert Report.objects.filter(canary=True).count() == 1
    code, text = _run()
    assert code == 0
    assert text.startswith("removed 1 left by a run that was cut short\n")
    assert _nothing_is_left()


def test_it_removes_canaries_alone(sender: Sender, people: None) -> None:
    sender.send()
    assert _run()[0] == 0
    assert Report.objects.count() == 1
    assert Entry.objects.count() == 1


def test_members_see_a_canary_nowhere(
    people: None, sign_in: Callable[[str], Client], unlocked_triage: Unlocked
) -> None:
    keys = hashing.keys_of(new_code())
    report_submit(
        keys,
        answers={"story": "A canary on its way."},
        language="en",
        origin=store.Origin(canary=True),
    )
    report = Report.objects.get()
    browser = sign_in("triage")
    assert "There is no tip." in browser.get("/staff/inbox/").content.decode()
    address = f"/staff/inbox/{report.pk}/"
    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}reply/", {"text": "hello", "once": "1"}).status_code == 404
    assert not Report.objects.visible_to(unlocked_triage).exists()
    with pytest.raises(Report.DoesNotExist):
        inbox.record_view(unlocked_triage, report)


def test_a_canary_left_behind_does_not_keep_older_keys(people: None, lead: Unlocked) -> None:
    report_submit(
        hashing.keys_of(new_code()),
        answers={"story": "A canary on its way."},
        language="en",
        origin=store.Origin(canary=True),
    )
    assert reseal_batch(lead, intake_agency()).damaged == 0

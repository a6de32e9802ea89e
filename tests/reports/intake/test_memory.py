"""What the form remembers outside the page."""

import os
import signal
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone

from reports.intake import memory
from reports.intake.memory import Unreachable
from reports.intake.tokens import BadToken, FormToken, HeldToken
from tests.sender import STORY, Sender


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.RUN_DIR = tmp_path / "run"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moves the day."""

    def move(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda: day)

    return move


_DAY = date(2026, 11, 23)


def test_the_file_is_readable_by_its_owner_alone(settings: Any) -> None:
    memory.form_keys()
    file = settings.RUN_DIR / "forms.sqlite3"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.RUN_DIR.stat().st_mode) == 0o700


def test_a_day_has_one_key_and_yesterdays_still_opens(today: Any) -> None:
    today(_DAY)
    first = memory.form_keys()
    assert len(first) == 1
    assert memory.form_keys() == first
    today(_DAY + timedelta(days=1))
    second = memory.form_keys()
    assert second[1:] == first
    assert second[0] != first[0]


def test_a_page_from_before_yesterday_opens_nothing(today: Any) -> None:
    today(_DAY)
    page = FormToken().seal()
    today(_DAY + timedelta(days=2))
    with pytest.raises(BadToken):
        FormToken.open(page)


def test_old_keys_and_dead_forms_are_gone_from_the_disk(today: Any, settings: Any) -> None:
    today(_DAY)
    (key,) = memory.form_keys()
    memory.kill("a form")
    today(_DAY + timedelta(days=2))
    memory.forget_old()
    assert not memory.is_dead("a form")
    on_disk = b"".join(f.read_bytes() for f in settings.RUN_DIR.iterdir())
    assert key not in on_disk


def test_a_dead_form_stays_dead_for_a_day(today: Any) -> None:
    today(_DAY)
    memory.kill("a form")
    today(_DAY + timedelta(days=1))
    memory.forget_old()
    assert memory.is_dead("a form")
    assert not memory.is_dead("another form")


def test_the_file_holds_no_form_id(settings: Any) -> None:
    memory.kill("5f2c9d0f5f2c9d0f5f2c9d0f5f2c9d0f")
    assert b"5f2c9d0f" not in (settings.RUN_DIR / "forms.sqlite3").read_bytes()


def test_keys_are_shared_by_processes_and_outlive_a_killed_one(settings: Any) -> None:
    program = (
        "import os, signal, django; django.setup();"
        "from django.conf import settings; settings.RUN_DIR = os.environ['SHARED'];"
        "from reports.intake import memory; print(memory.form_keys()[0].decode(), flush=True);"
        "memory.kill('left in another process'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "SHARED": str(settings.RUN_DIR)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert memory.form_keys() == [done.stdout.strip()]
    assert memory.is_dead("left in another process")


def test_a_key_is_a_key_that_the_library_takes() -> None:
    (key,) = memory.form_keys()
    assert Fernet(key)


@pytest.mark.django_db
def test_what_is_sent_while_the_file_is_broken_waits_in_the_page(
    settings: Any, client: Any, people: None
) -> None:
    sender = Sender(client, "en")
    sender.fill_in()
    file = settings.RUN_DIR / "forms.sqlite3"
    whole = file.read_bytes()
    file.write_bytes(b"this is no database, and long enough to be looked at" * 100)
    assert sender.press("send").status_code == 503
    assert "What you wrote is kept in this page, sealed." in sender.text
    assert STORY not in sender.text
    file.write_bytes(whole)
    held = HeldToken.open(sender.hidden["held"])
    held.not_before = 0
    sender.page = sender.browser.post("/en/report/form/", {"held": held.seal()})
    assert sender.code


def test_no_error_of_the_file_says_where_it_lies(settings: Any) -> None:
    memory.form_keys()
    (settings.RUN_DIR / "forms.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(Unreachable) as raised:
        memory.is_dead("x")
    assert str(settings.RUN_DIR) not in repr(raised.value)
    assert raised.value.__suppress_context__

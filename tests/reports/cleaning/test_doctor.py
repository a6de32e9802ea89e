"""`manage.py doctor` says what cleaning has on this machine."""

import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from reports.cleaning import doctor


def _said() -> str:
    out = io.StringIO()
    call_command("doctor", stdout=out)
    return out.getvalue()


def test_a_machine_that_can_do_all_is_told_so_line_by_line() -> None:
    lines = dict.fromkeys(line for _right, line in doctor.findings())
    assert len(lines) == 10
    for part in ("bounds of memory", "Photos", "Documents", "Sound and film"):
        assert any(part in line for line in lines), lines


def test_a_folder_that_others_may_look_into_is_bad(
    settings: LazySettings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.RUN_DIR = tmp_path / "run"
    settings.RUN_DIR.mkdir()
    settings.RUN_DIR.chmod(0o755)
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    assert "BAD   Others may look into" in capsys.readouterr().out


def test_a_machine_without_ffmpeg_cannot_clean_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ffmpeg_path", lambda: "")
    assert (False, "Sound and film cannot be cleaned here.") in list(doctor.findings())


def test_without_another_account_the_kernel_has_to_lock_the_child_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def found(**isolation: bool) -> list[tuple[bool, str]]:
        monkeypatch.setattr(doctor, "_report_of_a_child", lambda: {"isolation": isolation})
        return [finding for finding in doctor.findings() if "account: the machine" in finding[1]]

    assert [right for right, _line in found(calls=True, files=True)] == [True]
    assert [right for right, _line in found(calls=True)] == [False]
    assert [right for right, _line in found(network=True)] == [False]


def test_a_program_that_does_not_run_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_report_of_a_child", lambda: None)
    assert (False, "The program that cleans files does not run at all.") in doctor.findings()


def test_it_ends_well_where_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "portal.management.commands.doctor.findings", lambda: iter([(True, "All is well.")])
    )
    assert _said() == "good  All is well.\n"

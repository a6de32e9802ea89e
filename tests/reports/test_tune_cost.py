"""`manage.py tune_cost`, on machines whose speed the test says."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.management.commands import tune_cost
from vault.stretch import Cost


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str, speed: float) -> tuple[str, str]:
    """What is printed where a MiB and a pass take so many milliseconds."""

    def measured(cost: Cost) -> float:
        return speed * cost.rounds * cost.memory_kib / 1024 / 1000

    monkeypatch.setattr(tune_cost, "measure_cpu", measured)
    out, err = StringIO(), StringIO()
    call_command("tune_cost", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_lines_can_go_into_a_file_of_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = _run(monkeypatch, speed=1)
    assert out == "RECEIPT_MEMORY_KIB=65536\nRECEIPT_ROUNDS=1\n"
    assert "64 ms" in err
    assert "RECEIPT_PREVIOUS_MEMORY_KIB" in err


def test_a_target_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    out, _ = _run(monkeypatch, "--target-ms", "64", speed=1)
    assert out == "RECEIPT_MEMORY_KIB=65536\nRECEIPT_ROUNDS=1\n"


def test_a_target_that_cannot_be_met_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = _run(monkeypatch, speed=10)
    assert out == "RECEIPT_MEMORY_KIB=19456\nRECEIPT_ROUNDS=2\n"
    assert "cannot do it in 100 ms" in err
    assert "380 ms" in err


@pytest.mark.parametrize("target", ["0", "-5", "soon"])
def test_a_target_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    with pytest.raises(CommandError):
        _run(monkeypatch, f"--target-ms={target}", speed=1)

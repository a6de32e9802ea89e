"""Secrets made on the first start."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from portal.secret_files import secret_file


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "pepper"
    first = secret_file(path)
    assert len(first) >= 40
    assert secret_file(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_two_secrets_differ(tmp_path: Path) -> None:
    assert secret_file(tmp_path / "one") != secret_file(tmp_path / "two")


def test_processes_that_start_together_get_the_same(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "pepper"
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda _: secret_file(path), range(64)))
    assert len(made) == 1
    assert [f.name for f in path.parent.iterdir()] == ["pepper"]

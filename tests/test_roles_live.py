"""Real processes of each role on one database, and one that must not start."""

import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from portal.settings.paths import BASE_DIR
from tests.live import LiveServer, environment, free_port


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("roles")


def _status(server: LiveServer, path: str) -> int:
    try:
        with urlopen(server.url + path, timeout=30) as answer:  # noqa: S310 our own address
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_the_public_process_serves_its_half_and_no_file_of_the_cms(folder: Path) -> None:
    with LiveServer(folder, PORTAL_ROLE="public") as server:
        for path in ("/tet/", "/pt/law/lei-3-2017/", "/id/report/", "/health/ready"):
            assert _status(server, path) == 200, path
        for path in ("/staff/", "/staff/inbox/", "/staff/cms/"):
            assert _status(server, path) == 404, path
        files = [f.name for f in (folder / "static" / "public").rglob("*")]
        assert "wagtailadmin" not in files
        assert "Traceback" not in server.log


def test_the_staff_process_serves_its_half(folder: Path) -> None:
    with LiveServer(folder, PORTAL_ROLE="staff") as server:
        for path in ("/staff/", "/health/ready", "/health/live"):
            assert _status(server, path) == 200, path
        for path in ("/", "/tet/", "/id/report/", "/leave"):
            assert _status(server, path) == 404, path
        assert "Traceback" not in server.log


def test_a_real_instance_does_not_start_on_a_demonstrations_database(folder: Path) -> None:
    values = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PORTAL_ROLE": "staff",
        "SECRET_KEY": "k" * 50,
        "CODE_PEPPER": "c" * 32,
        "MEMBER_PEPPER": "m" * 32,
        "DATABASE_URL": f"sqlite:///{folder / 'mahon.sqlite3'}",
        "ALLOWED_HOSTS": "portal.example",
        "PUBLIC_URL": "https://portal.example",
        "SECURITY_CONTACT": "mailto:security@portal.example",
    }
    done = subprocess.run(
        [
            *(sys.executable, "-m", "gunicorn", "portal.wsgi"),
            *("--config", str(BASE_DIR / "deploy" / "gunicorn.conf.py")),
            *("--bind", f"127.0.0.1:{free_port()}"),
        ],
        env={**environment(folder), **values},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode != 0
    assert "demonstration accounts" in done.stderr

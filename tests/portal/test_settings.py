"""The settings, as a process that starts sees them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import environment

_PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "PORTAL_ROLE": "staff",
    "SECRET_KEY": "k" * 50,
    "CODE_PEPPER": "c" * 32,
    "MEMBER_PEPPER": "m" * 32,
    "DATABASE_URL": "postgres://mahon:unused@127.0.0.1:1/mahon",
    "ALLOWED_HOSTS": "portal.example",
    "PUBLIC_URL": "https://portal.example",
    "SECURITY_CONTACT": "mailto:security@portal.example",
}


def _start(**changes: str | None) -> subprocess.CompletedProcess[str]:
    """Starts a process with production settings; None takes a value away."""
    return _run("", changes)


def _run(program: str, changes: Mapping[str, str | None]) -> subprocess.CompletedProcess[str]:
    values = {k: v for k, v in {**_PRODUCTION, **changes}.items() if v is not None}
    base = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {program}"],
        env={**base, **values},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_when_nothing_is_missing() -> None:
    assert _start().returncode == 0


def test_production_sends_everything_by_https_alone() -> None:
    names = "CSRF_COOKIE_SECURE SESSION_COOKIE_SECURE SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS"
    program = (
        "from django.conf import settings; "
        f"assert all(getattr(settings, name) for name in {names.split()}); "
        "assert not settings.DEBUG; assert not settings.DEMONSTRATION"
    )
    done = _run(program, {})
    assert done.returncode == 0, done.stderr


def test_the_public_half_needs_no_member_pepper() -> None:
    assert _start(PORTAL_ROLE="public", MEMBER_PEPPER=None).returncode == 0


@pytest.mark.parametrize("name", sorted(_PRODUCTION.keys() - {"DJANGO_SETTINGS_MODULE"}))
def test_production_refuses_to_start_without_each(name: str) -> None:
    done = _start(**{name: None})
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert f"{name} is not set" in last
    assert "Set " in last


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"CODE_PEPPER": "short"}, "CODE_PEPPER is too short"),
        ({"CODE_PEPPER_PREVIOUS": "short"}, "CODE_PEPPER_PREVIOUS is too short"),
        ({"RECEIPT_PREVIOUS_ROUNDS": "0"}, "must be a whole number of at least 1"),
        ({"RECEIPT_PREVIOUS_MEMORY_KIB": "8191"}, "must be a whole number of at least 8192"),
        ({"PORTAL_ROLE": "both"}, "PORTAL_ROLE must be all, public or staff."),
        ({"PORTAL_ROLE": "all"}, "must be separate"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is not set"),
        ({"PUBLIC_URL": "http://portal.example"}, "must begin with https://"),
        ({"DATABASE_URL": "mysql://x:secretword@y/z"}, "must begin with sqlite: or postgres:"),
        ({"DATABASE_URL": "::secretword::"}, "DATABASE_URL"),
        ({"RECEIPT_MEMORY_KIB": "much"}, "must be a whole number"),
        ({"TRUSTED_PROXIES": "all"}, "TRUSTED_PROXIES must be a whole number"),
        ({"STAFF_URL": "http://staff.portal.example"}, "STAFF_URL must begin with https://"),
        ({"STAFF_URL": "https://[x"}, "STAFF_URL must begin with https://"),
        ({"DEMONSTRATION": "perhaps"}, "DEMONSTRATION must be true or false."),
        ({"DEMONSTRATION": "true"}, "cannot be a demonstration"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence(
    changes: dict[str, str], sentence: str
) -> None:
    done = _start(**changes)
    assert done.returncode != 0
    assert sentence in done.stderr.strip().splitlines()[-1]
    assert "secretword" not in done.stderr


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Staff.portal.example", "https://staff.portal.example"),
        ("https://staff.portal.example:443/", "https://staff.portal.example"),
        ("https://staff.portal.example:8443/x?y#z", "https://staff.portal.example:8443"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]"),
    ],
)
def test_the_origin_of_an_address_is_as_browsers_write_it(address: str, origin: str) -> None:
    assert environment.origin(address, "STAFF_URL") == origin


def test_passkeys_belong_to_the_address_of_the_staff_half() -> None:
    program = (
        "from django.conf import settings; "
        "assert settings.STAFF_ORIGIN == 'https://staff.portal.example'; "
        "assert settings.TRUSTED_PROXIES == 2"
    )
    changes = {"STAFF_URL": "https://staff.portal.example/", "TRUSTED_PROXIES": "2"}
    done = _run(program, changes)
    assert done.returncode == 0, done.stderr


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "pepper"
    file.write_text("p" * 40 + "\n")
    assert _start(CODE_PEPPER=None, CODE_PEPPER_FILE=str(file)).returncode == 0


def test_a_secret_file_that_is_empty_is_as_good_as_none(tmp_path: Path) -> None:
    file = tmp_path / "pepper"
    file.write_text("\n")
    done = _start(CODE_PEPPER=None, CODE_PEPPER_FILE=str(file))
    assert "CODE_PEPPER is not set" in done.stderr


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_a_flag_is_true(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOME_FLAG", value)
    assert environment.flag("SOME_FLAG", default=False)


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOME_FLAG", value)
    assert environment.flag("SOME_FLAG", default=True)
    monkeypatch.setenv("SOME_NUMBER", value)
    assert environment.whole_number("SOME_NUMBER", 7) == 7


@pytest.mark.parametrize("value", ["-1", "1.5", "٣", "1e3", "3"])
def test_a_number_that_does_not_do_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOME_NUMBER", value)
    with pytest.raises(ImproperlyConfigured):
        environment.whole_number("SOME_NUMBER", 7, minimum=5)


def test_sqlite_survives_a_power_cut_and_overwrites_what_is_deleted() -> None:
    options = environment.database("sqlite:////tmp/x.sqlite3")["OPTIONS"]
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]
    assert "secure_delete=ON" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("name", ["RECAPTCHA_SITE_KEY", "RECAPTCHA_SECRET_KEY"])
def test_one_key_of_googles_check_without_the_other_stops_the_start(name: str) -> None:
    done = _start(**{name: "only-this-one"})
    assert done.returncode != 0
    assert "Set both RECAPTCHA_SITE_KEY and RECAPTCHA_SECRET_KEY, or neither." in done.stderr
    assert "only-this-one" not in done.stderr


def test_googles_test_keys_stop_a_check_of_the_settings() -> None:
    from django_recaptcha.constants import TEST_PRIVATE_KEY, TEST_PUBLIC_KEY

    keys = {"RECAPTCHA_SITE_KEY": TEST_PUBLIC_KEY, "RECAPTCHA_SECRET_KEY": TEST_PRIVATE_KEY}
    program = "from django.core.management import call_command; call_command('check')"
    done = _run(program, {**_PRODUCTION, **keys})
    assert done.returncode != 0
    assert "recaptcha_test_key_error" in done.stderr
    assert _run(program, {**_PRODUCTION, **dict.fromkeys(keys, "ours")}).returncode == 0


def test_an_address_of_a_cache_that_is_no_redis_stops_the_start_and_is_not_shown() -> None:
    done = _start(CACHE_URL="memcached://user:hidden@cache:11211")
    assert done.returncode != 0
    assert "CACHE_URL must begin with redis:" in done.stderr
    assert "hidden" not in done.stderr


def test_a_redis_is_the_cache_that_all_processes_share() -> None:
    program = (
        "from django.core.cache import caches;"
        "assert 'RedisCache' in type(caches['default']).__name__;"
        "assert 'LocMemCache' in type(caches['local']).__name__"
    )
    done = _run(program, {**_PRODUCTION, "CACHE_URL": "redis://127.0.0.1:1/0"})
    assert done.returncode == 0, done.stderr


def test_without_a_mail_server_no_mail_is_on() -> None:
    assert environment.mail_server("SMTP_URL") is None


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://localhost", 25, False, False),
        ("smtp+tls://ana:p%40ss@mail.example", 587, True, False),
        ("smtps://ana:p%40ss@mail.example:2465", 2465, False, True),
    ],
)
def test_a_mail_server_is_read_from_its_address(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int, tls: bool, ssl: bool
) -> None:
    monkeypatch.setenv("SMTP_URL", url)
    server = environment.mail_server("SMTP_URL")
    assert server
    assert (server.port, server.tls, server.ssl) == (port, tls, ssl)
    assert server.password == ("p@ss" if "p%40ss" in url else "")
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize("url", ["http://x", "smtp://", "mail.example", "smtp://u:secret@h:port"])
def test_an_address_of_mail_that_does_not_do_is_refused_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("SMTP_URL", url)
    with pytest.raises(ImproperlyConfigured) as caught:
        environment.mail_server("SMTP_URL")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("hours", ["24", "-1", "8:00", "noon", "8;14"])
def test_hours_that_are_none_are_refused(monkeypatch: pytest.MonkeyPatch, hours: str) -> None:
    monkeypatch.setenv("NOTICE_HOURS", hours)
    with pytest.raises(ImproperlyConfigured):
        environment.hours("NOTICE_HOURS", (8,))


def test_hours_come_in_their_order_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTICE_HOURS", "14, 8,14")
    assert environment.hours("NOTICE_HOURS", (7,)) == (8, 14)

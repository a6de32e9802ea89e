"""People and browsers of the tests of signing in."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.test import Client

from accounts.demonstration import PASSWORD
from accounts.models import AuditEvent, TotpDevice, User
from accounts.totp import current_code

WRONG_PASSWORD = "The user name or the password is not right."
WRONG_CODE = "That code is not right, or it was used before."


def person(username: str = "triage") -> User:
    return User.objects.get(username=username)


def new_browser(**headers: str) -> Client:
    return Client(headers={"Accept-Language": "en", **headers})


def give_password(
    browser: Client, username: str = "triage", password: str = PASSWORD, **extra: str
) -> Any:
    fields: Any = {"username": username, "password": password}
    more: Any = extra
    return browser.post("/staff/", fields, **more)


def right_code(username: str = "triage") -> str:
    """The code of the moment, as if none had been used yet."""
    TotpDevice.objects.filter(user__username=username).update(last_step=0)
    return current_code(person(username))


def wrong_code(username: str = "triage") -> str:
    return f"{(int(right_code(username)) + 500_000) % 1_000_000:06d}"


def give_code(browser: Client, code: str) -> Any:
    return browser.post("/staff/code/", {"code": code})


def audited(action: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action=action))


@contextmanager
def later(seconds: float) -> Iterator[None]:
    """The clock of the sign-in is so many seconds on."""
    now = time.time()
    with mock.patch.object(time, "time", return_value=now + seconds):
        yield

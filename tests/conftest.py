"""What many tests need: a portal with its demonstration, people who sign in, senders."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings

from accounts.demonstration import PASSWORD
from accounts.models import TotpDevice, User
from accounts.totp import current_code
from accounts.unlocked import Unlocked
from home.shell import write_files
from portal.roles import PortalRole
from portal.settings.paths import DATA_DIR
from tests import prepared
from tests.clock import Clock
from tests.first_load import load
from tests.member import unlocked
from tests.people_kept import load_kept_people
from tests.sender import Sender

_FILES = DATA_DIR / "files-of-the-demonstration"


def _starts_the_others(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if _starts_the_others(config):
        prepared.make_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _starts_the_others(config):
        prepared.remove_folder()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest module first: the other process does all others meanwhile."""
    items.sort(key=lambda item: "test_postgresql" not in item.nodeid)


@pytest.fixture(scope="session", autouse=True)
def _temporary_folder() -> Iterator[None]:
    yield
    shutil.rmtree(DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_pin_of_another_test() -> None:
    """The database is rolled back after each test, and the pin lies outside of it."""
    settings.TRUST_PIN_PATH.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _no_counters_of_another_test() -> None:
    """What was counted in the memory of this process."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Time stands still until the test puts it forward."""
    return Clock(monkeypatch)


@pytest.fixture
def client() -> Client:
    """A browser whose owner reads English."""
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture
def people(db: None) -> None:
    """The demonstration accounts, and the agency that takes tips in."""
    load_kept_people()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Django finds its test database there, with all migrations and the demonstration pages."""
    if connection.vendor == "sqlite":
        creation: Any = connection.creation
        with prepared.copied_into_memory(creation._get_test_db_name()):
            yield
    else:
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The demonstration pages, and the files of this process that are written from them."""
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            load()
        write_files()
    shutil.copytree(settings.PUBLISHED_DIR, _FILES)


@pytest.fixture
def pages(db: None) -> None:
    """The demonstration pages in all languages, and the files written from them."""
    put_files_back()


def put_files_back() -> None:
    """As they were written for the demonstration: writing them for each test takes longer."""
    shutil.copytree(_FILES, settings.PUBLISHED_DIR, dirs_exist_ok=True)


@pytest.fixture
def sender(client: Client, people: None) -> Sender:
    """Somebody who sends a tip in English."""
    return Sender(client, "en")


@pytest.fixture
def sign_in(people: None) -> Callable[[str], Client]:
    """Signs a demonstration person in, by both steps, and gives their browser."""

    def signed_in(username: str) -> Client:
        browser = Client(headers={"Accept-Language": "en"})
        user = User.objects.get(username=username)
        TotpDevice.objects.filter(user=user).update(last_step=0)
        answer = browser.post("/staff/", {"username": username, "password": PASSWORD})
        assert answer.status_code == 302
        answer = browser.post("/staff/code/", {"code": current_code(user)})
        assert answer.status_code == 302
        return browser

    return signed_in


@pytest.fixture
def unlocked_triage(people: None) -> Unlocked:
    """The triage member with the keys that her password opens."""
    return unlocked("triage")


@pytest.fixture
def lead(people: None) -> Unlocked:
    """The lead with the keys that her password opens."""
    return unlocked("lead")


@pytest.fixture(params=list(PortalRole), ids=lambda role: role.value)
def role(request: pytest.FixtureRequest) -> Iterator[PortalRole]:
    """Each of the three roles in turn, with its addresses and its middleware."""
    with as_role(request.param):
        yield request.param


def as_role(role: PortalRole) -> Any:
    """The settings of a process that serves this role."""
    return override_settings(
        PORTAL_ROLE=role, ROOT_URLCONF=role.urlconf, MIDDLEWARE=role.middleware
    )

"""A lead before the settings of the questions."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.reports.inbox.questions.pages import Committed


@pytest.fixture
def leader(sign_in: Callable[[str], Client]) -> Client:
    """The browser of a lead."""
    return sign_in("lead")


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Committed) -> Committed:
    """Does what waits for the commit, as if there had been one."""
    return lambda: django_capture_on_commit_callbacks(execute=True)

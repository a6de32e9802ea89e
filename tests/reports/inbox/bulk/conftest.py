"""A member before the list."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.reports.inbox.bulk.pages import BulkPages


@pytest.fixture
def pages_of_bulk(sign_in: Callable[[str], Client]) -> BulkPages:
    """The pages, with the triage member in front of them."""
    return BulkPages(sign_in("triage"))

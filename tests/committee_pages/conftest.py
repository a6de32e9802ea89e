"""What tests of the committee's pages need."""

import pytest

from committee_pages.models import NewsIndexPage


@pytest.fixture
def index(pages: None) -> NewsIndexPage:
    """The English list of news."""
    found: NewsIndexPage = NewsIndexPage.objects.get(locale__language_code="en")
    return found

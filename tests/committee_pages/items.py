"""News items for tests."""

from datetime import date
from typing import Any

from committee_pages.models import NewsIndexPage, NewsPage


def add_item(index: NewsIndexPage, title: str, **fields: Any) -> NewsPage:
    """One more item, published."""
    page = NewsPage(
        **{
            "title": title,
            "summary": "A summary.",
            "happened_on": date(2022, 1, 1),
            "body": "<p>x</p>",
            "locale": index.locale,
            **fields,
        }
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    return page

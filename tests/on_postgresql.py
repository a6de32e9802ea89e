"""Which tests run a second time, on PostgreSQL: `pytest -p tests.on_postgresql`.

In: what asks a database, or writes to one. Tests of live servers start their own on SQLite.
Of a parametrised test, one case: its cases vary who asks, or in which language, and the
statements are the same. Every case where what is typed becomes part of the statement (search), and
every case with a NUL, which PostgreSQL alone takes in no text.
Out: modules named below, which find in a database only what others there test.
"""

import pytest

_OF = (
    "tests/accounts",
    "tests/committee_pages",
    "tests/home/media",
    "tests/home/search",
    "tests/home/test_sitemap.py",
    "tests/home/test_stand_ins.py",
    "tests/reports",
)
_EVERY_CASE = ("tests/home/search", "tests/committee_pages/test_law_search.py")
_OUT = (
    # Files and bytes: cleaned, drawn, written as PDF or as another format.
    "tests/reports/cleaning",
    "tests/reports/test_htcds.py",
    "tests/reports/test_sounds.py",
    "tests/committee_pages/law/test_akn.py",
    "tests/committee_pages/test_campaign_posters.py",
    "tests/committee_pages/test_law_pdf.py",
    # Texts and questions as the program has them.
    "tests/reports/questions",
    "tests/committee_pages/test_check.py",
    "tests/committee_pages/test_privacy.py",
    # The form before it is sent, which is in the page, in memory or in Redis; words that arrive
    # sealed, as bytes.
    "tests/reports/test_naughty_words.py",
    *(
        f"tests/reports/intake/test_{name}.py"
        for name in (
            *("kinds", "leaving", "multipart_reader", "receipt", "recaptcha", "redis", "safer"),
            *("steps", "waiting", "walk", "weight"),
        )
    ),
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    tested: set[str] = set()
    kept, left_out = [], []
    for item in items:
        test = item.nodeid.partition("[")[0]
        is_another = test not in tested or "\\x00" in item.nodeid
        is_in = item.nodeid.startswith(_OF) and not item.nodeid.startswith(_OUT)
        if is_in and _asks_a_database(item) and (is_another or test.startswith(_EVERY_CASE)):
            tested.add(test)
            kept.append(item)
        else:
            left_out.append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left_out)


def _asks_a_database(item: pytest.Item) -> bool:
    names: list[str] = getattr(item, "fixturenames", [])
    return "db" in names or item.get_closest_marker("django_db") is not None

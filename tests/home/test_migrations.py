"""What a migration must not lose."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.live import run_manage

_LANGUAGES = ("en", "pt", "tet")


def test_a_hotline_of_the_home_pages_becomes_the_service_of_the_strip(tmp_path: Path) -> None:
    run_manage(tmp_path, "migrate", "home", "0003_search_index", "-v0")
    with closing(sqlite3.connect(tmp_path / "mahon.sqlite3")) as database:
        _publish_home_pages(database)
        database.commit()
    run_manage(tmp_path, "migrate", "-v0")
    with closing(sqlite3.connect(tmp_path / "mahon.sqlite3")) as database:
        services = database.execute(
            "SELECT phone, in_strip, live, confirmed_on, confirmed_by, last_verified"
            " FROM home_service"
        ).fetchall()
        texts = database.execute(
            "SELECT language, name, hours FROM home_servicetext ORDER BY language"
        ).fetchall()
    assert services == [("+670 111 2222", 1, 1, "2025-06-02", "home page", None)]
    assert texts == [("en", "Hotline", "free (en)"), ("pt", "Linha telefónica", "free (pt)")]
    # Asked of the program itself: the strip shows it.
    shown = run_manage(tmp_path, "shell", "-v0", "-c", _STRIP)
    assert json.loads(shown) == ["+670 111 2222"]


_STRIP = """
import json
from home.models import Service
print(json.dumps([service.shown_phone for service in Service.objects.in_the_strip()]))
"""


def _publish_home_pages(database: sqlite3.Connection) -> None:
    """One for each language; that in Tetum is a draft, with another number."""
    columns = [row[1] for row in database.execute("PRAGMA table_info(wagtailcore_page)")]
    welcome = dict(
        zip(
            columns,
            database.execute("SELECT * FROM wagtailcore_page WHERE id = 2").fetchone(),
            strict=True,
        )
    )
    for place, code in enumerate(_LANGUAGES):
        locale = 100 + place
        database.execute("DELETE FROM wagtailcore_locale WHERE language_code = ?", (code,))
        database.execute(
            "INSERT INTO wagtailcore_locale (id, language_code) VALUES (?, ?)", (locale, code)
        )
        page = welcome | {
            "id": 100 + place,
            "path": f"0001{place + 2:04}",
            "slug": code,
            "url_path": f"/{code}/",
            "locale_id": locale,
            "live": code != "tet",
            "last_published_at": "2025-06-01 20:00:00",  # the next day in Dili
            "translation_key": f"{place:032}",
        }
        names, marks = ", ".join(page), ", ".join("?" * len(page))
        statement = f"INSERT INTO wagtailcore_page ({names}) VALUES ({marks})"  # noqa: S608 columns
        database.execute(statement, tuple(page.values()))
        number = "+670 999 9999" if code == "tet" else "+670 111 2222"
        database.execute(
            "INSERT INTO home_homepage VALUES (?, '', '', '', '', ?, ?)",
            (page["id"], number, f"free ({code})"),
        )
    database.execute("DELETE FROM wagtailcore_site")
    database.execute("UPDATE wagtailcore_page SET locale_id = 100 WHERE id <= 2")

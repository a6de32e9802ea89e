"""What a visit costs: queries of the database, bytes on a slow line. For every public page."""

import gzip
import re
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.settings.paths import BASE_DIR
from tests.home.test_sitemap import entries_of, files_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages", "people")]

_CODES = ["tet", "pt", "en", "id"]
_MOST_QUERIES = 12
_MOST_FILES = 3
_FIRST_VISIT = 30 * 1024  # bytes: page, style, script
_FIVE_PAGES = 60 * 1024
_DIRECTORY = 8 * 1024  # the directory is in the page whole: to open a place asks for nothing
_PAGE = 6 * 1024
# Addresses that no sitemap names.
_MORE = ["report/", "report/reply/", "report/safer/", "search/", "help/print/", "nowhere/"]


def _paths(client: Client, code: str) -> list[str]:
    """Every page of a language, and one article of each act."""
    pages, *others = (entries_of(client, path) for path in files_of(client))
    found = [path for path in pages if path.startswith(f"/{code}/")]
    acts: dict[str, str] = {}
    for path in (path for entries in others for path in entries if path.startswith(f"/{code}/")):
        acts.setdefault(path.rsplit("/", 2)[0], path)
    return [*found, *acts.values(), *(f"/{code}/{path}" for path in _MORE)]


def _files(page: str) -> set[str]:
    return set(re.findall(r'<(?:link|script) [^>]*(?:href|src)="/static/([^"]+)"', page))


def _as_sent(name: str) -> int:
    """Bytes of a file as the server sends it, compressed once and for all."""
    return len(brotli.compress((BASE_DIR / "static" / name).read_bytes()))


@pytest.mark.parametrize("code", _CODES)
def test_every_page_asks_the_database_little_and_is_light(client: Client, code: str) -> None:
    files: set[str] = set()
    sizes: dict[str, int] = {}
    faults: list[tuple[str, Any]] = []
    for path in _paths(client, code):
        client.get(path)  # what is kept between requests is there the second time
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code in {200, 404}, path
        assert answer.headers["Content-Encoding"] == "gzip", path
        page = gzip.decompress(answer.content).decode()
        sizes[path] = len(answer.content)
        files |= _files(page)
        first_visit = sizes[path] + sum(map(_as_sent, _files(page)))
        most = _DIRECTORY if "/help/" in path else _PAGE
        if len(asked) > _MOST_QUERIES or sizes[path] > most or first_visit > _FIRST_VISIT:
            faults.append((path, (len(asked), sizes[path], first_visit)))
        if len(_files(page)) > _MOST_FILES or re.findall(r'(?:src|srcset|data)="https?:', page):
            faults.append((path, _files(page)))
    assert faults == []
    assert len(sizes) > 20
    five = sum(sorted(sizes.values())[-5:]) + sum(map(_as_sent, files))
    assert five <= _FIVE_PAGES


@pytest.mark.parametrize(("path", "most"), [("report/", 4), ("report/reply/", 0)])
def test_the_form_asks_the_database_least(
    client: Client, django_assert_max_num_queries: Any, path: str, most: int
) -> None:
    client.get(f"/en/{path}")
    with django_assert_max_num_queries(most):
        client.get(f"/en/{path}")

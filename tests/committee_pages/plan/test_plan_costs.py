"""What the pages of a plan cost."""

import gzip
import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from committee_pages.plan.states import State
from tests.committee_pages.plan.samples import ADDRESS, activity, institution, many, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
_SLUGS = ["five-months-2021", "known-work-2022-2023", "national-action-plan-2026-2030"]
_STATIC = Path(__file__).resolve().parents[3] / "static"


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_two_hundred_activities_cost_no_more_queries_than_one(client: Client) -> None:
    made = plan()
    office = institution()
    paths = (ADDRESS, f"{ADDRESS}csv/", "/en/plan/", "/en/")
    activity(made, "First", owner=office, starts="2026-02", state=State.DONE)
    for path in paths:  # what a process asks once, such as kinds of content
        _queries(client, path)
    before = [_queries(client, path) for path in paths]
    many(199, made, owner=office, due="2026-03")
    assert [_queries(client, path) for path in paths] == before
    assert max(before) <= 12
    assert client.get(ADDRESS).content.decode().count('class="mh-timeline__name"') == 200


@pytest.mark.parametrize("slug", _SLUGS)
def test_a_first_visit_weighs_at_most_30_kb_on_the_wire(client: Client, slug: str) -> None:
    answer = client.get(f"/tet/plan/{slug}/", headers={"Accept-Encoding": "gzip"})
    page = gzip.decompress(answer.content).decode()
    drawing = re.findall(r"<svg class=.mh-(?:timeline|progress).*?</svg>", page, re.DOTALL)
    assert len("".join(drawing)) <= 8_000
    files = {
        re.sub(r"\.[0-9a-f]{12}\.", ".", name)
        for name in re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    }
    assert "plan.css" in files
    weights = [len(brotli.compress((_STATIC / name).read_bytes())) for name in files]
    assert len(answer.content) + sum(weights) <= 30_000
    assert len(answer.content) <= 5 * 1024

"""Pages that begin after a tip: none twice, none left out, whatever changes meanwhile."""

import re
from collections.abc import Callable
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from reports.inbox.listing.paging import Mark, page_of
from reports.models import Report
from tests.reports.inbox.tips import days_ago, make_tips

pytestmark = pytest.mark.django_db


@pytest.fixture
def tips(people: None) -> list[Report]:
    """Seven tips on three places in the list, so that the reference decides within one."""
    make_tips(3)
    make_tips(2, danger_now=True)
    make_tips(2, answer_by=days_ago(1), acknowledged_on=days_ago(2))
    return list(Report.objects.order_by("rank", "reference"))


def _all() -> Any:
    return Report.objects.all()


@pytest.mark.parametrize("rows", [1, 2, 3, 6, 7, 8])
def test_going_on_shows_every_tip_once_and_going_back_the_same_pages(
    tips: list[Report], rows: int
) -> None:
    pages = [page_of(_all(), rows)]
    while pages[-1].next:
        pages.append(page_of(_all(), rows, after=pages[-1].next))
    assert [tip for page in pages for tip in page.reports] == tips
    assert pages[0].previous is None
    for earlier, later in pairwise(pages):
        assert later.previous
        assert page_of(_all(), rows, before=later.previous).reports == earlier.reports


def test_the_page_after_a_tip_that_is_gone_begins_where_it_stood(tips: list[Report]) -> None:
    mark = page_of(_all(), 3).next
    tips[2].delete()
    assert mark
    assert page_of(_all(), 3, after=mark).reports == tips[3:6]


def test_a_page_that_would_begin_before_the_first_tip_is_the_first_page(
    tips: list[Report],
) -> None:
    page = page_of(_all(), 3, before=Mark.at(tips[1]))
    assert page.reports == tips[:3]
    assert page.previous is None


def test_after_the_last_tip_there_is_only_a_way_back(tips: list[Report]) -> None:
    page = page_of(_all(), 3, after=Mark.at(tips[-1]))
    assert (page.reports, page.next) == ([], None)
    assert page.previous
    assert page_of(_all(), 3, before=page.previous).reports == tips[3:6]


@pytest.mark.parametrize(
    "written",
    [
        "",
        ".",
        "5",
        "5.",
        ".R7QK-MD42",
        "x.R7QK-MD42",
        "5.R7QK_MD42",
        "5.r7qk-md42",
        "1e3.R7QK-MD42",
        "5.R7QK-MD42 ",
        "9999999999.R7QK-MD42",
        "٣.R7QK-MD42",
        "--5.R7QK-MD42",
        "5.R7QK-MD42\n",
    ],
)
def test_what_is_no_place_is_none(written: str) -> None:
    assert Mark.read(written) is None


@pytest.mark.parametrize("rank", [-9_260_000, 0, 740_000, 19_260_000])
def test_a_place_is_read_as_it_was_written(rank: int) -> None:
    mark = Mark(rank, "R7QK-MD42")
    assert Mark.read(str(mark)) == mark


def test_the_links_of_a_page_keep_view_and_filters(
    tips: list[Report], sign_in: Callable[[str], Client]
) -> None:
    make_tips(30, language="pt")
    triage = sign_in("triage")
    page = unescape(triage.get("/staff/inbox/?language=pt&view=new").content.decode())
    (following,) = re.findall(r'href="([^"]*)" rel="next"', page)
    assert following.startswith("/staff/inbox/?view=new&language=pt&after=")
    assert 'rel="prev"' not in page
    page = unescape(triage.get(following).content.decode())
    assert page.count('name="tip"') == 5
    assert 'rel="next"' not in page
    (back,) = re.findall(r'href="([^"]*)" rel="prev"', page)
    assert triage.get(back).content.decode().count('name="tip"') == 25

"""A tip of another agency is not there: the same answer, at the same cost, as no tip at all."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox.services import record_view
from reports.models import Report
from tests.member import found_partner
from tests.sender import Sender

pytestmark = pytest.mark.django_db


def _patterns(inside: URLResolver, so_far: str = "") -> Iterator[tuple[str, set[str]]]:
    """Each address below, with the names of its parts."""
    for one in inside.url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one, so_far + str(one.pattern))
        elif isinstance(one, URLPattern):
            route = so_far + str(one.pattern)
            yield route, set(re.findall(r"<(?:\w+:)?(\w+)>", route))


_ADDRESSES = sorted({route for route, parts in _patterns(get_resolver()) if "report_id" in parts})


def _address(route: str, tip: object) -> str:
    # A new one each time: the same refusal is not recorded twice in a minute.
    parts = {"report_id": tip, "number": 1, "file_id": uuid4()}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(parts[str(part.group(1))]), route)


def _answer(browser: Client, method: str, address: str, tip: object, said: Any) -> tuple[Any, ...]:
    """All that who asks can notice: what comes back, and how often the database was asked."""
    with CaptureQueriesContext(connection) as captured:
        answer = browser.generic(
            method.upper(), address, said, content_type="application/x-www-form-urlencoded"
        )
    asked = [re.sub(r"'[^']*'|\d+", "?", q["sql"]) for q in captured.captured_queries]
    varying = r'nonce-[\w+/=-]+|csrfmiddlewaretoken" value="\w+"|' + str(tip)
    headers = sorted(
        (name, sorted(re.sub(varying, "", value).split("; ")))  # a policy is written in any order
        for name, value in answer.items()
        if name != "Expires"  # the hour of the answer
    )
    body = re.sub(varying, "", answer.content.decode())
    return answer.status_code, headers, body, asked


@pytest.fixture
def stranger(sender: Sender, lead: Unlocked, sign_in: Callable[[str], Client]) -> Client:
    """A member of another agency than that of the only tip, with a role that reads tips."""
    sender.send()
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    browser = sign_in("editor")
    assert browser.get("/staff/inbox/").status_code == 200
    return browser


def test_the_addresses_of_a_tip_are_found() -> None:
    assert "staff/inbox/<uuid:report_id>/" in _ADDRESSES
    assert len(_ADDRESSES) >= 20


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", _ADDRESSES)
def test_a_tip_of_another_agency_is_like_no_tip(stranger: Client, route: str, method: str) -> None:
    def asked_for(tip: object) -> tuple[Any, ...]:
        return _answer(stranger, method, _address(route, tip), tip, "")

    nowhere = asked_for(uuid4())
    there = asked_for(Report.objects.get().pk)
    assert there[0] in {404, 405}
    assert there == nowhere
    assert (there[0] == 405) == (not any('FROM "reports_report"' in sql for sql in there[3]))


@pytest.mark.parametrize(
    "route",
    [
        "{mine}related/link/?other={tip}&relation=linked",
        "{mine}related/link/?other={tip}&relation=main",
        "{mine}related/unlink/?other={tip}",
        "bulk/?tip={tip}&do=assign",
        "bulk/?tip={tip}&do=assign&value=triage&shown={tip}/&reason=x&once=1",
    ],
)
def test_a_form_that_names_a_tip_of_another_agency_is_like_one_that_names_none(
    sender: Sender,
    lead: Unlocked,
    unlocked_triage: Unlocked,
    sign_in: Callable[[str], Client],
    route: str,
) -> None:
    sender.send()
    mine = Report.objects.select_related("epoch__agency").get()
    record_view(unlocked_triage, mine)
    sender.send("A story for the other agency.")
    theirs = Report.objects.exclude(pk=mine.pk).get()
    partner = found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    Report.objects.filter(pk=theirs.pk).update(epoch=partner.epochs.get())
    browser = sign_in("triage")

    def asked_for(tip: object) -> tuple[Any, ...]:
        path, _mark, form = route.format(mine=f"{mine.pk}/", tip=tip).partition("?")
        return _answer(browser, "post", f"/staff/inbox/{path}", tip, form)

    asked_for(uuid4())  # what the session keeps for the next page is there from now on
    nowhere, there = asked_for(uuid4()), asked_for(theirs.pk)
    assert there == nowhere

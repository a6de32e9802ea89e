"""A member has one search at a time: each opens all cards, and that is work for the processor."""

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from reports.inbox.search import walk
from reports.models import Report
from tests.sender import Sender

pytestmark = pytest.mark.django_db
_SEARCH = "/staff/inbox/search/"
_REPLACED = "Stopped: you began another search. 1 of 3"


@pytest.fixture(autouse=True)
def three(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    for number in range(3):
        sender.send(f"Story number {number} of the harbour.")
    monkeypatch.setattr(walk, "AT_ONCE", 1)
    return list(Report.objects.order_by("rank", "reference"))


def _begun(browser: Client, address: str = _SEARCH) -> Iterator[bytes]:
    """A search that has looked at the first of the tips."""
    pieces = iter(browser.post(address, {"words": "harbour"}))
    while b"1 of 3" not in next(pieces):
        pass
    return pieces


def _rest(pieces: Iterator[bytes]) -> str:
    return unescape(b"".join(pieces).decode())


def _whole(answer: Any) -> str:
    return _rest(iter(answer))


def test_a_new_search_ends_the_one_that_runs(sign_in: Callable[[str], Client]) -> None:
    triage = sign_in("triage")
    first = _begun(triage)
    second = _begun(triage)
    assert _REPLACED in _rest(first)
    assert "The search is done. 3 of 3" in _rest(second)


def test_of_many_only_the_last_goes_on(sign_in: Callable[[str], Client]) -> None:
    triage = sign_in("triage")
    begun = [_begun(triage) for _time in range(5)]
    ends = [_rest(pieces) for pieces in begun]
    assert [_REPLACED in end for end in ends] == [True, True, True, True, False]


def test_a_search_in_another_browser_ends_it_too_also_one_that_is_done_already(
    sign_in: Callable[[str], Client],
) -> None:
    first = _begun(sign_in("triage"))
    assert "The search is done." in _whole(sign_in("triage").post(_SEARCH, {"words": "harbour"}))
    assert _REPLACED in _rest(first)


def test_looking_for_related_tips_is_a_search_too(
    sign_in: Callable[[str], Client], three: list[Report]
) -> None:
    triage = sign_in("triage")
    first = _begun(triage)
    related = _begun(triage, f"/staff/inbox/{three[0].pk}/related/")
    assert _REPLACED in _rest(first)
    assert "The search is done." in _rest(related)


def test_a_colleague_s_search_goes_on(sign_in: Callable[[str], Client]) -> None:
    first = _begun(sign_in("triage"))
    second = _begun(sign_in("lead"))
    assert "The search is done." in _rest(first)
    assert "The search is done." in _rest(second)


def test_one_after_the_other_is_as_before(sign_in: Callable[[str], Client]) -> None:
    triage = sign_in("triage")
    for _time in range(2):
        assert "The search is done." in _whole(triage.post(_SEARCH, {"words": "harbour"}))

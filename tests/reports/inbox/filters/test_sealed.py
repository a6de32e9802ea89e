"""The filters over sealed cards, and the words."""

from datetime import date
from typing import Any

import pytest
from django.test import override_settings

from reports.inbox.filters import Desk, SealedChosen

_CARD: dict[str, Any] = {
    "first_words": "A house",
    "kinds": ["house_work"],
    "municipality": "tl-07",
    "minors": "unknown",
    "exclude": [],
}
_DESK = Desk(me=1, my_name="rui", today=date(2026, 1, 1), people={})
_ASSESSED = {"kinds": ["sex"], "municipality": "tl-09", "minors": "yes"}


@pytest.fixture(autouse=True)
def _no_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels lie in the database; what a filter does with them needs none of it."""
    monkeypatch.setattr("reports.inbox.filters.sealed.labels", lambda _desk: [("7", "Boats")])
    from reports.inbox.filters.sealed import SEALED

    object.__setattr__(SEALED["label"], "choices", lambda _desk: [("7", "Boats")])


@pytest.mark.parametrize(
    ("asked", "card", "found"),
    [
        ({"kind": "house_work"}, _CARD, True),
        ({"kind": "sex"}, _CARD, False),
        ({"kind": "sex"}, {**_CARD, "assessed": _ASSESSED}, True),
        ({"kind": "house_work"}, {**_CARD, "assessed": _ASSESSED}, True),
        ({"municipality": "tl-07"}, _CARD, True),
        ({"municipality": "tl-09"}, _CARD, False),
        ({"municipality": "tl-09"}, {**_CARD, "assessed": _ASSESSED}, True),
        ({"minors": "yes"}, _CARD, False),
        ({"minors": "yes"}, {**_CARD, "assessed": _ASSESSED}, True),
        ({"kind": "house_work", "minors": "no"}, _CARD, False),
        ({"label": "7"}, _CARD, False),
        ({"label": "7"}, {**_CARD, "labels": ["7", "8"]}, True),
        ({"kind": "sex"}, {}, False),
        ({}, {}, True),
    ],
)
def test_a_card_matches_what_the_sender_told_or_a_member_assessed(
    asked: dict[str, str], card: dict[str, Any], found: bool
) -> None:
    chosen = SealedChosen.from_post(asked, _DESK)
    assert chosen.errors == ()
    assert chosen.matches(card) is found


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"kind": "joy"}, "“joy” is no choice of “What it looks like”, so it is left out."),
        ({"municipality": "tl-99"}, "“tl-99” is no choice of “Place”, so it is left out."),
        ({"label": "99"}, "“99” is no choice of “Label”, so it is left out."),
        ({"words": "x " * 11}, "Search for at most 10 words; these are left out."),
        ({"words": "x" * 201}, "Search for at most 10 words; these are left out."),
        ({"words": "a\0b"}, "Search for at most 10 words; these are left out."),
    ],
)
def test_what_makes_no_sense_is_named_and_left_out(asked: dict[str, str], sentence: str) -> None:
    chosen = SealedChosen.from_post({**asked, "minors": "yes"}, _DESK)
    assert chosen.errors == (sentence,)
    assert chosen.pairs() == [("minors", "yes")]


def test_words_alone_are_a_search_and_nothing_is_none() -> None:
    assert SealedChosen.from_post({"words": "  blue   boat "}, _DESK).words == "blue boat"
    assert SealedChosen.from_post({"words": "boat"}, _DESK)
    assert not SealedChosen.from_post({"words": "   ", "kind": ""}, _DESK)


@override_settings(LANGUAGE_CODE="en")
def test_a_search_is_told_in_words() -> None:
    chosen = SealedChosen.from_post({"kind": "sex", "words": "boat"}, _DESK)
    assert chosen.in_words(_DESK) == [
        ("What it looks like", "Made to sell sex or be filmed"),
        ("Words", "boat"),
    ]

"""Acts and explained words as editors write them down: what is refused, with which sentence."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from committee_pages.models import Act, ActTitle, Term, TermWord
from tests.cms import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
_CMS = "/staff/cms/law"
_TITLE = {"language": "pt", "title": "Lei fictícia"}
_WORD = {"language": "pt", "word": "nuvem", "explanation": "Um objeto."}


def _act(**fields: Any) -> dict[str, Any]:
    return {
        "subtype": "lei",
        "number": "7",
        "year": "2098",
        "made_on": "2098-01-02",
        **rows("titles", _TITLE),
        **rows("sources"),
        **fields,
    }


def _term(**fields: Any) -> dict[str, Any]:
    return {"name": "Cloud", "act": "", **rows("words", _WORD), **fields}


def test_an_editor_writes_an_act_down(sign_in: Callable[[str], Client]) -> None:
    answer = sign_in("editor").post(f"{_CMS}/about/new/", _act(number="7-A"))
    assert answer.status_code == 302
    assert Act.objects.get(year=2098).titles.get().title == "Lei fictícia"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": "seven"}, "Write the number alone, such as 3"),
        ({"number": "7/2098"}, "Write the number alone, such as 3"),
        ({"number": "7-a"}, "Write the number alone, such as 3"),
        ({"number": ""}, "This field is required."),
        ({"year": "last"}, "Enter a whole number."),
        ({"year": "-1"}, "greater than or equal to 0"),
        ({"made_on": "2098-02-30"}, "Enter a valid date."),
        ({"subtype": "circular"}, "Select a valid choice."),
        ({"subtype": "lei", "number": "3", "year": "2017"}, "There is an act with this kind"),
        ({"gazette_url": "javascript:alert(1)"}, "Enter a valid URL."),
        (rows("titles"), "at least 1"),
        (rows("titles", {**_TITLE, "title": ""}), "This field is required."),
        (rows("titles", {**_TITLE, "language": "xx"}), "Select a valid choice."),
        (rows("titles", _TITLE, _TITLE), "two texts in one language"),
        (rows("sources", {"language": "en", "label": "x", "url": "paper"}), "Enter a valid URL."),
    ],
)
def test_what_an_act_cannot_be_is_told_and_nothing_is_saved(
    sign_in: Callable[[str], Client], fields: dict[str, Any], sentence: str
) -> None:
    before = (Act.objects.count(), ActTitle.objects.count())
    answer = sign_in("editor").post(f"{_CMS}/about/new/", _act(**fields))
    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    assert (Act.objects.count(), ActTitle.objects.count()) == before


def test_a_publisher_explains_a_word(sign_in: Callable[[str], Client]) -> None:
    assert sign_in("publisher").post(f"{_CMS}/words/new/", _term()).status_code == 302
    assert Term.objects.get(name="Cloud").words.get().word == "nuvem"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"act": "99999"}, "not one of the available choices"),
        (rows("words"), "at least 1"),
        (rows("words", {**_WORD, "word": ""}), "This field is required."),
        (rows("words", {**_WORD, "explanation": "x" * 301}), "at most 300 characters"),
    ],
)
def test_what_cannot_explain_a_word_is_told_and_nothing_is_saved(
    sign_in: Callable[[str], Client], fields: dict[str, Any], sentence: str
) -> None:
    before = (Term.objects.count(), TermWord.objects.count())
    answer = sign_in("publisher").post(f"{_CMS}/words/new/", _term(**fields))
    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    assert (Term.objects.count(), TermWord.objects.count()) == before

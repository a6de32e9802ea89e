"""News as editors write it: what is refused, with which sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from committee_pages.models import Institution, NewsIndexPage, NewsPage
from tests.cms import paragraph, rows
from tests.committee_pages.items import add_item

pytestmark = pytest.mark.django_db
_TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"happened_on": date(1999, 12, 31)}, "happened_on"),
        ({"happened_on": date(1, 1, 1)}, "happened_on"),
        ({"happened_on": _TODAY + timedelta(days=367)}, "happened_on"),
        ({"happened_on": date(9999, 12, 31)}, "happened_on"),
        ({"until": date(2021, 12, 31)}, "until"),
        ({"until": date(2022, 1, 1)}, "until"),
        ({"until": date(2023, 6, 1)}, "until"),
        ({"until": date(9999, 12, 31)}, "until"),
        ({"kind": "gossip"}, "kind"),
    ],
)
def test_days_and_types_that_cannot_be_are_refused_at_their_field(
    index: NewsIndexPage, fields: dict[str, Any], at: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_item(index, "Item", **fields)
    assert at in refused.value.message_dict
    assert not NewsPage.objects.filter(title="Item").exists()


@pytest.mark.parametrize("day", [date(2000, 1, 1), _TODAY + timedelta(days=366)])
def test_a_day_just_inside_is_taken(index: NewsIndexPage, day: date) -> None:
    assert add_item(index, "Item", happened_on=day).live


def _form(**fields: Any) -> dict[str, Any]:
    return {
        "title": "A new item",
        "slug": "a-new-item",
        "summary": "A summary.",
        "kind": "notice",
        "happened_on": "2024-05-06",
        "until": "",
        "body": paragraph("What happened."),
        "plan": "",
        **rows("people"),
        **rows("documents"),
        **rows("sources"),
        **rows("comments"),
        **fields,
    }


def _add(index: NewsIndexPage) -> str:
    return f"/staff/cms/pages/add/committee_pages/newspage/{index.pk}/"


_SOURCE = rows("sources", {"label": "Government", "url": "https://example.org/"})


def test_an_editor_writes_and_a_publisher_publishes(
    client: Client, index: NewsIndexPage, sign_in: Callable[[str], Client]
) -> None:
    justice = Institution.objects.get(texts__name="Ministry of Justice")
    form = _form(
        **rows("people", {"name": "Ana", "role": "Writer", "institution": str(justice.pk)}),
        **_SOURCE,
        institutions=[str(justice.pk)],
        kind="statement",
    )
    answer = sign_in("editor").post(_add(index), {**form, "action-publish": "1"})
    assert answer.status_code == 302
    made = NewsPage.objects.get(slug="a-new-item")
    assert not made.live
    assert client.get("/en/news/a-new-item/").status_code == 404
    person, source = made.people.get(), made.sources.get()
    form |= rows(
        "people",
        {"name": "Ana", "role": "Writer", "institution": str(justice.pk)},
        ids=(person.pk,),
    )
    form |= rows(
        "sources", {"label": "Government", "url": "https://example.org/"}, ids=(source.pk,)
    )
    edit = f"/staff/cms/pages/{made.pk}/edit/"
    answer = sign_in("publisher").post(edit, {**form, "action-publish": "1"})
    assert answer.status_code == 302
    page = unescape(client.get("/en/news/a-new-item/").content.decode())
    for words in ("Statement · ", "6 May 2024", "What happened.", "Ana", "Ministry of Justice"):
        assert words in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "statement"}, "A statement needs a source"),
        (
            {"kind": "statement", **rows("sources", {"label": "", "url": ""})},
            "A statement needs a source",
        ),
        (
            {
                "kind": "statement",
                **rows("sources", {"label": "x", "url": "https://e.org/", "DELETE": "on"}),
            },
            "A statement needs a source",
        ),
        (rows("sources", {"label": "x", "url": "javascript:alert(1)"}), "Enter a valid URL"),
        ({"happened_on": "6024-05-06"}, "more than a year ahead"),
        ({"happened_on": "1024-05-06"}, "too long ago"),
        ({"happened_on": "yesterday"}, "Enter a valid date"),
        ({"until": "2024-05-05"}, "must be after the first day"),
        ({"kind": "x"}, "Select a valid choice"),
        ({"body": "<p>x</p><script>y</script>"}, "cannot be in a text"),
        ({"institutions": ["99999"]}, "not one of the available choices"),
    ],
)
def test_a_bad_form_gets_a_sentence_and_nothing_is_saved(
    index: NewsIndexPage, sign_in: Callable[[str], Client], fields: dict[str, Any], sentence: str
) -> None:
    before = Page.objects.count()
    form = _form(**{**fields, "action-publish": "1"})
    answer = sign_in("publisher").post(_add(index), form)
    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    assert Page.objects.count() == before


def test_a_draft_of_a_statement_may_wait_for_its_source(
    index: NewsIndexPage, sign_in: Callable[[str], Client]
) -> None:
    answer = sign_in("editor").post(_add(index), _form(kind="statement"))
    assert answer.status_code == 302
    made = NewsPage.objects.get(slug="a-new-item")
    form = _form(kind="statement", **{"action-publish": "1"})
    answer = sign_in("publisher").post(f"/staff/cms/pages/{made.pk}/edit/", form)
    assert answer.status_code == 200
    made.refresh_from_db()
    assert not made.live

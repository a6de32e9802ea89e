"""Rich text: what is refused, that it is told, and that nothing of it is ever stored."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page, Revision

from committee_pages.models import OrdinaryPage, PlanPage
from home.models import HomePage
from home.rich_text import CheckedRichTextArea, not_allowed
from tests.cms import paragraph

pytestmark = pytest.mark.django_db
_SECRET = "stolen-by-script"


def _link(url: Any) -> str:
    return paragraph(
        "Read more",
        ranges=[{"offset": 0, "length": 4, "key": 0}],
        entities={"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}},
    )


def _entity(kind: str, **data: Any) -> str:
    return paragraph(
        " ",
        block={"type": "atomic"},
        ranges=[{"offset": 0, "length": 1, "key": 0}],
        entities={"0": {"type": kind, "mutability": "IMMUTABLE", "data": data}},
    )


_BAD = [
    (f"<p>Hello</p><script>{_SECRET}()</script>", "&lt;script&gt;"),
    (f'<p>Hello</p><iframe src="https://evil.example/{_SECRET}"></iframe>', "&lt;iframe&gt;"),
    (f'<p onclick="{_SECRET}()">Hello</p>', "onclick"),
    (f'<p><a href="javascript:{_SECRET}()">Hello</a></p>', "javascript:"),
    (f'<p><a href=" jAva\tscript:{_SECRET}()">Hello</a></p>', "script:"),
    (f'<p>Hello<img src="x" onerror="{_SECRET}()"></p>', "onerror"),
    (f'<p style="background:url({_SECRET})">Hello</p>', "style"),
    (f"<p>Hello</p><svg><script>{_SECRET}</script></svg>", "&lt;svg&gt;"),
    (f"<p>Hello</p><!-- {_SECRET} -->", "&lt;!-- --&gt;"),
    (paragraph(f'<iframe src="https://evil.example/{_SECRET}"></iframe>'), "&lt;iframe&gt;"),
    (paragraph(f"Hello <ScRiPt >{_SECRET}"), "&lt;script&gt;"),
    (_link(f"javascript:{_SECRET}()"), "javascript:"),
    (_link(f"data:text/html,{_SECRET}"), "data:"),
    (_link(f"vbscript:{_SECRET}"), "vbscript:"),
    (_entity("EMBED", url=f"https://evil.example/{_SECRET}"), "EMBED"),
    (_entity("IMAGE", id=1, alt=_SECRET, format="x"), "IMAGE"),
    (paragraph(_SECRET, block={"type": "header-one"}), "header-one"),
    (paragraph(_SECRET, styles=[{"offset": 0, "length": 3, "style": "CODE"}]), "CODE"),
    (f"{{not json {_SECRET}<object>", "&lt;object&gt;"),
    (json.dumps({"blocks": [{"text": _SECRET}]}), "could not be read"),
    (json.dumps([_SECRET]), "could not be read"),
    (json.dumps({"blocks": [{"key": 1, "type": ["x"], "text": _SECRET}]}), "could not be read"),
    (_link(None), "could not be read"),
]


def _form(page: Page, body: str, **fields: str) -> dict[str, str]:
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": "A summary.",
        "body": body,
        "place": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **fields,
    }


@pytest.fixture
def ordinary(pages: None) -> OrdinaryPage:
    """A page with a text."""
    found: OrdinaryPage = OrdinaryPage.objects.get(locale__language_code="en", slug="about")
    return found


@pytest.mark.parametrize("button", ["", "action-publish"], ids=["draft", "published"])
@pytest.mark.parametrize("bad", _BAD)
def test_what_no_text_may_hold_is_told_and_never_stored(
    client: Client,
    ordinary: OrdinaryPage,
    sign_in: Callable[[str], Client],
    bad: tuple[str, str],
    button: str,
) -> None:
    body, told = bad
    revisions = Revision.objects.count()
    fields = {button: "1"} if button else {}
    answer = sign_in("publisher").post(
        f"/staff/cms/pages/{ordinary.pk}/edit/", _form(ordinary, body, **fields)
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert told in page
    assert "save again" in page or "Write it again" in page
    assert Revision.objects.count() == revisions
    ordinary.refresh_from_db()
    assert _SECRET not in ordinary.body
    assert _SECRET not in str(list(Revision.objects.values_list("content", flat=True)))
    assert _SECRET not in client.get("/en/about/").content.decode()


def test_an_editors_text_is_taken_as_it_is(
    client: Client, ordinary: OrdinaryPage, sign_in: Callable[[str], Client]
) -> None:
    body = paragraph(
        "Less than 3 < 5, and bold",
        styles=[{"offset": 21, "length": 4, "style": "BOLD"}],
        ranges=[{"offset": 0, "length": 4, "key": 0}],
        entities={"0": {"type": "LINK", "mutability": "M", "data": {"url": "tel:112"}}},
    )
    form = _form(ordinary, body, **{"action-publish": "1"})
    answer = sign_in("publisher").post(f"/staff/cms/pages/{ordinary.pk}/edit/", form)
    assert answer.status_code == 302
    page = client.get("/en/about/").content.decode()
    assert '<a href="tel:112">Less</a> than 3 &lt; 5' in page
    assert "<b>bold</b>" in page


@pytest.mark.parametrize("nothing", ["null", ""])
def test_a_text_that_may_be_missing_is_missing_without_a_word(
    pages: None, sign_in: Callable[[str], Client], nothing: str
) -> None:
    """Draftail sends `null` from a field that nobody touched, or that was emptied."""
    plan = PlanPage.objects.filter(locale__language_code="en").exclude(body="")[0]
    form = _form(plan, nothing, plan=str(plan.plan_id), **{"action-publish": "1"})
    answer = sign_in("publisher").post(f"/staff/cms/pages/{plan.pk}/edit/", form)
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert plan.body == ""


@pytest.mark.parametrize("nothing", ["null", ""])
def test_a_text_that_must_be_there_is_asked_for(
    ordinary: OrdinaryPage, sign_in: Callable[[str], Client], nothing: str
) -> None:
    form = _form(ordinary, nothing, **{"action-publish": "1"})
    answer = sign_in("publisher").post(f"/staff/cms/pages/{ordinary.pk}/edit/", form)
    page = answer.content.decode()
    assert "This field is required." in page
    assert "could not be read" not in page


def test_an_editor_is_told_before_what_falls_away(
    ordinary: OrdinaryPage, sign_in: Callable[[str], Client]
) -> None:
    page = sign_in("editor").get(f"/staff/cms/pages/{ordinary.pk}/edit/").content.decode()
    assert "Pasted pictures, films and scripts fall away." in page


def test_html_of_another_program_that_holds_nothing_else_is_taken(
    ordinary: OrdinaryPage, sign_in: Callable[[str], Client]
) -> None:
    form = _form(ordinary, "<h2>One</h2><p>Two <b>three</b></p>")
    answer = sign_in("editor").post(f"/staff/cms/pages/{ordinary.pk}/edit/", form)
    assert answer.status_code == 302
    ordinary.refresh_from_db()
    body = ordinary.get_latest_revision_as_object().body
    assert "One</h2>" in body
    assert "<b>three</b>" in body


@pytest.mark.parametrize(
    "html",
    [
        "<p>x<script>y</script></p>",
        '<a href="javascript:x">y</a>',
        '<p onclick="x">y</p>',
        "<embed>",
    ],
)
def test_a_page_refuses_it_from_any_other_side_too(pages: None, html: str) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    home.introduction = html
    with pytest.raises(ValidationError) as refused:
        home.save()
    assert "introduction" in refused.value.message_dict


def test_all_that_is_published_holds_nothing_else(pages: None) -> None:
    for page in Page.objects.live().specific():
        if page.depth > 1:
            page.clean()


@given(st.text() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_whatever_is_posted_what_is_stored_is_clean(posted: str) -> None:
    widget = CheckedRichTextArea(features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])
    text = widget.value_from_datadict({"body": posted}, {}, "body")
    assert text is not None
    assert not_allowed(text) == []


@given(
    st.fixed_dictionaries(
        {
            "blocks": st.lists(
                st.fixed_dictionaries(
                    {"text": st.text(), "type": st.sampled_from(["unstyled", "atomic", "x"])},
                    optional={
                        "key": st.text(),
                        "depth": st.integers(-1, 3),
                        "entityRanges": st.lists(
                            st.fixed_dictionaries(
                                {
                                    "offset": st.integers(-1, 9),
                                    "length": st.integers(-1, 9),
                                    "key": st.integers(0, 1),
                                }
                            ),
                            max_size=2,
                        ),
                    },
                ),
                max_size=3,
            ),
            "entityMap": st.dictionaries(
                st.sampled_from(["0", "1"]),
                st.fixed_dictionaries(
                    {
                        "type": st.sampled_from(["LINK", "EMBED"]),
                        "data": st.dictionaries(
                            st.sampled_from(["url", "id"]), st.text() | st.integers() | st.none()
                        ),
                    }
                ),
            ),
        }
    )
)
def test_whatever_draftail_could_send_what_is_stored_is_clean(state: Any) -> None:
    widget = CheckedRichTextArea(features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])
    text = widget.value_from_datadict({"body": json.dumps(state)}, {}, "body")
    assert text is not None
    assert not_allowed(text) == []

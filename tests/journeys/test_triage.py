"""A member's day by the mouse, at a desk. Its pictures stand in docs/guides/triage.md.

Where SCREENSHOTS_DIR says where to: `docs/screenshots/triage` renews them.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.live import LiveServer
from tests.live_people import LiveSender

_PHONE = "7723 1408"
_BOAT = (
    f"A recruiter in the market promises work on a boat. He gives the number {_PHONE} and keeps "
    "the papers of whoever signs."
)
_SAME_NUMBER = f"My cousin was told to call {_PHONE} about a job abroad. She has not come home."
_NOTHING = "I only wanted to see whether this form works."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, neutral: str) -> Iterator[LiveServer]:
    """A portal of its own: no tip of another journey is in the pictures."""
    with LiveServer(tmp_path_factory.mktemp("triage"), LEAVE_URL=neutral) as live:
        for story in (_BOAT, _SAME_NUMBER, _NOTHING):
            LiveSender(live.url).send(story)
        yield live


@pytest.fixture(scope="module")
def sessions() -> dict[str, Any]:
    """Of this portal alone."""
    return {}


def _row(page: Page, words: str) -> Locator:
    return page.get_by_role("row").filter(has_text=words[:40])


def _open(page: Page, words: str) -> None:
    page.goto("/staff/inbox/")
    with page.expect_navigation():
        _row(page, words).get_by_role("link").first.click()


def _beginning(name: str) -> re.Pattern[str]:
    """The name of a button or link; of which thing it is follows for screen readers alone."""
    return re.compile(rf"^\s*{re.escape(name)}\b")


def _press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=_beginning(name)).first.click()


def _follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=_beginning(name)).first.click()


def test_a_list_is_filtered_and_kept_as_a_view(
    sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    page = sign_in("triage")
    page.goto("/staff/inbox/")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Danger now")
    shot(page, "list")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("English", exact=True).check()
    _press(page, "Show")
    assert "language=en" in page.url
    expect(_row(page, _BOAT)).to_be_visible()
    expect(page.get_by_text("(Demonstrasi)")).to_have_count(0)
    page.get_by_text("Filter", exact=True).click()
    _follow(page, "Save as view")
    page.get_by_label("Name of the view").fill("English, to translate")
    _press(page, "Save")
    page.goto("/staff/inbox/")
    _follow(page, "Saved views")
    _follow(page, "English, to translate")
    assert "language=en" in page.url
    expect(_row(page, _BOAT)).to_be_visible()


def test_a_tip_is_taken_judged_noted_and_answered(
    sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    page = sign_in("triage")
    _open(page, _BOAT)
    _press(page, "Take it")
    page.get_by_label("Where it stands").select_option(label="Waiting for an answer")
    _press(page, "Save")
    expect(page.get_by_text("Saved. The sender sees it with the day.")).to_be_visible()
    _follow(page, "Change")
    page.get_by_label("High").check()
    page.get_by_label("Why?").fill("A recruiter who is still at work.")
    _press(page, "Save")

    _follow(page, "Assess the tip")
    page.get_by_label("Recruitment", exact=True).check()
    page.get_by_label("Fraud or deception", exact=True).check()
    shot(page, "assessment")
    _press(page, "Save")

    page.get_by_label("Your note").fill("The same number was named in a tip of last week.")
    _press(page, "Keep the note")
    page.get_by_label("Your message").fill("Thank you. Is anybody still waiting to leave?")
    _press(page, "Look at the reply")
    expect(page.get_by_role("heading", name="The sender will see this")).to_be_visible()
    shot(page, "reply")
    _press(page, "Send to the sender")
    for done in ("The same number was named", "Is anybody still waiting to leave?"):
        expect(page.get_by_text(done)).to_be_visible()
    shot(page, "tip")


def test_two_tips_that_name_one_number_are_linked(
    sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    page = sign_in("triage")
    _open(page, _SAME_NUMBER)
    tip = page.url
    _press(page, "Look for related tips")
    found = page.get_by_role("article").filter(has_text=_BOAT[:40])
    expect(found).to_contain_text("number")
    shot(page, "related")
    with page.expect_navigation():
        found.get_by_role("button", name=_beginning("Link the two")).click()
    page.goto(tip)
    expect(page.locator("section", has_text="Related tips").last).to_contain_text(_BOAT[:40])


def test_words_are_found_inside_the_seals(
    sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    page = sign_in("triage")
    page.goto("/staff/inbox/")
    page.get_by_text("Search what is sealed", exact=True).click()
    page.get_by_label("Words in the text").fill("cousin abroad")
    _press(page, "Search")
    expect(page.get_by_role("status")).to_contain_text("1 found")
    expect(page.get_by_text(_SAME_NUMBER[:40])).to_be_visible()
    assert "cousin" not in page.url
    shot(page, "search")


def test_what_has_nothing_to_do_with_it_is_closed_by_two(
    sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    page = sign_in("triage")
    _open(page, _NOTHING)
    tip = page.url
    _follow(page, "Close the tip")
    page.get_by_label(re.compile("It has nothing to do with trafficking")).check()
    page.get_by_label("In your own words").fill("Somebody tried the form.")
    _press(page, "Close")
    expect(page.get_by_text("A second member has to agree.")).to_be_visible()
    expect(page.get_by_role("link", name="Agree or object")).to_have_count(0)

    other = sign_in("lead")
    other.goto(tip)
    _follow(other, "Agree or object")
    shot(other, "closing")
    _press(other, "Agree and close")
    expect(other.get_by_text("Closed. The sender sees it with the day.")).to_be_visible()


def test_several_tips_are_given_to_one_member_and_taken_back(
    sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    page = sign_in("triage")
    page.goto("/staff/inbox/")
    for story in (_BOAT, _SAME_NUMBER):
        _row(page, story).get_by_role("checkbox").check()
    page.get_by_label("With the ticked tips").select_option(label="Say who works on them")
    _press(page, "Go on")
    page.get_by_label("Who works on them").select_option(label="Lita (demonstration)")
    _press(page, "Show what would change")
    page.get_by_label("Reason").fill("Lita knows the recruiters of the market.")
    shot(page, "bulk")
    _press(page, "Confirm")
    expect(page.get_by_role("heading", name="2 tips are changed")).to_be_visible()
    _press(page, "Undo")
    expect(page.get_by_role("heading", name="2 tips are again what they were")).to_be_visible()


def test_a_lead_reads_the_numbers(sign_in: Callable[..., Page], shot: Callable[..., None]) -> None:
    page = sign_in("lead")
    page.goto("/staff/inbox/")
    _follow(page, "Dashboard")
    expect(page.get_by_role("table", name="Open tips by age")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="The same or the next day")).to_contain_text("1")
    shot(page, "dashboard")

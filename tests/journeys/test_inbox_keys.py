"""The inbox by the keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.accessibility import axe_faults
from tests.live import LiveServer
from tests.live_people import LiveSender

_STORIES = tuple(f"Keys: story number {number} of three." for number in range(1, 4))
_FERRY = "A ferry at midnight took four girls away."


@pytest.fixture(scope="module", autouse=True)
def _tips(server: LiveServer) -> None:
    for story in _STORIES:
        LiveSender(server.url).send(story)


@pytest.fixture
def inbox(sign_in: Callable[..., Page]) -> Page:
    """The list, with nothing in focus, and a mouse that nobody touches."""
    sign_in("triage")
    page = sign_in("triage")
    page.goto("/staff/inbox/")
    return page


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _focused(page: Page) -> str:
    """The text of the link in focus."""
    return str(page.evaluate("document.activeElement.textContent"))


def _references(page: Page) -> list[str]:
    return page.locator("[data-key=row]").all_text_contents()


def _key(page: Page, name: str) -> str:
    return f'[data-key="{name}"]'


def test_j_and_k_move_in_the_list_and_the_focus_is_seen(inbox: Page) -> None:
    rows = _references(inbox)
    _press(inbox, "j")
    assert _focused(inbox) == rows[0]
    _press(inbox, "j", "j")
    assert _focused(inbox) == rows[2]
    _press(inbox, "k")
    assert _focused(inbox) == rows[1]
    expect(inbox.locator(":focus")).to_be_in_viewport()
    assert inbox.evaluate("document.activeElement.matches(':focus-visible')")
    _press(inbox, "k", "k", "k")
    assert _focused(inbox) == rows[0]  # the first stays the first


def test_x_ticks_and_unticks_the_row(inbox: Page) -> None:
    boxes = inbox.locator(_key(inbox, "tick"))
    _press(inbox, "x")
    assert not any(box.is_checked() for box in boxes.all())  # no row yet
    _press(inbox, "j", "x", "j", "j", "x")
    assert [box.is_checked() for box in boxes.all()[:3]] == [True, False, True]
    _press(inbox, "x")
    assert [box.is_checked() for box in boxes.all()[:3]] == [True, False, False]


@pytest.mark.parametrize("opens", ["o", "Enter"])
def test_a_tip_is_opened_and_u_leads_back(inbox: Page, opens: str) -> None:
    rows = _references(inbox)
    _press(inbox, "j", "j")
    with inbox.expect_navigation():
        _press(inbox, opens)
    expect(inbox.get_by_role("heading", level=1)).to_contain_text(rows[1])
    with inbox.expect_navigation():
        _press(inbox, "u")
    assert inbox.url.endswith("/staff/inbox/")


@pytest.mark.parametrize(("key", "name"), [("r", "reply"), ("n", "note")])
def test_a_key_goes_to_its_field_from_the_tip_and_from_the_list(
    inbox: Page, key: str, name: str
) -> None:
    _press(inbox, "j")
    with inbox.expect_navigation():
        _press(inbox, key)
    expect(inbox.locator(_key(inbox, name))).to_be_focused()
    _press(inbox, "Escape", key)
    expect(inbox.locator(_key(inbox, name))).to_be_focused()
    assert inbox.url.endswith(f"#key-{name}")


@pytest.mark.parametrize(
    ("key", "name", "heading"), [("e", "close", "Close the tip"), ("a", "assign", "")]
)
def test_a_key_goes_to_the_field_on_its_own_page_and_back_leads_to_where_it_was(
    inbox: Page, key: str, name: str, heading: str
) -> None:
    rows = inbox.get_by_role("row").filter(has=inbox.locator(_key(inbox, "row")))
    calm = next(i for i, row in enumerate(rows.all()) if "Danger now" not in row.inner_text())
    _press(inbox, *"j" * (calm + 1), key)
    field = inbox.locator(_key(inbox, name)).first
    expect(inbox.get_by_role("heading", level=1)).to_contain_text(heading)
    expect(field).to_be_focused()
    assert inbox.locator("main form").count()
    inbox.go_back()
    assert inbox.url.endswith("/staff/inbox/")


def test_brackets_lead_to_the_tips_around_in_the_same_list(inbox: Page) -> None:
    _press(inbox, "j", "j")
    with inbox.expect_navigation():
        _press(inbox, "o")
    for key, name in (("]", "next"), ("[", "previous"), ("[", "previous")):
        around = inbox.locator(_key(inbox, name))
        if not around.count():  # the first has none before it: the key does nothing
            address = inbox.url
            _press(inbox, key)
            assert inbox.url == address
            continue
        wanted = str(around.get_attribute("href"))
        with inbox.expect_navigation():
            _press(inbox, key)
        assert inbox.url.endswith(wanted)


def test_the_slash_opens_the_search_and_goes_to_its_words(inbox: Page) -> None:
    expect(inbox.locator(_key(inbox, "search"))).to_be_hidden()
    _press(inbox, "/")
    expect(inbox.locator(_key(inbox, "search"))).to_be_focused()
    inbox.keyboard.type("boat")
    expect(inbox.locator(_key(inbox, "search"))).to_have_value("boat")


def test_in_a_field_keys_are_letters(inbox: Page) -> None:
    _press(inbox, "j", "r")
    field = inbox.locator(_key(inbox, "reply"))
    expect(field).to_be_focused()
    inbox.keyboard.type("xjkgiu?/[]e")
    expect(field).to_have_value("xjkgiu?/[]e")
    assert not inbox.locator("dialog.mh-keys").count()
    assert "/staff/inbox/" in inbox.url
    assert not inbox.url.endswith("/inbox/")


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_with_a_modifier_keys_do_nothing(inbox: Page, modifier: str) -> None:
    _press(inbox, f"{modifier}+j", f"{modifier}+x", f"{modifier}+?")
    assert inbox.evaluate("document.activeElement === document.body")
    assert not inbox.locator("dialog.mh-keys").count()


def test_g_and_i_lead_to_the_inbox_and_neither_alone(inbox: Page) -> None:
    _press(inbox, "j")
    with inbox.expect_navigation():
        _press(inbox, "o")
    address = inbox.url
    _press(inbox, "i", "g", "x", "i")
    assert inbox.url == address
    with inbox.expect_navigation():
        _press(inbox, "g", "i")
    assert inbox.url.endswith("/staff/inbox/")


def test_the_question_mark_shows_the_list_and_escape_closes_it(
    sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    sign_in("triage")
    for scheme in ("light", "dark"):
        page = sign_in("triage", color_scheme=scheme, bypass_csp=True)
        page.goto("/staff/inbox/")
        _press(page, "j", "?")
        dialog = page.get_by_role("dialog", name="Keys of the keyboard")
        expect(dialog).to_be_visible()
        expect(dialog.get_by_text("Reply to the sender")).to_be_visible()
        shot(page, f"keys-dialog-{scheme}")
        assert axe_faults(page) == []
        _press(page, "j", "x", "?")
        assert page.locator("dialog.mh-keys").count() == 1
        _press(page, "Escape")
        expect(dialog).to_have_count(0)
        assert _focused(page) == _references(page)[0]  # where it was
        _press(page, "?")
        expect(dialog).to_be_visible()
        _press(page, "Enter")  # the button Close
        expect(dialog).to_have_count(0)


def test_several_tips_are_given_to_somebody_by_the_keyboard_alone(inbox: Page) -> None:
    _press(inbox, "j", "x", "j", "x")
    for _step in range(60):
        if inbox.evaluate("document.activeElement.id") == "bulk-do":
            break
        _press(inbox, "Shift+Tab")
    inbox.keyboard.type("Say who")
    _press(inbox, "Tab")
    with inbox.expect_navigation():
        _press(inbox, "Enter")
    for _step in range(60):
        if inbox.evaluate("document.activeElement.id") == "id_value":
            break
        _press(inbox, "Tab")
    inbox.keyboard.type("Rui")
    _press(inbox, "Tab")
    with inbox.expect_navigation():
        _press(inbox, "Enter")
    expect(inbox.get_by_role("heading", name="2 tips change")).to_be_visible()
    for _step in range(60):
        if inbox.evaluate("document.activeElement.id") == "id_reason":
            break
        _press(inbox, "Tab")
    inbox.keyboard.type("Rui has time.")
    _press(inbox, "Tab")
    with inbox.expect_navigation():
        _press(inbox, "Enter")
    expect(inbox.get_by_role("heading", name="2 tips are changed")).to_be_visible()


def _tab_until(page: Page, there: Locator) -> None:
    """Goes on by Tab until the focus is there."""
    for _step in range(80):
        if there.evaluate_all("all => all.includes(document.activeElement)"):
            return
        _press(page, "Tab")
    expect(there.first).to_be_focused()


def _go_on(page: Page, name: str) -> None:
    """Goes on by Tab to a button of this name, and presses it by Enter."""
    _tab_until(page, page.get_by_role("button", name=name, exact=True))
    with page.expect_navigation():
        _press(page, "Enter")


def test_a_tip_is_found_opened_answered_and_closed_by_the_keyboard_alone(
    inbox: Page, server: LiveServer
) -> None:
    LiveSender(server.url).send(_FERRY)
    _press(inbox, "/")
    inbox.keyboard.type("ferry midnight")
    with inbox.expect_navigation():
        _press(inbox, "Enter")
    expect(inbox.get_by_role("status")).to_contain_text("1 found")
    assert "ferry" not in inbox.url
    _press(inbox, "j")
    with inbox.expect_navigation():
        _press(inbox, "o")
    expect(inbox.get_by_text(_FERRY)).to_be_visible()

    _press(inbox, "r")
    inbox.keyboard.type("Thank you. On which day?")
    _go_on(inbox, "Look at the reply")
    expect(inbox.get_by_role("heading", name="The sender will see this")).to_be_visible()
    _go_on(inbox, "Send to the sender")
    expect(inbox.get_by_text("Your reply waits for the sender.")).to_be_visible()
    expect(inbox.get_by_text("On which day?")).to_be_visible()

    with inbox.expect_navigation():
        _press(inbox, "e")
    expect(inbox.get_by_role("heading", name="Close the tip")).to_be_visible()
    expect(inbox.locator(_key(inbox, "close")).first).to_be_focused()
    _press(inbox, "Space")
    _go_on(inbox, "Close")
    expect(inbox.get_by_text("Closed. The sender sees it with the day.")).to_be_visible()
    with inbox.expect_navigation():
        _press(inbox, "u")
    assert inbox.url.endswith("/staff/inbox/")
    expect(inbox.get_by_role("row").filter(has_text=_FERRY)).to_have_count(0)


def test_the_slash_leads_from_a_tip_to_the_search(inbox: Page) -> None:
    _press(inbox, "j")
    with inbox.expect_navigation():
        _press(inbox, "o")
    with inbox.expect_navigation():
        _press(inbox, "/")
    assert inbox.url.endswith("/staff/inbox/search/")
    _press(inbox, "/")
    expect(inbox.locator(_key(inbox, "search"))).to_be_focused()


def test_switched_off_they_do_nothing(inbox: Page) -> None:
    inbox.goto("/staff/inbox/keyboard/")
    inbox.get_by_role("button", name="Switch them off").press("Enter")
    expect(inbox.get_by_text("They are off for you.")).to_be_visible()
    try:
        inbox.goto("/staff/inbox/")
        _press(inbox, "j", "?", "x")
        assert inbox.evaluate("document.activeElement === document.body")
        assert not inbox.locator("dialog.mh-keys").count()
    finally:
        inbox.goto("/staff/inbox/keyboard/")
        inbox.get_by_role("button", name="Switch them on").press("Enter")
        expect(inbox.get_by_text("They are off for you.")).to_have_count(0)


def test_without_scripts_the_list_of_keys_is_a_page(sign_in: Callable[..., Page]) -> None:
    sign_in("triage")
    page = sign_in("triage", java_script_enabled=False)
    page.goto("/staff/inbox/")
    page.get_by_role("link", name="Keys of the keyboard").click()
    expect(page.get_by_text("Tick the tip, or take the tick away")).to_be_visible()

"""The keys of the keyboard: their list, and that each member can switch them off."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from portal.settings.paths import BASE_DIR
from reports.inbox.keyboard import KEYS
from reports.models import Report
from tests.sender import Sender

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
_PAGE = "/staff/inbox/keyboard/"
_SCRIPT = BASE_DIR / "static" / "inbox.js"


def _text(browser: Client, path: str = "/staff/inbox/") -> str:
    return str(browser.get(path).content.decode())


def _is_on(page: str) -> bool:
    assert ('data-keys="on"' in page) == ('<script src="/static/inbox' in page)
    return 'data-keys="on"' in page


def test_the_page_lists_every_key_that_the_script_knows(sign_in: SignIn) -> None:
    page = _text(sign_in("triage"), _PAGE)
    script = _SCRIPT.read_text()
    places = script.partition("PLACES = {")[2].partition("}")[0]
    known = set(re.findall(r'"?([^\s",:]+)"?: "\w+"', places))
    known |= set(re.findall(r'key === "(\w)"', script)) - {"g", "i"} | {"g i"}
    listed = {key for keys, _does in KEYS for key in keys}
    assert known == listed - {"Enter", "Esc"}
    for key in listed:
        assert f"<kbd>{key}</kbd>" in page


def test_the_script_is_small_and_stores_and_asks_nothing_else() -> None:
    script = _SCRIPT.read_text()
    assert len(script.encode()) <= 6_000
    for word in ("http", "Storage", "cookie", "innerHTML", "eval"):
        assert word not in script
    assert script.count("fetch(") == 1


def test_the_pages_of_the_inbox_have_keys_and_no_other_page(
    sender: Sender, sign_in: SignIn
) -> None:
    sender.send()
    browser = sign_in("lead")
    tip = f"/staff/inbox/{Report.objects.get().pk}/"
    for path in ("/staff/inbox/", tip, "/staff/inbox/?view=quarantine", _PAGE):
        assert _is_on(_text(browser, path)), path
        assert f'href="{_PAGE}" data-key="keys"' in _text(browser, path)
    for path in ("/staff/members/", "/staff/account/", "/staff/keys/"):
        assert "data-key" not in _text(browser, path), path


def test_a_member_switches_them_off_and_on_for_every_session_of_theirs_alone(
    sign_in: SignIn,
) -> None:
    first, second, other = sign_in("triage"), sign_in("triage"), sign_in("lead")
    answer = first.post(_PAGE, {"keys": "off"}, follow=True)
    assert "They are off for you." in answer.content.decode()
    for browser in (first, second):
        assert not _is_on(_text(browser))
        assert 'data-keys="off"' in _text(browser)
    assert _is_on(_text(other))
    assert "<kbd>j</kbd>" in _text(first, _PAGE)
    first.post(_PAGE, {"keys": "on"})
    assert _is_on(_text(second))


@pytest.mark.parametrize("keys", ["", "maybe", "on\0"])
def test_another_answer_changes_nothing(sign_in: SignIn, keys: str) -> None:
    answer = sign_in("triage").post(_PAGE, {"keys": keys}, follow=True)
    assert "Choose on or off. Nothing was changed." in answer.content.decode()
    assert not User.objects.get(username="triage").keys_off


@pytest.mark.parametrize("person", ["editor", "publisher", "admin", "auditor"])
def test_whoever_reads_no_tips_has_no_keys(sign_in: SignIn, person: str) -> None:
    browser = sign_in(person)
    assert browser.get(_PAGE).status_code == 404
    assert browser.post(_PAGE, {"keys": "off"}).status_code == 404
    assert "data-keys" not in str(browser.get(f"/staff/inbox/{uuid4()}/").content)
    assert not User.objects.filter(keys_off=True).exists()


def test_the_lists_and_the_tip_carry_the_marks_that_the_script_looks_for(
    sender: Sender, sign_in: SignIn
) -> None:
    sender.send()
    browser = sign_in("triage")
    listed = _text(browser)
    for name in ("row", "tick", "search", "keys", "inbox"):
        assert f'data-key="{name}"' in listed, name
    tip = _text(browser, f"/staff/inbox/{Report.objects.get().pk}/")
    for name in ("close", "assign", "reply", "note", "back", "keys", "inbox"):
        assert f'data-key="{name}"' in tip, name


def test_a_page_at_which_nobody_is_hides_itself_with_keys_on_or_off(sign_in: SignIn) -> None:
    browser = sign_in("triage")
    assert '<script src="/static/away' in _text(browser)
    User.objects.update(keys_off=True)
    page = _text(browser)
    assert '<script src="/static/away' in page
    assert '<dialog class="mh-cover" id="away"' in page  # closed, so that without the script
    assert "<dialog open" not in page  # nothing changes
    assert "away.js" not in _text(browser, "/staff/account/")


def test_the_script_that_hides_is_small_stores_nothing_and_asks_one_thing() -> None:
    script = (_SCRIPT.parent / "away.js").read_text()
    assert len(script.encode()) <= 3_000
    for word in ("http", "Storage", "cookie", "innerHTML", "eval("):
        assert word not in script
    assert script.count("fetch(") == 1

import copy
import logging
import pickle
from dataclasses import FrozenInstanceError

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import ALICE, BOB, Unreadable
from vault.errors import Unopenable
from vault.identity import Identity
from vault.report_keys import ReportKeys

SECRET = ALICE.reveal()
NOT_SECRETS = [
    "",
    " ",
    SECRET + "\n",
    " " + SECRET,
    SECRET.lower(),
    SECRET[:-1],
    SECRET + "Q",
    SECRET[:-1] + ("Q" if SECRET[-1] != "Q" else "P"),
    SECRET.replace("AGE-SECRET-KEY-", "AGE-SECRET-KEX-"),
    ALICE.recipient,
    ALICE.recipient.upper(),
    "AGE-SECRET-KEY-1",
    "AGE-SECRET-KEY-1QQQQQQQQQQQQ",
    "# a comment\n" + SECRET,
    SECRET * 2,
    "1" * 1_000_000,
    "\udcff",
    "\0",
    "AGE-SECRET-KEY-1\N{LATIN SMALL LETTER LONG S}",
]


def test_a_new_identity_is_a_new_one_each_time() -> None:
    assert len({Identity.generate().recipient for _ in range(50)}) == 50


@given(st.binary(min_size=32, max_size=32))
def test_a_raw_key_gives_the_identity_that_age_makes_of_its_line(key: bytes) -> None:
    identity = Identity.from_key(key)
    theirs = pyrage.x25519.Identity.from_str(identity.reveal())
    assert identity.reveal() == str(theirs)
    assert identity.recipient == str(theirs.to_public())
    assert Identity.from_text(identity.reveal()) == identity


def test_the_same_raw_key_gives_the_same_identity_in_ten_years() -> None:
    assert SECRET == "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG"
    assert ALICE.recipient == "age13aqvttdk3ujkyjh9kg2w5an6dmy5mq5a84a4uxk3hfhnugfc9p0sy5p2wh"


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
def test_a_key_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="has 32 bytes"):
        Identity.from_key(bytes(size))


@pytest.mark.parametrize("text", NOT_SECRETS, ids=range(len(NOT_SECRETS)))
def test_a_malformed_line_is_no_identity(text: str) -> None:
    with pytest.raises(Unopenable):
        Identity.from_text(text)


@given(st.text())
def test_no_other_text_is_an_identity(text: str) -> None:
    with pytest.raises(Unopenable):
        Identity.from_text(text)


@given(st.integers(0, 73), st.characters())
def test_a_line_with_one_wrong_character_is_no_identity(position: int, character: str) -> None:
    text = SECRET[:position] + character + SECRET[position + 1 :]
    if text != SECRET:
        with pytest.raises(Unopenable):
            Identity.from_text(text)


def test_a_long_line_is_refused_unread() -> None:
    with pytest.raises(Unopenable):
        Identity.from_text(Unreadable(SECRET * 2))


def test_an_identity_shows_nothing_of_its_key(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("tests").error("%s %r", ALICE, [ALICE])
    shown = [str(ALICE), repr(ALICE), f"{ALICE}", f"{ALICE!r}", format(ALICE), caplog.messages[0]]
    assert all("<Identity hidden>" in text for text in shown)
    assert not any(SECRET in text or SECRET.lower() in text for text in shown)


def test_an_identity_takes_no_format() -> None:
    with pytest.raises(TypeError):
        format(ALICE, ">80")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_identity_is_not_pickled(protocol: int) -> None:
    with pytest.raises(TypeError, match="neither pickled nor copied"):
        pickle.dumps(ALICE, protocol)


def test_an_identity_is_not_copied() -> None:
    with pytest.raises(TypeError):
        copy.copy(ALICE)
    with pytest.raises(TypeError):
        copy.deepcopy([ALICE])


def test_an_identity_does_not_change() -> None:
    identity = Identity.from_text(SECRET)
    for name in ("_secret", "_recipient", "recipient", "other"):
        with pytest.raises(AttributeError):
            setattr(identity, name, BOB.reveal())
        with pytest.raises(AttributeError):
            delattr(identity, name)
    assert identity == ALICE
    assert not hasattr(identity, "__dict__")


def test_identities_are_equal_when_their_keys_are() -> None:
    same = Identity.from_text(SECRET)
    assert same == ALICE
    assert hash(same) == hash(ALICE)
    assert same != BOB
    assert len({ALICE, same, BOB}) == 2


@pytest.mark.parametrize("other", [SECRET, ALICE.recipient, None, 0, object()])
def test_an_identity_equals_nothing_but_an_identity(other: object) -> None:
    assert other != ALICE


def test_report_keys_are_two_different_identities_and_show_neither() -> None:
    keys = ReportKeys.generate()
    assert keys.case != keys.thread
    assert keys != ReportKeys.generate()
    assert repr(keys) == str(keys) == "<ReportKeys hidden>"


def test_report_keys_are_neither_changed_nor_pickled() -> None:
    keys = ReportKeys(case=ALICE, thread=BOB)
    with pytest.raises(FrozenInstanceError):
        keys.case = BOB  # type: ignore[misc]
    with pytest.raises(TypeError):
        pickle.dumps(keys)

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from tests.vault.samples import ALICE, BOB, Unreadable
from vault.errors import MistypedSheet
from vault.identity import Identity
from vault.key_text import read_secret
from vault.recovery_sheet import identity_of, words_of
from vault.word_list import WORDS

SHEET = (
    "abandon amount liar amount expire adjust cage candy arch gather drum bullet "
    "absurd math era live bid rhythm alien crouch range attend journey unaware"
)
TYPED = SHEET.split()

keys = st.binary(min_size=32, max_size=32)


def is_refused(text: str) -> bool:
    try:
        identity_of(text)
    except MistypedSheet:
        return True
    return False


def test_a_sheet_of_today_is_read_in_ten_years() -> None:
    assert words_of(ALICE) == tuple(TYPED)
    assert identity_of(SHEET) == ALICE


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("00" * 32, "abandon " * 23 + "art"),
        ("7f" * 32, "legal winner thank year wave sausage worth useful " * 2
         + "legal winner thank year wave sausage worth title"),
        ("80" * 32, "letter advice cage absurd amount doctor acoustic avoid " * 2
         + "letter advice cage absurd amount doctor acoustic bless"),
        ("ff" * 32, "zoo " * 23 + "vote"),
    ],
)  # fmt: skip
def test_the_words_are_those_of_the_vectors_of_bip_39(key: str, words: str) -> None:
    identity = Identity.from_key(bytes.fromhex(key))
    assert " ".join(words_of(identity)) == words
    assert identity_of(words) == identity


@given(keys)
def test_what_a_sheet_says_is_the_key(key: bytes) -> None:
    identity = Identity.from_key(key)
    words = words_of(identity)
    assert len(words) == 24
    assert bytes(Mnemonic("english").to_entropy(list(words))) == read_secret(identity.reveal())
    assert identity_of(" ".join(words)) == identity
    assert identity_of(identity.reveal()) == identity


@given(
    st.lists(st.text(" \t\n\r\xa0\u2003\u3000,;", min_size=1, max_size=4), min_size=25, max_size=25)
)
def test_blanks_and_commas_of_any_kind_do_not_matter(between: list[str]) -> None:
    text = between[0] + "".join(w + b for w, b in zip(TYPED, between[1:], strict=True))
    assert identity_of(text) == ALICE


@given(st.lists(st.integers(4, 8), min_size=24, max_size=24), st.randoms(use_true_random=False))
def test_four_letters_of_each_word_in_any_case_are_enough(
    ends: list[int], chance: random.Random
) -> None:
    short = [word[:end] for word, end in zip(TYPED, ends, strict=True)]
    text = " ".join(chance.choice([word, word.upper(), word.title()]) for word in short)
    assert identity_of(text) == ALICE


@pytest.mark.parametrize("pattern", ["{n}. {w} ", "{n}) {w}\n", "({n}) {w}, ", "{n}.{w} ",
                                     "{n:02}\t{w}\r\n", "{n}: {w}; "])  # fmt: skip
def test_numbered_words_are_read(pattern: str) -> None:
    text = "".join(pattern.format(n=at, w=word) for at, word in enumerate(TYPED, 1))
    assert identity_of(text) == ALICE


@pytest.mark.parametrize(
    "written",
    [ALICE.reveal(), ALICE.reveal() + "\n", " " + ALICE.reveal().lower(),
     "\t".join(ALICE.reveal()), ALICE.reveal()[:40] + "\r\n" + ALICE.reveal()[40:]],
)  # fmt: skip
def test_the_line_of_the_qr_code_is_read(written: str) -> None:
    assert identity_of(written) == ALICE


def test_most_words_in_the_wrong_place_are_refused() -> None:
    swaps = [
        " ".join([*TYPED[:at], TYPED[at + 1], TYPED[at], *TYPED[at + 2 :]]) for at in range(23)
    ]
    assert sum(map(is_refused, swaps)) >= 22
    assert all(is_refused(swap) or identity_of(swap) != ALICE for swap in swaps)


@given(st.integers(0, 23), st.sampled_from(WORDS))
def test_a_wrong_word_never_gives_the_same_key(at: int, word: str) -> None:
    text = " ".join([*TYPED[:at], word, *TYPED[at + 1 :]])
    assert word == TYPED[at] or is_refused(text) or identity_of(text) != ALICE


def test_a_wrong_word_is_refused_all_but_once_in_256() -> None:
    accepted = sum(not is_refused(" ".join([word, *TYPED[1:]])) for word in WORDS)
    assert accepted <= 2048 // 256 * 3  # eight are to be expected, the right one among them


@pytest.mark.parametrize("at", range(24))
def test_a_word_left_out_or_written_twice_is_refused(at: int) -> None:
    assert is_refused(" ".join(TYPED[:at] + TYPED[at + 1 :]))
    assert is_refused(" ".join(TYPED[: at + 1] + TYPED[at:]))


@pytest.mark.parametrize(
    "text",
    ["", " ", "1.", SHEET + " zoo", SHEET * 2, SHEET[:-1] + "z", SHEET.replace("math", "mat"),
     SHEET.replace("abandon", "abandons"), SHEET.replace("abandon", "aban-don"),
     SHEET.replace("abandon", "abändon"), SHEET + "!", SHEET + "\0", SHEET + "\udcff",
     SHEET.replace(" ", ""), "abandon " * 11 + "about", "abandon " * 17 + "agent",
     "zoo " * 24, BOB.recipient, ALICE.reveal()[:-1], ALICE.reveal() + "q",
     ALICE.reveal()[:-1] + "Q", ALICE.reveal() * 2, SHEET + ALICE.reveal(),
     ALICE.reveal() + " " + SHEET, "AGE-SECRET-KEY-1", "age1" + SHEET],
)  # fmt: skip
def test_what_is_no_sheet_is_refused(text: str) -> None:
    assert is_refused(text)


@given(st.text(max_size=300))
def test_arbitrary_text_is_refused(text: str) -> None:
    assert is_refused(text)
    assert is_refused("AGE-SECRET-KEY-1" + text)


def test_a_long_text_is_refused_unread() -> None:
    assert identity_of(SHEET + " " * (2000 - len(SHEET))) == ALICE
    assert is_refused(SHEET + " " * (2001 - len(SHEET)))
    assert is_refused(Unreadable(SHEET * 100_000))

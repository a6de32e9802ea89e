import hashlib

import pytest

from vault.word_list import WORDS, whole_word


def test_the_list_has_2048_words_that_differ_in_their_first_four_letters() -> None:
    assert len(WORDS) == len(set(WORDS)) == len({word[:4] for word in WORDS}) == 2048
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)


def test_the_list_is_the_published_one() -> None:
    # SHA-256 of english.txt in github.com/bitcoin/bips, bip-0039.
    published = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
    assert hashlib.sha256("".join(f"{word}\n" for word in WORDS).encode()).hexdigest() == published


def test_each_word_is_told_by_itself_and_by_all_its_beginnings_of_four_letters_or_more() -> None:
    for word in WORDS:
        assert {whole_word(word[:end]) for end in range(4, len(word) + 1)} <= {word}
        assert whole_word(word) == word


@pytest.mark.parametrize(
    "typed", ["", "a", "ab", "aba", "abandons", "abanz", "ABANDON", "zzzz", "abando\n", "actt"]
)
def test_what_begins_no_word_is_none(typed: str) -> None:
    assert whole_word(typed) is None

import pytest

from vault.passphrases import new_passphrase
from vault.word_list import WORDS


def test_a_passphrase_is_six_words_of_the_list() -> None:
    words = new_passphrase().split("-")
    assert len(words) == 6
    assert set(words) <= set(WORDS)


def test_passphrases_are_all_different_and_use_the_whole_list() -> None:
    made = [new_passphrase() for _ in range(5000)]
    assert len(set(made)) == len(made)
    assert {word for passphrase in made for word in passphrase.split("-")} == set(WORDS)


def test_each_word_is_chosen_by_itself_and_may_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vault.passphrases.secrets.choice", lambda words: words[-1])
    assert new_passphrase() == "zoo-zoo-zoo-zoo-zoo-zoo"

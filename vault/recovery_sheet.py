"""A recovery identity on paper: 24 words, or the line in the QR code beside them."""

import re
from contextlib import suppress

from mnemonic import Mnemonic

from vault.errors import MistypedSheet, Unopenable
from vault.identity import Identity
from vault.key_text import read_secret
from vault.word_list import WORDS, whole_word

_COUNT = 24  # words: 256 bits of key and 8 of checksum (BIP-39)
_LONGEST = 2000  # characters: 24 words, numbered, each on a line; bounds the work
_BETWEEN = re.compile(r"[\s,;.:()\d]+")  # also numbers, as in `1. abandon 2) ability`
_LINE_PREFIX = "age-secret-key-1"
_BIP39 = Mnemonic("english", list(WORDS))


def words_of(identity: Identity) -> tuple[str, ...]:
    """The 24 words of BIP-39 that stand for the raw key, checksum included."""
    return tuple(_BIP39.to_mnemonic(read_secret(identity.reveal())).split())


def identity_of(text: str) -> Identity:
    """The identity of 24 words, or of the `AGE-SECRET-KEY-1…` line.

    Case, blanks, ends of lines, commas and numbering do not matter, and four letters of each word
    are enough. Raises MistypedSheet when a word is not on the list, when there are not 24, or when
    the checksum does not fit: of wrong or swapped words it finds all but one in 256.
    """
    if len(text) > _LONGEST:
        raise MistypedSheet
    text = text.lower()
    joined = "".join(text.split())
    identity = _of_line(joined) if joined.startswith(_LINE_PREFIX) else _of_words(text)
    if identity is None:
        raise MistypedSheet
    return identity


def _of_line(line: str) -> Identity | None:
    with suppress(Unopenable):
        return Identity.from_text(line.upper())
    return None


def _of_words(text: str) -> Identity | None:
    typed = [part for part in _BETWEEN.split(text) if part]
    words = [word for word in map(whole_word, typed) if word is not None]
    if not len(words) == len(typed) == _COUNT:
        return None
    with suppress(ValueError):  # the checksum
        return Identity.from_key(bytes(_BIP39.to_entropy(words)))
    return None

"""The English word list of BIP-39: 2048 words, each told by its first four letters."""

from mnemonic import Mnemonic

BITS = 11  # of a word
WORDS: tuple[str, ...] = tuple(Mnemonic("english").wordlist)
TELLING_LETTERS = 4

_BY_START = {word[:TELLING_LETTERS]: word for word in WORDS}

# A list that was cut or changed would make weak passphrases, and sheets that nobody can read.
if len(_BY_START) != 1 << BITS:
    raise RuntimeError("the word list is not the English one of BIP-39")


def whole_word(typed: str) -> str | None:
    """The word of the list that begins so, given four letters or more; None when there is none."""
    word = _BY_START.get(typed[:TELLING_LETTERS])
    return word if word is not None and word.startswith(typed) else None

"""How much two beginnings have in common."""

from reports.inbox.search.words import fold

_LENGTH = 4  # letters of a shingle
_FEWEST = 24  # shingles: shorter texts, like "please help me", are like many
NEARLY_THE_SAME = 0.6
ALIKE = 0.45

Shingles = frozenset[str]


def shingles(text: str) -> Shingles:
    """All runs of four letters or digits, whatever stands between them."""
    letters = "".join(c for c in fold(text) if c.isalnum())
    return frozenset(letters[at : at + _LENGTH] for at in range(len(letters) - _LENGTH + 1))


def likeness(one: Shingles, other: Shingles) -> float:
    """From 0, nothing in common, to 1, the same (Dice's coefficient); 0 for very short texts."""
    if min(len(one), len(other)) < _FEWEST:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))

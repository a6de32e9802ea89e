"""What somebody looks for, made safe and small."""

from dataclasses import dataclass

from home.search.folding import clean, fold, fold_query

LONGEST = 200  # characters of a query that are read
_MOST_WORDS = 8
_SHORTEST = 2  # letters; a number may have one digit


@dataclass(frozen=True)
class Query:
    """A query as it is shown again, folded whole, and its telling words. `cut` when too long."""

    text: str
    folded: str
    words: tuple[str, ...]
    cut: bool


def parse(text: str) -> Query:
    """Reads whatever a reader or a program sends. Nothing in it is ever code."""
    raw = text[: LONGEST + 1]
    shown = " ".join(clean(raw[:LONGEST]).split())
    words = [word for word in fold_query(shown) if len(word) >= _SHORTEST or word.isdigit()]
    # Little words stand in every text of their language and in none of the others.
    telling = [word for word in words if len(word) > _SHORTEST or word.isdigit()] or words
    return Query(
        text=shown,
        folded=fold(shown),
        words=tuple(telling[:_MOST_WORDS]),
        cut=len(raw) > LONGEST or len(telling) > _MOST_WORDS,
    )

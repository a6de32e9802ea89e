"""What each database has to say in its own words."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

# Words that stand for one word of the query: itself, and those that are close to it.
Alternatives = tuple[str, ...]
_FROM_HERE_ON_A_BEGINNING = 3  # letters


@dataclass(frozen=True)
class Condition:
    """A piece of SQL and its values."""

    sql: str
    values: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Terms:
    """What to look for: a word of each group, or (`each` is False) of any."""

    groups: tuple[Alternatives, ...]
    each: bool = True


class Dialect(ABC):
    """The statements that differ. Words are folded: letters and digits, nothing else."""

    making: tuple[str, ...]
    removing: tuple[str, ...]
    settling: tuple[str, ...]  # after much was written
    position: str  # the function that tells where a text stands in another

    @abstractmethod
    def matched(self, terms: Terms, place: Condition, tier: Condition) -> Condition:
        """Named queries (`WITH …`), the last of them `matched(id, work, kind, place, tier, fit)`.

        `place` and `tier` are made of the columns `language` and `folded_title` of `e`. `fit` says
        how well an entry fits; more is better.
        """

    @abstractmethod
    def among(self, terms: Terms) -> Condition:
        """Whether the entry `e` is one of those with these terms."""

    @abstractmethod
    def near(self, words: list[str], most: int) -> Condition:
        """A query for (word asked, word of the index), the closest first, `most` for each."""

    @abstractmethod
    def writing_alone(self) -> str:
        """A statement that lets one transaction write the index at a time; empty if it does."""

    def is_beginning(self, word: str) -> bool:
        """Whether longer words that begin so count: not for numbers, nor for short words."""
        return len(word) >= _FROM_HERE_ON_A_BEGINNING and word.isalpha()

"""What the reading of a text came to, and what the editor should look at."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee_pages.law.structure import Kind, Node

_LONGEST_QUOTE = 2_000  # characters


class Matter(StrEnum):
    """What a finding is about."""

    NOT_PLACED = "not placed"
    """Words that no provision holds: they are left out of what is saved."""
    PAGE = "page"
    """Headers, footers and page numbers of the gazette: left out, too."""
    DUPLICATE = "duplicate"
    """A number given twice. Nothing is saved until this is put right."""
    GAP = "gap"
    DOUBT = "doubt"
    """Placed, but somebody should look whether rightly."""


@dataclass(frozen=True)
class Finding:
    """One thing to look at: where, in a sentence, and the very words."""

    matter: Matter
    sentence: str
    first: int = 0  # number of the line, from 1; 0 where it is about no line
    last: int = 0
    words: str = ""

    @property
    def where(self) -> str:
        """The lines, in words."""
        if not self.first:
            return ""
        if self.first == self.last:
            return _("Line %(line)d") % {"line": self.first}
        return _("Lines %(first)d to %(last)d") % {"first": self.first, "last": self.last}

    @property
    def quote(self) -> str:
        """The words, cut where they are very long."""
        cut = len(self.words) > _LONGEST_QUOTE
        return f"{self.words[:_LONGEST_QUOTE]} …" if cut else self.words


@dataclass(frozen=True)
class Reading:
    """The provisions that were understood, and the findings in the order of the text."""

    nodes: tuple[Node, ...]
    findings: tuple[Finding, ...]

    def about(self, matter: Matter) -> tuple[Finding, ...]:
        """The findings of one sort."""
        return tuple(finding for finding in self.findings if finding.matter is matter)

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many provisions of each kind, kinds from the outermost to the innermost."""
        found = Counter(node.kind for node in every(self.nodes))
        return {kind: found[kind] for kind in Kind if found[kind]}

    @property
    def understood(self) -> str:
        """The counts that people ask for, in a sentence."""
        articles = self.counts.get(Kind.ARTICLE, 0)
        return ngettext("%(count)d article", "%(count)d articles", articles) % {"count": articles}

    @property
    def can_be_saved(self) -> bool:
        """Whether there is something to save and no number is there twice."""
        return bool(self.nodes) and not self.about(Matter.DUPLICATE)


def every(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """All provisions of a tree, in the order of the text."""
    for node in nodes:
        yield node
        yield from every(node.children)

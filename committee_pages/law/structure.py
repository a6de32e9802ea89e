"""A law as a tree of provisions, apart from database and page: what is read, written and compared.

Ids follow the Akoma Ntoso naming convention (OASIS, AKN-NC 1.0, section 5): the provisions on the
way down, each by its kind and number, joined by two underscores: `chp_II__art_163__para_2`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a provision is; the value is the name of its element in Akoma Ntoso."""

    BOOK = "book"
    TITLE = "title"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"  # número: 1.
    POINT = "point"  # alínea: a)
    SUBPOINT = "indent"  # i)

    @property
    def in_ids(self) -> str:
        """The short form that ids are made of."""
        return _IN_IDS[self]


_IN_IDS = {
    Kind.BOOK: "book",
    Kind.TITLE: "title",
    Kind.CHAPTER: "chp",
    Kind.SECTION: "sec",
    Kind.SUBSECTION: "subsec",
    Kind.ARTICLE: "art",
    Kind.PARAGRAPH: "para",
    Kind.POINT: "point",
    Kind.SUBPOINT: "indent",
}


@dataclass(frozen=True)
class Node:
    """One provision in one language.

    `number` is as in ids: `II`, `163`, `163-A`, `2`, `a`, `i`; empty for an unnumbered paragraph
    of an article.
    `text` holds its own words, paragraphs divided by a newline, without those of its children.
    """

    kind: Kind
    number: str
    heading: str = ""
    text: str = ""
    children: tuple["Node", ...] = ()


def with_ids(nodes: tuple[Node, ...], above: str = "") -> Iterator[tuple[str, Node]]:
    """Each provision with its id, in the order of the text."""
    for node in nodes:
        here = f"{node.kind.in_ids}_{node.number}"
        eid = f"{above}__{here}" if above else here
        yield eid, node
        yield from with_ids(node.children, eid)

"""An article as a person writes it: a line for each number and letter, as in the gazette.

    The words of the article.
    1. The first number.
    a) A letter of it.
    i) A part of the letter.

A line without a mark goes on with what stands above it. `from_lines(as_lines(node))` is the node,
unless its own words begin a line with such a mark.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from committee_pages.law.faults import TextRefused
from committee_pages.law.naming import marker
from committee_pages.law.structure import Kind, Node

MOST_LINES = 2_000
_MARK = re.compile(r"^\s*(?:(?P<number>[0-9]{1,4}(?:-[A-Z])?)\.|(?P<letter>[a-z]{1,5})\))\s+")
_ROMAN = re.compile(r"^x{0,3}(?:ix|iv|v?i{0,3})$")
_LEVELS = {Kind.PARAGRAPH: 1, Kind.POINT: 2, Kind.SUBPOINT: 3}


@dataclass(eq=False)
class _Draft:
    kind: Kind
    number: str
    lines: list[str] = field(default_factory=list)
    children: list["_Draft"] = field(default_factory=list)

    def node(self, heading: str = "") -> Node:
        return Node(
            self.kind,
            self.number,
            heading=heading,
            text="\n".join(self.lines),
            children=tuple(child.node() for child in self.children),
        )


def as_lines(article: Node) -> str:
    """The words of an article without its heading, as a person writes them."""
    lines = [article.text] if article.text else []
    for child in article.children:
        _add_lines(child, lines)
    return "\n".join(lines)


def from_lines(number: str, heading: str, text: str) -> Node:
    """The article that the lines stand for.

    Raises TextRefused for a mark that stands twice in one place, and for a text too long.
    """
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    if len(lines) > MOST_LINES:
        raise TextRefused(_("This article has more than %(most)s lines.") % {"most": MOST_LINES})
    article = _Draft(Kind.ARTICLE, number)
    open_drafts = [article]
    for line in filter(None, lines):
        marked = _MARK.match(line)
        if not marked:
            open_drafts[-1].lines.append(line)
            continue
        kind, mark = _read(marked, open_drafts)
        while len(open_drafts) > 1 and _LEVELS[open_drafts[-1].kind] >= _LEVELS[kind]:
            open_drafts.pop()
        above = open_drafts[-1]
        if any(child.kind is kind and child.number == mark for child in above.children):
            raise TextRefused(
                _("%(mark)s is in this article twice in one place.") % {"mark": marker(kind, mark)}
            )
        draft = _Draft(kind, mark, [line[marked.end() :]])
        above.children.append(draft)
        open_drafts.append(draft)
    return article.node(heading.strip())


def _add_lines(node: Node, lines: list[str]) -> None:
    """A number of which a language has no word has no line: a bare mark would become its text."""
    if not _says_something(node):
        return
    said = node.text or node.heading
    lines.append(f"{marker(node.kind, node.number)} {said}" if node.number else said)
    for child in node.children:
        _add_lines(child, lines)


def _says_something(node: Node) -> bool:
    return bool(node.text or node.heading) or any(map(_says_something, node.children))


def _read(marked: "re.Match[str]", open_drafts: list[_Draft]) -> tuple[Kind, str]:
    """What a mark stands for: `i)` is a Roman number below a letter, unless it follows `h)`."""
    if marked["number"]:
        return Kind.PARAGRAPH, marked["number"]
    letter = marked["letter"]
    kinds = [draft.kind for draft in open_drafts]
    if Kind.POINT not in kinds or not _ROMAN.match(letter):
        return Kind.POINT, letter
    point = open_drafts[kinds.index(Kind.POINT)]
    follows = len(letter) == 1 and ord(letter) == ord(point.number[-1]) + 1
    return (Kind.POINT, letter) if follows else (Kind.SUBPOINT, letter)

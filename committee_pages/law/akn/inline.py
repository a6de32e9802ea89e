"""The words of a paragraph or heading: marks inside are left out and their words kept."""

import re
from collections import Counter

from lxml import etree

_LEFT_OUT = frozenset({"authorialNote", "del", "img", "noteRef"})
_BREAKS = frozenset({"br", "eol"})
# Where a file was laid out by a program; a document of ours has no line end inside a paragraph.
_LAYOUT = re.compile(r"[ \t]*\n\s*")


class Inline:
    """Collects the names of marks that were met, and the words that were left out."""

    def __init__(self) -> None:
        self.marks: Counter[str] = Counter()
        self.lines: dict[str, int] = {}
        self.left_out: list[tuple[str, int, str]] = []

    def words_of(self, element: etree._Element) -> str:
        """The words inside an element, in order."""
        said = "".join(self._pieces(element))
        return _LAYOUT.sub(" ", said).strip(" ") if "\n" in said else said

    def _pieces(self, element: etree._Element) -> list[str]:
        pieces = [element.text or ""]
        for child in element:
            name = etree.QName(child).localname
            line = child.sourceline or 0
            if name in _LEFT_OUT:
                self.left_out.append((name, line, "".join(child.itertext()).strip()))
            elif name in _BREAKS:
                pieces.append(" ")
            else:
                self.marks[name] += 1
                self.lines.setdefault(name, line)
                pieces += self._pieces(child)
            pieces.append(child.tail or "")
        return pieces

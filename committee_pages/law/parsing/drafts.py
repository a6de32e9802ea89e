"""Provisions while they are being read: the branch of the tree that is still open."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from committee_pages.law.structure import Kind, Node

_ORDER = {kind: place for place, kind in enumerate(Kind)}
_ENDS = ".;:!?»”)…]"
_BULLETS = "-–—•·"


@dataclass
class Draft:
    """A provision that may still grow. `line` is where it begins, from 1."""

    kind: Kind
    number: str
    line: int
    heading: str = ""
    paragraphs: list[list[str]] = field(default_factory=list)  # each in pieces, joined once
    children: list["Draft"] = field(default_factory=list)

    def node(self) -> Node:
        """The provision, as it is kept."""
        return Node(
            self.kind,
            self.number,
            self.heading,
            "\n".join("".join(pieces) for pieces in self.paragraphs),
            tuple(child.node() for child in self.children),
        )

    def add_paragraph(self, words: str) -> None:
        """Words that begin a paragraph of their own; none for nothing."""
        if words:
            self.paragraphs.append([words])

    def go_on(self, words: str) -> bool:
        """Words that go on with the last paragraph. True where a hyphen stands at the seam."""
        if not self.paragraphs:
            self.paragraphs.append([words])
            return False
        pieces = self.paragraphs[-1]
        last = pieces[-1]
        hyphen = last.endswith("-") and last[-2:-1].isalpha() and words[:1].islower()
        pieces += [words] if hyphen else [" ", words]
        return hyphen


class OpenBranch:
    """The provisions that have begun and not ended, outermost first."""

    def __init__(self) -> None:
        self.roots: list[Draft] = []
        self._open: list[Draft] = []

    @property
    def innermost(self) -> Draft | None:
        """Where words go that open nothing."""
        return self._open[-1] if self._open else None

    def of(self, *kinds: Kind) -> Draft | None:
        """The innermost open provision of these kinds."""
        return next((draft for draft in reversed(self._open) if draft.kind in kinds), None)

    def start(self, draft: Draft) -> None:
        """Ends what cannot hold this provision, and opens it under what is left."""
        while self._open and _ORDER[self._open[-1].kind] >= _ORDER[draft.kind]:
            self._open.pop()
        (self._open[-1].children if self._open else self.roots).append(draft)
        self._open.append(draft)

    def nodes(self) -> tuple[Node, ...]:
        """All that was read."""
        return tuple(draft.node() for draft in self.roots)


def every(drafts: list[Draft]) -> Iterator[Draft]:
    """All drafts of a tree, in the order of the text."""
    for draft in drafts:
        yield draft
        yield from every(draft.children)


def is_finished(words: str) -> bool:
    """Whether words end as a sentence or a member of a list ends."""
    words = words.rstrip()
    return not words or words[-1] in _ENDS or words.endswith(("; e", "; ou", "; no", "; ka"))


def begins_anew(words: str, *, before: str, after_blank: bool) -> bool:
    """Whether a line begins a paragraph, or goes on with the words of the line before."""
    if words[:1] in _BULLETS and words[1:2] == " ":
        return True
    if words[:1].islower() and not is_finished(before):
        return False
    return after_blank or (is_finished(before) and not words[:1].islower())

"""Two texts of one act beside each other: which provisions came, went and changed, word by word."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from committee_pages.law.structure import Kind, Node, with_ids

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_ARTICLE = f"__{Kind.ARTICLE.in_ids}_"
_MOST_WORDS = 4_000  # of both texts together: beyond, a text counts as replaced


class Sort(StrEnum):
    """What became of a provision."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went."""

    sort: Sort | None
    """ADDED, REMOVED or None for words that stayed."""
    words: str


@dataclass(frozen=True)
class Change:
    """What became of one provision, without those below it. An id is empty where it is not there.

    MOVED is an article, or a part of one, whose words stayed and whose place in chapters changed.
    """

    sort: Sort
    kind: Kind
    number: str
    eid_before: str
    eid: str
    heading: tuple[Piece, ...] = ()
    text: tuple[Piece, ...] = ()


def changes(before: tuple[Node, ...], after: tuple[Node, ...]) -> tuple[Change, ...]:
    """What changed from one tree to another, in the order of the new text.

    A provision that went stands where it stood: behind what stood before it. Articles are found
    again by their number, whatever chapter they are in. Two trees that are alike give nothing.
    """
    old, new = _by_key(before), _by_key(after)
    gone_behind = _gone_behind(old, new)
    found = [_removed(*old[key]) for key in gone_behind.get("", [])]
    for key, (eid, node) in new.items():
        if key in old:
            change = _difference(*old[key], eid, node)
            if change:
                found.append(change)
        else:
            found.append(_added(eid, node))
        found += [_removed(*old[gone]) for gone in gone_behind.get(key, [])]
    return tuple(found)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two texts, with what stayed, went and came."""
    if before == after:
        return (Piece(None, after),) if after else ()
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > _MOST_WORDS:
        return tuple(_replaced(before, after))
    found: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what == "equal":
            found.append(Piece(None, "".join(new[new_from:new_to])))
        else:
            found += _replaced("".join(old[old_from:old_to]), "".join(new[new_from:new_to]))
    return tuple(found)


def _replaced(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece(Sort.REMOVED, before)
    if after:
        yield Piece(Sort.ADDED, after)


def _by_key(nodes: tuple[Node, ...]) -> dict[str, tuple[str, Node]]:
    """Provisions by what finds them again: from the article on, else the whole id."""
    found: dict[str, tuple[str, Node]] = {}
    times: Counter[str] = Counter()
    for eid, node in with_ids(nodes):
        place = f"__{eid}".find(_ARTICLE)
        key = f"__{eid}"[place + 2 :] if place >= 0 else eid
        times[key] += 1
        # Of numbers that are there twice each has its own key, and none is lost.
        found[f"{key} {times[key]}"] = eid, node
    return found


def _gone_behind(
    old: dict[str, tuple[str, Node]], new: dict[str, tuple[str, Node]]
) -> dict[str, list[str]]:
    """The keys that went, by the nearest key before them that stayed."""
    gone: dict[str, list[str]] = {}
    stayed = ""
    for key in old:
        if key in new:
            stayed = key
        else:
            gone.setdefault(stayed, []).append(key)
    return gone


def _difference(eid_before: str, before: Node, eid: str, after: Node) -> Change | None:
    same = (before.heading, before.text) == (after.heading, after.text)
    if same and eid_before == eid:
        return None
    return Change(
        Sort.MOVED if same else Sort.CHANGED,
        after.kind,
        after.number,
        eid_before,
        eid,
        pieces(before.heading, after.heading),
        pieces(before.text, after.text),
    )


def _added(eid: str, node: Node) -> Change:
    return Change(
        Sort.ADDED,
        node.kind,
        node.number,
        "",
        eid,
        pieces("", node.heading),
        pieces("", node.text),
    )


def _removed(eid: str, node: Node) -> Change:
    return Change(
        Sort.REMOVED,
        node.kind,
        node.number,
        eid,
        "",
        pieces(node.heading, ""),
        pieces(node.text, ""),
    )

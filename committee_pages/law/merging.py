"""One outline for the trees of all languages: each provision once, in the order of the text."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from committee_pages.law.faults import TextRefused
from committee_pages.law.structure import Kind, Node, with_ids

MOST_PROVISIONS = 20_000
_LONGEST_EID = 160
_LONGEST_HEADING = 300
_LONGEST_NUMBER = 20


@dataclass(eq=False)
class Place:
    """A provision with what each language says in it."""

    eid: str
    kind: Kind
    number: str
    depth: int
    words: dict[str, Node] = field(default_factory=dict)
    children: list["Place"] = field(default_factory=list)


def merged(trees: Mapping[str, tuple[Node, ...]]) -> list[Place]:
    """The places of all trees in order of the text, from the top; children follow their parent.

    No tree at all stands for an act of which nothing is transcribed yet.
    Raises TextRefused for a text without provisions, one that names a provision twice, one with a
    provision too long to be kept, and one that is too large.
    """
    for tree in trees.values():
        _check(tree)
    if trees and not any(trees.values()):
        raise TextRefused(_("There is no provision in this text."))
    top: list[Place] = []
    for language, tree in trees.items():
        _merge(tree, into=top, language=language, above="", depth=0)
    flat: list[Place] = []
    _flatten(top, flat)
    return flat


def _check(tree: tuple[Node, ...]) -> None:
    nodes = list(with_ids(tree))
    if len(nodes) > MOST_PROVISIONS:
        raise TextRefused(_("This text has more than %(most)s parts.") % {"most": MOST_PROVISIONS})
    for eid, count in Counter(eid for eid, _node in nodes).items():
        if count > 1:
            raise TextRefused(_("%(place)s is in this text more than once.") % {"place": eid})
    for eid, node in nodes:
        if (
            len(eid) > _LONGEST_EID
            or len(node.number) > _LONGEST_NUMBER
            or len(node.heading) > _LONGEST_HEADING
        ):
            raise TextRefused(
                _("%(place)s has a number or a heading that is too long.") % {"place": eid[:80]}
            )


def _merge(
    tree: tuple[Node, ...], *, into: list[Place], language: str, above: str, depth: int
) -> None:
    """Puts what only this language has behind what stands before it there."""
    known = {place.eid: place for place in into}
    behind = 0
    for node in tree:
        here = f"{node.kind.in_ids}_{node.number}"
        eid = f"{above}__{here}" if above else here
        place = known.get(eid)
        if place is None:
            place = Place(eid, node.kind, node.number, depth)
            into.insert(behind, place)
        # In the usual case the next one in order, so that no search is needed.
        in_order = behind < len(into) and into[behind] is place
        behind = (behind if in_order else into.index(place)) + 1
        place.words[language] = node
        _merge(node.children, into=place.children, language=language, above=eid, depth=depth + 1)


def _flatten(places: list[Place], into: list[Place]) -> None:
    for place in places:
        into.append(place)
        _flatten(place.children, into)

"""The text of a version as trees, and what is done to trees."""

from dataclasses import replace

from committee_pages.law.structure import Kind, Node
from committee_pages.models import ActVersion, Provision, ProvisionText


def tree_of(version: ActVersion, language: str) -> tuple[Node, ...]:
    """What a version says in one language; provisions that only other languages have, too.

    Two queries.
    """
    texts = {
        text.provision_id: text
        for text in ProvisionText.objects.filter(provision__version=version, language=language)
    }
    provisions = list(version.provisions.order_by("position"))
    below: dict[int | None, list[Provision]] = {}
    for provision in provisions:
        below.setdefault(provision.parent_id, []).append(provision)

    def nodes(parent: int | None) -> tuple[Node, ...]:
        return tuple(
            as_node(place, texts.get(place.pk), nodes(place.pk)) for place in below.get(parent, [])
        )

    return nodes(None)


def as_node(place: Provision, said: ProvisionText | None, children: tuple[Node, ...]) -> Node:
    """A row and its words as a node."""
    return Node(
        kind=Kind(place.kind),
        number=place.number,
        heading=said.heading if said else "",
        text=said.text if said else "",
        children=children,
    )


def languages_of(version: ActVersion) -> set[str]:
    """The languages in which a version has a heading or a text."""
    written = ProvisionText.objects.filter(provision__version=version).exclude(heading="", text="")
    return set(written.values_list("language", flat=True).distinct())


def notes_of(version: ActVersion) -> dict[str, dict[str, str]]:
    """The plain words of a version by language and id."""
    notes: dict[str, dict[str, str]] = {}
    for language, eid, note in (
        ProvisionText.objects.filter(provision__version=version)
        .exclude(note="")
        .values_list("language", "provision__eid", "note")
    ):
        notes.setdefault(language, {})[eid] = note
    return notes


def with_article(
    tree: tuple[Node, ...], eid: str, article: Node | None, above: str = ""
) -> tuple[Node, ...]:
    """A tree with an article in the place of the one with this id; unchanged without one."""
    if article is None:
        return tree
    new: list[Node] = []
    for node in tree:
        here = f"{node.kind.in_ids}_{node.number}"
        place = f"{above}__{here}" if above else here
        if place == eid:
            new.append(article)
        elif eid.startswith(f"{place}__"):
            new.append(replace(node, children=with_article(node.children, eid, article, place)))
        else:
            new.append(node)
    return tuple(new)


def pruned(tree: tuple[Node, ...]) -> tuple[Node, ...]:
    """A tree without the provisions in and below which nothing is said."""
    kept = (replace(node, children=pruned(node.children)) for node in tree)
    return tuple(node for node in kept if node.heading or node.text or node.children)

"""What the preview shows of a proposal, in the order of its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from committee_pages.law.differences import Change, Sort
from committee_pages.law.importing.proposals import Proposal
from committee_pages.law.numbers import shown
from committee_pages.law.parsing.findings import Finding, Matter
from committee_pages.law.structure import Kind, Node
from committee_pages.models.provision import KIND_NAMES

_MOST_CHANGES = 200


@dataclass(frozen=True)
class Preview:
    """Everything that the page says before it is accepted."""

    counts: list[tuple[Any, int]]
    not_placed: tuple[Finding, ...]
    duplicates: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    doubts: tuple[Finding, ...]
    from_pages: tuple[Finding, ...]
    rows: list["Row"]
    changes: list[tuple[str, Change]]
    more_changes: int


@dataclass(frozen=True)
class Row:
    """A provision in the tree: how deep it lies, what is printed of it."""

    depth: int
    number: str
    node: Node


def preview_of(proposal: Proposal) -> Preview:
    """The preview. Raises TextRefused where the text is not read."""
    reading, language = proposal.reading, proposal.language
    changed = proposal.changes
    return Preview(
        counts=[(KIND_NAMES[kind], count) for kind, count in reading.counts.items()],
        not_placed=reading.about(Matter.NOT_PLACED),
        duplicates=reading.about(Matter.DUPLICATE),
        gaps=reading.about(Matter.GAP),
        doubts=reading.about(Matter.DOUBT),
        from_pages=reading.about(Matter.PAGE),
        rows=list(_rows(reading.nodes, language)),
        changes=[(_name(change, language), change) for change in changed[:_MOST_CHANGES]],
        more_changes=max(0, len(changed) - _MOST_CHANGES),
    )


def _rows(nodes: tuple[Node, ...], language: str, depth: int = 0) -> Iterator[Row]:
    for node in nodes:
        yield Row(depth, shown(node.kind, node.number, language), node)
        yield from _rows(node.children, language, depth + 1)


def _name(change: Change, language: str) -> str:
    """Where a change is: an article and the numbers on the way down from it, or a division."""
    eid = change.eid_before if change.sort is Sort.REMOVED else change.eid
    steps = [_step(step) for step in eid.split("__")]
    articles = [place for place, (kind, _number) in enumerate(steps) if kind is Kind.ARTICLE]
    from_article = steps[articles[0] :] if articles else steps
    return " › ".join(shown(kind, number, language) or "–" for kind, number in from_article)


def _step(step: str) -> tuple[Kind, str]:
    prefix, _line, number = step.partition("_")
    return next(kind for kind in Kind if kind.in_ids == prefix), number

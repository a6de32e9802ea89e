"""Small boxes for the lines that had no place: what is typed there goes back into the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from committee_pages.law.parsing.findings import Finding, Matter, Reading
from committee_pages.law.parsing.tidying import tidy

MOST_BOXES = 40
_MOST_LINES = 30


@dataclass(frozen=True)
class Box:
    """Lines that had no place, as a box in the form. `key` names the box by its lines."""

    key: str
    finding: Finding


def boxes(reading: Reading, text: str) -> list[Box]:
    """A box for each finding of few lines whose words are those of the text, line for line."""
    lines = text.split("\n")
    found = [
        Box(f"{finding.first}-{finding.last}", finding)
        for finding in reading.about(Matter.NOT_PLACED)
        if 0 <= finding.last - finding.first < _MOST_LINES
        and finding.words == _joined(lines[finding.first - 1 : finding.last])
    ]
    return found[:MOST_BOXES]


def corrected(text: str, sent: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text with what was typed in the boxes, and the words of boxes that found no place.

    `sent` holds `fix-…` with the new lines and `was-…` with the old ones. A box counts only when it
    was changed. Its lines are looked for where they were, then anywhere; the last box comes first,
    so that the places of the others stay.
    """
    lines = text.split("\n")
    homeless: list[str] = []
    for key, first, last in sorted(_keys(sent), key=lambda item: -item[1]):
        old, new = tidy(sent.get(f"was-{key}", "")), tidy(sent[f"fix-{key}"])
        if old == new:
            continue
        if _joined(lines[first - 1 : last]) == old:
            lines[first - 1 : last] = new.split("\n") if new else []
        elif (place := _only_place(lines, old.split("\n"))) is not None:
            lines[place : place + len(old.split("\n"))] = new.split("\n") if new else []
        else:
            homeless.append(new)
    return "\n".join(lines), homeless[::-1]


def _keys(sent: Mapping[str, str]) -> Iterable[tuple[str, int, int]]:
    for name in sent:
        first, dash, last = name.removeprefix("fix-").partition("-")
        if name.startswith("fix-") and dash and _is_line(first) and _is_line(last):
            yield f"{first}-{last}", int(first), int(last)


def _is_line(number: str) -> bool:
    return number.isascii() and number.isdecimal() and 0 < len(number) <= len("60000")


def _only_place(lines: list[str], old: list[str]) -> int | None:
    """Where these lines stand next to each other, if that is one place and no other."""
    places = [
        place
        for place in range(len(lines) - len(old) + 1)
        if lines[place] == old[0] and lines[place : place + len(old)] == old
    ]
    return places[0] if len(places) == 1 else None


def _joined(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line)

"""Numbers that Word counts itself (ISO 29500-1, 17.9): they stand in no paragraph's words."""

import re
from dataclasses import dataclass, field

from lxml import etree

from committee_pages.law.importing.list_markers import spelled

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_DEEPEST_STYLE = 20
_DIGITS = 6


@dataclass(frozen=True)
class _Level:
    form: str
    pattern: str  # "%1." or "Artigo %1.º"
    start: int


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class WordNumbers:
    """Counts as Word does, paragraph by paragraph in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, etree._Element] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._styles = {
                style.get(_W + "styleId", ""): style for style in styles.iter(_W + "style")
            }

    def before(self, paragraph: etree._Element) -> str:
        """What Word prints before a paragraph; empty for one without a number."""
        found = self._numbering_of(paragraph)
        if found is None:
            return ""
        which, depth = found
        counted = self._lists.get(which)
        level = counted.levels.get(depth) if counted else None
        if counted is None or level is None or level.form in {"bullet", "none"}:
            return ""
        counted.counts[depth] = counted.counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counted.counts.pop(deeper, None)
        return _PLACE.sub(lambda place: self._said(counted, int(place[1]) - 1), level.pattern)

    @staticmethod
    def _said(counted: _List, depth: int) -> str:
        level = counted.levels.get(depth)
        if level is None:
            return ""
        return spelled(counted.counts.get(depth, level.start), level.form)

    def _read_lists(self, numbering: etree._Element) -> None:
        patterns = {
            abstract.get(_W + "abstractNumId", ""): {
                _whole(level.get(_W + "ilvl")): _Level(
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText"),
                    _whole(_value(level, "start") or "1"),
                )
                for level in abstract.iter(_W + "lvl")
            }
            for abstract in numbering.iter(_W + "abstractNum")
        }
        # Lists made from one pattern count on together, unless one says that it starts anew.
        shared: dict[str, _List] = {}
        for number in numbering.iter(_W + "num"):
            pattern = _value(number, "abstractNumId")
            levels = patterns.get(pattern, {})
            starts_anew = next(number.iter(_W + "startOverride"), None) is not None
            own = _List(levels) if starts_anew else shared.setdefault(pattern, _List(levels))
            self._lists[number.get(_W + "numId", "")] = own

    def _numbering_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return None
        which, depth = _numbering(properties)
        style = _value(properties, "pStyle")
        for _step in range(_DEEPEST_STYLE):
            if which is not None or style not in self._styles:
                break
            element = self._styles[style]
            of_style = element.find(_W + "pPr")
            if of_style is not None:
                which, of_depth = _numbering(of_style)
                depth = of_depth if depth is None else depth
            style = _value(element, "basedOn")
        return None if which in {None, "0"} else (str(which), depth or 0)


def _numbering(properties: etree._Element) -> tuple[str | None, int | None]:
    found = properties.find(_W + "numPr")
    if found is None:
        return None, None
    which, depth = _value(found, "numId"), _value(found, "ilvl")
    return which or None, _whole(depth) if depth else None


def _value(element: etree._Element, name: str) -> str:
    found = element.find(_W + name)
    return "" if found is None else found.get(_W + "val", "")


def _whole(value: str | None) -> int:
    return int(value) if value and len(value) <= _DIGITS and value.isdecimal() else 0

"""The numbers that a browser or Word counts itself, so that they stand in no text."""

from lxml import etree

from committee_pages.law.parsing.numerals import to_roman

_MOST_ROMAN = 399
_LETTERS = 26


def marker(item: etree._Element, counted_so_far: dict[etree._Element, int]) -> str:
    """What a browser shows before an item of a numbered list: "3. ", "c) "; else nothing.

    `counted_so_far` belongs to one reading of a page and holds the newest number of each list.
    """
    above = item.getparent()
    if above is None or above.tag != "ol":
        return ""
    before = counted_so_far.get(above)
    following = _whole(above.get("start"), 1) if before is None else before + 1
    value = counted_so_far[above] = _whole(item.get("value"), following)
    return f"{counted(value, _HTML.get(above.get('type', '1'), 'decimal'))} "


_HTML = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def counted(value: int, form: str) -> str:
    """A number in one of Word's forms, with the full stop or bracket that laws print."""
    said = spelled(value, form)
    return f"{said})" if form in {"lowerLetter", "lowerRoman", "upperLetter"} else f"{said}."


def spelled(value: int, form: str) -> str:
    """A number in one of Word's forms (ISO 29500-1, 17.18.59), bare."""
    if form in {"lowerLetter", "upperLetter"} and value > 0:
        times, place = divmod(value - 1, _LETTERS)
        letters = chr(ord("a") + place) * (min(times, 9) + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < value <= _MOST_ROMAN:
        numeral = to_roman(value)
        return numeral if form == "upperRoman" else numeral.lower()
    return str(value)


def _whole(value: str | None, otherwise: int) -> int:
    try:
        return max(-9999, min(9999, int(value or "")))
    except ValueError:
        return otherwise

"""What a rich text may hold, and an editor's field that lets nothing else in.

Draftail cleans what is pasted in the browser, and says nothing. Whoever posts past it reaches the
server, whose converter drops unknown things in silence, too, and answers 500 to what is no JSON.
"""

import json
import re
from html.parser import HTMLParser
from typing import Any

from bs4 import BeautifulSoup
from django.utils.translation import gettext
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.whitelist import check_url

# What the features in WAGTAILADMIN_RICH_TEXT_EDITORS can make, and how Wagtail stores a link.
_ALLOWED: dict[str, frozenset[str]] = {
    **{tag: frozenset({"data-block-key"}) for tag in ("p", "h2", "h3", "li")},
    **{tag: frozenset() for tag in ("ul", "ol", "b", "strong", "i", "em", "br")},
    "a": frozenset({"href", "linktype", "id"}),
}
_BLOCKS = frozenset({"unstyled", "header-two", "header-three"}) | {
    "ordered-list-item",
    "unordered-list-item",
}
_STYLES = frozenset({"BOLD", "ITALIC"})
_HOLD_NO_WORDS = ("script", "style", "iframe", "frame", "object", "embed", "svg", "template")
_CODE = re.compile(
    r"<\s*/?\s*(script|style|i?frame|frameset|object|embed|applet|form|meta|link|base|svg|math"
    r"|img|video|audio)\b[^<]*>?",
    re.IGNORECASE,
)
_MOST_NAMES = 5
_LONGEST_NAME = 20
_UNREADABLE = "?"
# What the converter raises when it is given something else than Draftail sends.
_MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)


class CheckedText(str):
    """Rich text as it may be stored, and the names of what was in it and may not be."""

    __slots__ = ("refused",)
    refused: tuple[str, ...]


class CheckedRichTextArea(DraftailRichTextArea):
    """Draftail, with a server that tells what it did not take: see `sentence_about`."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> CheckedText | None:
        """The text as it may be stored; none when the field was not sent."""
        posted = data.get(name)
        if posted is None:
            return None
        stored, refused = _checked(str(posted), self.converter)
        text = CheckedText(stored)
        text.refused = tuple(dict.fromkeys(refused))
        return text


def not_allowed(html: str) -> list[str]:
    """The names of elements, attributes and addresses that no stored text may hold."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.refused


def sentence_about(refused: Any) -> str:
    """Tells an editor what was not taken, and what to do."""
    if _UNREADABLE in refused:
        return gettext("This text could not be read, and none of it was taken. Write it again.")
    names = ", ".join(name[:_LONGEST_NAME] for name in list(refused)[:_MOST_NAMES])
    return gettext(
        "Nothing was saved. This cannot be in a text: %(names)s. "
        "See that it is gone from this field, and save again."
    ) % {"names": names}


def _checked(posted: str, converter: Any) -> tuple[str, list[str]]:
    try:
        state = json.loads(posted) if posted.strip() else None
    except (ValueError, RecursionError):
        return _from_html(posted, converter)
    if state is None:  # Draftail sends `null` from a field in which nothing is written
        return "", []
    try:
        refused = _not_allowed_in_state(state)
        stored = converter.to_database_format(json.dumps(state))
    except _MALFORMED:
        return "", [_UNREADABLE]
    left = not_allowed(stored)
    return ("" if left else stored), [*refused, *left]


def _from_html(html: str, converter: Any) -> tuple[str, list[str]]:
    """What is no JSON is HTML of some other program: its words, and what was around them."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(_HOLD_NO_WORDS):
        element.decompose()
    try:
        state = converter.from_database_format(str(soup))
    except (AssertionError, *_MALFORMED):
        return "", [_UNREADABLE]
    return _checked(state, converter)[0], not_allowed(html)


def _not_allowed_in_state(state: dict[str, Any]) -> list[str]:
    """Raises errors of several kinds when this is not what Draftail sends."""
    found: list[str] = []
    for block in state.get("blocks", []):
        if block["type"] not in _BLOCKS:
            found.append(str(block["type"]))
        styles = [piece["style"] for piece in block.get("inlineStyleRanges", [])]
        found += [str(style) for style in styles if style not in _STYLES]
        found += [f"<{match[1].lower()}>" for match in _CODE.finditer(block["text"])]
    for entity in state.get("entityMap", {}).values():
        if entity["type"] != "LINK":
            found.append(str(entity["type"]))
            continue
        data = entity["data"]
        if data.get("id") is None:
            found += _not_allowed_address(data["url"])
        elif not str(data["id"]).isdigit():
            found.append(str(data["id"]))
    return found


def _not_allowed_address(address: str | None) -> list[str]:
    if address is not None and check_url(address) is None:
        return [f"{address.strip().partition(':')[0].strip()}:"]
    return []


class _Reader(HTMLParser):
    """Collects what is not allowed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ALLOWED:
            self.refused.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or (tag in _ALLOWED and name not in _ALLOWED[tag]):
                self.refused.append(name)
            elif name == "href":
                self.refused += _not_allowed_address(value)

    def handle_comment(self, data: str) -> None:
        self.refused.append("<!-- -->")

    def handle_decl(self, decl: str) -> None:
        self.refused.append("<!>")

    def unknown_decl(self, data: str) -> None:
        self.refused.append("<!>")

    def handle_pi(self, data: str) -> None:
        self.refused.append("<?>")

"""The words of a web page, a paragraph a line. Scripts and all that runs are left out."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from committee_pages.law.faults import TextRefused
from committee_pages.law.importing.list_markers import marker

_BEGINNING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype html|html|head|body|div|p|article|section|table|h[1-6]|span|meta|[ou]l|li|pre"
    r"|title|script|style|center|font|b|i|strong|em|a|br)\b",
    re.IGNORECASE | re.DOTALL,
)
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})
_LEFT_OUT = frozenset({
    "applet", "audio", "base", "button", "canvas", "embed", "frame", "frameset", "head", "iframe",
    "img", "input", "link", "map", "math", "meta", "noscript", "object", "script", "select",
    "style", "svg", "template", "textarea", "title", "video",
})
# fmt: on
# Of those, what a reader of the page would not miss.
_NOT_WORTH_SAYING = frozenset({"base", "head", "link", "meta", "style", "title"})
_SPACE = re.compile(r"\s+")


def is_web_page(text: str) -> bool:
    """Whether a text is HTML."""
    return bool(_BEGINNING.match(text[:20_000]))


def read(text: str) -> tuple[str, tuple[str, ...]]:
    """The text and remarks on what was left out. Nothing is fetched and nothing runs."""
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TextRefused(_("This web page cannot be read.")) from error
    if len(parser.error_log.filter_from_fatals()):
        # The parser stops at its limits without a word, and gives what came before.
        raise TextRefused(_("The parts of this web page lie too deep, or one is too long."))
    if root is None:
        raise TextRefused(_("This web page has no words."))
    left_out: Counter[str] = Counter()
    said = "".join(_pieces(root, left_out))
    paragraphs = (_SPACE.sub(" ", line).strip() for line in said.split("\n"))
    found = "\n".join(paragraphs)
    words = re.sub(r"\n{2,}", "\n\n", found).strip("\n")
    if not words:
        raise TextRefused(_("This web page has no words."))
    remarks = tuple(
        _("<%(name)s> was left out (%(count)d times).") % {"name": name, "count": count}
        for name, count in sorted(left_out.items())
        if name not in _NOT_WORTH_SAYING
    )
    return words, remarks


def _pieces(root: etree._Element, left_out: Counter[str]) -> Iterator[str]:
    """Words and line ends in order; the depth of the page does not matter."""
    counted_so_far: dict[etree._Element, int] = {}
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in _LEFT_OUT:
                left_out[element.tag] += 1
                walk.skip_subtree()
            else:
                yield from _beginning(element, counted_so_far)
        else:
            if element.tag in _BLOCKS:
                yield "\n\n"
            if element is not root:
                yield _SPACE.sub(" ", element.tail or "")


def _beginning(element: etree._Element, counted_so_far: dict[etree._Element, int]) -> Iterator[str]:
    if element.tag == "br":
        yield "\n"
    if element.tag in _BLOCKS:
        yield "\n\n"
    if element.tag == "li":
        yield marker(element, counted_so_far)
    yield _SPACE.sub(" ", element.text or "")

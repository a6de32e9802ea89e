"""The words of an article as HTML. Not in a template: an act has thousands of them."""

import re
from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from committee_pages.law.naming import marker
from committee_pages.law.reading import Place
from committee_pages.law.structure import Kind

_CLASSES = {
    Kind.POINT: mark_safe(' class="mh-law-2"'),
    Kind.SUBPOINT: mark_safe(' class="mh-law-3"'),
}
Mark = Callable[[str], SafeString]


def plain(text: str) -> SafeString:
    """Words as they are."""
    return format_html("{}", text)


def article_html(
    place: Place, language: str, *, prefix: str | None, mark: Mark = plain
) -> SafeString:
    """What an article says in one language, every number and letter with an id to point at.

    `prefix` keeps the ids of two languages on one page apart; None leaves ids out, since a large
    act has thousands. `mark` writes a run of words.
    """
    parts = [_paragraphs(place, language, mark)]
    for child in place.children:
        parts += (_line(below, language, prefix, mark) for below in child.walk())
    return mark_safe("".join(parts))  # noqa: S308 all parts are escaped above


def _paragraphs(place: Place, language: str, mark: Mark) -> SafeString:
    words = place.words.get(language)
    lines = words.text.split("\n") if words and words.text else []
    return format_html_join("", "<p>{}</p>", ((mark(line),) for line in lines))


def _line(place: Place, language: str, prefix: str | None, mark: Mark) -> SafeString:
    words = place.words.get(language)
    if not words or not (words.text or words.heading):
        return SafeString("")
    said = words.text or words.heading
    number = format_html("<b>{}</b> ", marker(place.kind, place.number)) if place.number else ""
    return format_html(
        "<p{}{}>{}{}</p>",
        _CLASSES.get(place.kind, ""),
        "" if prefix is None else format_html(' id="{}{}"', prefix, place.eid),
        number,
        format_html_join(mark_safe("<br>"), "{}", ((mark(line),) for line in said.split("\n"))),
    )


def term_marker(words: list[tuple[str, str]]) -> Mark:
    """Marks the first place of each word that is explained, with a way to its explanation.

    `words` are pairs of a word and the id of its explanation.
    """
    if not words:
        return plain
    ids = {word.casefold(): goal for word, goal in words}
    longest_first = sorted(ids, key=len, reverse=True)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

    def mark(text: str) -> SafeString:
        parts: list[SafeString] = []
        for index, part in enumerate(pattern.split(text)):
            goal = ids.pop(part.casefold(), None) if index % 2 else None
            parts.append(
                format_html('<a class="mh-law-term" href="#{}">{}</a>', goal, part)
                if goal
                else format_html("{}", part)
            )
        return mark_safe("".join(parts))  # noqa: S308 all parts are escaped above

    return mark

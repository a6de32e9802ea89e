"""Parts of the pages of an act: an article with its columns, the contents, what changed."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from committee_pages.law.comparing import changes, lines_of
from committee_pages.law.naming import heading_in, name_of
from committee_pages.law.reading import CONTAINERS, TEXT_LANGUAGES, Place
from committee_pages.law.rendering import Mark, article_html, plain

Context = dict[str, Any]
_NAMES = dict(settings.LANGUAGES)


def columns_of(places: Iterable[Place], language: str) -> tuple[str, ...]:
    """The official languages, the reader's own first; before them a translation, if any."""
    languages = set(TEXT_LANGUAGES)
    if language not in languages and any(
        place.words[language].text for place in places if language in place.words
    ):
        return (language, *TEXT_LANGUAGES)
    return tuple(sorted(TEXT_LANGUAGES, key=lambda code: code != language))


def named(columns: tuple[str, ...]) -> list[Context]:
    return [{"code": code, "name": _NAMES[code]} for code in columns]


def row_of(
    place: Place,
    language: str,
    columns: tuple[str, ...],
    base: str,
    *,
    marks: dict[str, Mark] | None = None,
    with_text: bool = True,
) -> Context:
    """An article or a heading above articles. Given `marks`, it is the only one on its page."""
    words = place.words.get(language)
    is_transcribed = any(place.is_transcribed(code) for code in columns)
    heading = heading_in(place, language, columns)
    # The columns have theirs: it is not said twice.
    in_columns = is_transcribed and heading and heading["language"] in columns
    return {
        "eid": place.eid,
        "is_article": place.is_article,
        "name": name_of(place.kind, place.number),
        "heading": heading,
        "heading_above": None if in_columns and place.is_article else heading,
        "url": f"{base}{place.slug}/" if place.is_article else "",
        "note": words.note if words else "",
        "cells": [
            _cell(
                place,
                code,
                "" if index == 0 else None if marks is None else f"{code}-",
                (marks or {}).get(code, plain),
            )
            for index, code in enumerate(columns)
        ]
        if with_text and place.is_article
        else [],
        "is_transcribed": is_transcribed,
    }


def _cell(place: Place, language: str, prefix: str | None, mark: Mark) -> Context:
    words = place.words.get(language)
    return {
        "language": language,
        "name": _NAMES[language],
        "heading": words.heading if words else "",
        "html": article_html(place, language, prefix=prefix, mark=mark)
        if place.is_transcribed(language)
        else "",
    }


def link_to(place: Place, language: str, columns: tuple[str, ...], url: str) -> Context:
    return {
        "name": name_of(place.kind, place.number),
        "heading": heading_in(place, language, columns),
        "url": url,
    }


def contents_of(top: list[Place], language: str, columns: tuple[str, ...]) -> SafeString:
    items = (
        (
            place.eid,
            name_of(place.kind, place.number),
            f" {found['text']}" if found else "",
            contents_of(place.children, language, columns) if not place.is_article else "",
        )
        for place in top
        if place.is_article or place.kind in CONTAINERS
        for found in [heading_in(place, language, columns)]
    )
    lines = format_html_join("", '<li><a href="#{}">{}{}</a>{}</li>', items)
    return format_html("<ul>{}</ul>", lines) if lines else lines


def changes_of(
    before: Place | None, after: Place | None, columns: tuple[str, ...]
) -> list[Context]:
    """By language, both texts of an article in one; empty where nothing changed."""
    found = []
    for code in columns:
        old, new = (lines_of(place, code) if place else "" for place in (before, after))
        if (html := changes(old, new)) is not None:
            found.append({"language": code, "name": _NAMES[code], "html": html})
    return found

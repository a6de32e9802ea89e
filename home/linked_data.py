"""What a page says of itself to programs: JSON-LD in the words of schema.org.

Only what stands on the page anyway. A data block is not run, so that the content policy does not
bear on it.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from home.addresses import absolute

Thing = dict[str, Any]
# What could end the block, or a line of a script, is written as an escape.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def as_json(things: Iterable[Thing]) -> SafeString:
    """The text between `<script type="application/ld+json">` and its end."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308 no sign of HTML is left


def publisher(language: str) -> Thing:
    """Who publishes the site, by the name that the operator gave it."""
    return {
        "@type": "Organization",
        "@id": absolute("/#publisher"),
        "name": settings.SITE_NAME,
        "url": absolute(f"/{language}/"),
    }


def breadcrumbs(links: Iterable[tuple[str, str]]) -> Thing:
    """The way from the home page to here: titles and paths, outermost first."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": absolute(path)}
            for number, (title, path) in enumerate(links, start=1)
        ],
    }

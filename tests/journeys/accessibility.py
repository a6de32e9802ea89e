"""What axe finds on a page."""

from collections.abc import Callable
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
_RULES_OF_COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}


def axe_faults(page: Page) -> list[str]:
    """The elements that break a rule of WCAG 2.2 AA, each with the rule."""
    return _faults(page, _RULES)


def axe_faults_of_colours(page: Page) -> list[str]:
    """As `axe_faults`, of a page that was looked at in its other scheme, at the same width.

    Between light and dark nothing but colours changes: `tests/home/test_stylesheet.py` sees to it.
    """
    return _faults(page, _RULES_OF_COLOURS)


def _faults(page: Page, rules: dict[str, Any]) -> list[str]:
    result = Axe().run(page, options=rules | {"resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]


SCHEMES: dict[Literal["light", "dark"], Callable[[Page], list[str]]] = {
    "light": axe_faults,
    "dark": axe_faults_of_colours,
}

"""What axe finds on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def axe_faults(page: Page) -> list[str]:
    """The elements that break a rule of WCAG 2.2 AA, each with the rule."""
    result = Axe().run(page, options=_RULES)
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]

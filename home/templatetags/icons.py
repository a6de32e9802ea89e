"""Our own drawings, put into the page: no request, and they take the colour of the text."""

from functools import cache
from pathlib import Path

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_FOLDER = Path(__file__).resolve().parent.parent / "icons"


@register.simple_tag
@cache
def icon(name: str, size: int = 24) -> SafeString:
    """The drawing of home/icons/{name}.svg, `size` px wide, hidden from screen readers.

    Raises FileNotFoundError when there is no such drawing. The word beside it says the same.
    """
    drawing = (_FOLDER / f"{name}.svg").read_text().strip()
    attributes = (
        f'<svg class="mh-icon" width="{size}" height="{size}" aria-hidden="true" focusable="false"'
    )
    drawing = drawing.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    return mark_safe(drawing.replace("<svg", attributes, 1))  # noqa: S308 our own files

"""Pictures, documents and recordings in pages. No tag here asks the database or makes a file.

Each takes the key of a row, `page.picture_id`, which costs nothing. It takes the row as well; then
name the field in the page's `read_along`, or the page costs a query more. What is not published
yet is not shown; `work` makes it within a minute. A preview alone shows what lies in the CMS.
"""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from home.media import drafts
from home.media.kinds import kind_by_type
from home.media.manifest import Document, Picture, manifest

register = template.Library()

_KILO, _MEGA = 1000, 1_000_000
_NOTHING = SafeString("")
# A column of text is 720 points wide at most, between margins of 15 points.
_SIZES = "(min-width: 750px) 720px, calc(100vw - 30px)"


@register.simple_tag(takes_context=True)
def picture(
    context: Context, image: Any, alt: str, *, eager: bool = False, small: bool = False
) -> SafeString:
    """A picture that loads when it comes into sight; with `eager`, at once: the first of a page.

    With `small` it is never wider than 360 points, as beside a title in a list.
    """
    found: Picture | None
    if _is_preview(context):
        found, address = drafts.picture(_key(image)), drafts.address
    else:
        found, address = manifest().pictures.get(_key(image)), _address
    if found is None:
        return _NOTHING
    renditions = found.renditions[:1] if small else found.renditions
    widest = renditions[-1]
    return format_html(
        '<img class="mh-picture" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
        ' loading="{}" decoding="async">',
        address(renditions[0].name),
        ", ".join(f"{address(one.name)} {one.width}w" for one in renditions),
        f"{widest.width}px" if small else _SIZES,
        widest.width,
        widest.height,
        alt,
        "eager" if eager else "lazy",
    )


@register.simple_tag(takes_context=True)
def document_link(context: Context, document: Any, title: str = "") -> SafeString:
    """A link that says of which type a document is, and how much it costs to get it."""
    found, address = _document(context, document)
    if found is None:
        return _NOTHING
    return format_html(
        '<a class="govuk-link" href="{}">{} ({}, {})</a>',
        address,
        title or found.title,
        kind_by_type(found.kind).word,
        in_words(found.size),
    )


@register.simple_tag(takes_context=True)
def listen(context: Context, document: Any, title: str = "") -> SafeString:
    """A recording to listen to, with its size. Nothing of it is fetched before it is pressed."""
    found, address = _document(context, document)
    if found is None or not kind_by_type(found.kind).is_sound:
        return _NOTHING
    size = {"size": in_words(found.size), "title": title}
    said = _("Listen: %(title)s (%(size)s)") if title else _("Listen (%(size)s)")
    return format_html(
        '<p class="govuk-body-s mh-listen__label" id="listen-{0}">{1}</p>'
        '<audio class="mh-listen" controls preload="none" aria-labelledby="listen-{0}" src="{2}">'
        "</audio>",
        _key(document),
        said % size,
        address,
    )


@register.filter
def in_words(size: int) -> str:
    """A number of bytes as people pay for them: 45 kB, or 1.2 MB in the numbers of the language."""
    if size < _MEGA:
        return f"{-(-size // _KILO)} kB"
    return f"{number_format(size / _MEGA, decimal_pos=1)} MB"


def _document(context: Context, document: Any) -> tuple[Document | None, str]:
    key = _key(document)
    if _is_preview(context):
        return drafts.document(key)
    found = manifest().documents.get(key)
    return found, _address(found.name) if found else ""


def _address(name: str) -> str:
    return reverse("published_file", args=[name])


def _key(thing: Any) -> int:
    """The key of a row, or of nothing."""
    return getattr(thing, "pk", thing) or 0


def _is_preview(context: Context) -> bool:
    return getattr(context.get("request"), "is_dummy", False)

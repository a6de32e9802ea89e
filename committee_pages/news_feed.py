"""The newest news items for programs that collect news (Atom, RFC 4287)."""

from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date

from committee_pages.models.news import NewsPage
from home.addresses import address
from home.search.folding import clean

_MOST = 20  # items
_FRESH = 15 * 60  # seconds for which a reader need not ask again


class _Feed(Atom1Feed):
    """Says when the news changed, never when it was asked for."""

    def latest_post_date(self) -> datetime:
        changed: datetime = self.feed["changed"]
        return changed


def feed(index: Any, request: HttpRequest) -> HttpResponse:
    """The feed of a list of news; 304 when the reader has it already. Two queries.

    Addresses begin with PUBLIC_URL: whoever asks names the host, and may name any.
    """
    language = index.locale.language_code
    items = list(NewsPage.objects.newest_in(index)[:_MOST])
    times = [page.last_published_at or datetime(2000, 1, 1, tzinfo=UTC) for page in (index, *items)]
    changed = max(times)
    made = _Feed(
        title=clean(index.title),
        link=_absolute(index, language),
        description=None,
        subtitle=clean(index.summary),
        language=language,
        feed_url=f"{_absolute(index, language)}feed/",
        feed_guid=_name_of(index, language),
        author_name=settings.SITE_NAME,
        changed=changed,
    )
    for item, published in zip(items, times[1:], strict=True):
        made.add_item(
            title=clean(item.title),
            link=_absolute(item, language),
            description=escape(clean(item.summary)),  # Django says that it is HTML
            unique_id=_name_of(item, language),
            pubdate=timezone.make_aware(datetime.combine(item.happened_on, time())),
            updateddate=published,
            categories=[str(item.label)],
        )
    body = made.writeString("utf-8")
    etag = f'"{sha256(body.encode()).hexdigest()[:32]}"'
    answer = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    answer.headers["ETag"] = etag
    answer.headers["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(answer, public=True, max_age=_FRESH)
    found: HttpResponse | None = get_conditional_response(
        request, etag=etag, last_modified=int(changed.timestamp()), response=answer
    )
    return found or answer


def _absolute(page: Any, language: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{address(page, language)}"


def _name_of(page: Any, language: str) -> str:
    """A name that stays when the page moves: of the page in all languages, and of this one."""
    return f"urn:uuid:{uuid5(page.translation_key, language)}"

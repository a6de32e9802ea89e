"""Every kind of public page: what axe finds, what runs off the screen, what leaves the site.

One browser goes through the sitemap of the server; each page is opened once and then seen in
light and dark, narrow and wide.
"""

import re
from collections.abc import Callable, Iterator
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.journeys.accessibility import SCHEMES
from tests.live import LiveServer

_CODES = [code for code, _name in settings.LANGUAGES]
_SIZES = [(360, 640), (1280, 800)]
_MORE = ["report/", "report/reply/", "report/safer/", "search/", "help/print/", "nowhere/"]


def _read(url: str) -> str:
    with urlopen(url) as answer:  # noqa: S310 our own server
        return str(answer.read().decode())


def _paths(server: LiveServer, code: str) -> Iterator[str]:
    """Every page that the sitemap names in a language, an article of each act, and the form."""
    acts: set[str] = set()
    for file in re.findall(r"<loc>([^<]+)</loc>", _read(f"{server.url}/sitemap.xml")):
        for url in re.findall(rf"<loc>[^<]+?(/{code}/[^<]*)</loc>", _read(_local(server, file))):
            act = url.rsplit("/", 2)[0]
            if "/art-" in url and act in acts:
                continue
            acts |= {act} if "/art-" in url else set()
            yield url
    yield from (f"/{code}/{path}" for path in _MORE)


def _local(server: LiveServer, url: str) -> str:
    return server.url + re.sub(r"^https?://[^/]+", "", url)


@pytest.fixture
def page(chromium: Browser, server: LiveServer) -> Iterator[Page]:
    """One page of one browser for a whole walk."""
    context = chromium.new_context(base_url=server.url)
    yield context.new_page()
    context.close()


def test_no_page_has_a_fault_that_axe_finds(
    page: Page, server: LiveServer, shot: Callable[..., None]
) -> None:
    faults: list[str] = []
    walked = 0
    for path in _paths(server, "en"):
        page.goto(path)
        walked += 1
        for fold in page.locator("details:not([open])").all()[:3]:
            if fold.is_visible():
                fold.locator("summary").first.click()
        for scheme, faults_in in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            for width, height in _SIZES:
                page.set_viewport_size({"width": width, "height": height})
                shot(page, f"{scheme}-{width}{path.replace('/', '-')}")
                faults += [f"{path} {scheme} {width}: {fault}" for fault in faults_in(page)]
    assert faults == []
    assert walked > 20


@pytest.mark.parametrize("code", _CODES)
def test_no_page_asks_another_site_breaks_the_policy_or_runs_off_a_small_screen(
    page: Page, server: LiveServer, code: str
) -> None:
    asked: list[str] = []
    said: list[str] = []

    def hear(line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"} and "404 (Not Found)" not in line.text:
            said.append(f"{page.url}: {line.text}")

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", note)
    kept: dict[str, str] = {}
    page.on("response", lambda r: kept.update({r.url: r.headers.get("cache-control", "")}))
    page.set_viewport_size({"width": 320, "height": 600})
    wide: list[str] = []
    for path in _paths(server, code):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    assert wide == []
    assert said == []
    inside = (f"{server.url}/", "data:")
    assert [url for url in asked if not url.startswith(inside)] == []
    assert len(asked) > 20
    # A browser asks for style and scripts once: a second page costs itself.
    static = {url: words for url, words in kept.items() if "/static/" in url}
    assert static
    assert all("immutable" in words for words in static.values())

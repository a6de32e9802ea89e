"""A real server and Debian's Chromium, driven by Playwright."""

import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from accounts.demonstration import PASSWORD
from tests.live import LiveServer, run_manage

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHOTS = os.environ.get("SCREENSHOTS_DIR")

# Playwright's loop lives in the thread of the tests; what this process asks of its own test
# database has nothing to do with it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A plain word where Chromium is missing."""
    for item in items:
        if "journeys" not in item.nodeid:
            continue
        if CHROMIUM is None:
            reason = "Chromium is not installed: journeys in a browser are left out"
            item.add_marker(pytest.mark.skip(reason=reason))


class _Neutral(http.server.BaseHTTPRequestHandler):
    """The neutral site that Leave goes to: another origin on loopback."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Neutral</title><h1>Neutral site</h1>")

    def log_message(self, *_args: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def neutral() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Neutral)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, neutral: str) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("journeys"), LEAVE_URL=neutral) as live:
        yield live


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def visit(chromium: Browser, server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Opens a browser of its own at an address. Every fault the page reports fails the test."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def at(path: str, *, width: int = 360, faulty: bool = False, **options: Any) -> Page:
        height = 640 if width < 600 else 800
        context = chromium.new_context(
            base_url=server.url, viewport={"width": width, "height": height}, **options
        )
        opened.append(context)
        page = context.new_page()
        if not faulty:
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on(
                "console",
                lambda line: faults.append(line.text) if line.type == "error" else None,
            )
        page.goto(path)
        return page

    yield at
    for context in opened:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """The cookies of people who signed in: a one-time code is good once in thirty seconds."""
    return {}


@pytest.fixture
def sign_in(
    visit: Callable[..., Page], server: LiveServer, sessions: dict[str, Any]
) -> Callable[..., Page]:
    """Signs a demonstration person in with the keyboard, at 1280 px, once for all journeys."""

    def signed_in(username: str, **options: Any) -> Page:
        options = {"width": 1280, "locale": "en", **options}
        if username in sessions:
            return visit("/staff/", storage_state=sessions[username], **options)
        page = visit("/staff/", **options)
        page.get_by_label("User name").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        code = run_manage(server.folder, "demo_code", username)
        page.get_by_label("One-time code").fill(code)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        sessions[username] = page.context.storage_state()
        return page

    return signed_in


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """Keeps a picture of a page where SCREENSHOTS_DIR says so."""

    def keep(page: Page, name: str) -> None:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)

    return keep

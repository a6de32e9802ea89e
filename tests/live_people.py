"""A sender and a member who use a live server by plain HTTP, as a browser without scripts would."""

import re
import time
from contextlib import closing
from html import unescape
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from tests.live import run_manage
from tests.sender import ANSWERS

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
BOUNDARY = "----a-browser-made-this-up"
CODE = re.compile(r'mh-receipt__group">(\d{4})<')


class Browser:
    """Follows redirects, keeps cookies and the page it is on."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = CookieJar()
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))
        self._opener.addheaders = [("Accept-Language", "en")]
        self.page = ""
        self.status = 0
        self.headers: dict[str, str] = {}
        self.statuses: list[int] = []
        """Of all answers so far."""

    def ask(self, path: str, fields: dict[str, Any] | None = None) -> str:
        """GET, or with fields POST. Gives the page, an error page too."""
        body = urlencode(fields, doseq=True).encode() if fields is not None else None
        try:
            with self._opener.open(self.url + path, body, timeout=60) as answer:
                self._take(answer)
        except HTTPError as error:
            self._take(error)
        return unescape(self.page)

    def _take(self, answer: Any) -> None:
        self.page = answer.read().decode()
        self.status, self.headers = answer.status, dict(answer.headers)
        self.statuses.append(self.status)

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's main form."""
        found = re.search(r'<form id="mh-form".*?</form>', self.page, re.DOTALL)
        return dict(_HIDDEN.findall(found.group())) if found else {}

    @property
    def csrf(self) -> str:
        """The token of the forms of this page."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
        assert found, self.page
        return found.group(1)


class LiveSender(Browser):
    """Sends a tip and comes back with the code."""

    def fill_in(self, story: str) -> None:
        self.ask("/en/report/")
        self.ask("/en/report/form/", {"go": "start"})
        for step, answers in ANSWERS.items():
            given = {**answers, **({"story": story} if step == "what" else {})}
            self.ask("/en/report/form/", {**self.hidden, "go": "continue", **given})

    def send(self, story: str) -> str:
        self.fill_in(story)
        return self.send_now()

    def send_now(self) -> str:
        """Presses Send, and again whenever the page asks to wait."""
        self.ask("/en/report/form/", {**self.hidden, "go": "send"})
        while "held" in self.hidden:
            time.sleep(int(self.headers["Retry-After"]))
            self.ask("/en/report/form/", self.hidden)
        code = "".join(CODE.findall(self.page))
        assert len(code) == 20, self.page
        return code

    def come_back(self, code: str) -> str:
        return self.ask("/en/report/reply/", {"receipt_code": code})

    def add(self, text: str) -> None:
        page = self.ask("/en/report/reply/", {**self.hidden, "go": "add", "text": text})
        assert "We have what you wrote." in page

    def to_files(self) -> None:
        """From the receipt to the page of files."""
        page = self.ask("/en/report/kept/", {**self.hidden, "kept": "on"})
        assert "Choose a file" in page

    def form_with_file(self, content: bytes) -> bytes:
        """The body of the form of the page, with this file."""
        fields = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in self.hidden.items()
        )
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
        return f"{fields}{head}".encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()

    def open_upload(self, length: int) -> HTTPConnection:
        """A connection on which the head of an upload was sent, and nothing of its body."""
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=120)
        connection.putrequest("POST", "/en/report/files/add/")
        connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        connection.putheader("Content-Length", str(length))
        connection.endheaders()
        return connection

    def add_file(self, content: bytes) -> str:
        """Sends a file, and gives the page that follows."""
        body = self.form_with_file(content)
        connection = self.open_upload(len(body))
        with closing(connection):
            connection.send(body)
            self.page = connection.getresponse().read().decode()
        return unescape(self.page)


class LiveMember(Browser):
    """The triage member, signed in by both steps."""

    def __init__(self, url: str, folder: Path) -> None:
        from accounts.demonstration import PASSWORD  # the benchmarks have no Django set up

        super().__init__(url)
        self.ask("/staff/")
        self._post("/staff/", {"username": "triage", "password": PASSWORD})
        page = self._post("/staff/code/", {"code": run_manage(folder, "demo_code", "triage")})
        assert "All" in page or "Tips" in page, page

    def _post(self, path: str, fields: dict[str, str]) -> str:
        return self.ask(path, {**fields, "csrfmiddlewaretoken": self.csrf})

    def search(self, words: str) -> Any:
        """The answer of a search, of which nothing was read yet."""
        self.ask("/staff/inbox/search/")
        fields = {"words": words, "csrfmiddlewaretoken": self.csrf}
        body = urlencode(fields).encode()
        return self._opener.open(f"{self.url}/staff/inbox/search/", body, timeout=60)

    def post(self, path: str, fields: dict[str, str]) -> str:
        """POST, as a form of the page."""
        return self._post(path, fields)

    def find(self, words: str) -> str:
        """The address of the tip whose row shows these words."""
        rows = self.ask("/staff/inbox/?rows=100").split("<tr")
        (row,) = [row for row in rows if words in row]
        found = re.search(r'href="(/staff/inbox/[0-9a-f-]+/)[?"]', row)
        assert found
        return found.group(1)

    def read(self, address: str) -> str:
        return self.ask(address)

    def reply(self, address: str, text: str) -> None:
        """Looks at a reply, and then sends it."""
        self.read(address)
        before = self.page[self.page.index('id="reply"') :]
        once = re.search(r'name="once" value="(\w+)"', before)
        assert once
        base = re.search(r'name="based_on" value="(\d+)"', before)
        assert base
        words = {"text": text, "once": once.group(1), "based_on": base.group(1)}
        preview = self._post(f"{address}reply/", {**words, "go": "preview"})
        seen = re.search(r'name="seen" value="([^"]+)"', preview)
        assert seen
        sent = self._post(f"{address}reply/", {**words, "seen": seen.group(1), "go": "send"})
        assert text in sent

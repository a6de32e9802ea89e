"""A sender without JavaScript: reads a page, fills in its form, presses a button."""

import re
from html import unescape
from typing import Any

from django.test import Client

STORY = "A man keeps the passports of three women in a house by the market."
ANSWERS: dict[str, dict[str, Any]] = {
    "what": {"story": STORY, "danger": "no"},
    "signs": {
        "exploitation": ["not_free", "house_work"],
        "signs": ["id_kept"],
        "people": "2-5",
        "minors": "unknown",
    },
    "where": {"municipality": "tl-07", "country": "", "place_kind": "house", "when": "now"},
    "who": {
        "suspect": "The owner, whom all call Maun Bosok",
        "recruitment": ["friend"],
        "relation": "neighbour",
    },
    "exclude": {"exclude": ["local"]},
}


class Sender:
    """One person with one browser and one form in one language."""

    def __init__(self, browser: Client, language: str) -> None:
        self.browser = browser
        self.base = f"/{language}/report"
        self.page: Any = None

    def get(self, path: str = "/") -> Any:
        self.page = self.browser.get(f"{self.base}{path}")
        return self.page

    def press(self, go: str, path: str = "/form/", **fields: Any) -> Any:
        """Presses a button: what the page holds in hidden fields goes along."""
        self.page = self.browser.post(f"{self.base}{path}", {**self.hidden, "go": go, **fields})
        return self.page

    @property
    def text(self) -> str:
        return unescape(str(self.page.content.decode()))

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's main form."""
        if self.page is None:
            return {}
        found = re.search(r'<form id="mh-form".*?</form>', self.page.content.decode(), re.DOTALL)
        pattern = r'<input type="hidden" name="(\w+)" value="([^"]*)"'
        return dict(re.findall(pattern, found.group())) if found else {}

    @property
    def form_id(self) -> str:
        """What the Leave button carries."""
        found = re.search(r'name="form" value="(\w+)"', self.page.content.decode())
        assert found
        return found.group(1)

    def start(self) -> Any:
        self.get()
        return self.press("start")

    def fill_in(self, story: str = STORY, **changes: Any) -> Any:
        """From the first step to the page that shows all answers."""
        self.start()
        for step, answers in ANSWERS.items():
            given = {**answers, **({"story": story} if step == "what" else {})}
            self.press("continue", **{k: changes.get(k, v) for k, v in given.items()})
        return self.page

    def send(self, story: str = STORY, **changes: Any) -> str:
        """Sends a whole tip and gives its receipt code."""
        self.fill_in(story, **changes)
        return self.send_now()

    def send_now(self) -> str:
        """Presses Send on the page that shows all answers, and gives the receipt code."""
        self.press("send")
        assert self.page.status_code == 200, self.page.status_code
        return self.code

    @property
    def code(self) -> str:
        """The code that the receipt page shows."""
        code = "".join(re.findall(r'mh-receipt__group">(\d{4})<', self.page.content.decode()))
        assert len(code) == 20, self.text
        return code

    def come_back(self, code: str) -> Any:
        self.page = self.browser.post(f"{self.base}/reply/", {"receipt_code": code})
        return self.page

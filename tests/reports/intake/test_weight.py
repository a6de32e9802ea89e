"""How much the pages of the form weigh on the way to a phone."""

import gzip
import re
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.conf import settings
from django.test import Client

from portal.settings.paths import BASE_DIR
from tests.sender import ANSWERS, Sender

pytestmark = pytest.mark.django_db
_STORY = (
    "Every morning at five a white lorry stops behind the market in the old town. Nine or ten "
    "young men climb on, and two women with a small girl. A man with a red cap takes their "
    "telephones and writes their names in a book. They come back after dark and may not talk to "
    "anybody. Last week one of them asked me for water and said that nobody has been paid since "
    "June. He owes the man three hundred dollars for the bus, and each week the debt is larger. "
    "The house where they all sleep has one door, and it is locked."
)
_CODES = [code for code, _name in settings.LANGUAGES]


def _weight(answer: Any) -> int:
    assert answer.headers["Content-Encoding"] == "gzip"
    return len(answer.content)


def _static(name: str) -> int:
    """The bytes of a file as the oldest browsers get it; others get a smaller one."""
    return len(gzip.compress((Path(BASE_DIR) / "static" / name).read_bytes()))


@pytest.fixture(params=_CODES)
def light(request: Any, people: None) -> Sender:
    """A sender whose browser takes compressed pages."""
    headers = {"Accept-Language": request.param, "Accept-Encoding": "gzip"}
    return _Packed(Client(headers=headers), request.param)


class _Packed(Sender):
    """Unpacks each page, and keeps what it weighed."""

    def __init__(self, browser: Client, language: str) -> None:
        super().__init__(browser, language)
        self.weights: list[int] = []

    def get(self, path: str = "/") -> Any:
        return self._unpack(super().get(path))

    def press(self, go: str, path: str = "/form/", **fields: Any) -> Any:
        return self._unpack(super().press(go, path, **fields))

    def _unpack(self, page: Any) -> Any:
        self.weights.append(_weight(page))
        page.content = gzip.decompress(page.content)
        return page


def test_the_story_of_these_tests_is_one_of_five_hundred_characters() -> None:
    assert 490 <= len(_STORY) <= 520


def test_a_first_visit_is_light(light: _Packed) -> None:
    light.get()
    rest = _static("mahon.css") + _static("quick-exit.js")
    assert light.weights[0] + rest <= 25_000
    light.press("start")
    for step, answers in ANSWERS.items():
        given = {**answers, **({"story": _STORY} if step == "what" else {})}
        light.press("continue", **given)
    light.press("send")
    for weight in light.weights:
        assert weight + rest <= 25_000


def test_each_page_after_the_first_is_lighter_still(light: _Packed) -> None:
    light.get()
    light.press("start")
    for step, answers in ANSWERS.items():
        given = {**answers, **({"story": _STORY} if step == "what" else {})}
        light.press("continue", **given)
    for step in ANSWERS:
        light.press(f"change-{step}")
        light.press("continue", **{**ANSWERS[step], "story": _STORY})
    light.press("send")
    assert len(light.weights) > 2 * len(ANSWERS)
    assert max(light.weights[1:]) <= 6_000, light.weights


def test_the_scripts_of_every_page_but_that_of_files_have_two_kilobytes_together(
    light: _Packed,
) -> None:
    light.get()
    light.press("start")
    for answers in ANSWERS.values():
        light.press("continue", **answers)
    light.press("send")
    receipt = set(re.findall(r'src="/static/([\w-]+)[\w.]*\.js"', light.text))
    assert receipt == {"quick-exit", "receipt"}
    scripts = [(Path(BASE_DIR) / "static" / f"{name}.js").read_bytes() for name in receipt]
    assert sum(len(brotli.compress(script)) for script in scripts) <= 2_000

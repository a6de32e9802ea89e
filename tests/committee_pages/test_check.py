"""Is this trafficking? Nothing is kept, nothing is in an address, and there is no verdict."""

import re
import time
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from committee_pages.check.signs import Reading, Sign, reading
from committee_pages.check.situations import SITUATIONS
from reports.intake import memory

pytestmark = pytest.mark.django_db
_CODES = [code for code, _name in settings.LANGUAGES]
_FIELD = r'<input type="hidden" name="{}" value="([^"]*)">'


class Reader:
    """Somebody who answers the questions, by the fields that a page carries."""

    def __init__(self, client: Client, language: str = "en") -> None:
        self.client = client
        self.url = f"/{language}/check/"
        self.answer: Any = client.get(self.url)

    @property
    def page(self) -> str:
        return unescape(str(self.answer.content.decode()))

    def carried(self, name: str) -> list[str]:
        return re.findall(_FIELD.format(name), self.page)

    def press(self, go: str, url: str = "", **fields: Any) -> None:
        values = {
            "token": self.carried("token")[0],
            "at": self.carried("at")[0],
            "go": go,
            "sign": self.carried("sign"),
            **({"situation": s[0]} if (s := self.carried("situation")) else {}),
        }
        self.answer = self.client.post(url or self.url, values | fields)


def _signs(*strong: bool) -> list[Sign]:
    return [Sign(str(n), "w", "m", strong=each) for n, each in enumerate(strong)]


@pytest.mark.parametrize(
    ("strong", "is_"),
    [
        ((), Reading.NOTHING),
        ((False,), Reading.SOME),
        ((True,), Reading.SOME),
        ((False, False), Reading.SOME),
        ((True, False), Reading.MUCH),
        ((True, True), Reading.MUCH),
        ((False, False, False), Reading.MUCH),
    ],
)
def test_signs_are_weighed_as_the_indicators_say(strong: tuple[bool, ...], is_: Reading) -> None:
    assert reading(_signs(*strong)) is is_


@given(st.lists(st.booleans(), max_size=12), st.booleans())
def test_one_more_sign_never_makes_it_less(strong: list[bool], more: bool) -> None:
    order = list(Reading)
    assert order.index(reading(_signs(*strong, more))) >= order.index(reading(_signs(*strong)))


def test_the_codes_are_words_for_machines_and_each_is_there_once() -> None:
    assert list(SITUATIONS) == ["offer", "work", "child", "online"]
    for situation in SITUATIONS.values():
        codes = [sign.code for sign in situation.signs]
        assert len(codes) == len(set(codes))
        assert all(re.fullmatch(r"[a-z_]+", code) for code in codes)
        assert len(situation.to_do) >= 3


def test_every_sentence_is_short() -> None:
    for situation in SITUATIONS.values():
        texts = [*situation.to_do, situation.note]
        texts += [words for sign in situation.signs for words in (sign.words, sign.meaning)]
        for sentence in re.split(r"(?<=[.?:])\s", " ".join(str(text) for text in texts)):
            assert len(sentence.split()) <= 16, sentence


@pytest.mark.parametrize("code", _CODES)
@pytest.mark.parametrize("situation", list(SITUATIONS))
def test_each_situation_ends_in_help_and_the_report_form(
    client: Client, pages: None, code: str, situation: str
) -> None:
    reader = Reader(client, code)
    reader.press("signs", situation=situation)
    signs = SITUATIONS[situation].signs
    assert reader.page.count('type="checkbox"') == len(signs)
    assert "checked" not in reader.page
    reader.press("result", sign=[signs[0].code, signs[1].code])
    for link in (f"/{code}/help/", f"/{code}/report/", "tel:0000000"):
        assert f'href="{link}"' in reader.page[reader.page.index("<main") :]
    assert f'<html lang="{code}"' in reader.page


def test_what_it_may_mean_is_never_a_verdict(client: Client, pages: None) -> None:
    said = {(): "You ticked none", ("fee",): "This can be a sign", ("debt", "fee"): "These can be"}
    for signs, words in said.items():
        reader = Reader(client)
        reader.press("signs", situation="offer")
        reader.press("result", sign=list(signs))
        assert words in reader.page
        assert "Only trained people can find out" in reader.page
        assert "You need not be sure" in reader.page
    reader.press("signs")
    assert reader.page.count(" checked") == 2  # changing goes on from what was ticked


def test_a_child_cannot_agree(client: Client, pages: None) -> None:
    reader = Reader(client)
    reader.press("signs", situation="child")
    reader.press("result")
    assert "A child cannot agree to be used." in reader.page


def test_another_language_keeps_the_place_and_the_ticks(client: Client, pages: None) -> None:
    reader = Reader(client, "en")
    reader.press("signs", situation="work")
    reader.press("stay", url="/pt/check/", sign=["debt"])
    assert '<html lang="pt"' in reader.page
    assert 'value="debt" id="sign-debt" checked' in reader.page
    reader.press("result", url="/pt/check/", sign=["debt", "papers"])
    reader.press("stay", url="/id/check/")
    assert reader.carried("at") == ["result"]
    assert sorted(reader.carried("sign")) == ["debt", "papers"]


@pytest.mark.parametrize("step", ["choice", "signs", "result"])
def test_no_page_is_kept_anywhere_and_no_answer_is_in_an_address(
    client: Client, pages: None, step: str
) -> None:
    reader = Reader(client)
    if step != "choice":
        reader.press("signs", situation="online")
    if step == "result":
        reader.press("result", sign=["pictures", "threats"])
    assert reader.answer.headers["Cache-Control"] == "no-store"
    assert not reader.answer.cookies
    assert not re.findall(r'(?:href|action|formaction)="[^"]*(?:online|pictures)', reader.page)
    assert (
        "form-action 'self' https://www.wikipedia.org"
        in reader.answer.headers["Content-Security-Policy"]
    )
    if step != "choice":
        assert reader.answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "<title>Some questions</title>" in reader.page
        assert 'method="post"' in reader.page
    assert "?" not in reader.url


def test_answering_writes_nothing(
    client: Client, pages: None, django_assert_max_num_queries: Any
) -> None:
    reader = Reader(client)
    with django_assert_max_num_queries(12) as queries:
        reader.press("signs", situation="online")
    with django_assert_max_num_queries(12) as more:
        reader.press("result", sign=["pictures"])
    for query in (*queries.captured_queries, *more.captured_queries):
        assert query["sql"].startswith("SELECT")


@pytest.mark.parametrize("step", ["signs", "result"])
def test_after_leaving_the_same_page_sent_again_shows_nothing(
    client: Client, pages: None, step: str
) -> None:
    reader = Reader(client)
    reader.press("signs", situation="online")
    form_id = re.findall(_FIELD.format("form"), reader.page)[0]
    client.post("/leave", {"form": form_id})
    reader.press(step, sign=["pictures"])
    assert reader.answer.status_code == 410
    assert "your answers are gone" in reader.page
    assert "naked" not in reader.page
    assert form_id not in reader.page


def test_after_thirty_minutes_the_answers_are_gone(
    client: Client, pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(client)
    reader.press("signs", situation="online")
    thirty_one_minutes_later = time.time() + 31 * 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: thirty_one_minutes_later)
    reader.press("result", sign=["pictures"])
    assert reader.answer.status_code == 410


def test_when_the_memory_of_leaving_is_broken_no_answer_is_shown(
    client: Client, pages: None, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(_form_id: str) -> bool:
        raise OSError

    reader = Reader(client)
    monkeypatch.setattr(memory, "is_dead", broken)
    reader.press("signs", situation="online")
    assert reader.answer.status_code == 410
    assert "pictures" not in caplog.text


@pytest.mark.parametrize(
    "fields",
    [
        {"situation": "nonsense"},
        {"situation": ["offer", "work"], "sign": ["nonsense", "\x00", "<script>"]},
        {"situation": "offer", "sign": ["x" * 10_000]},
        {"situation": "offer", "at": "nonsense", "go": "stay"},
        {"situation": "offer", "go": ""},
    ],
)
def test_nonsense_gets_an_ordinary_page(
    client: Client, pages: None, fields: dict[str, Any]
) -> None:
    reader = Reader(client)
    reader.press(fields.get("go", "signs"), **{k: v for k, v in fields.items() if k != "go"})
    assert reader.answer.status_code == 200
    assert "<script>" not in reader.answer.content.decode().replace("<script src", "")


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "0" * 32])
def test_a_token_that_is_not_ours_shows_nothing(client: Client, pages: None, token: str) -> None:
    answer = client.post(
        "/en/check/", {"token": token, "go": "result", "situation": "offer", "sign": "debt"}
    )
    assert answer.status_code == 410
    assert "debt" not in answer.content.decode()


def test_another_site_cannot_send_the_form(client: Client, pages: None) -> None:
    answer = client.post("/en/check/", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403

"""The passage around a hit: its marks, its cut, and that it is safe."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.search.folding import clean, fold_query
from home.search.passages import marked, passage

_LONG = "Palavra longa. " * 100


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("O tráfico de pessoas", ["trafico"], "O <mark>tráfico</mark> de pessoas"),
        ("TRÁFICOS", ["trafico"], "<mark>TRÁFICOS</mark>"),
        ("ne’ebé no ne'e", ["nee"], "<mark>ne’ebé</mark> no <mark>ne&#x27;e</mark>"),
        ("artigo 163.º e 1630", ["art163"], "<mark>artigo 163.º</mark> e 1630"),
        ("artigo 163.º-A", ["art163a"], "<mark>artigo 163.º-A</mark>"),
        ("16 e 163", ["16"], "<mark>16</mark> e 163"),
        ("contrafico", ["trafico"], "contrafico"),
        ("a & <b>lei</b>", ["lei"], "a &amp; &lt;b&gt;<mark>lei</mark>&lt;/b&gt;"),
        ("nothing", [], "nothing"),
    ],
)
def test_what_was_looked_for_is_marked(text: str, words: list[str], shown: str) -> None:
    assert marked(text, words) == shown


def test_the_passage_is_where_the_words_stand() -> None:
    cut = passage(f"{_LONG}Aqui está o tráfico. {_LONG}", ["trafico"])
    assert "<mark>tráfico</mark>" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) < 300


def test_a_heading_does_not_run_into_the_words_below_it() -> None:
    text = "Onde vêm\nOs artigos vêm da lei.\n\nescravidão;\ntráfico\nfim"
    shown = "Onde vêm · Os artigos vêm da lei. escravidão; <mark>tráfico</mark> · fim"
    assert passage(text, ["trafico"]) == shown


def test_without_the_words_the_passage_is_the_beginning() -> None:
    cut = passage(_LONG, ["trafico"])
    assert cut.startswith("Palavra longa.")
    assert cut.endswith(" …")
    assert passage("Short.", ["x"]) == "Short."
    assert passage("", ["x"]) == ""


@given(st.text(max_size=400), st.text(max_size=40))
def test_whatever_text_and_query_only_marks_are_markup(text: str, asked: str) -> None:
    text = clean(text)
    html = marked(text, fold_query(asked))
    assert unescape(re.sub("</?mark>", "", html)) == text
    assert html.count("<mark>") == html.count("</mark>")
    assert "<" not in html.replace("<mark>", "").replace("</mark>", "")
    passage(text, fold_query(asked))

"""An article as lines, and what changed between two."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee_pages.law.comparing import changes
from committee_pages.law.faults import TextRefused
from committee_pages.law.rendering import term_marker
from committee_pages.law.structure import Kind, Node
from committee_pages.law.writing import MOST_LINES, as_lines, from_lines

_words = st.text("abc ÇãéÉ’.,;()<&", min_size=1, max_size=30).map(lambda text: f"W{text.strip()}")


def _numbered(
    kind: Kind, marks: list[str], children: bool = True
) -> st.SearchStrategy[tuple[Node, ...]]:
    below = (
        _numbered(Kind.POINT, ["a", "b", "c"])
        if kind is Kind.PARAGRAPH
        else _numbered(Kind.SUBPOINT, ["i", "ii", "iii"])
        if kind is Kind.POINT
        else st.just(())
    )
    node = st.tuples(_words, below)
    return st.lists(node, max_size=3).map(
        lambda found: tuple(
            Node(kind, marks[index], text=text, children=below)
            for index, (text, below) in enumerate(found)
        )
    )


@given(_words, _words, _numbered(Kind.PARAGRAPH, ["1", "2", "2-A"]))
def test_an_article_comes_back_from_its_lines(
    heading: str, text: str, children: tuple[Node, ...]
) -> None:
    article = Node(Kind.ARTICLE, "7", heading, text, children)
    assert from_lines("7", heading, as_lines(article)) == article


@given(st.text(max_size=300))
def test_any_lines_are_an_article_or_are_refused(text: str) -> None:
    try:
        article = from_lines("1", "", text)
    except TextRefused:
        return
    assert article.kind is Kind.ARTICLE


def test_an_i_after_an_h_is_a_letter_and_below_an_a_a_roman_number() -> None:
    letters = from_lines("1", "", "\n".join(f"{c}) x" for c in "abcdefghij"))
    assert [child.number for child in letters.children] == list("abcdefghij")
    romans = from_lines("1", "", "a) x\ni) y\nii) z\nb) x")
    assert [child.number for child in romans.children] == ["a", "b"]
    assert [child.kind for child in romans.children[0].children] == [Kind.SUBPOINT] * 2


@pytest.mark.parametrize("text", ["1. a\n1. b", "a) x\na) y", "1. a\na) x\na) y"])
def test_a_mark_that_stands_twice_in_one_place_is_refused(text: str) -> None:
    with pytest.raises(TextRefused, match="twice"):
        from_lines("1", "", text)


def test_a_text_of_endless_lines_is_refused() -> None:
    with pytest.raises(TextRefused):
        from_lines("1", "", "x\n" * (MOST_LINES + 1))


@given(st.text("ab \n<&", max_size=60), st.text("ab \n<&", max_size=60))
def test_what_changed_holds_both_texts_whole(before: str, after: str) -> None:
    html = changes(before, after)
    if html is None:
        assert before == after
        return
    old = unescape(re.sub(r"<ins>.*?</ins>", "", html).replace("<br>", "\n"))
    new = unescape(re.sub(r"<del>.*?</del>", "", html).replace("<br>", "\n"))
    assert "".join(re.sub(r"</?(del|ins)>", "", old).split()) == "".join(before.split())
    assert "".join(re.sub(r"</?(del|ins)>", "", new).split()) == "".join(after.split())


def test_long_texts_are_shown_one_after_the_other() -> None:
    html = changes("old word " * 2_000, "new word " * 2_000)
    assert html is not None
    assert html.count("<del>") == 1
    assert html.count("<ins>") == 1


def test_a_word_is_marked_once_and_only_whole() -> None:
    mark = term_marker([("venda", "t1"), ("venda de pessoas", "t2")])
    html = mark("A Venda de pessoas, a venda, a revenda e a venda.")
    assert html.count('href="#t1"') == 1
    assert '<a class="mh-law-term" href="#t2">Venda de pessoas</a>' in html
    assert "revenda" in html

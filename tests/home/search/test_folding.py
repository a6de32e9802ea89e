"""Words as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.search.folding import LONGEST_WORD, clean, fold, fold_query
from home.search.query import LONGEST, parse


@pytest.mark.parametrize(
    "written", ["ne'e", "ne’e", "ne‘e", "neʼe", "ne`e", "ne´e", "NE'E", "nee", "né'e"]
)
def test_a_tetum_word_is_one_word_whatever_its_apostrophe(written: str) -> None:
    assert fold(written) == "nee"
    assert fold_query(written) == ["nee"]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Tráfico de Pessoas", "trafico de pessoas"),
        ("trafico DE PESSOAS", "trafico de pessoas"),
        ("Ação e aça\u0303o", "acao e acao"),
        ("Decreto-Lei n.º 19/2009", "decreto lei 19 2009"),
        ("Decreto-Lei nº 19/2009", "decreto lei 19 2009"),
        ("Decreto-Lei No. 19/2009", "decreto lei no 19 2009"),
        ("straße ﬁn", "strasse fin"),
        ("…!?", ""),
        ("", ""),
    ],
)
def test_case_accents_and_signs_do_not_count(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    "written",
    [
        *("art 163", "art. 163", "Art.163", "artigo 163", "artigo 163.º", "Artigo 163º"),
        *("artigo 163.o", "artigu 163", "article 163", "pasal 163", "ARTIGO  163.º"),
    ],
)
def test_each_way_of_writing_an_article_is_the_same_word(written: str) -> None:
    assert fold_query(written) == ["art163"]
    assert "art163" in fold(f"Nos termos do {written}, a pena").split()


def test_an_article_with_a_letter_is_another_article() -> None:
    assert fold_query("artigo 163.º-A") == ["art163a"]
    assert fold_query("artigo 163-A do código") == ["art163a", "do", "codigo"]
    assert fold_query("artigo 163 a 170") == ["art163", "a", "170"]


def test_a_reference_keeps_its_words_in_the_index() -> None:
    assert fold("Artigo 5.º Objeto") == "artigo 5 art5 objeto"


@pytest.mark.parametrize("written", ["parte 163", "artista", "restart 5", "art"])
def test_other_words_are_no_reference(written: str) -> None:
    assert not [word for word in fold_query(written) if word.startswith("art1")]
    assert "art5" not in fold_query(written)


@given(st.text())
def test_whatever_is_folded_is_words_of_letters_and_digits(text: str) -> None:
    folded = fold(text)
    assert all(word.isalnum() and len(word) <= LONGEST_WORD for word in folded.split(" ") if word)
    assert fold(folded).split()[:1] == folded.split()[:1]


@given(st.text(st.characters(categories=["Cs", "Cc", "Cf", "L"])))
def test_what_is_kept_can_be_stored_and_turns_no_page_around(text: str) -> None:
    kept = clean(text)
    kept.encode()
    assert not set(kept) & set("\x00\u202e\u2066\u200f")


@given(st.text(max_size=2 * LONGEST))
def test_any_query_is_short_and_safe(text: str) -> None:
    query = parse(text)
    assert len(query.text) <= LONGEST
    assert len(query.words) <= 8
    query.text.encode()
    assert all(word.isalnum() for word in query.words)


def test_little_words_do_not_count_beside_others() -> None:
    assert parse("tráfico de pessoas").words == ("trafico", "pessoas")
    assert parse("la").words == ("la",)
    assert parse("lei n.º 3").words == ("lei", "3")


@pytest.mark.parametrize("text", ["", " ", "a", "…", "\x00", "\ud800", "'"])
def test_too_little_is_no_query(text: str) -> None:
    assert parse(text).words == ()


def test_a_long_query_is_cut_and_says_so() -> None:
    assert parse("a" * LONGEST).cut is False
    assert parse("lei " * 10_000).cut
    assert parse("one two three four five six seven eight nine").cut is True
    assert parse("\u202e" * 10_000 + "lei").words == ()

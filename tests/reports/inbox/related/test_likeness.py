"""How much two beginnings have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.inbox.related.likeness import ALIKE, NEARLY_THE_SAME, likeness, shingles

_EN = "A man keeps the passports of three women in a house behind the market of Taibesi in Dili."
_TET = "Mane ida rai pasaporte husi feto na'in tolu iha uma ida merkadu Taibesi nia kotuk iha Dili."
_PT = "Um homem guarda os passaportes de três mulheres numa casa atrás do mercado de Taibesi."
_ID = "Seorang pria menyimpan paspor tiga perempuan di sebuah rumah di belakang pasar Taibesi."


def _share(one: str, other: str) -> float:
    return likeness(shingles(one), shingles(other))


@pytest.mark.parametrize("text", [_EN, _TET, _PT, _ID])
def test_a_text_is_the_same_as_itself_and_as_its_copies(text: str) -> None:
    copies = [
        text,
        text.upper(),
        text.replace(" ", "  "),
        text.replace("ê", "e").replace("á", "a"),
        f"Please help! {text}",
        text.replace("Taibesi", "Comoro"),
        text.replace("three", "four").replace("tolu", "haat").replace("tiga", "empat"),
        text[:70],
    ]
    for copy in copies:
        assert _share(text, copy) >= NEARLY_THE_SAME, copy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_EN, "A woman sells fruit on the road every night, and her children are with her."),
        (_EN, "A man keeps the pay of the fishermen on his boat and beats them when they ask."),
        (_TET, "Labarik feto ida serbisu iha uma ida iha Dili, la iha saláriu no la bele sai."),
        (_PT, "Uma criança trabalha numa casa em Baucau, não vai à escola e não recebe nada."),
        (_ID, "Seorang anak perempuan bekerja di sebuah rumah di Dili tanpa gaji setiap hari."),
        (_EN, _TET),
        (_PT, _ID),
    ],
)
def test_other_stories_are_not_alike(one: str, other: str) -> None:
    assert _share(one, other) < ALIKE


@pytest.mark.parametrize("text", ["", "help", "please help me", "ajuda ha'u favór", "???"])
def test_texts_of_few_words_are_like_nothing(text: str) -> None:
    assert _share(text, text) == 0


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_between_nothing_and_all_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= _share(one, other) <= 1
    assert _share(one, other) == _share(other, one)

"""Whatever text it is given, the parser answers, and no word gets lost."""

import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee_pages.law.parsing.findings import Reading, every
from committee_pages.law.parsing.reader import read_text
from committee_pages.law.parsing.tidying import tidy
from tests.committee_pages.law.samples import PORTUGUESE, TETUM

_ORDINAL = re.compile(r"(\d)\s*\.?\s*(?:[ºo°ª˚](?!\w))")
_WORD = re.compile(r"[^\W\d_]+|\d+")
# What opens a provision is kept as its kind, and printed anew from that.
_OPENING = {
    *("livro", "livru", "título", "titulo", "títulu", "titulu", "capítulo", "capitulo"),
    *("kapítulu", "kapitulu", "capítulu", "capitulu", "secção", "seccao", "secçao", "seção"),
    *("seksaun", "sesaun", "subsecção", "subseksaun", "sub", "artigo", "artigu", "art", "n"),
    *("único", "unico", "única", "unica", "úniku", "uniku", "primeiro", "segundo", "terceiro"),
}
_FRAGMENTS = [
    *PORTUGUESE.splitlines(),
    *TETUM.splitlines(),
    *("", "Artigo 5.º", "ARTIGO 5º-A", "Art. 7 -", "«Artigo 9.º", "fim.»", "1.", "2 - Dois", "12"),
    *("i)", "ii) dois", "h) oito;", "i) nove;", "j) dez", "aa) mais", "Jornal da República"),
    *(
        "Página 3",
        "Artigo 2.º ........ 4",
        "ANEXO",
        "(Revogado)",
        "(Sem fim",
        "traba-",
        "lha",
        "- x",
    ),
    *("Artigos 5.º a 7.º", "artigo 8.º", "Capítulo II do livro", "TÍTULO", "Aprovada em 2099"),
]


def _words(text: str) -> Counter[str]:
    said = _ORDINAL.sub(r"\1 ", text.casefold())
    return Counter(word.lstrip("0") or "0" for word in _WORD.findall(said))


def _said(reading: Reading) -> Counter[str]:
    found = Counter[str]()
    for node in every(reading.nodes):
        for words in (node.number, node.heading, node.text):
            found += _words(words)
    for finding in reading.findings:
        if finding.matter.value in {"not placed", "page"}:
            found += _words(finding.words)
    return found


def _lost(text: str) -> Counter[str]:
    given_words = _words(tidy(text))
    for word in _OPENING:
        del given_words[word]
    return given_words - _said(read_text(text))


_LINE = st.one_of(
    st.sampled_from(_FRAGMENTS),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40),
    st.builds("{} {}".format, st.sampled_from(_FRAGMENTS), st.sampled_from(_FRAGMENTS)),
    st.text(alphabet="aivxAIVX.)-1239º («»\n", max_size=20),
)
_TEXT = st.lists(_LINE, max_size=40).map("\n".join)


@given(_TEXT)
@settings(max_examples=400, deadline=None)
def test_no_word_of_any_text_gets_lost(text: str) -> None:
    assert not _lost(text)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_at_all_is_answered(text: str) -> None:
    reading = read_text(text)
    assert reading.can_be_saved or not reading.nodes or reading.findings


@given(_TEXT)
@settings(deadline=None)
def test_findings_name_lines_that_there_are(text: str) -> None:
    lines = tidy(text).split("\n")
    for finding in read_text(text).findings:
        assert 1 <= finding.first <= finding.last <= len(lines)


@given(st.text(max_size=300))
def test_a_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    "text",
    [
        "Artigo 1.º\nNuvem\n" + "a nuvem continua\n" * 30_000,
        "Artigo 1.º\n" + "." * 500_000,
        "Artigo 1.º\n" + "i)\n" * 30_000,
        "«a\n" * 30_000,
        "Artigo 1.º\n" * 20_000,
        "Jornal da República" + "." * 500_000,
        "Artigo 1" + " -" * 200_000,
    ],
    ids=range(7),
)
def test_hostile_texts_take_time_by_their_length_and_not_its_square(text: str) -> None:
    started = time.process_time()
    read_text(text[: len(text) // 8])
    eighth = time.process_time() - started
    read_text(text)
    whole = time.process_time() - started - eighth
    assert whole < 24 * eighth + 0.5

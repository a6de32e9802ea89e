"""An Akoma Ntoso document as a tree of provisions; what is not understood is said."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from committee_pages.law.akn.about import About
from committee_pages.law.akn.identification import foreign_meta, read_meta, tag
from committee_pages.law.akn.inline import Inline
from committee_pages.law.akn.numbers import number_of
from committee_pages.law.akn.safe_xml import parse
from committee_pages.law.faults import TextRefused
from committee_pages.law.parsing.counting import wrong_numbers
from committee_pages.law.parsing.drafts import Draft
from committee_pages.law.parsing.findings import Finding, Matter, Reading
from committee_pages.law.structure import Kind

_KINDS = {tag(kind.value): kind for kind in Kind}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TITLE = "/".join(map(tag, ("preface", "longTitle", "p", "docTitle")))


@dataclass(frozen=True)
class Document:
    """What a document is, where it says so in a way known here, and what was read."""

    about: About | None
    reading: Reading


def read(data: bytes) -> Document:
    """The provisions of a document and what it is. Raises TextRefused for what is none.

    Lines in findings are those of the XML.
    """
    root = parse(data)
    if root.tag != tag("akomaNtoso"):
        raise TextRefused(_("This XML is not Akoma Ntoso 3.0."))
    act = root.find(tag("act"))
    body = None if act is None else act.find(tag("body"))
    if act is None or body is None:
        raise TextRefused(_("This Akoma Ntoso document holds no act with a body."))
    return _Reader(root, act, body).read()


class _Reader:
    def __init__(self, root: etree._Element, act: etree._Element, body: etree._Element) -> None:
        self._root, self._act, self._body = root, act, body
        self._inline = Inline()
        self._findings: list[Finding] = []

    def read(self) -> Document:
        title = self._act.find(_TITLE)
        roots: list[Draft] = []
        self._around_the_body(title)
        self._stray_words(self._body)
        for child in self._body:
            self._child(child, roots)
        self._findings += wrong_numbers(roots)
        self._say_marks()
        about = read_meta(
            self._act,
            title="" if title is None else "".join(title.itertext()),
            title_language="" if title is None else title.get(_LANG, ""),
            is_extract=self._body.get("status") == "incomplete",
        )
        found = tuple(sorted(self._findings, key=lambda finding: finding.first))
        return Document(about, Reading(tuple(draft.node() for draft in roots), found))

    def _child(self, element: etree._Element, siblings: list[Draft]) -> None:
        kind = _KINDS.get(element.tag)
        if kind is None:
            self._leave_out(element)
            return
        num = element.find(tag("num"))
        printed = "" if num is None else self._inline.words_of(num)
        number = number_of(kind, printed, element.get("eId", ""))
        if number is None:
            self._leave_out(element)
            return
        draft = Draft(kind, number, element.sourceline or 0)
        siblings.append(draft)
        self._stray_words(element)
        for child in element:
            self._part(child, draft)

    def _part(self, part: etree._Element, draft: Draft) -> None:
        name = part.tag
        if name == tag("num"):
            return
        if name == tag("heading"):
            draft.heading = self._inline.words_of(part)
        elif name in {tag("content"), tag("intro")}:
            self._stray_words(part)
            for block in part:
                if block.tag == tag("p"):
                    draft.paragraphs.append([self._inline.words_of(block)])
                else:
                    self._leave_out(block)
        else:
            self._child(part, draft.children)

    def _around_the_body(self, title: etree._Element | None) -> None:
        """Says what stands outside of the body, but for the title that is kept."""
        for block in foreign_meta(self._act):
            self._leave_out(block, always=True)
        for block in self._act:
            if block is self._body or block.tag == tag("meta"):
                continue
            words = _words(block)
            if title is None or words != _words(title):
                self._leave_out(block)
        for block in self._root:
            if block is not self._act:
                self._leave_out(block, always=True)

    def _leave_out(self, element: etree._Element, *, always: bool = False) -> None:
        words = _words(element)
        if words or always:
            sentence = _("<%(name)s> has no place here, with all that is in it.")
            self._not_placed(
                etree.QName(element).localname, element.sourceline or 0, words, sentence
            )

    def _not_placed(self, name: str, line: int, words: str, sentence: str) -> None:
        said = sentence % {"name": name}
        self._findings.append(Finding(Matter.NOT_PLACED, said, line, line, words))

    def _stray_words(self, element: etree._Element) -> None:
        """Words between elements, where none belong."""
        stray = " ".join([element.text or "", *(child.tail or "" for child in element)]).split()
        if stray:
            sentence = _("Words stand directly in <%(name)s>, where none belong.")
            name = etree.QName(element).localname
            self._not_placed(name, element.sourceline or 0, " ".join(stray), sentence)

    def _say_marks(self) -> None:
        for name, count in self._inline.marks.items():
            line = self._inline.lines[name]
            said = _("The mark <%(name)s> was left out (%(count)d times). Its words are kept.")
            self._findings.append(
                Finding(Matter.DOUBT, said % {"name": name, "count": count}, line, line)
            )
        for name, line, words in self._inline.left_out:
            self._not_placed(name, line, words, _("<%(name)s> was left out."))


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())

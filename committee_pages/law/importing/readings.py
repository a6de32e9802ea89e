"""A text as it stands in the editor's text area, read: Akoma Ntoso by its beginning, else words."""

import re

from committee_pages.law.akn import reading as akn
from committee_pages.law.importing import web_page
from committee_pages.law.importing.limits import refuse_too_long
from committee_pages.law.parsing.reader import read_text
from committee_pages.law.parsing.tidying import tidy

_XML = re.compile(r"\ufeff?\s*(?:<\?xml|<!DOCTYPE akomaNtoso|<(?:\w+:)?akomaNtoso)")
_DECLARED = re.compile(r"(\s*<\?xml[^>]*?)\s+encoding=(?:\"[^\"]*\"|'[^']*')")


def as_shown(text: str) -> str:
    """A text as the text area shows it, so that its lines are those that findings name.

    What was pasted as HTML becomes words. Akoma Ntoso stays as it is, but for line ends.
    """
    if web_page.is_web_page(text):
        return tidy(web_page.read(text)[0])
    if is_akoma_ntoso(text):
        return text.replace("\r\n", "\n").strip()
    return tidy(text)


def is_akoma_ntoso(text: str) -> bool:
    """Whether a text is XML and no web page."""
    return bool(_XML.match(text)) and not web_page.is_web_page(text)


def read(text: str) -> akn.Document:
    """What a text says, and what Akoma Ntoso says that it is.

    Raises TextRefused for a text that is too long, and for XML that is not read.
    """
    refuse_too_long(text)
    if is_akoma_ntoso(text):
        # The text is no longer in the encoding that its first line names.
        return akn.read(_DECLARED.sub(r"\1", text, count=1).encode("utf-8", "replace"))
    return akn.Document(None, read_text(text))

"""The text of a file that an editor gives: plain text, Word, a web page or Akoma Ntoso."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from committee_pages.law.faults import TextRefused
from committee_pages.law.importing import plain_text, web_page, word_file
from committee_pages.law.importing.limits import MOST_FILE_BYTES, refuse_too_long

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_RICH_TEXT = b"{\\rtf"


@dataclass(frozen=True)
class Source:
    """The text of a file, and sentences about what was left out on the way to it.

    Akoma Ntoso stays as it is: `readings.read` knows it by its beginning.
    """

    text: str
    remarks: tuple[str, ...] = ()


def source_of(data: bytes) -> Source:
    """What a file says; its content decides what it is, not its name.

    Raises TextRefused with a sentence for what is not read.
    """
    if not data.strip():
        raise TextRefused(_("This file is empty."))
    if len(data) > MOST_FILE_BYTES:
        raise TextRefused(
            _("This file is larger than %(most)d MB.") % {"most": MOST_FILE_BYTES // 1024 // 1024}
        )
    source = _read(data)
    refuse_too_long(source.text)
    return source


def _read(data: bytes) -> Source:
    if data.startswith(_ZIP):
        return Source(*word_file.read(data))
    if data.startswith(_OLD_OFFICE):
        raise TextRefused(
            _("This is an old Word file, or one with a password. Save it as DOCX without one.")
        )
    if data.startswith(_PDF):
        raise TextRefused(_("PDF is not read. Copy the text out of it and paste it."))
    if data.startswith(_RICH_TEXT):
        raise TextRefused(_("RTF is not read. Save it as DOCX, or paste the text."))
    text = plain_text.decode(data)
    if web_page.is_web_page(text):
        return Source(*web_page.read(text))
    return Source(text)

"""Bytes of a text file as text: UTF-8, UTF-16 with its mark, or Windows-1252."""

import codecs

from django.utils.translation import gettext as _

from committee_pages.law.faults import TextRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """The text. Raises TextRefused for what is no text in one of these encodings."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise TextRefused(_("This file is broken: it says UTF, and is not.")) from error
        text = _from_windows(data)
    if "\0" in text:
        raise TextRefused(_("This is no text file."))
    return text


def _from_windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TextRefused(
            _("Line %(line)d has a sign that is not known. Save the file as UTF-8.")
            % {"line": line}
        ) from error

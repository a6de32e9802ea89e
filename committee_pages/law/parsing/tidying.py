"""The lines of a text as an editor sees them, without what no eye sees."""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# No file of ours may hold them (XML 1.0, section 2.2); spaces of all kinds have gone before.
_NOT_IN_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def tidy(text: str) -> str:
    """The text with one kind of line end and of space, accents in one form, no invisible signs.

    What has been tidied once comes back unchanged.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _NOT_IN_XML.sub("", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).rstrip("\n")

"""How large a text of a law may be. The largest code of a country stays well below."""

from django.utils.translation import gettext as _

from committee_pages.law.faults import TextRefused

MOST_CHARACTERS = 2_000_000
MOST_LINES = 60_000
MOST_FILE_BYTES = 8 * 1024 * 1024
MOST_UNPACKED_BYTES = 32 * 1024 * 1024
"""Of all parts of a Word file together."""
MOST_XML_BYTES = 12 * 1024 * 1024
"""Of its text alone."""
MOST_PARTS = 2_000


def refuse_too_long(text: str) -> None:
    """Raises TextRefused for a text that is longer than any law."""
    if len(text) > MOST_CHARACTERS:
        raise TextRefused(
            _("This text has more than %(most)d characters. Import it in parts.")
            % {"most": MOST_CHARACTERS}
        )
    if text.count("\n") > MOST_LINES:
        raise TextRefused(
            _("This text has more than %(most)d lines. Import it in parts.") % {"most": MOST_LINES}
        )

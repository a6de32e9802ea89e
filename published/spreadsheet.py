"""Tables that a spreadsheet opens. Knows nothing of what is in them, and no Django."""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence

# What a spreadsheet may take for a formula; the wide forms are those of East Asian keyboards.
_FORMULA_BEGINS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def csv_table(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as comma-separated values (RFC 4180), in UTF-8 with a byte order mark."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[defused(cell) for cell in row] for row in rows])
    return BOM_UTF8 + text.getvalue().encode()


def defused(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run as a formula (OWASP)."""
    return f"'{cell}" if cell.startswith(_FORMULA_BEGINS) else cell

"""Tables that a spreadsheet opens."""

import csv
import io
from codecs import BOM_UTF8

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.spreadsheet import csv_table, defused

_BEGINS = "=+-@\t\r\n＝＋－＠"
_CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


def _read(table: bytes) -> list[list[str]]:
    assert table.startswith(BOM_UTF8)
    text = table.removeprefix(BOM_UTF8).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.lists(_CELL, min_size=2, max_size=4), max_size=5))
def test_a_table_is_read_back_as_it_was_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    assert _read(csv_table(rows)) == [[defused(cell) for cell in row] for row in rows]


@given(st.sampled_from(_BEGINS), _CELL)
def test_no_cell_begins_as_a_formula_does(begin: str, rest: str) -> None:
    ((cell, _other),) = _read(csv_table([[begin + rest, ""]]))
    assert cell == f"'{begin}{rest}"


@pytest.mark.parametrize("cell", ["", "2026-11-25", "a=b", "Ema 26", "’", "https://example.org/"])
def test_harmless_words_stay_as_they_are(cell: str) -> None:
    assert defused(cell) == cell

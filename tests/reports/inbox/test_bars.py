"""Passages that become bars."""

import pytest

from reports.inbox.writing.bars import Unbalanced, with_bars


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a [[b]] c", "a █████ c"),
        ("[[a\nlong\npassage]]", "█████"),
        ("[[]]", "█████"),
        ("[one] ]alone[", "[one] ]alone["),
        ("[[[a]]", "█████"),
        ("[[a]][[b]]", "██████████"),
    ],
)
def test_a_bar_tells_not_even_how_long_the_passage_was(text: str, shown: str) -> None:
    assert with_bars(text) == shown


@pytest.mark.parametrize("text", ["[[a", "a]]", "[[a [[b]] c]]", "]][[", "[[a]] ]]"])
def test_brackets_that_do_not_belong_together_are_refused(text: str) -> None:
    with pytest.raises(Unbalanced):
        with_bars(text)

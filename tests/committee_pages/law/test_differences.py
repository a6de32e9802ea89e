"""What changed between two texts of an act."""

from hypothesis import HealthCheck, given, settings

from committee_pages.law.differences import Change, Piece, Sort, changes, pieces
from committee_pages.law.parsing.reader import read_text
from committee_pages.law.structure import Kind, Node, with_ids
from tests.committee_pages.law.samples import PORTUGUESE, TETUM
from tests.committee_pages.law.test_akn import TREES

BEFORE = read_text(PORTUGUESE).nodes


def test_two_texts_that_are_alike_differ_in_nothing() -> None:
    assert changes(BEFORE, BEFORE) == ()


def test_a_changed_word_is_told_from_those_that_stayed() -> None:
    after = read_text(PORTUGUESE.replace("tarde de chuva", "noite de chuva")).nodes
    (change,) = changes(BEFORE, after)
    assert (change.sort, change.eid) == (Sort.CHANGED, "chp_II__art_3")
    assert change.heading == (Piece(None, "Pena"),)
    assert change.text == (
        Piece(None, "O sopro é punido com uma "),
        Piece(Sort.REMOVED, "tarde"),
        Piece(Sort.ADDED, "noite"),
        Piece(None, " de chuva."),
    )


def test_what_came_and_what_went_stands_in_order() -> None:
    after = read_text(
        PORTUGUESE.replace("2. Quem soprar é punido.\n", "").replace(
            "Artigo 4.º", "Artigo 3.º-B\nNova\nTexto.\n\nArtigo 4.º"
        )
    ).nodes
    found = changes(BEFORE, after)
    assert [(change.sort, change.eid or change.eid_before) for change in found] == [
        (Sort.REMOVED, "chp_I__art_2__para_2"),
        (Sort.ADDED, "chp_II__art_3-B"),
    ]
    assert found[0].text == (Piece(Sort.REMOVED, "Quem soprar é punido."),)
    assert found[1].heading == (Piece(Sort.ADDED, "Nova"),)


def test_an_article_in_another_chapter_has_moved() -> None:
    article = Node(Kind.ARTICLE, "5", "Nuvem", "Texto.")
    one, two = ((Node(Kind.CHAPTER, number, "Um", children=(article,)),) for number in ("I", "II"))
    moved = next(change for change in changes(one, two) if change.kind is Kind.ARTICLE)
    assert (moved.sort, moved.eid_before, moved.eid) == (
        Sort.MOVED,
        "chp_I__art_5",
        "chp_II__art_5",
    )


def test_what_is_there_twice_is_compared_in_turn() -> None:
    article = Node(Kind.ARTICLE, "5", text="Texto.")
    found = changes((article,), (article, article))
    assert [change.sort for change in found] == [Sort.ADDED]


def test_very_long_texts_count_as_replaced() -> None:
    before, after = "nuvem " * 3000, "vento " * 3000
    assert pieces(before, after) == (Piece(Sort.REMOVED, before), Piece(Sort.ADDED, after))


@given(TREES, TREES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_changes_lead_from_one_text_to_the_other(
    before: tuple[Node, ...], after: tuple[Node, ...]
) -> None:
    found = changes(before, after)
    old, new = dict(with_ids(before)), dict(with_ids(after))
    for change in found:
        assert (change.eid in new) == (change.sort is not Sort.REMOVED)
        assert (change.eid_before in old) == (change.sort is not Sort.ADDED)
        if change.eid:
            assert _side(change, Sort.ADDED) == (new[change.eid].heading, new[change.eid].text)
        if change.eid_before:
            was = old[change.eid_before]
            assert _side(change, Sort.REMOVED) == (was.heading, was.text)
    untouched = new.keys() - {change.eid for change in found}
    assert all(
        (new[eid].heading, new[eid].text) == (old[eid].heading, old[eid].text) for eid in untouched
    )


def _side(change: Change, sort: Sort) -> tuple[str, str]:
    """Heading and text with what stayed and what is of one sort."""
    heading, text = (
        "".join(piece.words for piece in said if piece.sort in {None, sort})
        for said in (change.heading, change.text)
    )
    return heading, text


def test_the_first_text_in_a_language_is_all_new() -> None:
    assert {change.sort for change in changes((), read_text(TETUM).nodes)} == {Sort.ADDED}

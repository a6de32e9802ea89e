import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import ABOUT, ALICE, BOB, abouts
from vault.errors import Unopenable
from vault.identity import Identity
from vault.plaintext import About
from vault.report_keys import ReportKeys, mark_body, marked_body

THREAD = ALICE
MARKED = mark_body(b"words", key=THREAD, about=ABOUT)


def refuses(marked: bytes, *, thread: Identity = THREAD, about: About = ABOUT) -> None:
    with pytest.raises(Unopenable):
        marked_body(marked, key=thread, about=about)


def test_a_mark_is_the_same_in_ten_years() -> None:
    made = "ce6d804115fc17d567e660017312feeaa8763b34ec71b609f7194bb0a39d90e3"
    assert made + b"words".hex() == MARKED.hex()


@given(st.binary(max_size=2000), abouts)
def test_a_marked_body_comes_back(body: bytes, about: About) -> None:
    marked = mark_body(body, key=THREAD, about=about)
    assert len(marked) == 32 + len(body)
    assert marked_body(marked, key=THREAD, about=about) == body


@given(abouts, abouts)
def test_a_marked_body_does_not_serve_elsewhere(one: About, other: About) -> None:
    if one != other:
        refuses(mark_body(b"words", key=THREAD, about=one), about=other)


@pytest.mark.parametrize(
    "about",
    [{}, {**ABOUT, "report": "7f3d"}, {**ABOUT, "number": 2}, {**ABOUT, "number": "1"},
     {**ABOUT, "kind": "message"}, {**ABOUT, "more": 1}, {"kind": "story"}],
)  # fmt: skip
def test_a_marked_body_swapped_replayed_or_reordered_is_refused(about: About) -> None:
    refuses(MARKED, about=about)


def test_a_body_marked_under_another_thread_is_refused() -> None:
    refuses(MARKED, thread=BOB)
    refuses(mark_body(b"words", key=BOB, about=ABOUT))


def test_who_knows_the_recipients_alone_cannot_make_a_mark() -> None:
    for guess in (Identity.from_key(bytes(32)), Identity.from_key(THREAD.recipient.encode()[:32])):
        refuses(mark_body(b"words", key=guess, about=ABOUT))


def test_the_mark_of_one_body_does_not_serve_another() -> None:
    other = mark_body(b"other words", key=THREAD, about=ABOUT)
    refuses(MARKED[:32] + other[32:])
    refuses(other[:32] + MARKED[32:])


def test_a_marked_body_cut_short_anywhere_is_refused() -> None:
    for length in range(len(MARKED)):
        refuses(MARKED[:length])


@given(st.integers(0, len(MARKED) - 1), st.integers(1, 255))
def test_a_marked_body_with_a_changed_byte_is_refused(at: int, change: int) -> None:
    altered = bytearray(MARKED)
    altered[at] ^= change
    refuses(bytes(altered))


@given(st.binary(min_size=1, max_size=50))
def test_a_marked_body_with_more_bytes_is_refused(more: bytes) -> None:
    refuses(MARKED + more)
    refuses(more + MARKED)


@given(st.binary(max_size=100))
def test_arbitrary_bytes_are_refused(marked: bytes) -> None:
    refuses(marked)


def test_new_reports_have_keys_of_their_own() -> None:
    made = [ReportKeys.generate() for _ in range(20)]
    assert len({keys.case for keys in made} | {keys.thread for keys in made}) == 40


def test_report_keys_show_nothing() -> None:
    assert repr(ReportKeys.generate()) == f"{ReportKeys.generate()}" == "<ReportKeys hidden>"

"""What counts as a recording is what its bytes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.models import QuestionSound
from reports.sounds import kind_of
from tests.reports.recordings import NOT_PLAYABLE, PLAYABLE

_KINDS = {
    "MP3": QuestionSound.Kind.MP3,
    "MP3 with a tag": QuestionSound.Kind.MP3,
    "Ogg": QuestionSound.Kind.OGG,
    "M4A": QuestionSound.Kind.M4A,
    "AAC": QuestionSound.Kind.AAC,
}


@pytest.mark.parametrize("name", PLAYABLE)
def test_a_recording_is_known_by_its_bytes(name: str) -> None:
    assert kind_of(PLAYABLE[name]) == _KINDS[name]


@pytest.mark.parametrize("name", NOT_PLAYABLE)
def test_what_is_no_recording_is_refused(name: str) -> None:
    assert kind_of(NOT_PLAYABLE[name]) is None


@pytest.mark.parametrize("name", PLAYABLE)
def test_a_recording_that_breaks_off_in_its_head_is_refused_without_an_error(name: str) -> None:
    data = PLAYABLE[name]
    assert {kind_of(data[:length]) for length in range(4)} == {None}
    for length in range(4, 40):
        kind_of(data[:length])


@given(st.binary(max_size=64))
def test_no_bytes_break_it(data: bytes) -> None:
    assert kind_of(data) is None or len(data) >= 4

"""What a cleaned copy is, and what it lacks."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from reports.cleaning.outcome import Cleaned, NotCleaned, Outcome, Refused, Removed, Why
from tests import pictures

Clean = Callable[[bytes], tuple[Outcome, bytes]]


def _removed(outcome: Outcome) -> set[Removed]:
    assert isinstance(outcome, Cleaned), outcome
    return set(outcome.removed)


# ---- pictures


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_phone_and_time_are_gone_from_a_picture(cleaned: Clean, name: str) -> None:
    outcome, copy = cleaned(pictures.photo(name=name))
    assert _removed(outcome) >= {Removed.PLACE, Removed.DEVICE, Removed.TIME}
    assert b"MARKERPHONE" not in copy
    image = Image.open(io.BytesIO(copy))
    assert not image.getexif()
    assert image.size == (320, 240)


def test_the_place_is_named_first(cleaned: Clean) -> None:
    outcome, _copy = cleaned(pictures.photo())
    assert isinstance(outcome, Cleaned)
    assert outcome.removed[0] == Removed.PLACE


def test_a_picture_with_nothing_hidden_lacks_nothing(cleaned: Clean) -> None:
    for name in ("JPEG", "PNG", "WEBP", "GIF"):
        outcome, _copy = cleaned(pictures.plain_picture(name))
        assert _removed(outcome) == set(), name


def test_a_turned_photo_is_turned_for_good(cleaned: Clean) -> None:
    _outcome, copy = cleaned(pictures.turned_photo())
    image = Image.open(io.BytesIO(copy))
    assert image.size == (40, 80)
    assert not image.getexif()


def test_a_picture_of_an_iphone_becomes_one_that_every_browser_shows(cleaned: Clean) -> None:
    outcome, copy = cleaned(pictures.heic())
    assert isinstance(outcome, Cleaned)
    assert outcome.kind == "jpeg"
    assert Image.open(io.BytesIO(copy)).format == "JPEG"


def test_what_can_be_seen_through_stays_so(cleaned: Clean) -> None:
    outcome, copy = cleaned(pictures.plain_picture("PNG", "RGBA"))
    assert isinstance(outcome, Cleaned)
    assert outcome.kind == "png"
    assert Image.open(io.BytesIO(copy)).mode == "RGBA"


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "RGBA"])
def test_every_way_to_write_colours_is_taken(cleaned: Clean, mode: str) -> None:
    name = {"CMYK": "JPEG", "L": "JPEG"}.get(mode, "PNG")
    outcome, copy = cleaned(pictures.plain_picture(name, mode))
    assert isinstance(outcome, Cleaned)
    assert Image.open(io.BytesIO(copy)).size == (64, 48)


@pytest.mark.parametrize("name", ["JPEG", "PNG"])
def test_a_film_behind_a_picture_is_gone_and_named(cleaned: Clean, name: str) -> None:
    tail = pictures.made_by_ffmpeg("mp4")
    outcome, copy = cleaned(pictures.plain_picture(name) + tail)
    assert _removed(outcome) == {Removed.HIDDEN_END}
    assert tail[:200] not in copy


def test_a_comment_in_a_picture_is_gone(cleaned: Clean) -> None:
    file = io.BytesIO()
    Image.new("RGB", (20, 20)).save(file, "JPEG", comment=b"MARKERCOMMENT")
    outcome, copy = cleaned(file.getvalue())
    assert _removed(outcome) == {Removed.OTHER}
    assert b"MARKERCOMMENT" not in copy


# ---- documents


def test_author_script_and_inner_file_are_gone_from_a_pdf(cleaned: Clean) -> None:
    outcome, copy = cleaned(pictures.document())
    assert _removed(outcome) >= {Removed.AUTHOR, Removed.SCRIPTS, Removed.ATTACHMENTS}
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert len(pdf.pages) == 1
        assert not pdf.attachments
        assert "/Info" not in pdf.trailer
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Names"}
        everything = b"".join(
            thing.unparse(resolved=True)
            + (thing.read_bytes() if isinstance(thing, pikepdf.Stream) else b"")
            for thing in pdf.objects
        )
    assert b"MARKER" not in everything
    assert b"MARKER" not in copy


def test_a_pdf_with_a_password_stays_as_it_came(cleaned: Clean) -> None:
    outcome, _copy = cleaned(pictures.document(password="secret"))
    assert outcome == NotCleaned(Why.LOCKED)


# ---- sound and film


@pytest.mark.parametrize(
    ("ending", "shown"),
    [("mp4", True), ("mov", True), ("webm", True), ("mkv", True), ("webm", False)]
    + [(ending, False) for ending in ("m4a", "mp3", "ogg", "wav", "aac")],
)
def test_what_a_container_says_is_gone_and_the_sound_is_not(
    cleaned: Clean, ending: str, shown: bool
) -> None:
    outcome, copy = cleaned(pictures.made_by_ffmpeg(ending, pictures=shown))
    assert isinstance(outcome, Cleaned), outcome
    assert b"MARKERTITLE" not in copy
    assert b"125.5736" not in copy
    assert len(copy) > 1000
    if ending != "aac":
        assert outcome.removed


def test_the_place_of_a_film_is_named(cleaned: Clean) -> None:
    outcome, _copy = cleaned(pictures.made_by_ffmpeg("mp4"))
    assert _removed(outcome) >= {Removed.PLACE, Removed.TIME}


# ---- what is refused


@pytest.mark.parametrize(
    "content",
    [b"hello", b"", b"PK\x03\x04" + bytes(100), b"<html><script>x</script>", bytes(5000)],
)
def test_other_things_are_refused(cleaned: Clean, content: bytes) -> None:
    assert cleaned(content)[0] == Refused(Why.UNKNOWN)


@pytest.mark.parametrize("points", [60_000, 8_000])
def test_a_bomb_is_refused_before_it_goes_off(cleaned: Clean, points: int) -> None:
    assert cleaned(pictures.bomb(points))[0] == Refused(Why.TOO_MANY_PIXELS)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "heif", "pdf", "mp4"])
def test_a_file_that_was_cut_off_is_refused(cleaned: Clean, name: str, share: float) -> None:
    made: dict[str, Callable[[], bytes]] = {
        "jpeg": pictures.photo,
        "png": lambda: pictures.photo(name="PNG"),
        "webp": lambda: pictures.photo(name="WEBP"),
        "heif": pictures.heic,
        "pdf": pictures.document,
        "mp4": lambda: pictures.made_by_ffmpeg("mp4"),
    }
    whole = made[name]()
    assert cleaned(whole[: int(len(whole) * share)])[0] == Refused(Why.BROKEN)


@pytest.mark.parametrize(
    "inside", [b"%PDF-1.7", b"<script>", b"<SVG onload=", b"<?php", b"<!DOCTYPE html"]
)
def test_a_picture_that_begins_as_something_else_too_is_refused(
    cleaned: Clean, inside: bytes
) -> None:
    picture = pictures.plain_picture()
    comment = b"\xff\xfe" + (len(inside) + 2).to_bytes(2) + inside
    assert cleaned(picture[:2] + comment + picture[2:])[0] == Refused(Why.TWO_IN_ONE)


def _archive() -> bytes:
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hidden.txt", "MARKERHIDDEN")
    return file.getvalue()


@pytest.mark.parametrize("make", [pictures.photo, lambda: pictures.made_by_ffmpeg("mp4")])
def test_an_archive_behind_a_picture_or_film_is_refused(
    cleaned: Clean, make: Callable[[], bytes]
) -> None:
    assert cleaned(make() + _archive())[0] == Refused(Why.TWO_IN_ONE)


def test_a_playlist_that_calls_itself_a_film_is_refused(cleaned: Clean) -> None:
    film = b"\0\0\0\x18ftypisom\0\0\0\0isomiso2#EXTM3U\nfile:///etc/passwd\n"
    assert isinstance(cleaned(film)[0], Refused)

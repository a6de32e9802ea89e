"""What editors upload: taken in clean, or refused with a sentence and without a trace."""

import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from PIL import Image as Drawing
from PIL import ImageFile
from PIL.PngImagePlugin import PngInfo
from wagtail.documents.models import Document
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image

from home.media.documents import LARGEST_SOUND
from home.media.pictures import LARGEST, LONGEST_SIDE
from tests import pictures
from tests.home.media.uploads import (
    document_form,
    picture_form,
    png,
    stored,
    stored_document,
    stored_picture,
)
from tests.reports.recordings import MP3, NOT_PLAYABLE, PLAYABLE

pytestmark = pytest.mark.django_db

_PHOTO = pictures.photo()
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
_ANEW = "save it as JPEG or PNG"
_RIGHT_ENDING = "right ending"
_SMALLER = "Make it smaller"
_MOVES = "This picture moves"
_ZEROS = zlib.compress(bytes(5_000_000))


def _files() -> list[str]:
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        pytest.param(pictures.bomb(10_000), "a.png", _SMALLER, id="100 million points"),
        pytest.param(pictures.bomb(7_100), "a.png", _SMALLER, id="just over the limit"),
        pytest.param(pictures.bomb(60_000), "a.png", _SMALLER, id="a bomb"),
        pytest.param(pictures.bomb(1_000), "a.png", _ANEW, id="less in it than its head says"),
        pytest.param(_SVG, "a.svg", "SVG", id="a drawing with a script"),
        pytest.param(_SVG, "a.png", _ANEW, id="a drawing with another name"),
        pytest.param(_PHOTO, "a.png", _RIGHT_ENDING, id="a JPEG that is called PNG"),
        pytest.param(_PHOTO, "a", _RIGHT_ENDING, id="no ending"),
        pytest.param(_PHOTO[: len(_PHOTO) // 2], "a.jpg", _ANEW, id="half a photo"),
        pytest.param(_PHOTO[:20], "a.jpg", _ANEW, id="the head of a photo"),
        pytest.param(png((64, 48))[:60], "a.png", _ANEW, id="half a PNG"),
        pytest.param(_PHOTO[:-2000], "a.jpg", _ANEW, id="a photo without its end"),
        pytest.param(pictures.photo(name="WEBP")[:-500], "a.webp", _ANEW, id="half a WebP"),
        pytest.param(pictures.plain_picture("GIF")[:-40], "a.gif", _ANEW, id="half a GIF"),
        pytest.param(pictures.moving("GIF"), "a.gif", _MOVES, id="a GIF that moves"),
        pytest.param(pictures.moving("WEBP"), "a.webp", _MOVES, id="a WebP that moves"),
        pytest.param(pictures.moving("PNG"), "a.png", _MOVES, id="a PNG that moves"),
        pytest.param(pictures.scans(1000), "a.jpg", _ANEW, id="a JPEG painted a thousand times"),
        pytest.param(pictures.worded_width(), "a.jpg", _ANEW, id="notes that cannot be written"),
        pytest.param(
            pictures.noted(b"zTXt", b"a\0\0" + _ZEROS), "a.png", _ANEW, id="5 MB of notes, packed"
        ),
        pytest.param(
            pictures.noted(b"iTXt", b"a\0\1\0\0\0" + _ZEROS), "a.png", _ANEW, id="5 MB of words"
        ),
        pytest.param(
            pictures.noted(b"iCCP", b"a\0\0" + _ZEROS), "a.png", _ANEW, id="5 MB of colours"
        ),
        pytest.param(b"hello", "a.jpg", _ANEW, id="text"),
        pytest.param(pictures.document(), "a.jpg", _ANEW, id="a PDF"),
        pytest.param(MP3, "a.gif", _ANEW, id="a recording"),
        pytest.param(_PHOTO + bytes(LARGEST), "a.jpg", _SMALLER, id="too many bytes"),
        pytest.param(pictures.plain_picture("TIFF"), "a.jpg", _ANEW, id="a kind not taken"),
        pytest.param(pictures.plain_picture("EPS"), "a.jpg", _ANEW, id="a program in PostScript"),
    ],
)
def test_a_bad_picture_is_refused_with_what_to_do_and_leaves_nothing(
    data: bytes, name: str, sentence: str
) -> None:
    form = picture_form(data, name)
    assert not form.is_valid()
    assert list(form.errors) == ["file"]
    assert len(form.errors["file"]) == 1
    assert sentence in form.errors["file"][0]
    assert not Image.objects.exists()
    assert _files() == []


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_kind_that_is_named_is_taken(name: str) -> None:
    ending = {"JPEG": "JPG"}.get(name, name).lower()
    assert stored(pictures.plain_picture(name), f"boat.{ending}").width == 64


def test_a_jpeg_with_a_second_picture_behind_it_is_taken_without_that() -> None:
    """As many telephones make them."""
    file = io.BytesIO()
    first, second = Drawing.new("RGB", (64, 48), "red"), Drawing.new("RGB", (32, 24), "blue")
    first.save(file, "MPO", save_all=True, append_images=[second])
    image = stored(file.getvalue(), "a.jpg")
    assert (image.width, image.height) == (64, 48)
    data = Path(image.file.path).read_bytes()
    assert data.count(b"\xff\xd8\xff") == 1
    assert b"MPF" not in data


def test_a_jpeg_that_comes_sharper_and_sharper_is_taken() -> None:
    assert stored(pictures.scans(20), "a.jpg").width == 64


def test_no_picture_is_unpacked_before_its_size_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """`load` unpacks: it must not be reached."""
    monkeypatch.setattr(ImageFile.ImageFile, "load", _unpacked)
    for data, name in (
        (pictures.bomb(7_100), "a.png"),
        (pictures.scans(1000), "a.jpg"),
        (pictures.moving("GIF"), "a.gif"),
        (_PHOTO + bytes(LARGEST), "a.jpg"),
    ):
        assert "file" in picture_form(data, name).errors
    with pytest.raises(_UnpackedError):
        picture_form(_PHOTO, "a.jpg").is_valid()


class _UnpackedError(Exception):
    """A picture was unpacked."""


def _unpacked(*_args: object) -> None:
    raise _UnpackedError


def test_place_telephone_and_time_of_a_photo_are_stored_nowhere() -> None:
    assert b"MARKERPHONE" in pictures.photo()
    image = stored_picture()
    data = Path(image.file.path).read_bytes()
    assert b"MARKERPHONE" not in data
    assert b"2026:11:20" not in data
    with Drawing.open(io.BytesIO(data)) as stored:
        assert not stored.getexif()
    assert len(_files()) == 1


def test_notes_inside_a_png_are_stored_nowhere() -> None:
    notes = PngInfo()
    notes.add_text("Comment", "MARKERNOTE")
    file = io.BytesIO()
    Drawing.new("RGBA", (40, 40)).save(file, "PNG", pnginfo=notes)
    assert b"MARKERNOTE" in file.getvalue()
    image = stored(file.getvalue(), "a.png")
    assert b"MARKERNOTE" not in Path(image.file.path).read_bytes()


def test_a_photo_that_says_it_is_to_be_turned_is_stored_turned() -> None:
    image = stored(pictures.turned_photo(), "a.jpg")
    assert (image.width, image.height) == (40, 80)


def test_a_large_photo_is_stored_no_larger_than_needed() -> None:
    image = stored_picture((4000, 3000))
    assert max(image.width, image.height) == LONGEST_SIDE


def test_a_picture_once_stored_is_not_exchanged() -> None:
    """Another file would change published pages, and nobody had published that."""
    image = stored_picture()
    before = image.file.name
    assert "file" not in get_image_form(Image)(instance=image).fields
    assert "file" not in type(document_form(b"", "x"))(instance=stored_document()).fields
    assert Image.objects.get().file.name == before


_pdf = pictures.document


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        pytest.param(b"hello", "a.pdf", "neither a PDF nor", id="text called PDF"),
        pytest.param(_PHOTO, "a.pdf", "neither a PDF nor", id="a photo called PDF"),
        pytest.param(b"%PDF-1.7\n" + bytes(50), "a.pdf", "Make it again", id="a PDF in name alone"),
        pytest.param(_pdf()[:300], "a.pdf", "Make it again", id="the half of a PDF"),
        pytest.param(_pdf(), "a.mp3", "end in .pdf", id="a PDF called a recording"),
        pytest.param(_pdf(), "a.docx", "end in .pdf", id="a PDF called a letter"),
        pytest.param(_pdf(), "a", "end in .pdf", id="no ending"),
        pytest.param(_pdf(password="x"), "a.pdf", "without one", id="a locked PDF"),
        pytest.param(MP3, "a.pdf", "end in .mp3", id="a recording called PDF"),
        pytest.param(b"PK\x03\x04" + bytes(50), "a.docx", "neither", id="a letter"),
        pytest.param(_SVG, "a.pdf", "neither", id="a drawing"),
        pytest.param(_pdf() + bytes(10 * 1024 * 1024), "a.pdf", "10 MB", id="too large"),
        pytest.param(MP3 + bytes(LARGEST_SOUND), "a.mp3", "2 MB", id="a recording too long"),
    ],
)
def test_a_bad_document_is_refused_with_what_to_do_and_leaves_nothing(
    data: bytes, name: str, sentence: str
) -> None:
    form = document_form(data, name)
    assert not form.is_valid()
    assert list(form.errors) == ["file"]
    assert sentence in form.errors["file"][0]
    assert not Document.objects.exists()
    assert _files() == []


@pytest.mark.parametrize("kind", NOT_PLAYABLE)
def test_what_no_browser_plays_is_no_recording(kind: str) -> None:
    assert not document_form(NOT_PLAYABLE[kind], "a.mp3").is_valid()


@pytest.mark.parametrize(
    ("kind", "name"),
    [("MP3", "a.MP3"), ("Ogg", "a.opus"), ("Ogg", "a.ogg"), ("M4A", "a.m4a"), ("AAC", "a.aac")],
)
def test_a_recording_is_taken_as_it_is(kind: str, name: str) -> None:
    form = document_form(PLAYABLE[kind], name)
    assert form.is_valid(), form.errors
    assert Path(form.save().file.path).read_bytes() == PLAYABLE[kind]


def test_a_pdf_is_stored_without_author_scripts_and_files_inside() -> None:
    before = pikepdf.open(io.BytesIO(pictures.document()))
    assert "/OpenAction" in before.Root
    assert before.attachments
    with pikepdf.open(stored_document().file.path) as pdf:
        assert len(pdf.pages) == 1
        assert not pdf.docinfo
        assert not pdf.attachments
        assert "/OpenAction" not in pdf.Root
        assert "/AA" not in pdf.pages[0].obj
        for thing in pdf.objects:
            assert "MARKER" not in repr(thing)

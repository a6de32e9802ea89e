"""What hides in the corners of a PDF: inside other things, and in the photos of its pages."""

import io
import zlib
from collections.abc import Callable
from typing import Any, cast

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from reports.cleaning.child.jpeg import end_of, without_notes
from reports.cleaning.outcome import Cleaned, Outcome, Removed
from tests import pictures

Clean = Callable[[bytes], tuple[Outcome, bytes]]

_SCRIPT = Dictionary(S=Name.JavaScript, JS=String("MARKERSCRIPT"))


def _note(**more: Any) -> Dictionary:
    box = Array([0, 0, 9, 9])
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box, **more)


def _with_notes(*notes: Dictionary) -> bytes:
    """A page with notes that are no objects of their own: only who looks inside sees them."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].obj.Annots = Array(list(notes))
    return _saved(pdf)


def _with_photo(*, packed: bool) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    image = pikepdf.Stream(pdf, pictures.photo())
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = 320, 240
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    image.Filter = Name.DCTDecode
    if packed:
        filters = Array([Name.FlateDecode, Name.DCTDecode])
        image.write(zlib.compress(pictures.photo()), filter=filters)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Photo=image))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q 9 0 0 9 0 0 cm /Photo Do Q")
    return _saved(pdf)


def _removed(outcome: Outcome) -> set[Removed]:
    assert isinstance(outcome, Cleaned), outcome
    return set(outcome.removed)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def _laid_open(document: bytes) -> bytes:
    """All of it without packing, so that one can search it."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as pdf:
        pdf.save(
            file,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return file.getvalue()


@pytest.mark.parametrize(
    "note",
    [
        _note(A=_SCRIPT),
        _note(AA=Dictionary(E=_SCRIPT)),
        _note(A=Dictionary(S=Name.URI, URI=String("http://a.example/"), Next=_SCRIPT)),
        _note(A=Dictionary(S=Name.URI, URI=String("http://a.example/"), Next=Array([_SCRIPT]))),
        _note(A=Dictionary(S=Name.Launch, F=String("MARKERSCRIPT"))),
        _note(A=Dictionary(S=Name.SubmitForm, F=String("http://MARKERSCRIPT/"))),
    ],
    ids=["action", "trigger", "next", "one-of-next", "program", "form"],
)
def test_a_script_inside_a_note_is_gone(cleaned: Clean, note: Dictionary) -> None:
    sent = _with_notes(note)
    outcome, copy = cleaned(sent)
    assert b"MARKERSCRIPT" in _laid_open(sent)
    assert b"MARKERSCRIPT" not in _laid_open(copy)
    assert Removed.SCRIPTS in _removed(outcome)


def test_a_note_does_not_say_who_wrote_it_and_when(cleaned: Clean) -> None:
    sent = _with_notes(_note(T=String("MARKERNAME"), M=String("D:20261120"), Contents=String("x")))
    outcome, copy = cleaned(sent)
    assert b"MARKERNAME" not in _laid_open(copy)
    assert b"D:20261120" not in _laid_open(copy)
    assert {Removed.AUTHOR, Removed.TIME} <= _removed(outcome)


@pytest.mark.parametrize("packed", [False, True])
def test_a_photo_in_a_document_tells_no_place_and_no_phone(cleaned: Clean, packed: bool) -> None:
    outcome, copy = cleaned(_with_photo(packed=packed))
    assert b"MARKERPHONE" not in _laid_open(copy)
    assert b"Exif" not in _laid_open(copy)
    assert _removed(outcome) == {Removed.OTHER}
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        photo = pikepdf.PdfImage(
            cast("pikepdf.Stream", pdf.pages[0].get_images()["/Photo"])
        ).as_pil_image()
        assert photo.size == (320, 240)


def test_a_jpeg_without_notes_ends_where_its_picture_does() -> None:
    photo = pictures.photo()
    bare = without_notes(photo + b"MARKERBEHIND")
    assert b"Exif" not in bare
    assert b"MARKERBEHIND" not in bare
    assert end_of(bare) == len(bare)
    assert without_notes(bare) == bare


@pytest.mark.parametrize("whole", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff\xff"])
def test_what_is_hardly_a_jpeg_is_read_to_its_end(whole: bytes) -> None:
    assert end_of(whole) == len(whole)
    assert len(without_notes(whole)) <= len(whole)

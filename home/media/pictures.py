"""Pictures that editors upload: checked by their head, then written anew without what they tell.

A telephone writes into a photo where it was taken, when, and with which device.
"""

import io
import struct
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LARGEST = 10 * 1024 * 1024  # bytes
MOST_POINTS = 50_000_000
LONGEST_SIDE = 1600  # points; twice what a page shows
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_ENDINGS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
ENDINGS = tuple(_ENDINGS)
_DRAWINGS = ("svg", "svgz")
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What Pillow's readers raise for broken files.
_FAULTS = (
    *(OSError, ValueError, SyntaxError, IndexError, EOFError, MemoryError, OverflowError),
    *(TypeError, KeyError, struct.error),
)
# Every scan of a JPEG is painted over the whole picture; cameras write ten. In what is packed the
# sign cannot stand for anything else, and elsewhere it hardly does.
_MOST_SCANS = 100
_SCAN = b"\xff\xda"
_OF_A_TELEPHONE = "MPO"  # a JPEG with a second picture behind it, such as a smaller one


@dataclass(frozen=True)
class CleanPicture:
    """A picture as it is stored: its bytes, and the ending of its file."""

    data: bytes
    ending: str


def clean_picture(data: bytes, file_name: str) -> CleanPicture:
    """The picture without its metadata, upright and no larger than needed.

    Raises ValidationError with a sentence that says what to do.
    """
    ending = file_name.rpartition(".")[2].lower()
    if ending in _DRAWINGS:
        raise ValidationError(
            _("Drawings of this kind (SVG) can hold programs. Save it as PNG and upload that.")
        )
    if len(data) > LARGEST:
        raise ValidationError(
            _("This picture has more than 10 MB. Make it smaller and upload it again.")
        )
    try:
        # Reads the head alone: nothing is unpacked before its size is known.
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            _refuse_unfit(opened, ending)
            if _kind(opened) == "JPEG" and data.count(_SCAN) > _MOST_SCANS:
                raise ValueError("scans without end")
            return _written_anew(opened)
    except _BOMBS:
        raise _too_many_points() from None
    except _FAULTS:
        raise ValidationError(
            _(
                "This file is no picture that can be read, or it is not whole. Open it on your "
                "computer, save it as JPEG or PNG, and upload that."
            )
        ) from None


def _refuse_unfit(opened: Image.Image, ending: str) -> None:
    if opened.width * opened.height > MOST_POINTS:
        raise _too_many_points()
    kind = _kind(opened)
    if _ENDINGS.get(ending) != kind:
        raise ValidationError(
            _(
                "The name of this file says %(said)s, but it is %(kind)s. Give the name the right "
                "ending and upload it again."
            ),
            params={"said": ending.upper() or "-", "kind": kind},
        )
    if kind != "JPEG" and getattr(opened, "is_animated", False):
        raise ValidationError(
            _("This picture moves. Save one still picture of it as JPEG or PNG and upload that.")
        )


def _kind(opened: Image.Image) -> str | None:
    return "JPEG" if opened.format == _OF_A_TELEPHONE else opened.format


def _too_many_points() -> ValidationError:
    return ValidationError(
        _("This picture has more than 50 million points. Make it smaller and upload it again.")
    )


def _written_anew(opened: Image.Image) -> CleanPicture:
    longest = (LONGEST_SIDE, LONGEST_SIDE)
    opened.draft("RGB", longest)  # a large JPEG is unpacked smaller from the start
    drawn = _kind(opened) != "JPEG"
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail(longest, Image.Resampling.LANCZOS)
    transparent = upright.has_transparency_data
    picture = upright.convert("RGBA" if transparent else "RGB")
    # Onto new paper: `info` of the old one, with its notes, stays behind.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    file = io.BytesIO()
    if transparent or drawn:
        bare.save(file, "PNG")
        return CleanPicture(file.getvalue(), "png")
    bare.save(file, "JPEG", quality=90)
    return CleanPicture(file.getvalue(), "jpg")

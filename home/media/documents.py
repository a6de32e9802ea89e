"""Documents that editors upload: known by what they hold, PDFs without scripts and authors."""

import io
from dataclasses import dataclass

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from home.media.kinds import PDF, SOUNDS, Kind
from published.sound_kinds import kind_of

LARGEST = 10 * 1024 * 1024  # bytes
LARGEST_SOUND = 2 * 1024 * 1024  # bytes
_NAMES_OF = {
    **{kind.ending: kind for kind in (PDF, *SOUNDS.values())},
    "mp4": SOUNDS[next(k for k in SOUNDS if k.value == "audio/mp4")],
    "oga": SOUNDS[next(k for k in SOUNDS if k.value == "audio/ogg")],
    "opus": SOUNDS[next(k for k in SOUNDS if k.value == "audio/ogg")],
}
# What runs, what is carried along, and who made it.
_ROOT_KEYS = ("/OpenAction", "/AA", "/AF", "/Collection", "/PieceInfo", "/Metadata")
_NAMES = ("/JavaScript", "/EmbeddedFiles")
_FAULTS = (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OSError)


@dataclass(frozen=True)
class CleanDocument:
    """A document as it is stored: its bytes, and its kind."""

    data: bytes
    kind: Kind


def clean_document(data: bytes, file_name: str) -> CleanDocument:
    """The document; a PDF without scripts, enclosed files and the names of who made it.

    Raises ValidationError with a sentence that says what to do.
    """
    said = _NAMES_OF.get(file_name.rpartition(".")[2].lower())
    sound = kind_of(data)
    if data.startswith(b"%PDF-"):
        kind = PDF
    elif sound:
        kind = SOUNDS[sound]
    else:
        raise ValidationError(
            _(
                "This file is neither a PDF nor a recording (MP3, M4A, AAC or Ogg Opus). Save it "
                "as one of these and upload that."
            )
        )
    if said != kind:
        raise ValidationError(
            _(
                "The name of this file does not say what it is: it is %(kind)s. Let its name end "
                "in .%(ending)s and upload it again."
            ),
            params={"kind": kind.word, "ending": kind.ending},
        )
    if kind.is_sound:
        if len(data) > LARGEST_SOUND:
            raise ValidationError(
                _(
                    "This recording has more than 2 MB, which costs readers too much. Save it as "
                    "MP3 with 32 kbit/s, mono, or shorten it."
                )
            )
        return CleanDocument(data, kind)
    if len(data) > LARGEST:
        raise ValidationError(
            _("This document has more than 10 MB. Save it with smaller pictures and upload that.")
        )
    return CleanDocument(_bare_pdf(data), kind)


def _bare_pdf(data: bytes) -> bytes:
    written = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if not len(pdf.pages):
                raise ValueError
            _strip(pdf)
            pdf.save(written, deterministic_id=True)
    except pikepdf.PasswordError:
        raise ValidationError(
            _("This PDF asks for a password. Save it without one and upload that.")
        ) from None
    except _FAULTS:
        raise ValidationError(
            _("This PDF cannot be read, or it is not whole. Make it again and upload that.")
        ) from None
    return written.getvalue()


def _strip(pdf: pikepdf.Pdf) -> None:
    for key in _ROOT_KEYS:
        if key in pdf.Root:
            del pdf.Root[key]
    if "/Names" in pdf.Root:
        for key in _NAMES:
            if key in pdf.Root.Names:
                del pdf.Root.Names[key]
    for page in pdf.pages:
        if "/AA" in page.obj:
            del page.obj["/AA"]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]

"""PDF: without what it says about its maker, what it carries along and what it could do."""

import io
import os
import zlib
from collections.abc import Iterator

import pikepdf

from reports.cleaning.child import jpeg
from reports.cleaning.child.verdict import Broken, Locked

_TAIL = 2048  # bytes in which a whole PDF says where it ends
_ROOT_KEYS = {
    "scripts": ("/OpenAction", "/AA", "/AcroForm"),
    "attachments": ("/AF", "/Collection"),
    "other": ("/PieceInfo", "/Perms", "/Legal", "/Extensions"),
}
_NAMES = {"/JavaScript": "scripts", "/EmbeddedFiles": "attachments"}
_DANGEROUS_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR"}
_DANGEROUS_ACTIONS |= {"/Rendition", "/RichMediaExecute"}
_FILE_NOTES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_INFO = {
    "/Author": "author",
    "/Creator": "device",
    "/Producer": "device",
    "/CreationDate": "time",
    "/ModDate": "time",
}

_NOTE_KEYS = {"/T": "author", "/M": "time", "/CreationDate": "time", "/NM": "other"}
_FAULTS = (
    pikepdf.PdfError,
    zlib.error,
    ValueError,
    TypeError,
    KeyError,
    RuntimeError,
    OSError,
)


def warm_up() -> None:
    """Loads all that is loaded on first use."""
    small = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(small)
    pikepdf.open(io.BytesIO(small.getvalue())).close()


def clean(source: int, output: int, kind: str) -> tuple[str, set[str]]:
    """Writes the document anew, and what was left out. Raises Broken and Locked."""
    with os.fdopen(os.dup(source), "rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - _TAIL))
        if b"%%EOF" not in file.read():
            raise Broken
        file.seek(0)
        try:
            with pikepdf.open(file, inherit_page_attributes=False) as pdf:
                if not len(pdf.pages):
                    raise Broken
                removed = _strip(pdf)
                with os.fdopen(os.dup(output), "wb") as into:
                    pdf.save(into, fix_metadata_version=False, deterministic_id=True)
        except pikepdf.PasswordError:
            raise Locked from None
        except _FAULTS:
            raise Broken from None
    return kind, removed


def _strip(pdf: pikepdf.Pdf) -> set[str]:
    removed = _strip_info(pdf)
    removed |= _strip_root(pdf.Root)
    for page in pdf.pages:
        removed |= _strip_page(page.obj)
    for thing in pdf.objects:
        for part in _parts(thing):
            removed |= _strip_object(part)
        removed |= _strip_jpeg(thing)
    pdf.remove_unreferenced_resources()
    return removed


def _strip_info(pdf: pikepdf.Pdf) -> set[str]:
    removed = set()
    if "/Info" in pdf.trailer:
        removed = {_INFO.get(key, "other") for key in pdf.trailer.Info.keys()}  # noqa: SIM118
        del pdf.trailer["/Info"]
    return removed


def _strip_root(root: pikepdf.Object) -> set[str]:
    removed = set()
    if "/Metadata" in root:
        del root["/Metadata"]
        removed.add("other")
    for code, keys in _ROOT_KEYS.items():
        for key in keys:
            if key in root and not (key == "/AcroForm" and "/XFA" not in root.AcroForm):
                del root[key]
                removed.add(code)
    names = root.get("/Names")
    if names is not None:
        for key, code in _NAMES.items():
            if key in names:
                del names[key]
                removed.add(code)
    return removed


def _strip_page(page: pikepdf.Object) -> set[str]:
    removed = set()
    for key, code in (("/Thumb", "thumbnail"), ("/AA", "scripts"), ("/PieceInfo", "other")):
        if key in page:
            del page[key]
            removed.add(code)
    notes = page.get("/Annots")
    if notes is not None:
        kept = [note for note in notes if str(note.get("/Subtype", "")) not in _FILE_NOTES]
        if len(kept) < len(notes):
            page.Annots = pikepdf.Array(kept)
            removed.add("attachments")
    return removed


def _parts(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The dictionaries written inside an object of the file, and itself if it is one.

    What it refers to is an object of its own. The list is made as it goes: what was taken out of
    a dictionary is not looked into.
    """
    left = [thing]
    while left:
        part = left.pop()
        if isinstance(part, pikepdf.Array):
            inside = list(part)
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            inside = [part[key] for key in part.keys()]  # noqa: SIM118
        else:
            continue
        left += [one for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _strip_object(thing: pikepdf.Object) -> set[str]:
    """Scripts and descriptions hang on forms, notes and pictures too."""
    removed: set[str] = set()
    for key in ("/A", "/Next"):
        action = thing.get(key)
        if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in _DANGEROUS_ACTIONS:
            del thing[key]
            removed.add("scripts")
    for key, code in (("/AA", "scripts"), ("/EF", "attachments"), ("/Metadata", "other")):
        if key in thing:
            del thing[key]
            removed.add(code)
    if str(thing.get("/S", "")) in _DANGEROUS_ACTIONS:  # in a list of actions
        for key in list(thing.keys()):
            del thing[key]
        removed.add("scripts")
    if "/Rect" in thing and str(thing.get("/Subtype", "/Widget")) != "/Widget":
        removed |= _strip_note(thing)
    return removed


def _strip_note(note: pikepdf.Object) -> set[str]:
    """A note on a page says who wrote it and when. Of a field of a form, /T is its name."""
    found = [key for key in _NOTE_KEYS if key in note]
    for key in found:
        del note[key]
    return {_NOTE_KEYS[key] for key in found}


def _strip_jpeg(thing: pikepdf.Object) -> set[str]:
    """A photo lies in a document as the phone wrote it, with the place and the phone."""
    if not isinstance(thing, pikepdf.Stream):
        return set()
    filters = thing.get("/Filter")
    names = (
        [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    )
    if names == ["/DCTDecode"]:
        whole = thing.read_raw_bytes()
    elif names == ["/FlateDecode", "/DCTDecode"]:
        whole = zlib.decompress(thing.read_raw_bytes())
    else:
        return set()
    bare = jpeg.without_notes(whole)
    if len(bare) == len(whole):
        return set()
    thing.write(bare, filter=pikepdf.Name.DCTDecode)
    return {"other"}

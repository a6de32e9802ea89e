"""PDF: without what it says about its maker, what it carries along and what it could do."""

import io
import os

import pikepdf

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
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OSError):
            raise Broken from None
    return kind, removed


def _strip(pdf: pikepdf.Pdf) -> set[str]:
    removed = _strip_info(pdf)
    removed |= _strip_root(pdf.Root)
    for page in pdf.pages:
        removed |= _strip_page(page.obj)
    for thing in pdf.objects:
        removed |= _strip_object(thing)
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


def _strip_object(thing: pikepdf.Object) -> set[str]:
    """Scripts and descriptions hang on forms, notes and pictures too."""
    removed: set[str] = set()
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return removed
    action = thing.get("/A")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in _DANGEROUS_ACTIONS:
        del thing["/A"]
        removed.add("scripts")
    for key, code in (("/AA", "scripts"), ("/EF", "attachments"), ("/Metadata", "other")):
        if key in thing:
            del thing[key]
            removed.add(code)
    if str(thing.get("/S", "")) == "/JavaScript" and "/JS" in thing:
        thing["/JS"] = pikepdf.String("")
        removed.add("scripts")
    return removed

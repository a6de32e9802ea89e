"""Serves what is published, and to editors what they uploaded."""

import mimetypes
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import condition, require_safe
from wagtail.documents.models import Document as StoredDocument

from home.media.kinds import WEBP, kind_by_type
from home.media.manifest import Document, folder, manifest
from published.parts import content_range, part_asked

_POLICY = "default-src 'none'; sandbox"
_A_YEAR = "public, max-age=31536000, immutable"
_PICTURES = ("images", "original_images")  # where Wagtail keeps thumbnails, and what was uploaded


def _etag(_request: HttpRequest, name: str) -> str | None:
    """The name of a file says what is in it."""
    return f'"{name.partition(".")[0]}"' if name in manifest().names else None


@require_safe
@condition(etag_func=_etag)
def published_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the list, whole or the part asked for; no query. Raises Http404 for others.

    A name is never used as a path before it was found in the list.
    """
    entry = manifest().names.get(name)
    if entry is None:
        raise Http404
    path = folder() / name
    kind = entry.kind if isinstance(entry, Document) else WEBP
    try:
        size = path.stat().st_size
        part = part_asked(request.headers.get("Range", ""), size)
        if part is None:
            answer: HttpResponseBase = FileResponse(path.open("rb"), content_type=kind)
        else:
            with path.open("rb") as stream:
                stream.seek(part.start)
                answer = HttpResponse(stream.read(len(part)), content_type=kind, status=206)
            answer.headers["Content-Range"] = content_range(part, size)
    except OSError:
        raise Http404 from None
    answer.headers["Content-Disposition"] = _disposition(entry)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Cache-Control"] = _A_YEAR
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer


def _disposition(entry: object) -> str:
    """Recordings and pictures are shown in the page, a document is kept under its title."""
    if not isinstance(entry, Document) or kind_by_type(entry.kind).is_sound:
        return "inline"
    ending = kind_by_type(entry.kind).ending
    return f'attachment; filename="{slugify(entry.title) or "document"}.{ending}"'


@require_safe
def uploaded_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """For editors: a thumbnail of the CMS, or a picture as it is stored. Raises Http404."""
    path = PurePosixPath(name)
    if ".." in path.parts or path.parts[0] not in _PICTURES:
        raise Http404
    return _stored(name)


@require_safe
def uploaded_document(request: HttpRequest, document_id: int, name: str) -> HttpResponseBase:
    """For editors: a document as it is stored. Raises Http404."""
    return _stored(get_object_or_404(StoredDocument, pk=document_id).file.name)


def _stored(name: str) -> HttpResponseBase:
    try:
        stream = default_storage.open(name)
    except (OSError, ValueError):
        raise Http404 from None
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = FileResponse(stream, content_type=kind, as_attachment=kind == "application/pdf")
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

"""What editors upload, and rows as the forms of the CMS make them."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Drawing
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image

from tests import pictures
from tests.reports.recordings import MP3


def got(browser: Client, path: str) -> tuple[int, bytes]:
    """The status and the body of an answer, read to its end, so that no file stays open."""
    answer: Any = browser.get(path)
    streamed = answer.streaming_content if answer.streaming else [answer.content]
    return answer.status_code, b"".join(streamed)


def picture_form(data: bytes, name: str) -> Any:
    """The form of the CMS with this file in it."""
    return get_image_form(Image)(
        {"title": "A boat", "collection": 1}, {"file": SimpleUploadedFile(name, data)}
    )


def document_form(data: bytes, name: str, title: str = "A leaflet") -> Any:
    """The form of the CMS with this file in it."""
    return get_document_form(Document)(
        {"title": title, "collection": 1}, {"file": SimpleUploadedFile(name, data)}
    )


def stored(data: bytes, name: str) -> Image:
    """A picture, as it lies in the CMS after the form took it."""
    form = picture_form(data, name)
    assert form.is_valid(), form.errors
    image: Image = form.save()
    return image


def stored_picture(size: tuple[int, int] = (1200, 800)) -> Image:
    """A photo that had place and telephone in it."""
    return stored(pictures.photo(size=size), "boat.jpg")


def stored_document(title: str = "A leaflet") -> Document:
    """A PDF, as it lies in the CMS."""
    form = document_form(pictures.document(), "leaflet.pdf", title)
    assert form.is_valid(), form.errors
    document: Document = form.save()
    return document


def stored_recording(data: bytes = MP3) -> Document:
    """A recording, as it lies in the CMS."""
    form = document_form(data, "summary.mp3", "Summary")
    assert form.is_valid(), form.errors
    document: Document = form.save()
    return document


def png(size: tuple[int, int], mode: str = "RGB") -> bytes:
    """A picture without noise."""
    file = io.BytesIO()
    Drawing.new(mode, size).save(file, "PNG")
    return file.getvalue()

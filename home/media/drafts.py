"""Pictures and documents of a preview: as they lie in the CMS, for editors alone."""

from django.urls import reverse
from wagtail.documents.models import Document as StoredDocument
from wagtail.images.models import Image as StoredImage

from home.media.kinds import KINDS
from home.media.manifest import Document, Picture, Rendition
from home.media.renditions import TALLEST, WIDTHS


def picture(key: int) -> Picture | None:
    """A picture in the width of a page. Wagtail makes it; its name is its path in the storage."""
    image = StoredImage.objects.filter(pk=key).first()
    if image is None:
        return None
    try:
        made = image.get_rendition(f"max-{WIDTHS[-1]}x{TALLEST}|format-webp")
    except OSError:
        return None
    return Picture("", (Rendition(made.file.name, made.width, made.height),))


def document(key: int) -> tuple[Document | None, str]:
    """A document, and where editors get it."""
    row = StoredDocument.objects.filter(pk=key).first()
    kind = next((kind for kind in KINDS if row and kind.ending == row.file_extension), None)
    if row is None or kind is None:
        return None, ""
    return Document("", row.filename, row.title, kind.media_type, row.get_file_size() or 0), row.url


def address(name: str) -> str:
    """Where editors get the file of a picture."""
    return reverse("uploaded_picture", args=[name])

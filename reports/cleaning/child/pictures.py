"""Pictures: drawn and written anew, so that nothing but what one sees is left."""

import io
import os
import warnings

import pillow_heif
from PIL import ExifTags, Image, ImageFile, ImageOps

from reports.cleaning.child import jpeg
from reports.cleaning.child.verdict import Broken, TooManyPixels

MOST_PIXELS = 50_000_000
_QUALITY = 88
_FORMATS = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "gif": "GIF",
    "heif": "HEIF",
    "avif": "AVIF",
}
_TAGS = {
    "device": {"Make", "Model", "Software", "BodySerialNumber", "LensModel", "LensMake"},
    "time": {"DateTime", "DateTimeOriginal", "DateTimeDigitized", "PreviewDateTime"},
    "author": {"Artist", "Copyright", "CameraOwnerName", "XPAuthor", "ImageDescription"},
}
_HARMLESS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "background", "gamma"}
_HARMLESS |= {"transparency", "adobe", "adobe_transform", "srgb", "interlace", "loop", "version"}
_HARMLESS |= {"duration", "extension", "primary", "bit_depth", "timestamp", "aspect", "chroma"}
_HARMLESS |= {"progressive", "progression", "xmp", "exif", "metadata", "thumbnails"}
_XMP_WORDS = {
    "place": (b"gps", b"location", b"city"),
    "device": (b"tiff:make", b"tiff:model", b"creatortool", b"serialnumber"),
    "time": (b"createdate", b"modifydate", b"datetimeoriginal"),
    "author": (b"creator", b"rights", b"author"),
}

warnings.simplefilter("ignore")
Image.MAX_IMAGE_PIXELS = None  # our own limit, before anything is decoded
ImageFile.LOAD_TRUNCATED_IMAGES = False


def warm_up() -> None:
    """Loads all that is loaded on first use, while files can still be opened."""
    pillow_heif.register_heif_opener(thumbnails=True)
    Image.init()
    for name in ("JPEG", "PNG", "WEBP", "AVIF"):
        small = io.BytesIO()
        Image.new("RGB", (8, 8)).save(small, name)
        Image.open(io.BytesIO(small.getvalue())).load()


def clean(source: int, output: int, kind: str) -> tuple[str, set[str]]:
    """Writes the picture anew; the kind that it is now, and what was left out.

    Raises Broken, TooManyPixels and MemoryError.
    """
    with os.fdopen(os.dup(source), "rb") as file:
        try:
            image = Image.open(file, formats=[_FORMATS[kind]])
            if image.width * image.height > MOST_PIXELS:
                raise TooManyPixels
            removed = _told_by(image)
            image.load()
            drawn = ImageOps.exif_transpose(image)
        except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, KeyError, TypeError):
            raise Broken from None
        except Image.DecompressionBombError:
            raise TooManyPixels from None
        removed |= _behind_the_end(file, kind)
    return _write(drawn, output), removed


def _write(image: Image.Image, output: int) -> str:
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    kind = "png" if has_alpha else "jpeg"
    mode = "RGBA" if has_alpha else "L" if image.mode in {"1", "L"} else "RGB"
    drawn = image if image.mode == mode else image.convert(mode)
    drawn.info = {}
    # Pillow takes the rest of what it writes from the picture, too.
    bare = Image.Image()._new(drawn.im)
    with os.fdopen(os.dup(output), "wb") as file:
        if kind == "png":
            bare.save(file, "PNG")
        else:
            bare.save(file, "JPEG", quality=_QUALITY)
    return kind


def _told_by(image: Image.Image) -> set[str]:
    told = set()
    exif = image.getexif()
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        told.add("place")
    if exif.get_ifd(ExifTags.IFD.IFD1) or image.info.get("thumbnails"):
        told.add("thumbnail")
    tags = {*exif, *exif.get_ifd(ExifTags.IFD.Exif)}
    names = {ExifTags.TAGS.get(tag, "") for tag in tags}
    told |= {code for code, group in _TAGS.items() if names & group}
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    xmp = (xmp.encode() if isinstance(xmp, str) else xmp).lower()
    told |= {code for code, words in _XMP_WORDS.items() if any(word in xmp for word in words)}
    rest = {str(name).lower() for name, value in image.info.items() if value} - _HARMLESS
    if rest or (xmp and not told) or (tags - {ExifTags.Base.Orientation} and not told):
        told.add("other")
    return told


def _behind_the_end(file: io.BufferedReader, kind: str) -> set[str]:
    """Whether something stands behind the end of the picture: a short film, or hidden data."""
    file.seek(0)
    whole = file.read()
    if kind == "png":
        end = whole.find(b"IEND\xaeB`\x82")
        tail = whole[end + 8 :] if end >= 0 else b""
    elif kind == "jpeg":
        tail = whole[jpeg.end_of(whole) :]
    else:
        tail = b""
    return {"hidden_end"} if tail.strip(b"\0") else set()

"""Pictures as readers get them: WebP in two widths, light, and with nothing but the picture."""

import hashlib
import io
from collections.abc import Iterator
from typing import IO

from PIL import Image

from home.media.manifest import Rendition

WIDTHS = (360, 720)  # points
TALLEST = 960  # points
LARGEST = 25_000  # bytes
EDITION = "1"
"""Changed when renditions are made another way: all are made anew."""

_QUALITIES = (80, 70, 60, 50, 40, 30)
_SMALLER = 0.8


def renditions_of(source: IO[bytes]) -> dict[Rendition, bytes]:
    """A picture in each width, the narrowest first; never wider than it is.

    Raises OSError and ValueError for what is no picture.
    """
    with Image.open(source) as opened:
        image = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    made: dict[Rendition, bytes] = {}
    for width in WIDTHS:
        data, size = _light_enough(image, width)
        name = f"{hashlib.sha256(data).hexdigest()[:32]}.webp"
        made[Rendition(name, *size)] = data
        if width >= image.width:
            break
    return made


def _light_enough(image: Image.Image, width: int) -> tuple[bytes, tuple[int, int]]:
    """The best that is light enough. A picture of one point is, so that there always is one."""
    return next(made for made in _lighter_and_lighter(image, width) if len(made[0]) <= LARGEST)


def _lighter_and_lighter(
    image: Image.Image, width: float
) -> Iterator[tuple[bytes, tuple[int, int]]]:
    while width >= 1:
        smaller = image.copy()
        smaller.thumbnail((int(width), TALLEST), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            file = io.BytesIO()
            # A new image has no metadata; `exif` and its like are what would put some in.
            smaller.save(file, "WEBP", quality=quality, method=4, exif=b"", icc_profile=b"")
            yield file.getvalue(), smaller.size
        width *= _SMALLER

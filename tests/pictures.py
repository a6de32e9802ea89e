"""Files that tests send: made here, so that none lies in the repository."""

import io

from PIL import ExifTags, Image


def photo(*, size: tuple[int, int] = (320, 240), quality: int = 80) -> bytes:
    """A JPEG as a phone makes it: with the place, the phone and the time inside."""
    image = Image.effect_noise(size, 40).convert("RGB")
    exif = image.getexif()
    exif[ExifTags.Base.Make] = "MARKERPHONE"
    exif[ExifTags.Base.DateTime] = "2026:11:20 10:11:12"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "S"
    place[ExifTags.GPS.GPSLatitude] = (8.0, 33.0, 12.0)
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif, quality=quality)
    return file.getvalue()

"""Files that tests send: made here, so that none lies in the repository."""

import io
import os
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

import imageio_ffmpeg
import pikepdf
from PIL import ExifTags, Image

PLACE_OF_FILM = "-08.5586+125.5736/"


def photo(
    *, size: tuple[int, int] = (320, 240), name: str = "JPEG", thumbnail: bool = False
) -> bytes:
    """A picture as a phone makes it: with the place, the phone and the time inside."""
    image = Image.effect_noise(size, 40).convert("RGB")
    exif = image.getexif()
    exif[ExifTags.Base.Make] = "MARKERPHONE"
    exif[ExifTags.Base.DateTime] = "2026:11:20 10:11:12"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "S"
    place[ExifTags.GPS.GPSLatitude] = (8.0, 33.0, 12.0)
    file = io.BytesIO()
    image.save(file, name, exif=exif)
    return file.getvalue()


def turned_photo() -> bytes:
    """A JPEG that says of itself that it is to be turned: wide as stored, tall as seen."""
    image = Image.new("RGB", (80, 40), "white")
    exif = image.getexif()
    exif[ExifTags.Base.Orientation] = 6
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def plain_picture(name: str = "JPEG", mode: str = "RGB") -> bytes:
    """A picture with nothing hidden."""
    file = io.BytesIO()
    Image.new(mode, (64, 48)).save(file, name)
    return file.getvalue()


def heic() -> bytes:
    """A picture of an iPhone."""
    import pillow_heif

    image = Image.effect_noise((64, 64), 40).convert("RGB")
    file = io.BytesIO()
    pillow_heif.from_pillow(image).save(file, quality=50)
    return file.getvalue()


def bomb(points: int = 60_000) -> bytes:
    """A small PNG that says that it has points by points pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", points, points, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1024 * 1024))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def moving(name: str) -> bytes:
    """A picture of five frames."""
    frames = [Image.effect_noise((64, 48), 40).convert("RGB") for _ in range(5)]
    file = io.BytesIO()
    frames[0].save(file, name, save_all=True, append_images=frames[1:])
    return file.getvalue()


def scans(number: int) -> bytes:
    """A JPEG that paints itself over so many times more than it needs."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(file, "JPEG", progressive=True)
    data = file.getvalue()
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * number + data[-2:]


def noted(chunk: bytes, content: bytes) -> bytes:
    """A PNG with a chunk of this name behind its head."""
    plain = plain_picture("PNG")
    length, check = struct.pack(">I", len(content)), struct.pack(">I", zlib.crc32(chunk + content))
    return plain[:33] + length + chunk + content + check + plain[33:]


def worded_width() -> bytes:
    """A JPEG that is to be turned, and whose notes give its width as a word."""
    image = Image.new("RGB", (80, 40), "white")
    exif = image.getexif()
    exif[ExifTags.Base.Make] = "x"
    exif[ExifTags.Base.Orientation] = 6
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    make, width = (struct.pack(">HH", tag, 2) for tag in (ExifTags.Base.Make, 0x0100))
    return file.getvalue().replace(make, width, 1)


def document(**more: str) -> bytes:
    """A PDF with an author, a script that runs when it is opened, and a file inside."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Author"] = "MARKERAUTHOR"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["MARKERAUTHOR"]
    pdf.attachments["MARKERFILE.txt"] = b"MARKERINSIDE"
    pdf.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("MARKERSCRIPT()")
    )
    pdf.pages[0].obj.AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("MARKERSCRIPT()"))
    )
    file = io.BytesIO()
    encryption = pikepdf.Encryption(user=more["password"], owner="x") if more else None
    if encryption:
        pdf.save(file, encryption=encryption)
    else:
        pdf.save(file)
    return file.getvalue()


def made_by_ffmpeg(ending: str, *, pictures: bool = True, seconds: int = 1) -> bytes:
    """A film or a sound in the container of this ending, with the place, a title and a time."""
    codecs = {
        "webm": ["-c:v", "libvpx", "-c:a", "libopus"],
        "amr": ["-ar", "8000", "-ac", "1"],
        "3gp": [
            "-c:v",
            "h263",
            "-s",
            "176x144",
            "-ar",
            "8000",
            "-ac",
            "1",
            "-c:a",
            "libopencore_amrnb",
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{ending}"
        command = [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y"),
            *(["-f", "lavfi", "-i", "testsrc=size=176x144:rate=10"] if pictures else []),
            *("-f", "lavfi", "-i", "sine", "-t", str(seconds)),
            *codecs.get(ending, []),
            *("-metadata", "title=MARKERTITLE", "-metadata", f"location={PLACE_OF_FILM}"),
            *("-metadata", "creation_time=2026-01-02T03:04:05Z", str(path)),
        ]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        return path.read_bytes()


def large_film(size: int) -> bytes:
    """An MP4 of about this many bytes: a small one with a box behind it that players skip."""
    film = made_by_ffmpeg("mp4")
    filler = size - len(film)
    return film + struct.pack(">I", filler) + b"free" + os.urandom(filler - 8)

"""Beginnings of recordings, byte by byte as their formats say, and of what is none."""

MP3 = b"\xff\xfb\x90\x00" + bytes(n % 251 for n in range(400))
MP3_WITH_TAG = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + MP3
OGG_OPUS = b"OggS\x00\x02" + bytes(20) + b"\x01\x13" + b"OpusHead\x01\x01" + bytes(300)
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(16) + b"moovhdlr\x00\x00soun" + bytes(300)
AAC = b"\xff\xf1\x50\x80" + bytes(300)

PLAYABLE = {"MP3": MP3, "MP3 with a tag": MP3_WITH_TAG, "Ogg": OGG_OPUS, "M4A": M4A, "AAC": AAC}

NOT_PLAYABLE = {
    "text": b"Listen to this",
    "page": b"<!doctype html><script>alert(1)</script>",
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "picture": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "program": b"MZ" + bytes(50),
    "archive": b"PK\x03\x04" + bytes(50),
    "pdf": b"%PDF-1.7\n" + bytes(50),
    "wave": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(50),
    "ogg video": b"OggS\x00\x02" + bytes(20) + b"\x01\x2a" + b"\x80theora" + bytes(50),
    "film": b"\x00\x00\x00\x20ftypisom" + bytes(20) + b"hdlrsounhdlrvide" + bytes(50),
    "photo in a film's box": b"\x00\x00\x00\x20ftypheic" + bytes(20) + b"soun",
    "page behind a tag": b"ID3\x04\x00\x00\x00\x00\x00\x00<script>alert(1)</script>",
    "tag alone": b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f",
    "one byte": b"\xff",
    "bits without a rate": b"\xff\xfb\xfc\x00" + bytes(50),
    "zeros": bytes(500),
}

"""What a file is, by its first bytes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.cleaning.kinds import HEAD, KINDS, Family, kind_of
from tests import pictures

_MADE: dict[str, Callable[[], bytes]] = {
    "jpeg": pictures.plain_picture,
    "png": lambda: pictures.plain_picture("PNG"),
    "webp": lambda: pictures.plain_picture("WEBP"),
    "gif": lambda: pictures.plain_picture("GIF"),
    "avif": lambda: pictures.plain_picture("AVIF"),
    "heif": pictures.heic,
    "pdf": pictures.document,
    "mp4": lambda: pictures.made_by_ffmpeg("mp4"),
    "mov": lambda: pictures.made_by_ffmpeg("mov"),
    "webm": lambda: pictures.made_by_ffmpeg("webm"),
    "weba": lambda: pictures.made_by_ffmpeg("webm", pictures=False),
    "mkv": lambda: pictures.made_by_ffmpeg("mkv"),
    "m4a": lambda: pictures.made_by_ffmpeg("m4a", pictures=False),
    "aac": lambda: pictures.made_by_ffmpeg("aac", pictures=False),
    "mp3": lambda: pictures.made_by_ffmpeg("mp3", pictures=False),
    "ogg": lambda: pictures.made_by_ffmpeg("ogg", pictures=False),
    "wav": lambda: pictures.made_by_ffmpeg("wav", pictures=False),
}


@pytest.mark.parametrize("code", _MADE)
def test_a_real_file_of_each_kind_is_known_by_its_first_bytes(code: str) -> None:
    kind = kind_of(_MADE[code]()[:HEAD])
    assert kind is not None
    assert kind.code == code


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (b"#!AMR\n", "amr"),
        (b"\0\0\0\x18ftyp3gp4", "3gp"),
        (b"\0\0\0\x18ftypheic", "heif"),
        (b"\xff\xfb\x90\x64", "mp3"),
        (b"\0\0\0\x08wide", "mov"),
    ],
)
def test_what_phones_write_is_known(start: bytes, code: str) -> None:
    assert kind_of(start + bytes(100)) == KINDS[code]


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"\xff",
        b"PK\x03\x04",  # Word, Android programs, archives
        b"MZ",
        b"\x7fELF",
        b"<svg xmlns=",
        b"<!doctype html>",
        b"{\\rtf",
        b"\xd0\xcf\x11\xe0",
        b"#!/bin/sh\n",
        b"RIFF\0\0\0\0AVI ",
        b"\0\0\0\x18ftypjp2 ",
        b"BM",
        b"II*\0",
    ],
)
def test_other_files_are_not_taken(start: bytes) -> None:
    assert kind_of(start + b" " * 100) is None


@given(st.binary(max_size=300))
def test_any_beginning_gets_an_answer(head: bytes) -> None:
    kind = kind_of(head)
    assert kind is None or KINDS[kind.code] is kind


@given(st.sampled_from([b"RIFF", b"\x1aE\xdf\xa3", b"\0\0\0\x20ftyp", b"\xff"]), st.binary())
def test_any_beginning_of_a_container_gets_an_answer(start: bytes, rest: bytes) -> None:
    kind = kind_of(start + rest)
    assert kind is None or KINDS[kind.code] is kind


def test_only_sound_and_film_go_through_ffmpeg_and_each_names_its_reader() -> None:
    for kind in KINDS.values():
        is_media = kind.family in {Family.SOUND, Family.FILM}
        assert bool(kind.muxer) == bool(kind.demuxer) == is_media

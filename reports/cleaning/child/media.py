"""Sound and film: the same sound and pictures, copied into a container that says nothing else."""

import os
import re
import sys
from pathlib import Path

from reports.cleaning.child.verdict import Broken, Died

_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")


def _names(*names: str) -> re.Pattern[bytes]:
    """Finds what ffmpeg says of a container: a line `name : value`."""
    ours = "|".join(names)
    return re.compile(rf"^\s*(\S*\.)?({ours})\S*\s*:".encode(), re.MULTILINE | re.IGNORECASE)


_WORDS = {
    "place": _names("location", "xyz", "gps"),
    "device": _names(
        "make", "model", "manufacturer", "device", "encoder", "encoded_by", "software"
    ),
    "time": _names("creation_?time", "creationdate", "date", "year"),
    "author": _names("artist", "author", "album_artist", "performer", "composer", "copyright"),
    "thumbnail": re.compile(rb"\(attached pic\)"),
    "attachments": re.compile(rb"Stream #\S+ (Attachment|Data|Subtitle):"),
    "other": _names("title", "comment", "description", "album", "genre", "keywords", "lyrics"),
}
# What ISO/IEC 14496-12 calls the containers whose boxes say how long they are.
_BOXED = {"mp4", "mov", "3gp", "m4a"}


def readable_folders(ffmpeg: str) -> tuple[str, ...]:
    """Where the program and the libraries lie that it starts with."""
    return tuple(p for p in (*_LIBRARIES, str(Path(ffmpeg).parent)) if os.path.exists(p))  # noqa: PTH110


class Media:
    """ffmpeg, opened while it can be: another account may not reach its folder."""

    def __init__(self, ffmpeg: str, muxer: str, demuxer: str) -> None:
        self._program = os.open(ffmpeg, os.O_RDONLY | os.O_CLOEXEC)
        self._muxer = muxer
        self._demuxer = demuxer
        self._said = os.memfd_create("said", os.MFD_CLOEXEC)

    def clean(self, source: int, output: int, kind: str) -> tuple[str, set[str]]:
        """Copies sound and pictures alone. Raises Broken and Died."""
        if kind in _BOXED and not _whole_boxes(source):
            raise Broken
        os.lseek(source, 0, os.SEEK_SET)
        if self._run(source, output) or not os.fstat(output).st_size:
            raise Broken
        os.lseek(self._said, 0, os.SEEK_SET)
        said = os.read(self._said, 256 * 1024)
        said = said.partition(b"\nStream mapping:")[0]
        return kind, {code for code, words in _WORDS.items() if words.search(said)}

    def _run(self, source: int, output: int) -> int:
        arguments = [
            *("ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "info", "-nostats"),
            *("-protocol_whitelist", "fd", "-f", self._demuxer, "-threads", "1"),
            *("-fd", str(source), "-i", "fd:"),
            *("-map", "0:V?", "-map", "0:a?", "-map_metadata", "-1", "-map_chapters", "-1"),
            *("-map_metadata:s:v", "-1", "-map_metadata:s:a", "-1"),
            *("-c", "copy", "-copy_unknown", "-fflags", "+bitexact", "-flags", "+bitexact"),
            *("-f", self._muxer, "-fd", str(output), "-y", "fd:"),
        ]
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            try:
                nothing = os.memfd_create("nothing")
                os.dup2(nothing, 0)
                os.dup2(nothing, 1)
                os.dup2(self._said, 2)
                os.set_inheritable(source, True)
                os.set_inheritable(output, True)
                os.execve(self._program, arguments, {})  # noqa: S606 no shell is wanted
            finally:
                os._exit(127)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            raise Died
        return os.waitstatus_to_exitcode(status)


def _whole_boxes(source: int) -> bool:
    """Whether the last box ends where the file does: one that was cut off does not."""
    size = os.fstat(source).st_size
    at = 0
    while at + 8 <= size:
        length = int.from_bytes(os.pread(source, 4, at))
        if length == 1:
            length = int.from_bytes(os.pread(source, 8, at + 8))
        if length == 0:
            return True  # to the end of the file
        if length < 8:  # noqa: PLR2004
            return False
        at += length
    return at == size

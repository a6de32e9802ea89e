"""The program that cleans one file: started anew for each, with nothing but in-memory files.

`program.py KIND INPUT OUTPUT REPORT MUXER DEMUXER FFMPEG`; input, output and report are handles of
open files. It writes the cleaned copy to the output and one line of JSON to the report.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":  # started with -I: it finds nothing of ours by itself
    sys.path.append(str(Path(__file__).resolve().parents[3]))

from reports.cleaning.child.isolation import isolate, limit
from reports.cleaning.child.verdict import Broken, Died, Locked, TooManyPixels

_MEMORY = 1024 * 1024 * 1024  # bytes of addresses; a picture of 50 million points takes 400 MB
_MEMORY_OF_FFMPEG = 2 * 1024 * 1024 * 1024  # its threads count with their whole stacks
_CPU = 25  # seconds
_OUTPUT = 96 * 1024 * 1024  # bytes
_PROCESSES = 64  # threads count, too: ffmpeg and the newer kinds of pictures use some

Cleaner = Callable[[int, int, str], tuple[str, set[str]]]


def main(kind: str, source: int, output: int, report: int, more: list[str]) -> None:
    """Cleans, and reports what was removed, or why it was not done."""
    said: dict[str, object] = {}
    cleaner, readable = _cleaner(kind, more)
    said["isolation"] = isolate(readable=readable)
    is_media = bool(readable)
    limit(
        memory=_MEMORY_OF_FFMPEG if is_media else _MEMORY,
        cpu=_CPU,
        output=_OUTPUT,
        processes=_PROCESSES,
    )
    try:
        said["kind"], removed = cleaner(source, output, kind)
        said["removed"] = sorted(removed)
    except Broken:
        said["refused"] = "broken"
    except TooManyPixels:
        said["refused"] = "too_many_pixels"
    except Locked:
        said["kept"] = "locked"
    except Died:
        said["kept"] = "died"
    except MemoryError:
        said["kept"] = "memory"
    os.write(report, json.dumps(said).encode())


def _cleaner(kind: str, more: list[str]) -> tuple[Cleaner, tuple[str, ...]]:
    """What cleans this kind, with all it needs loaded, and the folders it still has to read."""
    if kind == "pdf":
        from reports.cleaning.child import documents

        documents.warm_up()
        return documents.clean, ()
    muxer, demuxer, ffmpeg = more
    if muxer:
        from reports.cleaning.child import media

        return media.Media(ffmpeg, muxer, demuxer).clean, media.readable_folders(ffmpeg)
    from reports.cleaning.child import pictures

    pictures.warm_up()
    return pictures.clean, ()


if __name__ == "__main__":
    source, output, report = map(int, sys.argv[2:5])
    main(sys.argv[1], source, output, report, sys.argv[5:])

"""PDF files made by the background worker, whole or not at all, each once.

Whose files they are says what each is called; a name says what the file was made from.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PIL import ImageFile

from published.files import write_whole

_log = logging.getLogger(__name__)


def program() -> Any:
    """WeasyPrint, or None on a machine without Pango, which it needs."""
    # It lets Pillow take half pictures in the whole process. Ours draws none, and uploads must be
    # whole.
    strictness = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint
    except OSError:
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = strictness
    return weasyprint


def fetch_nothing(url: str, *_args: Any, **_kwargs: Any) -> Any:
    """A text must not make the server ask anybody for anything. Raises ValueError."""
    raise ValueError("these PDFs have no outside parts")


def size_of(path: Path) -> int | None:
    """Bytes of a file; None while there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def write_missing(folder: Path, makers: Mapping[Path, Callable[[], bytes]]) -> None:
    """Makes the files that are missing and removes those of the folder that nothing names.

    One that cannot be made is logged, and the others are made.
    """
    for path, make in makers.items():
        if path.exists():
            continue
        try:
            write_whole(path, make())
        except Exception:  # noqa: BLE001 whatever a library raises
            _log.exception("%s cannot be made", path.name)
    for path in folder.glob("*.pdf"):
        if path not in makers:
            path.unlink(missing_ok=True)

"""Writes a published file whole or not at all. Knows nothing of what is in it, and no Django."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Puts the content there by renaming, on the disk, unless the file says it already.

    When that fails, the file is as it was, and nothing is left beside it. Raises OSError.
    """
    wanted = content.encode() if isinstance(content, str) else content
    if path.exists() and path.read_bytes() == wanted:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(wanted)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(0o644)  # the other half may run as another user
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise

"""Secrets that an embedded instance makes for itself on its first start."""

import contextlib
import os
import secrets
from pathlib import Path


def secret_file(path: Path) -> str:
    """The secret in a file, made with 256 random bits and mode 0600 when it does not exist yet.

    Two processes that start at once get the same secret: the file appears whole, by link, once.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w") as stream:
                stream.write(secrets.token_urlsafe(32))
                stream.flush()
                os.fsync(stream.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
        finally:
            draft.unlink()
    return path.read_text().strip()

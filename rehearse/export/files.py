"""Writing an export: owner-only, whole or not at all, and never over another file unless asked."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from rehearse.errors import ExportError
from rehearse.paths import PRIVATE_FILE
from rehearse.store.files import write_private


def write_export(path: Path, content: str | bytes, *, force: bool = False) -> None:
    """Write text as UTF-8, bytes as they are.

    Raises ExportError where the file is there, its folder is not, or the disk refuses.
    """
    if path.is_dir():
        raise ExportError(f"{path} is a folder.", "Name a file in it.")
    if not path.parent.is_dir():
        raise ExportError(f"The folder {path.parent} does not exist.", "Make it first, or name another with --output.")
    data = content.encode() if isinstance(content, str) else content
    try:
        if force:
            write_private(path, data)
        else:
            _write_new(path, data)
    except FileExistsError as error:
        raise ExportError(f"{path} exists already.", "Use --force to write over it, or name another file.") from error
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written ({error.strerror}).", "Name another file with --output."
        ) from error


def _write_new(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise

"""What every writer of files shares."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def sync_folder(path: Path) -> None:
    """Flush a rename in this folder to the disk, where the platform lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def megabytes(size: int) -> str:
    """A size in bytes, said coarsely: "78 MB", "1.2 GB"."""
    return f"{size / 1e6:.0f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"

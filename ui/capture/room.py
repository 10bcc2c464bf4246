"""Free space where takes are kept."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from rehearse.disk import megabytes

REFUSE_BYTES = 500_000_000
WARN_BYTES = 2_000_000_000
STOP_BYTES = 100_000_000


@dataclass(frozen=True)
class Room:
    """`enough` says whether a recording may begin; `sentence` tells a person what is short, or is ""."""

    free_bytes: int
    enough: bool
    sentence: str = ""


def room(path: Path) -> Room:
    """Free space for a recording in `path`, or in the nearest folder above it that exists.

    Where that can't be told a recording is not refused.
    """
    try:
        free = shutil.disk_usage(_existing(path)).free
    except OSError:
        return Room(WARN_BYTES, enough=True)
    if free < REFUSE_BYTES:
        return Room(free, False, f"Only {megabytes(free)} are free on this disk; a recording needs 500 MB.")
    if free < WARN_BYTES:
        return Room(free, True, f"{megabytes(free)} are free on this disk: enough for now, not for many answers.")
    return Room(free, enough=True)


def _existing(path: Path) -> Path:
    return next((p for p in (path, *path.parents) if p.exists()), path)

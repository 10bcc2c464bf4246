"""How much room a library takes on its disk, and how much is left there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rehearse.disk import megabytes

RECORDING = "recording"  # every recording's file is called so, whatever its ending


@dataclass(frozen=True)
class Usage:
    """Sizes in bytes. `videos` are all recordings, those in the trash too; `analyses` is everything else that is kept.

    `free` is None where the disk cannot be asked.
    """

    videos: int
    analyses: int
    free: int | None

    @property
    def sentence(self) -> str:
        """ "Videos 4.2 GB, analyses 38 MB, 120.0 GB free"."""
        free = f", {megabytes(self.free)} free" if self.free is not None else ""
        return f"Videos {megabytes(self.videos)}, analyses {megabytes(self.analyses)}{free}"


def usage(root: Path) -> Usage:
    """Look at every file of the library at `root`; files that go meanwhile count nothing."""
    videos = analyses = 0
    for entry, size in _files(root):
        if entry.name.partition(".")[0] == RECORDING:
            videos += size
        else:
            analyses += size
    return Usage(videos, analyses, _free(root))


def _files(folder: Path | str) -> Iterator[tuple[os.DirEntry[str], int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(entry.path)
                elif (size := _size(entry)) is not None:
                    yield entry, size
    except OSError:
        return


def _size(entry: os.DirEntry[str]) -> int | None:
    try:
        return entry.stat(follow_symlinks=False).st_size if entry.is_file(follow_symlinks=False) else None
    except OSError:
        return None


def _free(root: Path) -> int | None:
    try:
        return shutil.disk_usage(root).free
    except OSError:
        return None

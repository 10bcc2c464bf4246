"""A take as a folder: the truth that the index is made from.

<library>/takes/<id>/   recording.<ext>   take.json   analysis.json   peaks.npy   thumbnail.jpg
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rehearse.disk import sync_folder
from rehearse.errors import StoreError
from rehearse.paths import private_dir
from rehearse.store.files import write_private
from rehearse.types import ANALYSIS_SCHEMA, TAKE_SCHEMA, Analysis, Take

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T", Take, Analysis)

TAKE = "take.json"
ANALYSIS = "analysis.json"
PEAKS = "peaks.npy"
THUMBNAIL = "thumbnail.jpg"
INCOMING = ".incoming-"
STALE_AFTER_S = 24 * 3600.0


@dataclass(frozen=True)
class StoredTake:
    """A take as it lies on the disk. `problem` says in one sentence why `analysis` could not be read."""

    take: Take
    analysis: Analysis | None
    folder: Path
    problem: str = ""

    @property
    def recording(self) -> Path:
        return self.folder / self.take.recording_file

    @property
    def thumbnail(self) -> bytes | None:
        """The JPEG picture, or None."""
        path = self.folder / THUMBNAIL
        return path.read_bytes() if path.is_file() else None

    @property
    def peaks(self) -> NDArray[np.float32] | None:
        """The waveform's lowest and highest sample per step, shape (n, 2), or None."""
        import numpy as np

        try:
            return np.load(self.folder / PEAKS, allow_pickle=False)  # type: ignore[no-any-return]
        except (OSError, ValueError):
            return None


def takes_dir(root: Path) -> Path:
    return root / "takes"


def stamps(root: Path) -> dict[str, int]:
    """Every take's folder name and the time of its last change (ns), which each rename into the folder moves."""
    try:
        with os.scandir(takes_dir(root)) as entries:
            return {e.name: e.stat().st_mtime_ns for e in entries if not e.name.startswith(".") and e.is_dir()}
    except FileNotFoundError:
        return {}


def read_take_alone(folder: Path) -> Take:
    """Read take.json. Raises StoreError where it is missing or damaged."""
    take = _read(folder / TAKE, Take, TAKE_SCHEMA)
    if Path(take.recording_file).name != take.recording_file:
        raise StoreError(f"{folder / TAKE} names a recording outside its own folder.", "Delete this take.")
    return replace(take, id=folder.name)


def read_take(folder: Path) -> StoredTake:
    """Read a take. A damaged analysis is told in `problem`; a damaged take.json raises StoreError."""
    take = read_take_alone(folder)
    if not (folder / ANALYSIS).exists():
        return StoredTake(take, None, folder)
    try:
        return StoredTake(take, read_analysis(folder), folder)
    except StoreError as error:
        return StoredTake(take, None, folder, error.message)


def read_analysis(folder: Path) -> Analysis:
    """Read analysis.json. Raises StoreError where it is missing or damaged."""
    return _read(folder / ANALYSIS, Analysis, ANALYSIS_SCHEMA)


def _read(path: Path, kind: type[T], newest: int) -> T:
    import msgspec

    from rehearse.serial import from_json

    try:
        value = from_json(path.read_bytes(), kind)
    except FileNotFoundError as error:
        raise StoreError(f"{path} is missing.", "Restore it from a backup, or delete this take.") from error
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise StoreError(f"{path} is damaged ({error}).", "Restore it from a backup, or analyse again.") from error
    if value.schema > newest:
        raise StoreError(f"{path} was written by a newer Rehearse: update yours to read it.")
    return value


def write_take(folder: Path, take: Take) -> None:
    """Write take.json; fields in it that this version does not know stay."""
    from rehearse.serial import to_json, to_plain  # msgspec is a third of what a list takes to start

    write_private(folder / TAKE, to_json(_unknown_fields(folder / TAKE) | to_plain(take)))


def _unknown_fields(path: Path) -> dict[str, Any]:
    try:
        written = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    known = {field.name for field in fields(Take)}
    return {key: value for key, value in written.items() if key not in known} if isinstance(written, dict) else {}


def write_analysis(folder: Path, analysis: Analysis) -> None:
    from rehearse.serial import to_json

    write_private(folder / ANALYSIS, to_json(analysis, indent=-1))


def fill(
    folder: Path, take: Take, analysis: Analysis | None, *, peaks: Path | None = None, thumbnail: Path | None = None
) -> None:
    """Write a take's files, but for the recording; pictures are copied where they exist."""
    for name, picture in ((PEAKS, peaks), (THUMBNAIL, thumbnail)):
        if picture is not None and picture.is_file():
            write_private(folder / name, picture.read_bytes())
    if analysis is not None:
        write_analysis(folder, analysis)
    write_take(folder, take)


def settle(folder: Path, root: Path, take_id: str) -> None:
    """Rename a built folder into its place among the takes."""
    sync_folder(folder)
    folder.rename(takes_dir(root) / take_id)
    sync_folder(takes_dir(root))


def drop(folder: Path, root: Path) -> None:
    """Remove a take's folder for good: out of the takes in one step, so that no half of it is ever listed."""
    with incoming(root) as going:
        folder.rename(going / folder.name)
        sync_folder(takes_dir(root))


def has_content(recording: Path) -> bool:
    """Whether there is a file with at least one byte."""
    return recording.is_file() and recording.stat().st_size > 0


@contextmanager
def incoming(root: Path) -> Iterator[Path]:
    """A folder to build a take in, beside the takes; what is left in it at the end is removed."""
    private_dir(takes_dir(root))
    folder = Path(tempfile.mkdtemp(prefix=INCOMING, dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(root: Path, prefix: str = INCOMING) -> int:
    """Remove folders that killed processes left half-built a day ago or more; returns how many."""
    before = time.time() - STALE_AFTER_S
    swept = 0
    for folder in root.glob(f"{prefix}*"):
        with suppress(OSError):
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder)
                swept += 1
    return swept

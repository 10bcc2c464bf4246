"""A copy of the video: the recording's own file, or the same pictures in an MP4 (see `rehearse.export.mp4`)."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rehearse.disk import megabytes
from rehearse.errors import Cancelled, ExportError
from rehearse.paths import PRIVATE_FILE

MP4 = ".mp4"
BLOCK = 4 * 2**20
SPARE_BYTES = 16 * 2**20

Progress = Callable[[float], object]


@dataclass(frozen=True)
class Copied:
    """What was written. `note` says in one sentence who may not be able to play an MP4, or is ""."""

    file: Path
    note: str = ""


def copy_video(
    source: Path,
    target: Path,
    *,
    force: bool = False,
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Copied:
    """Write a recording to `target`, owner-only, whole or not at all; by its ending as it is, or as MP4.

    Parameters
    ----------
    force : write over a file that is there.
    progress : told the part that is done, 0..1.
    cancelled : asked many times a second; once it is True, nothing is kept.

    Raises
    ------
    ExportError : the target is there already or cannot be written, or MP4 cannot hold the picture.
    MediaError : the recording cannot be read.
    Cancelled : on request.
    """
    _check(source, target, force=force)

    def advance(part: float) -> None:
        if cancelled():
            raise Cancelled
        progress(min(1.0, part))

    with _beside(target, force=force) as beside:
        if target.suffix.lower() == source.suffix.lower():
            _copy_bytes(source, beside, advance)
            note = ""
        else:
            note = _to_mp4(source, beside, advance)
    progress(1.0)
    return Copied(target, note)


def _to_mp4(source: Path, target: Path, advance: Progress) -> str:
    from rehearse.export.mp4 import remux, who_plays

    return who_plays(remux(source, target, advance=advance))


# ------------------------------------------------------------------ files


def _check(source: Path, target: Path, *, force: bool) -> None:
    if not source.is_file():
        raise ExportError(f"The recording {source} is not there.", "It may have been removed to save space.")
    endings = dict.fromkeys((source.suffix.lower(), MP4))
    if target.suffix.lower() not in endings:
        raise ExportError(f"{target} is no name for this video.", f"Name a file that ends in {' or '.join(endings)}.")
    if target.is_dir():
        raise ExportError(f"{target} is a folder.", "Name a file in it.")
    if not target.parent.is_dir():
        raise ExportError(f"The folder {target.parent} does not exist.", "Make it first, or name another.")
    if target.exists():
        if target.samefile(source):
            raise ExportError(f"{target} is the recording itself.", "Name another file.")
        if not force:
            raise _exists(target)
    needed, free = source.stat().st_size + SPARE_BYTES, shutil.disk_usage(target.parent).free
    if free < needed:
        raise ExportError(f"{megabytes(needed)} are needed in {target.parent} and {megabytes(free)} are free.", "")


def _exists(target: Path) -> ExportError:
    return ExportError(f"{target} exists already.", "Use --force to write over it, or name another file.")


@contextmanager
def _beside(target: Path, *, force: bool) -> Iterator[Path]:
    """A file to write to in the target's folder, which takes its name once all went well."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.stem[:100]}-", suffix=target.suffix, dir=target.parent)
        os.close(handle)  # mkstemp makes it the owner's alone
        beside = Path(name)
        try:
            yield beside
            _settle(beside, target, force=force)
        finally:
            beside.unlink(missing_ok=True)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError as error:
        raise ExportError(f"{target} cannot be written ({error.strerror}).", "Name a file elsewhere.") from error


def _settle(beside: Path, target: Path, *, force: bool) -> None:
    """Give the file its name; without `force` raises FileExistsError where another came there meanwhile."""
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    if not force:
        try:
            target.hardlink_to(beside)
            return
        except FileExistsError:
            raise
        except OSError:  # no hard links here, as on most USB sticks: take the name, then write over it
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    beside.replace(target)


def _copy_bytes(source: Path, target: Path, advance: Progress) -> None:
    size = source.stat().st_size or 1
    with source.open("rb") as read, target.open("wb") as written:
        while block := read.read(BLOCK):
            written.write(block)
            advance(written.tell() / size)

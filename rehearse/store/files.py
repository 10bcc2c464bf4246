"""Files that only their owner can read, written so that a crash leaves the old content or the new, never half."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rehearse.disk import megabytes
from rehearse.errors import StoreError
from rehearse.paths import PRIVATE_FILE

SPARE_BYTES = 64 * 2**20
ELSEWHERE = "Choose another folder with --library or REHEARSE_LIBRARY."


@contextmanager
def storing(place: Path) -> Iterator[None]:
    """Turn what the file system refuses into a `StoreError` that names `place` and says what to do."""
    try:
        yield
    except OSError as error:
        raise _store_error(place, error) from error


def _store_error(place: Path, error: OSError) -> StoreError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(f"The disk is full; nothing was stored in {place}.", f"Free some space. {ELSEWHERE}")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreError(
            f"The library {place} cannot be written ({error.strerror}).", f"Check who owns it. {ELSEWHERE}"
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return StoreError(f"The library {place} cannot be used: something that is not a folder is there.", ELSEWHERE)
    return StoreError(f"The library {place} cannot be used: {error.strerror or error}.", ELSEWHERE)


def write_private(path: Path, data: bytes) -> None:
    """Write beside `path`, flush to the disk, then rename over it."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def bring_in(source: Path, target: Path, *, copy: bool) -> None:
    """Put the recording at `target`: copied, or moved where `copy` is False. Half of it never has that name."""
    if copy or source.stat().st_dev != target.parent.stat().st_dev:
        _copy(source, target)
    else:
        source.rename(target)
        target.chmod(PRIVATE_FILE)


def _copy(source: Path, target: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        os.close(handle)
        shutil.copyfile(source, name)
        with Path(name).open("rb+") as file:
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def check_room(root: Path, needed: int) -> None:
    """Raise StoreError unless `needed` bytes fit, and some to spare."""
    free = shutil.disk_usage(root).free
    if free < needed + SPARE_BYTES:
        raise StoreError(
            f"{megabytes(needed + SPARE_BYTES)} must be free to store this and {root} has {megabytes(free)}.",
            f"Free some space. {ELSEWHERE}",
        )

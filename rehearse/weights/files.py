"""Files that only their owner can read, hashed while they are written."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rehearse.disk import megabytes
from rehearse.errors import WeightsError
from rehearse.paths import PRIVATE_DIR, PRIVATE_FILE

BLOCK = 2**20
SPARE_BYTES = 64 * 2**20


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn what the file system refuses into a WeightsError that names `place`."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = "Free some space, and try again." if full else "Move the data folder with REHEARSE_HOME."
        raise WeightsError(f"Weights cannot be written to {place} ({error.strerror or error}).", hint) from error


def check_room(place: Path, needed: int) -> None:
    """Raise WeightsError unless `needed` bytes fit into `place`, and some to spare."""
    free = shutil.disk_usage(place).free
    if free < needed + SPARE_BYTES:
        raise WeightsError(
            f"The weights need {megabytes(needed)} and {place} has {megabytes(free)} free.",
            "Free some space, or move the data folder with REHEARSE_HOME.",
        )


@contextmanager
def staged(root: Path, name: str) -> Iterator[Path]:
    """An empty private folder in `root`, gone at the end unless it was renamed into place."""
    stage = root / f".{name}-{os.getpid()}"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=PRIVATE_DIR)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def private_file(path: Path, *, append: bool = False) -> Iterator[BinaryIO]:
    """A file opened for writing, readable by its owner alone, flushed to the disk at the end."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
    with os.fdopen(os.open(path, flags, PRIVATE_FILE), "ab" if append else "wb") as file:
        try:
            yield file
        finally:
            file.flush()
            os.fsync(file.fileno())


def copy_hashed(source: Path, target: Path, progress: Callable[[int], None]) -> tuple[int, str]:
    """Copy a file's content; returns its size and SHA-256. `progress` is given the bytes copied so far."""
    digest = hashlib.sha256()
    done = 0
    with source.open("rb") as old, private_file(target) as new:
        while block := old.read(BLOCK):
            new.write(block)
            digest.update(block)
            done += len(block)
            progress(done)
    return done, digest.hexdigest()


def hash_file(path: Path, progress: Callable[[int], None] = lambda _: None) -> str:
    """SHA-256 in lower-case hex. `progress` is given the bytes read so far."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            done += len(block)
            progress(done)
    return digest.hexdigest()


def onward(progress: Callable[[int], None], before: int) -> Callable[[int], None]:
    """`progress` for one of several files: counts on from the bytes of those before it."""
    return lambda done: progress(before + done)

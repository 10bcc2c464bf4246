"""Moving the library to another place: copy, verify, switch; only then is the old one taken away.

Until the switch the old library is the library, whatever happens: a cable pulled out, a full disk, a kill. After it the
new one is, whole and compared byte by byte.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rehearse.disk import sync_folder
from rehearse.errors import StoreError
from rehearse.paths import PRIVATE_FILE, private_dir
from rehearse.store import app_lock, folders
from rehearse.store.files import check_room, storing
from rehearse.store.index import writing
from rehearse.store.index_file import NAME as INDEX
from rehearse.store.library import Library

Progress = Callable[[float], None]

MARK = ".moving-here"  # in the new place until every file of it was compared
BLOCK = 2**20
NOTHING_MOVED = "Nothing was moved."


@dataclass(frozen=True)
class Moved:
    """How much went over. `left` are files of the old place that could not be taken away, or were none of ours."""

    takes: int
    files: int
    bytes: int
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class _File:
    """A file of the library, as it was when the move began; `path` is below the library's folder."""

    path: Path
    size: int
    changed: int


def move_library(
    library: Library,
    target: Path,
    *,
    switch: Callable[[Path], None],
    keep_old: bool = False,
    progress: Progress | None = None,
) -> Moved:
    """Move every take, mock loop and what is in the trash to the folder `target`, which must be new or empty.

    The library is held meanwhile: nobody can write to it. `switch` makes the new place the library's (it saves the
    setting); where it raises, the old place stays. Afterwards close `library` and open the new place, whose index is
    made from the folders. With `keep_old` the old folder stays as it is.

    Raises
    ------
    StoreError : the target is unfit, a take is being recorded, the disk is too small or refuses, or a copy differs.
        The old library is as it was, and the new place is cleared.
    """
    root, target = library.root.resolve(), target.expanduser().resolve()
    _check_place(root, target)
    with writing(root):
        if library.being_recorded():
            raise StoreError("A take is being recorded.", f"{NOTHING_MOVED} Try again when the recording has ended.")
        with storing(root):
            files = list(_files(root))
        size = sum(file.size for file in files)
        with storing(target):
            private_dir(target)
            if (target / MARK).exists():
                _clear(target, list(_files(target)))  # a move that was killed, maybe of another day's library
                private_dir(target)
            check_room(target, size)
            (target / MARK).touch(PRIVATE_FILE)
        try:
            _copy_all(root, target, files, size, progress)
            (target / MARK).unlink()  # from here on it is a library, whoever asks
            switch(target)
        except BaseException:
            _clear(target, files)
            raise
        left = () if keep_old else tuple(_take_away(root, files))
    return Moved(len(folders.stamps(target)), len(files), size, left)


def _check_place(root: Path, target: Path) -> None:
    if target == root:
        raise StoreError(f"The library is in {root} already.", NOTHING_MOVED)
    if root in target.parents or target in root.parents:
        raise StoreError(f"{target} and the library {root} lie within each other.", "Choose a folder beside it.")
    if target.exists() and not target.is_dir():
        raise StoreError(f"{target} is a file.", "Choose a new or an empty folder.")
    with storing(target):
        others = [] if not target.is_dir() or (target / MARK).exists() else list(target.iterdir())
    if others:
        raise StoreError(f"{target} holds other files.", "Choose a new or an empty folder.")


def _files(root: Path) -> Iterator[_File]:
    """Everything that must go along: neither the index, which is made anew, nor locks and half-built takes."""
    for place, below, names in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith(folders.INCOMING))
        for path in (Path(place) / name for name in (*below, *names)):
            if path.is_symlink():
                raise StoreError(f"{path} is a link.", f"{NOTHING_MOVED} Put the file itself there.")
        for name in sorted(names):
            path = Path(place) / name
            if not name.startswith((INDEX, ".lock", app_lock.NAME, MARK, ".being-recorded")):
                status = path.stat()
                yield _File(path.relative_to(root), status.st_size, status.st_mtime_ns)


def _copy_all(root: Path, target: Path, files: list[_File], size: int, progress: Progress | None) -> None:
    """Copy each file, flush it, read it back and compare."""
    done = 0
    for file in files:
        if progress:
            progress(done / max(size, 1))
        with storing(target):
            private_dir((target / file.path).parent)
            sent = _copy(root / file.path, target / file.path)
            same = _digest(target / file.path) == sent
        if not same:
            raise StoreError(f"The copy of {file.path} differs from it.", f"{NOTHING_MOVED} Check the disk.")
        done += file.size
    for folder in sorted({(target / file.path).parent for file in files}):
        sync_folder(folder)


def _copy(source: Path, target: Path) -> bytes:
    """Copy one file and return the digest of what was read."""
    digest = hashlib.sha256()
    handle = os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    with os.fdopen(handle, "wb") as out, source.open("rb") as read:
        while block := read.read(BLOCK):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.digest()


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _clear(target: Path, files: list[_File]) -> None:
    """Remove what was copied, and nothing else."""
    for file in (*(file.path for file in files), Path(MARK)):
        with suppress(OSError):
            (target / file).unlink()
    _remove_empty(target, {Path(file.path) for file in files})


def _take_away(root: Path, files: list[_File]) -> Iterator[str]:
    """Remove the old files, each only as it was copied; says which stay."""
    for file in files:
        try:
            status = (root / file.path).stat()
            if (status.st_size, status.st_mtime_ns) != (file.size, file.changed):
                yield str(file.path)
                continue
            (root / file.path).unlink()
        except OSError:
            yield str(file.path)
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            (root / f"{INDEX}{suffix}").unlink()
    _remove_empty(root, {file.path for file in files})


def _remove_empty(root: Path, files: set[Path]) -> None:
    """Remove the folders of these files where they are empty, the innermost first."""
    for folder in sorted({parent for file in files for parent in file.parents}, key=lambda p: -len(p.parts)):
        with suppress(OSError):
            (root / folder).rmdir()

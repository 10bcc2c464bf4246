"""The whole library as one zip archive, and back: what is there already stays, and an archive is never trusted."""

from __future__ import annotations

import os
import re
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rehearse.errors import StoreError
from rehearse.paths import PRIVATE_FILE, private_dir
from rehearse.store import folders
from rehearse.store.files import check_room, storing
from rehearse.store.library import Library

Progress = Callable[[float], None]

# a take's own files and a mock loop's, by their plain names: no other path is ever written
MEMBER = re.compile(
    r"takes/(?P<take>[0-9A-Za-z][\w-]{0,99})/(?P<file>take\.json|analysis\.json|peaks\.npy|thumbnail\.jpg|recording\.\w{1,8})",
    re.ASCII,
)
LOOP = re.compile(r"loops/(?P<run>[0-9A-Za-z][\w-]{0,99})/loop\.json", re.ASCII)
TEXT_SUFFIXES = (".json", ".npy")
LARGEST_TEXT = 256 * 2**20
MOST_MEMBERS = 1_000_000
BLOCK = 2**20


@dataclass(frozen=True)
class Restored:
    """Ids of the takes that were brought in, those that were there already, and why others were refused.

    `loops` are the ids of the mock loops that were brought in.
    """

    added: tuple[str, ...]
    kept: tuple[str, ...]
    refused: dict[str, str]
    loops: tuple[str, ...] = ()


def write_archive(library: Library, path: Path, *, progress: Progress | None = None) -> int:
    """Write every take but those being recorded, and the mock loops, to `path`, owner-only; returns how many takes.

    Raises StoreError where the file is there already.
    """
    ids = sorted(folders.stamps(library.root).keys() - library.being_recorded())
    with storing(path.parent):
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
        except FileExistsError as error:
            raise StoreError(f"{path} exists already.", "Name another file for the backup.") from error
        try:
            with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as archive:
                for done, take_id in enumerate(ids):
                    if progress:
                        progress(done / len(ids))
                    _pack(archive, folders.takes_dir(library.root) / take_id)
                for run in sorted(library.root.glob("loops/*/loop.json")):
                    _pack_file(archive, run, f"loops/{run.parent.name}/{run.name}", LOOP)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
    return len(ids)


def _pack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Recordings are compressed already; texts and arrays are worth it."""
    for file in sorted(folder.iterdir()):
        _pack_file(archive, file, f"takes/{folder.name}/{file.name}", MEMBER)


def _pack_file(archive: zipfile.ZipFile, file: Path, name: str, fitting: re.Pattern[str]) -> None:
    if fitting.fullmatch(name) and file.is_file() and not file.is_symlink():
        kind = zipfile.ZIP_DEFLATED if file.suffix in TEXT_SUFFIXES else zipfile.ZIP_STORED
        archive.write(file, name, compress_type=kind)


def restore_archive(library: Library, path: Path, *, progress: Progress | None = None) -> Restored:
    """Bring the takes and loops of an archive into the library; one that is there already is never touched.

    Raises StoreError, with nothing changed, for an archive that is broken or holds anything but takes and loops: other
    paths, links, texts of unbelievable size, or more than the disk can hold.
    """
    with storing(library.root):
        try:
            with zipfile.ZipFile(path) as archive:
                takes, loops = _members(archive, path)
                check_room(library.root, sum(m.file_size for members in (loops, *takes.values()) for m in members))
                restored = _restore(library, archive, takes, progress)
                return replace(restored, loops=tuple(_restore_loops(library, archive, loops)))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise StoreError(f"{path} is no backup that can be read ({error}).", "Choose another file.") from error


def _members(archive: zipfile.ZipFile, path: Path) -> tuple[dict[str, list[zipfile.ZipInfo]], list[zipfile.ZipInfo]]:
    """The files of each take, and the loops. Raises StoreError at the first that has no business in a backup."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_MEMBERS:
        raise StoreError(f"{path} holds {len(infos)} files, more than any library.", "Nothing was restored.")
    takes: dict[str, list[zipfile.ZipInfo]] = {}
    loops: list[zipfile.ZipInfo] = []
    for info in infos:
        fits = MEMBER.fullmatch(info.filename) or LOOP.fullmatch(info.filename)
        is_text = info.filename.endswith(TEXT_SUFFIXES)
        link = stat.S_ISLNK(info.external_attr >> 16)
        if fits is None or link or (is_text and info.file_size > LARGEST_TEXT):
            raise StoreError(f"{path} holds {info.filename!r}, which no backup of takes does.", "Nothing was restored.")
        if fits.re is LOOP:
            loops.append(info)
        else:
            takes.setdefault(fits["take"], []).append(info)
    return takes, loops


def _restore(
    library: Library, archive: zipfile.ZipFile, takes: dict[str, list[zipfile.ZipInfo]], progress: Progress | None
) -> Restored:
    added: list[str] = []
    kept: list[str] = []
    refused: dict[str, str] = {}
    for done, (take_id, members) in enumerate(takes.items()):
        if progress:
            progress(done / len(takes))
        with folders.incoming(library.root) as folder:
            for member in members:
                _unpack(archive, member, folder / member.filename.rpartition("/")[2])
            try:
                (added if library.adopt(folder, take_id) else kept).append(take_id)
            except StoreError as error:
                refused[take_id] = error.message
    return Restored(tuple(added), tuple(kept), refused)


def _restore_loops(library: Library, archive: zipfile.ZipFile, loops: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Each loop as it was; what it says is checked when it is read."""
    for member in loops:
        folder, name = library.root / "loops" / member.filename.split("/")[1], member.filename.rpartition("/")[2]
        if not (folder / name).exists():
            with folders.incoming(library.root) as made:
                _unpack(archive, member, made / name)
                private_dir(folder)
                (made / name).rename(folder / name)
            yield folder.name


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Owner-only whatever the archive says; zipfile itself stops at the size that was checked."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
    with os.fdopen(handle, "wb") as out, archive.open(member) as packed:
        shutil.copyfileobj(packed, out, BLOCK)

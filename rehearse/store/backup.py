"""The whole library as one zip archive, and back: what is there already stays, and an archive is never trusted."""

from __future__ import annotations

import os
import re
import shutil
import stat
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rehearse.errors import StoreError
from rehearse.paths import PRIVATE_FILE
from rehearse.store import folders
from rehearse.store.files import check_room, storing
from rehearse.store.library import Library

Progress = Callable[[float], None]

# a take's own files, by their plain names: no other path is ever written
MEMBER = re.compile(
    r"takes/(?P<take>[0-9A-Za-z][\w-]{0,99})/(?P<file>take\.json|analysis\.json|peaks\.npy|thumbnail\.jpg|recording\.\w{1,8})",
    re.ASCII,
)
TEXT_SUFFIXES = (".json", ".npy")
LARGEST_TEXT = 256 * 2**20
MOST_MEMBERS = 1_000_000
BLOCK = 2**20


@dataclass(frozen=True)
class Restored:
    """Ids of the takes that were brought in, those that were there already, and why others were refused."""

    added: tuple[str, ...]
    kept: tuple[str, ...]
    refused: dict[str, str]


def write_archive(library: Library, path: Path, *, progress: Progress | None = None) -> int:
    """Write every take but those being recorded to `path`, owner-only; returns how many.

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
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
    return len(ids)


def _pack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Recordings are compressed already; texts and arrays are worth it."""
    for file in sorted(folder.iterdir()):
        name = f"takes/{folder.name}/{file.name}"
        if MEMBER.fullmatch(name) and file.is_file() and not file.is_symlink():
            kind = zipfile.ZIP_DEFLATED if file.suffix in TEXT_SUFFIXES else zipfile.ZIP_STORED
            archive.write(file, name, compress_type=kind)


def restore_archive(library: Library, path: Path, *, progress: Progress | None = None) -> Restored:
    """Bring the takes of an archive into the library; a take that is there already is never touched.

    Raises StoreError, with nothing changed, for an archive that is broken or holds anything but takes: other paths,
    links, texts of unbelievable size, or more than the disk can hold.
    """
    with storing(library.root):
        try:
            with zipfile.ZipFile(path) as archive:
                takes = _members(archive, path)
                check_room(library.root, sum(m.file_size for members in takes.values() for m in members))
                return _restore(library, archive, takes, progress)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise StoreError(f"{path} is no backup that can be read ({error}).", "Choose another file.") from error


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, list[zipfile.ZipInfo]]:
    """The files of each take. Raises StoreError at the first that has no business in a backup."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_MEMBERS:
        raise StoreError(f"{path} holds {len(infos)} files, more than any library.", "Nothing was restored.")
    takes: dict[str, list[zipfile.ZipInfo]] = {}
    for info in infos:
        fits = MEMBER.fullmatch(info.filename)
        is_text = info.filename.endswith(TEXT_SUFFIXES)
        link = stat.S_ISLNK(info.external_attr >> 16)
        if fits is None or link or (is_text and info.file_size > LARGEST_TEXT):
            raise StoreError(f"{path} holds {info.filename!r}, which no backup of takes does.", "Nothing was restored.")
        takes.setdefault(fits["take"], []).append(info)
    return takes


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


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Owner-only whatever the archive says; zipfile itself stops at the size that was checked."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
    with os.fdopen(handle, "wb") as out, archive.open(member) as packed:
        shutil.copyfileobj(packed, out, BLOCK)

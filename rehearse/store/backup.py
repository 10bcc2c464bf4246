"""The whole library as one zip archive, and back: what is there already stays, and an archive is never trusted."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rehearse.errors import StoreError
from rehearse.language.plurals import counted
from rehearse.paths import PRIVATE_FILE, own_packs_dir, private_dir
from rehearse.store import folders
from rehearse.store.files import check_room, storing, write_private
from rehearse.store.library import Library

Progress = Callable[[float], None]

# a take's own files and a mock loop's, by their plain names: no other path is ever written
MEMBER = re.compile(
    r"takes/(?P<take>[0-9A-Za-z][\w-]{0,99})/(?P<file>take\.json|analysis\.json|peaks\.npy|thumbnail\.jpg|recording\.\w{1,8})",
    re.ASCII,
)
LOOP = re.compile(r"loops/(?P<run>[0-9A-Za-z][\w-]{0,99})/loop\.json", re.ASCII)
# a question pack of the person's own
PACK = re.compile(r"packs/\w[\w. -]{0,99}\.toml")
TEXT_SUFFIXES = (".json", ".npy", ".toml")
LARGEST_TEXT = 256 * 2**20
MOST_MEMBERS = 1_000_000
BLOCK = 2**20


@dataclass(frozen=True)
class Restored:
    """Ids of the takes that were brought in, those that were there already, and why others were refused.

    `loops` are the ids of the mock loops that were brought in, `packs` the names of the question packs.
    """

    added: tuple[str, ...]
    kept: tuple[str, ...]
    refused: dict[str, str]
    loops: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """ "Brought in: 3 takes, 1 mock loop. 2 takes there already."."""
        new = [
            counted(len(found), noun)
            for found, noun in ((self.added, "take"), (self.loops, "mock loop"), (self.packs, "question pack"))
            if found
        ]
        brought = f"Brought in: {', '.join(new)}." if new else "Nothing new in it."
        return f"{brought} {counted(len(self.kept), 'take')} there already." if self.kept else brought


def write_archive(library: Library, path: Path, *, progress: Progress | None = None) -> int:
    """Write every take but those being recorded, the mock loops and the person's own question packs to `path`.

    The file is for its owner alone, and has its name only once it is whole; returns how many takes it holds. Raises
    StoreError where the file is there already.
    """
    ids = sorted(folders.stamps(library.root).keys() - library.being_recorded())
    with storing(path.parent):
        _refuse_to_overwrite(path)
        handle, made = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as archive:
                for done, take_id in enumerate(ids):
                    if progress:
                        progress(done / len(ids))
                    _pack(archive, folders.takes_dir(library.root) / take_id)
                for run in sorted(library.root.glob("loops/*/loop.json")):
                    _pack_file(archive, run, f"loops/{run.parent.name}/{run.name}", LOOP)
                for own in sorted(own_packs_dir().glob("*.toml")):
                    _pack_file(archive, own, f"packs/{own.name}", PACK)
                archive.close()
                file.flush()
                os.fsync(file.fileno())
            _refuse_to_overwrite(path)
            Path(made).rename(path)
        except BaseException:
            with suppress(OSError):
                Path(made).unlink()
            raise
    return len(ids)


def _refuse_to_overwrite(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise StoreError(f"{path} exists already.", "Name another file for the backup.")


def _pack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Recordings are compressed already; texts and arrays are worth it."""
    for file in sorted(folder.iterdir()):
        _pack_file(archive, file, f"takes/{folder.name}/{file.name}", MEMBER)


def _pack_file(archive: zipfile.ZipFile, file: Path, name: str, fitting: re.Pattern[str]) -> None:
    if fitting.fullmatch(name) and file.is_file() and not file.is_symlink():
        kind = zipfile.ZIP_DEFLATED if file.suffix in TEXT_SUFFIXES else zipfile.ZIP_STORED
        archive.write(file, name, compress_type=kind)


def restore_archive(library: Library, path: Path, *, progress: Progress | None = None) -> Restored:
    """Bring an archive's takes and loops into the library, and its packs among the person's own; what is there already
    is never touched.

    Raises StoreError, with nothing changed, for an archive that is broken or holds anything else: other
    paths, links, texts of unbelievable size, or more than the disk can hold.
    """
    if not path.is_file():
        raise StoreError(f"There is no file {path}.", "Name a backup that `rehearse backup` wrote.")
    with storing(library.root):
        try:
            with zipfile.ZipFile(path) as archive:
                takes, others = _members(archive, path)
                check_room(library.root, sum(m.file_size for members in (others, *takes.values()) for m in members))
                restored = _restore(library, archive, takes, progress)
                loops = tuple(_restore_loops(library, archive, others))
                return replace(restored, loops=loops, packs=tuple(_restore_packs(archive, others)))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise StoreError(f"{path} is no backup that can be read ({error}).", "Choose another file.") from error


def _members(archive: zipfile.ZipFile, path: Path) -> tuple[dict[str, list[zipfile.ZipInfo]], list[zipfile.ZipInfo]]:
    """The files of each take, and loops and packs. Raises StoreError at the first that has no business in a backup."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_MEMBERS:
        raise StoreError(f"{path} holds {len(infos)} files, more than any library.", "Nothing was restored.")
    if len({info.filename for info in infos}) < len(infos):
        raise StoreError(f"{path} holds a file twice, which no backup does.", "Nothing was restored.")
    takes: dict[str, list[zipfile.ZipInfo]] = {}
    others: list[zipfile.ZipInfo] = []
    for info in infos:
        fits = next((fits for kind in (MEMBER, LOOP, PACK) if (fits := kind.fullmatch(info.filename))), None)
        is_text = info.filename.endswith(TEXT_SUFFIXES)
        link = stat.S_ISLNK(info.external_attr >> 16)
        if fits is None or link or (is_text and info.file_size > LARGEST_TEXT):
            raise StoreError(f"{path} holds {info.filename!r}, which no backup of takes does.", "Nothing was restored.")
        (takes.setdefault(fits["take"], []) if fits.re is MEMBER else others).append(info)
    return takes, others


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


def _restore_loops(library: Library, archive: zipfile.ZipFile, others: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Each loop as it was; what it says is checked when it is read."""
    for member in (member for member in others if LOOP.fullmatch(member.filename)):
        folder, name = library.root / "loops" / member.filename.split("/")[1], member.filename.rpartition("/")[2]
        if not (folder / name).exists():
            with folders.incoming(library.root) as made:
                _unpack(archive, member, made / name)
                private_dir(folder)
                (made / name).rename(folder / name)
            yield folder.name


def _restore_packs(archive: zipfile.ZipFile, others: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Each pack under its own name; what is wrong with one is told where packs are listed."""
    for member in (member for member in others if PACK.fullmatch(member.filename)):
        place = own_packs_dir() / member.filename.rpartition("/")[2]
        if not place.exists():
            private_dir(place.parent)
            write_private(place, archive.read(member))
            yield place.name


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Owner-only whatever the archive says; zipfile itself stops at the size that was checked."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
    with os.fdopen(handle, "wb") as out, archive.open(member) as packed:
        shutil.copyfileobj(packed, out, BLOCK)

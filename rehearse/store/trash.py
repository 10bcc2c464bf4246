"""The trash inside the library: whole take folders, each until it is brought back or removed for good."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from rehearse.errors import StoreError
from rehearse.paths import private_dir
from rehearse.store.files import write_private
from rehearse.store.folders import read_take_alone, takes_dir

# in the folder of a patch that went with its take, so that it comes back with it, unlike one deleted by itself
WITH_TAKE = ".deleted-with-its-take"
# in the folder of one that the window deleted, which promises a way back until it closes, and no longer
PASSING = ".deleted-until-the-app-closes"


def trash_dir(root: Path) -> Path:
    return root / "trash"


def held(root: Path) -> tuple[str, ...]:
    """Ids in the trash, oldest first."""
    place = trash_dir(root)
    return tuple(sorted(p.name for p in place.iterdir() if p.is_dir())) if place.is_dir() else ()


def passing(root: Path) -> tuple[str, ...]:
    """Ids in the trash that are to go for good when the window closes."""
    return tuple(name for name in held(root) if (trash_dir(root) / name / PASSING).exists())


def put_in(root: Path, take_id: str, *, with_take: bool, passing: bool) -> None:
    """Move a take's folder into the trash."""
    target = private_dir(trash_dir(root)) / take_id
    shutil.rmtree(target, ignore_errors=True)
    folder = takes_dir(root) / take_id
    for mark, wanted in ((WITH_TAKE, with_take), (PASSING, passing)):
        if wanted:
            write_private(folder / mark, b"")
        else:
            (folder / mark).unlink(missing_ok=True)  # of a process that died before it could move the folder
    folder.rename(target)


def bring_back(root: Path, take_id: str) -> None:
    """Move a take's folder out of the trash."""
    folder = trash_dir(root) / take_id
    for mark in (WITH_TAKE, PASSING):
        (folder / mark).unlink(missing_ok=True)
    folder.rename(takes_dir(root) / take_id)


def remove(root: Path, take_id: str) -> None:
    """Remove a folder in the trash for good."""
    shutil.rmtree(trash_dir(root) / take_id)


def with_their_patches(root: Path, ids: Iterable[str]) -> tuple[str, ...]:
    """These takes in the trash and the patches that were deleted along with them, each once."""
    wanted = list(ids)
    along = [name for name in held(root) if _went_with(trash_dir(root) / name) in wanted]
    return tuple(dict.fromkeys([*wanted, *along]))


def _went_with(folder: Path) -> str:
    """Id of the take that this patch was deleted along with, else ""."""
    if not (folder / WITH_TAKE).exists():
        return ""
    try:
        return read_take_alone(folder).patch_of
    except StoreError:
        return ""

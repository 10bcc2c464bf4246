"""Whether a take is being recorded: a lock file in its folder that the system releases when the process dies.

The lock belongs to the process, not to a thread or a `Library`: begun on one thread, a recording may end on another.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.paths import PRIVATE_FILE

if TYPE_CHECKING:
    from filelock import FileLock

NAME = ".being-recorded"

_mine: dict[Path, FileLock] = {}
_guard = threading.Lock()


def take_up(folder: Path) -> bool:
    """Hold the folder's lock until `release`; False where a recording holds it already."""
    import filelock

    key = folder.resolve()
    with _guard:
        if key in _mine:
            return False
        lock = filelock.FileLock(key / NAME, timeout=0, mode=PRIVATE_FILE, thread_local=False)
        try:
            lock.acquire()
        except filelock.Timeout:
            return False
        _mine[key] = lock
        return True


def release(folder: Path) -> None:
    """Let the lock go, where this process holds it, and remove its file."""
    with _guard:
        lock = _mine.pop(folder.resolve(), None)
    if lock:
        lock.release()
    with suppress(OSError):
        (folder / NAME).unlink()


def held_here(folder: Path) -> bool:
    """Whether this very process records into the folder."""
    with _guard:
        return folder.resolve() in _mine


def held(folder: Path) -> bool:
    """Whether a living process, this one included, records into the folder.

    Call it while holding the library for writing: another process's probe is never taken for a recording then.
    """
    import filelock

    if held_here(folder):
        return True
    if not (folder / NAME).exists():
        return False
    try:
        with filelock.FileLock(folder / NAME, timeout=0, mode=PRIVATE_FILE, thread_local=False):
            return False
    except filelock.Timeout:
        return True

"""The index of a library: made from the take folders and brought level with them at each open, never the truth."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from rehearse.errors import StoreError
from rehearse.store import folders, index_file, schema
from rehearse.store.files import storing

T = TypeVar("T")
LOCK_S = 120.0
DAMAGED = "The library's index was damaged; it was made anew from the takes, and none is lost."
NEWER = "The library's index was written by a newer Rehearse; it was made anew for this one."


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Hold the library for writing; other processes wait. May be nested within a thread."""
    import filelock

    lock = filelock.FileLock(root / ".lock", timeout=LOCK_S, mode=0o600, is_singleton=True)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise StoreError(f"Another Rehearse is busy with {root}.", "Try again when it has finished.") from error
    try:
        yield
    finally:
        lock.release()


class Index:
    """An open index. `notice` says in one sentence that it had to be made anew, else ""."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notice = ""
        self._connect()
        self.ask(lambda _: self._mend())

    def close(self) -> None:
        self._connection.close()

    def ask(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Work on the tables; where their file turns out to be damaged, make it anew and work once more."""
        if self._file != index_file.identity(self.root):
            self._open_again()
        try:
            return work(self._connection)
        except sqlite3.Error as error:
            if not index_file.is_damage(error):
                raise index_file.as_store_error(error, self.root) from error
        self.notice = DAMAGED
        self.rebuild()
        return work(self._connection)

    def put(self, ids: Iterable[str]) -> None:
        """Read these takes' folders again."""
        wanted = list(ids)
        self.ask(lambda connection: index_file.put(connection, self.root, wanted))

    def remove(self, ids: Iterable[str]) -> None:
        gone = list(ids)
        self.ask(lambda connection: index_file.remove(connection, gone))

    def rebuild(self, *, progress: Callable[[float], None] | None = None) -> int:
        """Make the file anew from the folders; returns how many takes it holds."""
        with writing(self.root):
            self._connection.close()
            index_file.discard(self.root)
            self._connect()
            ids = sorted(folders.stamps(self.root))
            index_file.put(self._connection, self.root, ids, progress=progress)
        return len(ids)

    def _mend(self) -> None:
        changed, gone = index_file.differences(self._connection, self.root)
        if not changed and not gone:
            return
        with writing(self.root):  # another process may just have been at it: look again once it has finished
            changed, gone = index_file.differences(self._connection, self.root)
            index_file.remove(self._connection, gone)
            index_file.put(self._connection, self.root, changed)

    def _open_again(self) -> None:
        """Another process has made the index anew: what is open here is a file that nobody else sees."""
        self._connection.close()
        self._connect()
        self._mend()

    def _connect(self) -> None:
        with storing(self.root):
            index_file.touch_private(self.root / index_file.NAME)
        self._file = index_file.identity(self.root)  # before opening: a file replaced meanwhile shows at the next ask
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        """The file as it is; an empty one where it is damaged or a newer Rehearse made it."""
        for _ in range(2):
            with storing(self.root):
                connection = index_file.connect(self.root)
            try:
                if self._prepare(connection):
                    return connection
                self.notice = NEWER
            except sqlite3.Error as error:
                if not index_file.is_damage(error):
                    raise index_file.as_store_error(error, self.root) from error
                self.notice = DAMAGED
            connection.close()
            index_file.discard(self.root)
        raise StoreError(f"The index of the library {self.root} cannot be made.", "Check the disk.")

    def _prepare(self, connection: sqlite3.Connection) -> bool:
        if schema.version(connection) == schema.SCHEMA:
            return True
        with writing(self.root):
            return index_file.prepare(connection, self.root)

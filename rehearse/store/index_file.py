"""The index's SQLite file: opening it, telling damage from other trouble, and writing takes into it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rehearse.errors import StoreError
from rehearse.paths import PRIVATE_FILE
from rehearse.store import schema
from rehearse.store.entry import Entry, entry_of
from rehearse.store.folders import stamps, takes_dir

NAME = "index.sqlite"
BUSY_MS = 10_000
BATCH = 200

Progress = Callable[[float], None]


def connect(root: Path) -> sqlite3.Connection:
    """Open the index file, made owner-only where it is new; nothing of it is read yet."""
    path = root / NAME
    touch_private(path)
    return sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)


def touch_private(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))


def identity(root: Path) -> tuple[int, int] | None:
    """Which file the index is, by device and number; None while there is none."""
    try:
        status = (root / NAME).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def prepare(connection: sqlite3.Connection, root: Path) -> bool:
    """Bring the tables up to date, with a copy of an older index kept; False where a newer Rehearse made them."""
    version = schema.version(connection)
    if 0 < version < schema.SCHEMA:
        copy = root / f"{NAME}.v{version}"
        touch_private(copy)
        schema.back_up(connection, copy)
    if version < schema.SCHEMA:
        schema.migrate(connection)
    return version <= schema.SCHEMA


def discard(root: Path) -> None:
    """Remove the index file and its write-ahead log; a process that has it open keeps its own."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            (root / f"{NAME}{suffix}").unlink()


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken (and not busy, full or out of reach)."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    missing = str(error).startswith(("no such table", "no such column"))
    return missing or code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def as_store_error(error: sqlite3.Error, root: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError(f"Another Rehearse is busy with the library {root}.", "Try again when it has finished.")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return StoreError(f"The disk that holds {root} is full or failing.", "Free some space; the takes are safe.")
    return StoreError(f"The index of the library {root} cannot be used: {error}.", "Run `rehearse rebuild`.")


def differences(connection: sqlite3.Connection, root: Path) -> tuple[list[str], list[str]]:
    """Ids whose folder is new or has changed since it was indexed, and ids whose folder is gone."""
    here = stamps(root)
    known: dict[str, int] = dict(connection.execute("SELECT id, stamp FROM takes"))
    return sorted(i for i in here if known.get(i) != here[i]), sorted(known.keys() - here.keys())


def put(connection: sqlite3.Connection, root: Path, ids: Iterable[str], *, progress: Progress | None = None) -> None:
    """Read these takes' folders into the index, in batches so that a long rebuild shows its way."""
    todo = list(ids)
    for begin in range(0, len(todo), BATCH):
        if progress:
            progress(begin / len(todo))
        _put_batch(connection, [entry_of(takes_dir(root) / i) for i in todo[begin : begin + BATCH]])


def _put_batch(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    with transaction(connection):
        _remove(connection, [str(e.row["id"]) for e in entries])
        _insert(connection, "takes", [e.row for e in entries])
        _insert(connection, "texts", [e.texts for e in entries])
        _insert(connection, "measures", [m for e in entries for m in e.measures])


def remove(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    with transaction(connection):
        _remove(connection, list(ids))


def _remove(connection: sqlite3.Connection, ids: list[str]) -> None:
    keys = [(i,) for i in ids]
    connection.executemany("DELETE FROM takes WHERE id = ?", keys)
    connection.executemany("DELETE FROM texts WHERE id = ?", keys)
    connection.executemany("DELETE FROM measures WHERE take_id = ?", keys)


def _insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    names = ", ".join(rows[0])
    marks = ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Begin at once as a writer (a reader that turns writer could be refused), commit, or roll back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")

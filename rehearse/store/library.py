"""The library of takes. The folder is written first, then the index; what falls between is mended at the next open."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from rehearse.coaching.trends import Reading
from rehearse.errors import NotFoundError, StoreError
from rehearse.store import folders, index, rows
from rehearse.store import search as text_search
from rehearse.store.files import bring_in, check_room, private_dir, storing
from rehearse.store.folders import StoredTake, takes_dir
from rehearse.store.ids import new_id
from rehearse.store.rows import Filter, TakeRow
from rehearse.types import TAKE_SCHEMA, Analysis, Question, Span, Take

T = TypeVar("T")
LOCK_S = 120.0
NO_TAKE = "See `rehearse takes` for the ids."


def open_library(root: Path, *, create: bool = True) -> Library:
    """Open the library at `root`, mend its index where the folders say otherwise, and sweep old left-overs.

    Raises
    ------
    NotFoundError : there is none, and `create` is False.
    StoreError : it cannot be read or written.
    """
    if not create and not takes_dir(root).is_dir():
        raise NotFoundError(f"There is no library at {root}.", "Analyse a recording to begin one.")
    with storing(root):
        private_dir(takes_dir(root))
        folders.sweep(root)
    return Library(root)


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal, by which the same recording is known again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sha256_or_say(recording: Path) -> str:
    try:
        return sha256_of(recording)
    except OSError as error:
        raise StoreError(f"{recording} cannot be read ({error.strerror}).", "Check the file and its owner.") from error


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _new_take(
    recording: Path,
    analysis: Analysis | None,
    question: Question | None,
    created_at: str,
    baseline: Span | None,
    sha256: str,
) -> Take:
    return Take(
        schema=TAKE_SCHEMA,
        id=new_id(created_at),
        created_at=created_at,
        recording_file=f"recording{recording.suffix.lower()}",
        title=recording.stem if question is None else "",
        source_sha256=sha256,
        question=question,
        duration=analysis.recording.duration if analysis else 0.0,
        baseline=baseline,
    )


class Library:
    """Takes on the disk and their index. One for each thread; several processes may work on the same folder.

    `notice` is one sentence for the person about the last thing done: an index made anew, a recording kept before.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notice = ""
        self._index = self._open_index()
        self._ask(lambda connection: self._mend())

    def close(self) -> None:
        self._index.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------ writing

    def add(
        self,
        recording: Path,
        *,
        analysis: Analysis | None = None,
        question: Question | None = None,
        created_at: str = "",
        baseline: Span | None = None,
        peaks: Path | None = None,
        thumbnail: Path | None = None,
        copy: bool = True,
    ) -> Take:
        """Keep a recording (copied, or moved where `copy` is False) with what was found in it.

        The same file again is not kept twice: its take gets the new analysis and keeps its notes, tags and rating,
        and `notice` says so. `created_at` is ISO 8601, now if empty; `peaks` (.npy) and `thumbnail` (JPEG) are copied
        where they exist. Raises StoreError where the disk is full or refuses; nothing half-written stays.
        """
        sha256 = _sha256_or_say(recording)
        with storing(self.root), self._writing():
            known = self.find_by_sha256(sha256)
            if known:
                take = self._asked_again(known, question, baseline)
                folder = takes_dir(self.root) / known
                folders.fill(folder, take, analysis, peaks=peaks, thumbnail=thumbnail)
                self.notice = f"This recording was in the library already: take {known} has the new analysis."
            else:
                check_room(self.root, recording.stat().st_size if copy else 0)
                take = _new_take(recording, analysis, question, created_at or _now(), baseline, sha256)
                with folders.incoming(self.root) as folder:
                    folders.fill(folder, take, analysis, peaks=peaks, thumbnail=thumbnail)
                    bring_in(recording, folder / take.recording_file, copy=copy)
                    folders.settle(folder, self.root, take.id)
            self._reindex([take.id])
        return take

    def _asked_again(self, take_id: str, question: Question | None, baseline: Span | None) -> Take:
        take = self.get(take_id).take
        return replace(take, question=question or take.question, baseline=baseline or take.baseline)

    def adopt(self, folder: Path, take_id: str) -> bool:
        """Move a complete take folder into the library; False where the take, or its recording, is there already.

        Raises StoreError where its take.json cannot be read or its recording is missing.
        """
        stored = folders.read_take(folder)
        if not stored.recording.is_file():
            raise StoreError(f"Take {take_id} has no recording.", "It was left out.")
        with storing(self.root), self._writing():
            sha256 = stored.take.source_sha256
            if (takes_dir(self.root) / take_id).exists() or (sha256 and self.find_by_sha256(sha256)):
                return False
            folders.settle(folder, self.root, take_id)
            self._reindex([take_id])
        return True

    def save_take(self, take: Take) -> None:
        """Write changed notes, tags, title or rating. Raises NotFoundError where there is no such take."""
        folder = self._folder(take.id)
        with storing(self.root), self._writing():
            folders.write_take(folder, take)
            self._reindex([take.id])

    def save_analysis(self, take_id: str, analysis: Analysis) -> None:
        """Replace a take's analysis. Raises NotFoundError where there is no such take."""
        folder = self._folder(take_id)
        with storing(self.root), self._writing():
            folders.write_analysis(folder, analysis)
            self._reindex([take_id])

    def delete(self, ids: Iterable[str]) -> None:
        """Move takes to the trash inside the library; `restore` brings them back until `empty_trash`."""
        with storing(self.root), self._writing():
            trash = private_dir(self.root / "trash")
            for take_id in list(ids):
                shutil.rmtree(trash / take_id, ignore_errors=True)
                self._folder(take_id).rename(trash / take_id)
                self._forget(take_id)

    def restore(self, ids: Iterable[str]) -> None:
        """Bring takes back from the trash. Raises NotFoundError where one is not there."""
        wanted, held = list(ids), set(self.trash())
        if lost := [i for i in wanted if i not in held]:
            raise NotFoundError(f"{lost[0]} is not in the trash.", "It may have been removed for good.")
        with storing(self.root), self._writing():
            for take_id in wanted:
                (self.root / "trash" / take_id).rename(takes_dir(self.root) / take_id)
            self._reindex(wanted)

    def trash(self) -> tuple[str, ...]:
        """Ids in the trash, oldest first."""
        place = self.root / "trash"
        return tuple(sorted(p.name for p in place.iterdir() if p.is_dir())) if place.is_dir() else ()

    def empty_trash(self, ids: Iterable[str] | None = None) -> None:
        """Remove what is in the trash for good: these takes alone where `ids` are given."""
        wanted = set(self.trash() if ids is None else ids)
        with storing(self.root), self._writing():
            for take_id in self.trash():
                if take_id in wanted:
                    shutil.rmtree(self.root / "trash" / take_id)

    def rebuild(self, *, progress: Callable[[float], None] | None = None) -> int:
        """Make the index anew from the folders; returns how many takes it holds."""
        with storing(self.root), self._writing():
            self._index.close()
            index.discard(self.root)
            self._index = self._new_index()
            ids = sorted(folders.stamps(self.root))
            index.put(self._index, self.root, ids, progress=progress)
        return len(ids)

    # ------------------------------------------------------------------ reading

    def get(self, name: str) -> StoredTake:
        """A take by its id, the beginning or the last letters of it, or "last" for the newest.

        Raises NotFoundError where none or several fit, StoreError where its take.json cannot be read.
        """
        return folders.read_take(takes_dir(self.root) / self.resolve(name))

    def resolve(self, name: str) -> str:
        """The id that `name` stands for; see `get`."""
        if name == "last":
            newest = self.list(limit=1)
            if not newest:
                raise NotFoundError("The library holds no take yet.", "Analyse a recording first.")
            return newest[0].id
        found = self._ask(
            lambda c: c.execute(
                "SELECT id FROM takes WHERE id = ?1 OR substr(id, 1, length(?1)) = ?1"
                " OR substr(id, -1 - length(?1)) = '-' || ?1 ORDER BY id <> ?1, id LIMIT 4",
                [name],
            ).fetchall()
        )
        ids = [row[0] for row in found]
        if not name or not ids:
            raise NotFoundError(f"There is no take {name!r}.", NO_TAKE)
        if len(ids) > 1 and ids[0] != name:
            raise NotFoundError(f"{name!r} fits several takes: {', '.join(ids[:3])}…", "Type more of the id.")
        return str(ids[0])

    def list(self, filter: Filter = Filter(), *, limit: int | None = None, offset: int = 0) -> tuple[TakeRow, ...]:  # noqa: B008
        """Takes, newest first, straight from the index."""
        return self._ask(lambda connection: tuple(rows.query(connection, filter, limit=limit, offset=offset)))

    def count(self, filter: Filter = Filter()) -> int:  # noqa: B008
        return self._ask(lambda connection: rows.count(connection, filter))

    def search(self, text: str, *, limit: int = 20) -> tuple[text_search.Hit, ...]:
        """Takes in which words, "phrases" or begin* were said, asked or noted, the best first; -word leaves out."""
        return self._ask(lambda connection: tuple(text_search.find(connection, text, limit=limit)))

    def time_of_word(self, take_id: str, word: int | None) -> float | None:
        """When a take's n-th word is said; None where that cannot be told."""
        if word is None:
            return None
        analysis = self.get(take_id).analysis
        words = analysis.transcript.words if analysis else ()
        return words[word].start if word < len(words) else None

    def find_by_sha256(self, sha256: str) -> str | None:
        """Id of the take that holds this very recording."""
        sql = "SELECT id FROM takes WHERE sha256 = ? AND sha256 <> '' ORDER BY id LIMIT 1"
        found = self._ask(lambda connection: connection.execute(sql, [sha256]).fetchone())
        return found[0] if found else None

    def readings(self, keys: Iterable[str] | None = None) -> tuple[Reading, ...]:
        """Every take's figures for trends, oldest first; those of `keys` alone where given."""
        wanted = tuple(keys) if keys is not None else None
        where = f" WHERE m.key IN ({', '.join('?' * len(wanted))})" if wanted is not None else ""
        sql = (
            "SELECT t.id, t.created_at, m.key, m.label, m.value, m.unit, m.certainty, m.error, m.engine"
            f" FROM measures m JOIN takes t ON t.id = m.take_id{where} ORDER BY t.at, t.id, m.key"
        )
        return self._ask(lambda connection: tuple(Reading(*row) for row in connection.execute(sql, wanted or ())))

    # ------------------------------------------------------------------ the index

    def _folder(self, take_id: str) -> Path:
        known = self._ask(lambda c: c.execute("SELECT 1 FROM takes WHERE id = ?", [take_id]).fetchone())
        if not known:
            raise NotFoundError(f"There is no take {take_id!r}.", NO_TAKE)
        return takes_dir(self.root) / take_id

    def _ask(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Work on the index; where its file turns out to be damaged, make it anew and work once more."""
        try:
            return work(self._index)
        except sqlite3.Error as error:
            if not index.is_damage(error):
                raise index.as_store_error(error, self.root) from error
        self._replace_damaged()
        return work(self._index)

    def _reindex(self, ids: Iterable[str]) -> None:
        self._ask(lambda connection: index.put(connection, self.root, ids))

    def _forget(self, take_id: str) -> None:
        self._ask(lambda connection: index.remove(connection, [take_id]))

    def _mend(self) -> None:
        changed, gone = index.differences(self._index, self.root)
        if not changed and not gone:
            return
        with self._writing():  # another process may just have been at it: look again once it has finished
            changed, gone = index.differences(self._index, self.root)
            index.remove(self._index, gone)
            index.put(self._index, self.root, changed)

    def _open_index(self) -> sqlite3.Connection:
        try:
            return self._new_index()
        except sqlite3.Error as error:
            if not index.is_damage(error):
                raise index.as_store_error(error, self.root) from error
        index.discard(self.root)
        self.notice = "The library's index was damaged; it was made anew from the takes, and none is lost."
        return self._new_index()

    def _new_index(self) -> sqlite3.Connection:
        with storing(self.root):
            connection = index.connect(self.root)
        if index.prepare(connection, self.root):
            return connection
        connection.close()
        index.discard(self.root)
        self.notice = "The library's index was written by a newer Rehearse; it was made anew for this one."
        connection = index.connect(self.root)
        index.prepare(connection, self.root)
        return connection

    def _replace_damaged(self) -> None:
        self._index.close()
        index.discard(self.root)
        self._index = self._open_index()
        self.notice = "The library's index was damaged; it was made anew from the takes, and none is lost."
        self._mend()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the library for writing; other processes wait."""
        import filelock

        lock = filelock.FileLock(self.root / ".lock", timeout=LOCK_S, mode=0o600, is_singleton=True)
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise StoreError(
                f"Another Rehearse is busy with {self.root}.", "Try again when it has finished."
            ) from error
        try:
            yield
        finally:
            lock.release()

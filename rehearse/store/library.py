"""The library of takes. The folder is written first, then the index; what falls between is mended at the next open."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rehearse.coaching.trends import Reading
from rehearse.errors import NotFoundError, StoreError
from rehearse.paths import private_dir
from rehearse.store import folders, rows
from rehearse.store import search as text_search
from rehearse.store.files import bring_in, check_room, storing
from rehearse.store.folders import StoredTake, takes_dir
from rehearse.store.ids import new_id
from rehearse.store.index import Index, writing
from rehearse.store.rows import Filter, TakeRow
from rehearse.types import TAKE_SCHEMA, Analysis, Question, Span, Take

NO_TAKE = "See `rehearse takes` for the ids."


def open_library(root: Path, *, create: bool = True) -> Library:
    """Open the library at `root`, mend its index where the folders say otherwise, and sweep old left-overs.

    Raises
    ------
    NotFoundError : there is none, and `create` is False.
    StoreError : it cannot be read or written.
    """
    if not create and not takes_dir(root).is_dir() and not root.is_file():
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


def _suffix(recording: Path) -> str:
    """The file's ending where it is an ordinary one."""
    suffix = recording.suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 9 else ".media"


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
        recording_file=f"recording{_suffix(recording)}",
        title=recording.stem if question is None else "",
        source_sha256=sha256,
        question=question,
        duration=analysis.recording.duration if analysis else 0.0,
        baseline=baseline,
    )


class Library:
    """Takes on the disk and their index. One for each thread; several processes may work on the same folder.

    `notice` is one sentence that the person should read, or "": an index made anew, a recording that was there before.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._index = Index(root)
        self._notice = ""

    @property
    def notice(self) -> str:
        return self._notice or self._index.notice

    def clear_notice(self) -> None:
        self._notice = self._index.notice = ""

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
        with storing(self.root), writing(self.root):
            known = self.find_by_sha256(sha256)
            if known:
                take = self._asked_again(known, question, baseline)
                folder = takes_dir(self.root) / known
                folders.fill(folder, take, analysis, peaks=peaks, thumbnail=thumbnail)
                self._notice = f"This recording was in the library already: take {known} has the new analysis."
            else:
                check_room(self.root, recording.stat().st_size if copy else 0)
                take = _new_take(recording, analysis, question, created_at or _now(), baseline, sha256)
                with folders.incoming(self.root) as folder:
                    folders.fill(folder, take, analysis, peaks=peaks, thumbnail=thumbnail)
                    bring_in(recording, folder / take.recording_file, copy=copy)
                    folders.settle(folder, self.root, take.id)
            self._index.put([take.id])
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
        with storing(self.root), writing(self.root):
            sha256 = stored.take.source_sha256
            if (takes_dir(self.root) / take_id).exists() or (sha256 and self.find_by_sha256(sha256)):
                return False
            folders.settle(folder, self.root, take_id)
            self._index.put([take_id])
        return True

    def save_take(self, take: Take) -> None:
        """Write changed notes, tags, title or rating. Raises NotFoundError where there is no such take."""
        folder = self._folder(take.id)
        with storing(self.root), writing(self.root):
            folders.write_take(folder, take)
            self._index.put([take.id])

    def save_analysis(self, take_id: str, analysis: Analysis) -> None:
        """Replace a take's analysis. Raises NotFoundError where there is no such take."""
        folder = self._folder(take_id)
        with storing(self.root), writing(self.root):
            folders.write_analysis(folder, analysis)
            self._index.put([take_id])

    def delete(self, ids: Iterable[str]) -> None:
        """Move takes to the trash inside the library; `restore` brings them back until `empty_trash`."""
        with storing(self.root), writing(self.root):
            trash = private_dir(self.root / "trash")
            for take_id in list(ids):
                shutil.rmtree(trash / take_id, ignore_errors=True)
                self._folder(take_id).rename(trash / take_id)
                self._index.remove([take_id])

    def restore(self, ids: Iterable[str]) -> None:
        """Bring takes back from the trash. Raises NotFoundError where one is not there."""
        wanted, held = list(ids), set(self.trash())
        if lost := [i for i in wanted if i not in held]:
            raise NotFoundError(f"{lost[0]} is not in the trash.", "It may have been removed for good.")
        with storing(self.root), writing(self.root):
            for take_id in wanted:
                (self.root / "trash" / take_id).rename(takes_dir(self.root) / take_id)
            self._index.put(wanted)

    def trash(self) -> tuple[str, ...]:
        """Ids in the trash, oldest first."""
        place = self.root / "trash"
        return tuple(sorted(p.name for p in place.iterdir() if p.is_dir())) if place.is_dir() else ()

    def empty_trash(self, ids: Iterable[str] | None = None) -> None:
        """Remove what is in the trash for good: these takes alone where `ids` are given."""
        wanted = set(self.trash() if ids is None else ids)
        with storing(self.root), writing(self.root):
            for take_id in self.trash():
                if take_id in wanted:
                    shutil.rmtree(self.root / "trash" / take_id)

    def rebuild(self, *, progress: Callable[[float], None] | None = None) -> int:
        """Make the index anew from the folders; returns how many takes it holds."""
        with storing(self.root):
            return self._index.rebuild(progress=progress)

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
        found = self._index.ask(
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

    def list(
        self, filter: Filter = rows.EVERY_TAKE, *, limit: int | None = None, offset: int = 0
    ) -> tuple[TakeRow, ...]:
        """Takes, newest first, straight from the index."""
        return self._index.ask(lambda connection: tuple(rows.query(connection, filter, limit=limit, offset=offset)))

    def count(self, filter: Filter = rows.EVERY_TAKE) -> int:
        return self._index.ask(lambda connection: rows.count(connection, filter))

    def search(self, text: str, *, limit: int = 20) -> tuple[text_search.Hit, ...]:
        """Takes in which words, "phrases" or begin* were said, asked or noted, the best first; -word leaves out."""
        return self._index.ask(lambda connection: tuple(text_search.find(connection, text, limit=limit)))

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
        found = self._index.ask(lambda connection: connection.execute(sql, [sha256]).fetchone())
        return found[0] if found else None

    def readings(self, keys: Iterable[str] | None = None) -> tuple[Reading, ...]:
        """Every take's figures for trends, oldest first; those of `keys` alone where given."""
        wanted = tuple(keys) if keys is not None else None
        where = f" WHERE m.key IN ({', '.join('?' * len(wanted))})" if wanted is not None else ""
        sql = (
            "SELECT t.id, t.created_at, m.key, m.label, m.value, m.unit, m.certainty, m.error, m.engine"
            f" FROM measures m JOIN takes t ON t.id = m.take_id{where} ORDER BY t.at, t.id, m.key"
        )
        return self._index.ask(lambda connection: tuple(Reading(*row) for row in connection.execute(sql, wanted or ())))

    def _folder(self, take_id: str) -> Path:
        known = self._index.ask(lambda c: c.execute("SELECT 1 FROM takes WHERE id = ?", [take_id]).fetchone())
        if not known:
            raise NotFoundError(f"There is no take {take_id!r}.", NO_TAKE)
        return takes_dir(self.root) / take_id

"""The library as it is read: by name, as lists, by what was said; answered from the index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rehearse.bank.telling import Telling
from rehearse.coaching.carried import Outcome
from rehearse.coaching.guesses import Rated
from rehearse.coaching.story_trend import Levels
from rehearse.coaching.trends import Reading
from rehearse.errors import NotFoundError, StoreError
from rehearse.store import folders, history, rows
from rehearse.store import search as text_search
from rehearse.store.folders import StoredTake, takes_dir
from rehearse.store.index import Index
from rehearse.store.rows import Filter, TakeRow

NO_TAKE = "See `rehearse takes` for the ids."


class ReadableLibrary:
    """What can be asked of a library; `Library` adds what changes it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._index = Index(root)

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
        ids = self._index.ask(lambda connection: rows.ids_like(connection, name)) if name else []
        if not ids:
            raise NotFoundError(f"There is no take {name!r}.", NO_TAKE)
        if len(ids) > 1 and ids[0] != name:
            raise NotFoundError(f"{name!r} fits several takes: {', '.join(ids[:3])}…", "Type more of the id.")
        return ids[0]

    def list(
        self, filter: Filter = rows.EVERY_TAKE, *, limit: int | None = None, offset: int = 0
    ) -> tuple[TakeRow, ...]:
        """Takes, newest first, straight from the index."""
        return self._index.ask(lambda connection: tuple(rows.query(connection, filter, limit=limit, offset=offset)))

    def count(self, filter: Filter = rows.EVERY_TAKE) -> int:
        return self._index.ask(lambda connection: rows.count(connection, filter))

    def waiting(self) -> tuple[str, ...]:
        """Ids of the takes and patches whose analysis is wanted, oldest first."""
        found = self.list(Filter(state="waiting", patches=True))
        return tuple(row.id for row in reversed(found))

    def patches(self, take_id: str) -> tuple[StoredTake, ...]:
        """The short answers that complete a take's story, oldest first; those that cannot be read are left out."""
        found = (self._readable(patch) for patch in self._patch_ids(take_id))
        return tuple(stored for stored in found if stored and stored.take.state != "recording")

    def _patch_ids(self, take_id: str) -> Sequence[str]:
        return self._index.ask(lambda connection: rows.patch_ids(connection, take_id))

    def _readable(self, take_id: str) -> StoredTake | None:
        try:
            return folders.read_take(takes_dir(self.root) / take_id)
        except StoreError:
            return None

    def search(self, text: str, *, limit: int = 20, among: Filter = rows.ANY) -> tuple[text_search.Hit, ...]:
        """Takes in which words, "phrases" or begin* were said, asked or noted, the best first; -word leaves out.

        `among` narrows them down; by default patches are found too.
        """
        return self._index.ask(lambda connection: tuple(text_search.find(connection, text, limit=limit, among=among)))

    def time_of_word(self, take_id: str, word: int | None) -> float | None:
        """When a take's n-th word is said; None where that cannot be told."""
        if word is None:
            return None
        analysis = self.get(take_id).analysis
        words = analysis.transcript.words if analysis else ()
        return words[word].start if word < len(words) else None

    def find_by_sha256(self, sha256: str) -> str | None:
        """Id of the take that holds this very recording."""
        return self._index.ask(lambda connection: rows.id_of_sha256(connection, sha256))

    def readings(self, keys: Iterable[str] | None = None) -> tuple[Reading, ...]:
        """Every take's figures for trends, oldest first; those of `keys` alone where given.

        Patches, follow-ups in a mock loop and the sample answer have no say.
        """
        wanted = tuple(keys) if keys is not None else None
        return self._index.ask(lambda connection: tuple(history.readings(connection, wanted)))

    def tellings(self) -> tuple[Telling, ...]:
        """Every analysed answer that tells a story, oldest first, as the story bank sees it.

        Neither patches, follow-ups, the sample answer nor think-aloud rounds are among them.
        """
        return self._index.ask(lambda connection: tuple(history.tellings(connection)))

    def levels(self) -> tuple[Levels, ...]:
        """What was heard of the story in every answer that tells one, oldest first; left out as in `tellings`."""
        return self._index.ask(lambda connection: tuple(history.levels(connection)))

    def outcomes(self) -> tuple[Outcome, ...]:
        """What every analysed answer says of all that could be worked on, oldest first; see `carried_priority`."""
        return self._index.ask(lambda connection: tuple(history.outcomes(connection)))

    def ratings(self) -> tuple[Rated, ...]:
        """The person's own view of their answers beside what was measured, oldest first."""
        return self._index.ask(lambda connection: tuple(history.ratings(connection)))

    def _folder(self, take_id: str) -> Path:
        if not self._index.ask(lambda connection: rows.exists(connection, take_id)):
            raise NotFoundError(f"There is no take {take_id!r}.", NO_TAKE)
        return takes_dir(self.root) / take_id

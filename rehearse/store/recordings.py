"""The library as a recorder uses it: a take's folder is there before the first frame, and nobody else touches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rehearse.errors import StoreError
from rehearse.store import folders, recording_lock
from rehearse.store.files import check_room, storing
from rehearse.store.folders import StoredTake, takes_dir
from rehearse.store.index import writing
from rehearse.store.new_takes import take_to_record
from rehearse.store.reading import ReadableLibrary
from rehearse.store.rows import Filter
from rehearse.types import Question, Take


class RecordingLibrary(ReadableLibrary):
    """Takes that are being recorded, or were when their app was killed; `Library` adds all that comes afterwards."""

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with storing(self.root), writing(self.root):
            yield

    def begin(
        self,
        question: Question | None,
        *,
        title: str = "",
        patch_of: str = "",
        patch_element: str = "",
        loop: str = "",
        loop_place: str = "",
        file: str = "recording.mkv",
    ) -> StoredTake:
        """Make the folder of a take that is about to be recorded into `StoredTake.recording`.

        Until `finish` or `discard`, or the end of this process, the take is known to be under way. Raises StoreError
        where the disk is full or refuses, NotFoundError where there is no take `patch_of`.
        """
        if patch_of:
            self._folder(patch_of)
        take = take_to_record(
            question,
            title=title,
            patch_of=patch_of,
            patch_element=patch_element,
            loop=loop,
            loop_place=loop_place,
            file=file,
        )
        folder = takes_dir(self.root) / take.id
        with self._writing():
            check_room(self.root, 0)
            with folders.incoming(self.root) as made:
                folders.write_take(made, take)
                folders.settle(made, self.root, take.id)
            try:
                recording_lock.take_up(folder)
            except BaseException:
                folders.drop(folder, self.root)
                raise
            self._index.put([take.id])
        return StoredTake(take, None, folder)

    def finish(self, take: Take) -> None:
        """The recording is whole, or was recovered: write the take as it is given and have it analysed.

        Raises StoreError where another process is recording it still, or it was finished before.
        """
        folder = self._folder(take.id)
        with self._writing():
            self._must_be_open(folder)
            folders.write_take(folder, replace(take, state="waiting", failure=""))
            recording_lock.release(folder)
            self._index.put([take.id])

    def discard(self, take_id: str) -> None:
        """Remove a recording that was begun and not finished, for good.

        Raises StoreError where the take was finished, or another process is recording it still.
        """
        folder = self._folder(take_id)
        with self._writing():
            self._must_be_open(folder)
            recording_lock.release(folder)
            folders.drop(folder, self.root)
            self._index.remove([take_id])

    def abandoned(self) -> tuple[StoredTake, ...]:
        """Recordings whose app was killed, oldest first: `finish` keeps one, `discard` removes it.

        One that never got a byte has nothing to recover, and its folder is removed here. One that cannot be read stays
        as it is, and hides no other.
        """
        with self._writing():
            left = [folder for folder in self._begun() if not recording_lock.held(folder)]
            stored = [found for folder in left if (found := self._readable(folder.name))]
            empty = [s for s in stored if not folders.has_content(s.recording)]
            for nothing in empty:
                folders.drop(nothing.folder, self.root)
            self._index.remove([nothing.folder.name for nothing in empty])
        return tuple(s for s in stored if s not in empty)

    def being_recorded(self) -> frozenset[str]:
        """Ids of the takes that a living process, this one included, records at this moment."""
        with self._writing():
            return frozenset(folder.name for folder in self._begun() if recording_lock.held(folder))

    def _begun(self) -> Sequence[Path]:
        """Folders of the takes whose recording has no end yet, oldest first."""
        found = self.list(Filter(state="recording", patches=True))
        return [takes_dir(self.root) / row.id for row in reversed(found)]

    def _must_be_open(self, folder: Path) -> None:
        """Raise StoreError unless the take's recording was begun, and by no other process that lives."""
        if not recording_lock.held_here(folder):
            self._refuse_if_recording(folder)
        if folders.read_take_alone(folder).state != "recording":
            raise StoreError(f"Take {folder.name} is recorded already.", "See `rehearse show` for what became of it.")

    def _refuse_if_recording(self, folder: Path) -> None:
        if recording_lock.held(folder):
            raise StoreError(f"Take {folder.name} is being recorded.", "Try again when the recording has ended.")

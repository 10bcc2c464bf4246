"""The library of takes. The folder is written first, then the index; what falls between is mended at the next open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rehearse.errors import NotFoundError, StoreError
from rehearse.paths import private_dir
from rehearse.store import folders, rows, trash
from rehearse.store.files import bring_in, check_room, storing
from rehearse.store.folders import takes_dir
from rehearse.store.new_takes import now, sha256_or_say, take_of_file
from rehearse.store.recordings import RecordingLibrary
from rehearse.types import Analysis, Question, Span, Take, TakeState

# what the person may change of a take; the rest belongs to the recorder and the analysis
PERSONS_OWN = ("title", "question", "tags", "notes", "rating", "story", "favourite")


def open_library(root: Path, *, create: bool = True) -> Library:
    """Open the library at `root`, mend its index where the folders say otherwise, and sweep old left-overs.

    Raises
    ------
    NotFoundError : there is none, and `create` is False.
    StoreError : it cannot be read or written.
    """
    with storing(root):
        if not create and not takes_dir(root).is_dir() and (root.is_dir() or not root.exists()):
            raise NotFoundError(f"There is no library at {root}.", "Analyse a recording to begin one.")
        private_dir(takes_dir(root))
        folders.sweep(root)
    return Library(root)


class Library(RecordingLibrary):
    """Takes on the disk and their index. One for each thread; several processes may work on the same folder.

    `notice` is one sentence that the person should read, or "": an index made anew, a recording that was there before.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
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

    # ------------------------------------------------------------------ files brought in

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
        own = self._own_take(recording)
        sha256 = "" if own else sha256_or_say(recording)
        with storing(self.root), folders.incoming(self.root) as made:
            brought = recording
            if not own and not self._holds(self.find_by_sha256(sha256)):
                check_room(self.root, recording.stat().st_size if copy else 0)
                if copy:  # before the lock: of an hour it takes long, and a recording may begin meanwhile
                    brought = made / "brought"
                    bring_in(recording, brought, copy=True)
            with self._writing():
                if known := own or self.find_by_sha256(sha256):
                    take, folder = self._asked_again(known, analysis, question, baseline), takes_dir(self.root) / known
                    self._notice = f"This recording was in the library already: take {known} has the new analysis."
                else:
                    take = take_of_file(recording, analysis, question, created_at or now(), baseline, sha256)
                    folder = made
                if not own and not (folder / take.recording_file).exists():  # new, or its video had expired
                    bring_in(brought, folder / take.recording_file, copy=copy and brought is recording)
                    take = replace(take, added_at=now())
                folders.fill(folder, take, analysis, peaks=peaks, thumbnail=thumbnail)
                if not known:
                    folders.settle(folder, self.root, take.id)
                self._index.put([take.id])
        return take

    def _holds(self, take_id: str | None) -> bool:
        """Whether there is such a take, and its recording has not expired."""
        if not take_id:
            return False
        folder = takes_dir(self.root) / take_id
        return (folder / folders.read_take_alone(folder).recording_file).exists()

    def take_of(self, recording: Path) -> str:
        """Id of the take that holds this very recording, by its place or by its content; "" where none does."""
        return self._own_take(recording) or self.find_by_sha256(sha256_or_say(recording)) or ""

    def _own_take(self, recording: Path) -> str:
        """Id of the take whose recording this very path is, else ""."""
        folder = recording.resolve().parent
        is_ours = folder.parent == takes_dir(self.root).resolve()
        return folder.name if is_ours and self._index.ask(lambda c: rows.exists(c, folder.name)) else ""

    def _asked_again(
        self, take_id: str, analysis: Analysis | None, question: Question | None, baseline: Span | None
    ) -> Take:
        folder = takes_dir(self.root) / take_id
        self._refuse_if_recording(folder)
        take = folders.read_take_alone(folder)
        take = replace(take, question=question or take.question, baseline=baseline or take.baseline)
        return _analysed(take, analysis) if analysis else take

    def adopt(self, folder: Path, take_id: str) -> bool:
        """Move a complete take folder into the library; False where the take, or its recording, is there already.

        Raises StoreError where its take.json cannot be read, or it has neither a recording nor an analysis: a video
        that has expired leaves what was found in it.
        """
        stored = folders.read_take(folder)
        if not stored.recording.is_file() and stored.analysis is None:
            raise StoreError(f"Take {take_id} has no recording.", "It was left out.")
        with self._writing():
            sha256 = stored.take.source_sha256
            if (takes_dir(self.root) / take_id).exists() or (sha256 and self.find_by_sha256(sha256)):
                return False
            folders.settle(folder, self.root, take_id)
            self._index.put([take_id])
        return True

    # ------------------------------------------------------------------ analysis

    def wants_analysis(self, take_id: str) -> None:
        """Have a take analysed (again). An analysis that it has stays readable meanwhile."""
        self._rewrite(take_id, lambda take: replace(take, state="waiting", failure=""))

    def wants_no_analysis(self, take_id: str, sentence: str) -> bool:
        """Call a wanted analysis off: a take that has one already is kept with it, another fails with `sentence`.

        Returns whether it has one.
        """
        has_one = (self._folder(take_id) / folders.ANALYSIS).is_file()
        state: TakeState = "kept" if has_one else "failed"
        self._rewrite(take_id, lambda take: replace(take, state=state, failure="" if has_one else sentence))
        return has_one

    def failed(self, take_id: str, sentence: str) -> None:
        """Note why a take's analysis failed."""
        self._rewrite(take_id, lambda take: replace(take, state="failed", failure=sentence))

    def keep_results(self, take_id: str, folder: Path) -> None:
        """Take over analysis.json and, where they exist, peaks.npy and thumbnail.jpg from a worker's folder.

        Raises StoreError where the analysis is missing or damaged, NotFoundError where there is no such take.
        """
        analysis = folders.read_analysis(folder)
        target = self._folder(take_id)
        sha256 = _sha256_of_take(target)  # before the lock: of an hour it takes seconds
        with self._writing():
            self._refuse_if_recording(target)
            take = replace(_analysed(folders.read_take_alone(target), analysis), source_sha256=sha256)
            pictures = {"peaks": folder / folders.PEAKS, "thumbnail": folder / folders.THUMBNAIL}
            folders.fill(target, take, analysis, **pictures)
            self._index.put([take_id])

    def save_analysis(self, take_id: str, analysis: Analysis) -> None:
        """Replace a take's analysis. Raises NotFoundError where there is no such take."""
        folder = self._folder(take_id)
        with self._writing():
            folders.write_analysis(folder, analysis)
            self._index.put([take_id])

    def remove_recording(self, take_id: str) -> int:
        """Remove a take's recording for good and keep everything found in it; returns the bytes that became free.

        Raises StoreError where there is no analysis that would stay, NotFoundError where there is no such take.
        """
        folder = self._folder(take_id)
        with self._writing():
            self._refuse_if_recording(folder)
            folders.read_analysis(folder)
            recording = folder / folders.read_take_alone(folder).recording_file
            size = recording.stat().st_size if recording.is_file() else 0
            recording.unlink(missing_ok=True)
            self._index.put([take_id])
        return size

    # ------------------------------------------------------------------ the person's own

    def save_take(self, take: Take) -> None:
        """Write title, question, tags, notes and rating as they are given; whatever else has changed meanwhile stays.

        Raises NotFoundError where there is no such take.
        """
        self.change_take(take.id, **{name: getattr(take, name) for name in PERSONS_OWN})

    def change_take(self, take_id: str, **changes: Any) -> Take:
        """Change some of `PERSONS_OWN` and nothing else; returns the take as it stands now."""
        if others := changes.keys() - set(PERSONS_OWN):
            raise ValueError(f"not the person's to change: {', '.join(sorted(others))}")
        return self._rewrite(take_id, lambda take: replace(take, **changes))

    def _rewrite(self, take_id: str, change: Callable[[Take], Take]) -> Take:
        """Read a take, change it and write it while nobody else can; a take being recorded is its recorder's."""
        folder = self._folder(take_id)
        with self._writing():
            self._refuse_if_recording(folder)
            take = change(folders.read_take_alone(folder))
            folders.write_take(folder, take)
            self._index.put([take_id])
        return take

    # ------------------------------------------------------------------ trash

    def delete(self, ids: Iterable[str], *, passing: bool = False) -> None:
        """Move takes, each with its patches, to the trash; `restore` brings them back until `empty_trash`.

        What the window deletes is `passing`: it goes for good when that closes, see `passing_trash`.

        Raises StoreError, with nothing moved, where one is being recorded.
        """
        with self._writing():
            wanted = list(dict.fromkeys(ids))
            patches = [patch for take_id in wanted for patch in self._patch_ids(take_id)]
            along = [p for p in dict.fromkeys(patches) if p not in wanted]
            for take_id in (*wanted, *along):
                self._refuse_if_recording(self._folder(take_id))
            for take_id in (*along, *wanted):
                trash.put_in(self.root, take_id, with_take=take_id in along, passing=passing)
                self._index.remove([take_id])

    def restore(self, ids: Iterable[str]) -> None:
        """Bring takes back from the trash, with the patches that went with them.

        Raises NotFoundError where one is not there.
        """
        wanted, held = list(ids), set(self.trash())
        if lost := [i for i in wanted if i not in held]:
            raise NotFoundError(f"{lost[0]} is not in the trash.", "It may have been removed for good.")
        with self._writing():
            whole = trash.with_their_patches(self.root, wanted)
            for take_id in whole:
                trash.bring_back(self.root, take_id)
            self._index.put(whole)

    def trash(self) -> tuple[str, ...]:
        """Ids in the trash, oldest first."""
        return trash.held(self.root)

    def passing_trash(self) -> tuple[str, ...]:
        """What a window deleted for as long as it is open: left over where that was killed."""
        return trash.passing(self.root)

    def empty_trash(self, ids: Iterable[str] | None = None) -> None:
        """Remove what is in the trash for good: these takes and their patches alone where `ids` are given."""
        with self._writing():
            held = self.trash()
            wanted = held if ids is None else trash.with_their_patches(self.root, ids)
            for take_id in wanted:
                if take_id in held:
                    trash.remove(self.root, take_id)

    def rebuild(self, *, progress: Callable[[float], None] | None = None) -> int:
        """Make the index anew from the folders; returns how many takes it holds."""
        with storing(self.root):
            return self._index.rebuild(progress=progress)


def _analysed(take: Take, analysis: Analysis) -> Take:
    return replace(take, state="kept", failure="", duration=analysis.recording.duration)


def _sha256_of_take(folder: Path) -> str:
    """The recording's SHA-256; reckoned where it was recorded here and nobody has yet."""
    take = folders.read_take_alone(folder)
    return take.source_sha256 or sha256_or_say(folder / take.recording_file)

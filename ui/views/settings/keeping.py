"""Backup, restore and moving the library: one at a time, in the background, with progress, and one sentence at the end.

Plain of widgets: the sections of Settings show `busy` and `share`, and tell what `ended` says.
"""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from rehearse.disk import megabytes
from rehearse.errors import Cancelled, RehearseError
from rehearse.language.plurals import counted
from rehearse.settings import Settings, library_place
from rehearse.store import Library
from ui.context import Context

if TYPE_CHECKING:
    from rehearse.store.backup import Restored
    from rehearse.store.move import Moved

FOLDER = "Rehearse"
WAIT = "Something else that takes long is under way. Try again when it has finished."
STOPPED = {
    "backup": "Stopped. No backup was written.",
    "restore": "Stopped. The takes that were brought in by then stay.",
    "move": "Stopped. The library is where it was.",
}


class Keeping(QObject):
    """Signals
    -------
    changed() : something began, moved on or ended; read `kind`, `busy` and `share`.
    ended(str, str, bool) : what it was (a kind), what came of it, and whether that needs attention.
    """

    changed = Signal()
    ended = Signal(str, str, bool)
    _moved_on = Signal(float)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent or context)
        self._context = context
        self.kind = ""
        self._stop = threading.Event()
        self.busy = ""
        self.share = 0.0
        self._moved_on.connect(self._show_share)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.stop)  # else quitting would wait for gigabytes

    # ------------------------------------------------------------------ asking

    def back_up(self, path: Path) -> None:
        """Write everything into the archive `path`, which must not exist."""
        from rehearse.store.backup import write_archive

        def work(library: Library) -> tuple[int, int]:
            takes = write_archive(library, path, progress=self._tell_share)
            return takes, path.stat().st_size

        if self._begin("backup", "Writing the backup"):
            self._context.in_background(work, lambda made: self._end(backup_line(path, *made)), self._failed, long=True)

    def restore(self, path: Path) -> None:
        """Bring in what the archive `path` holds and is not here yet."""
        from rehearse.store.backup import restore_archive

        def work(library: Library) -> tuple[Restored, tuple[str, ...]]:
            done = restore_archive(library, path, progress=self._tell_share)
            return done, tuple(take_id for take_id in library.waiting() if take_id in done.added)

        if self._begin("restore", "Bringing in the backup"):
            self._context.in_background(work, self._restored, self._failed, long=True)

    def move(self, target: Path) -> None:
        """Move the library to the folder `target`, new or empty, and go on there."""
        if self._context.errands.busy:
            self.ended.emit("move", WAIT, True)
        elif self._begin("move", "Moving the library"):
            self._context.move_library(target, progress=self._tell_share, done=self._moved, failed=self._failed)

    @Slot()
    def stop(self) -> None:
        """Have it end after the file at hand; `ended` follows."""
        self._stop.set()

    # ------------------------------------------------------------------ under way

    def _begin(self, kind: str, doing: str) -> bool:
        if self.kind:
            self.ended.emit(kind, WAIT, True)
            return False
        self._stop.clear()
        self.kind, self.busy, self.share = kind, doing, 0.0
        self.changed.emit()
        return True

    def _tell_share(self, share: float) -> None:
        """Called in the background, between two files."""
        if self._stop.is_set():
            raise Cancelled
        self._moved_on.emit(share)

    @Slot(float)
    def _show_share(self, share: float) -> None:
        if self.kind:
            self.share = share
            self.changed.emit()

    # ------------------------------------------------------------------ what came of it

    def _end(self, sentence: str, *, warn: bool = False) -> None:
        kind, self.kind, self.busy = self.kind, "", ""
        self.changed.emit()
        self.ended.emit(kind, sentence, warn)

    def _restored(self, found: tuple[Restored, tuple[str, ...]]) -> None:
        done, waiting = found
        for take_id in waiting:
            self._context.jobs.add(take_id)
        self._end(restored_line(done), warn=bool(done.refused))
        self._context.takes_changed.emit()

    def _moved(self, moved: Moved) -> None:
        self._end(moved_line(self._context.library.root, moved), warn=bool(moved.left))

    def _failed(self, error: Exception) -> None:
        kind = self.kind
        if isinstance(error, Cancelled):
            self._end(STOPPED[kind])
            if kind == "restore":
                self._context.takes_changed.emit()
        elif isinstance(error, RehearseError):
            self._end(f"{error.message} {error.hint}".strip(), warn=True)
        else:
            self._end("That failed unexpectedly; the details are in the log file.", warn=True)
            raise error


# --------------------------------------------------------------------------- in words


def backup_name(today: date) -> str:
    """ "rehearse-2026-11-21.zip"."""
    return f"rehearse-{today.isoformat()}.zip"


def backup_line(path: Path, takes: int, size: int) -> str:
    return f"The backup is whole: {counted(takes, 'take')} in {path}, {megabytes(size)}."


def restored_line(done: Restored) -> str:
    """What came in, what was there already, and what was left out."""
    left = (
        f" {counted(len(done.refused), 'take')} left out: {next(iter(done.refused.values()))}" if done.refused else ""
    )
    return f"{done.sentence}{left}"


def moved_line(place: Path, moved: Moved) -> str:
    left = f" {len(moved.left)} files are still in the old folder: {moved.left[0]}" if moved.left else ""
    return f"The library is in {place} now: {counted(moved.takes, 'take')}, each file compared with the old one.{left}"


def move_question(source: Path, target: Path, takes: int, used: int) -> str:
    """What is agreed to before anything is moved."""
    return (
        f"Move {counted(takes, 'take')} ({megabytes(used)}) from {source} to {target}? Every file is copied and"
        " compared first; only then is the old one removed. Analyses wait meanwhile."
    )


def target_in(chosen: Path) -> Path:
    """The folder itself where it is new or empty, else a folder of our own in it."""
    try:
        empty = not chosen.exists() or not any(chosen.iterdir())
    except OSError:
        return chosen  # what is wrong with it is told when it is used
    return chosen if empty else chosen / FOLDER


def why_not_move(root: Path, settings: Settings, *, fixed: bool) -> str:
    """Why this library cannot be moved from here, in a sentence; "" where it can."""
    if fixed:
        return "REHEARSE_LIBRARY names this folder, so it cannot be changed here."
    if library_place(settings).resolve() != root.resolve():
        return "Only the library that these settings name can be moved, and another one is open."
    return ""

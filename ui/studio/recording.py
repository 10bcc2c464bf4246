"""One recording: from its folder in the library to a take that waits for its analysis, or to nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.errors import NotFoundError
from rehearse.export.wording import length
from rehearse.store import Library, StoredTake
from rehearse.types import Take
from ui.context import Context
from ui.recovery import look_at, salvaged
from ui.studio.asked import BARE, Asked
from ui.studio.booth import Booth, Made

SAFE = "The recording itself is safe: the next start of Rehearse offers to recover it."
LOOK_S = 30.0  # while a person waits
KEPT = "What was recorded until then is kept."
PLAYABLE = "{} of it can be played and are kept."
UNSEEN = "What there is of it is kept; how much can be played is not known."
UNPLAYABLE = "Nothing of it can be played; it stays as it is, and the next start of Rehearse looks at it again."


class Recording(QObject):
    """Keeps booth and library in step. The folder and its take.json are there before the first frame.

    Signals
    -------
    closed() : the file is complete and is being written into the library.
    kept(Take) : it is in the library, and wants its analysis.
    gone() : nothing of it is left, or what is left can't be brought in now; what a person must know was told.
    """

    closed = Signal()
    kept = Signal(object)
    gone = Signal()

    def __init__(self, context: Context, booth: Booth, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._booth = context, booth
        self._stored: StoredTake | None = None
        self._wanted: Asked | None = None
        self._answering = self._discarding = False
        booth.counted.connect(self._on_count)
        booth.ended.connect(self._on_ended)

    @property
    def on(self) -> bool:
        """Whether a file is being written, or closed."""
        return self._stored is not None

    def begin(self, asked: Asked, count_down_s: int) -> None:
        """Make the folder, then have the booth count down and record."""
        wish = replace(asked)  # an object of its own: the same may be asked for again before this is answered
        self._wanted, self._answering, self._discarding = wish, False, False
        self._context.in_background(
            lambda library: _begin(library, asked),
            lambda stored: self._begun(stored, wish, count_down_s),
            lambda error: self._not_begun(error, wish),
        )

    def keep(self) -> None:
        """End it and keep it."""
        self._booth.stop()

    def discard(self) -> None:
        """End it, or what was to become one, and remove it for good."""
        self._wanted, self._discarding = None, True
        if self._stored is None:
            self.gone.emit()
            return
        take_id = self._stored.take.id
        self._booth.discard()
        if self._stored is not None:
            # The file is still being closed. Should the app end before it is, nothing may be left to be recovered;
            # where the system refuses to remove an open file it is removed in a moment.
            self._context.in_background(lambda library: library.discard(take_id), failed=lambda _: None)

    def _begun(self, stored: StoredTake, wish: Asked, count_down_s: int) -> None:
        if self._wanted is not wish:
            self._remove(stored.take.id)
            return
        self._stored = stored
        self._booth.record(stored.recording, count_down_s)

    def _not_begun(self, error: Exception, wish: Asked) -> None:
        self._context.tell_error(error)
        if self._wanted is wish:
            self._wanted = None
            self.gone.emit()

    @Slot(int)
    def _on_count(self, left: int) -> None:
        self._answering = left == 0

    @Slot(object)
    def _on_ended(self, made: Made) -> None:
        """The file is closed. A countdown that broke off has nothing in it."""
        stored, self._stored, self._wanted = self._stored, None, None
        if stored is None:
            return
        nothing = self._discarding or not self._answering or made.duration <= 0
        if made.failure and (nothing or made.whole):
            self._context.tell(made.failure if nothing else f"{made.failure} {KEPT}", warn=True)
        if nothing:
            self._remove(stored.take.id)
            self.gone.emit()
            return
        self.closed.emit()
        take = replace(stored.take, duration=made.duration, baseline=made.baseline, events=made.events)
        if made.whole:
            self._write(take)
        else:
            self._look_at(stored.recording, take, made.failure)

    def _remove(self, take_id: str) -> None:
        self._context.in_background(lambda library: _remove(library, take_id))

    def _look_at(self, recording: Path, take: Take, failure: str) -> None:
        """What was given to the encoder need not all be in the file: go by what can be played of it."""
        self._context.in_background(
            lambda _: look_at(recording, LOOK_S), lambda found: self._looked_at(take, failure, found), long=True
        )

    def _looked_at(self, take: Take, failure: str, found: float | None) -> None:
        self._context.tell(f"{failure} {_left(found)}", warn=True)
        if found == 0:
            self.gone.emit()
        else:
            self._write(salvaged(take, found, failure))

    def _write(self, take: Take) -> None:
        self._context.in_background(lambda library: library.finish(take), lambda _: self._written(take), self._refused)

    def _written(self, take: Take) -> None:
        self._context.takes_changed.emit()
        self.kept.emit(take)

    def _refused(self, error: Exception) -> None:
        self._context.tell_error(error)
        self._context.tell(SAFE, warn=True)
        self.gone.emit()


def _begin(library: Library, asked: Asked) -> StoredTake:
    return library.begin(
        None if asked.question is BARE else asked.question,
        patch_of=asked.patch_of,
        patch_element=asked.patch_element,
        loop=asked.loop,
        loop_place=asked.loop_place,
    )


def _left(found: float | None) -> str:
    """What is left of a file that could not be closed; `found` is as of `look_at`."""
    if found is None:
        return UNSEEN
    return PLAYABLE.format(length(found)) if found else UNPLAYABLE


def _remove(library: Library, take_id: str) -> None:
    """Remove a recording for good, if it is not gone already."""
    with suppress(NotFoundError):
        library.discard(take_id)

"""The take under review: read outside the window's thread, changed by the person, written behind their back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rehearse.errors import NotFoundError, RehearseError
from rehearse.store import Library
from rehearse.types import Analysis, Take
from ui.context import Context
from ui.views.review.fillers import told, verdict
from ui.views.review.opening import NOTHING_YET, Background, Opened, complete, read
from ui.views.review.recounting import Correction, Recounted, correct, judged

FIRST_PICTURE_MS = 60
GONE = "It was deleted, or it belongs to another library."


class ReviewModel(QObject):
    """One take at a time.

    Signals
    -------
    opened() : another take is here, or the same one was read again.
    not_opened(str) : why there is none, in a sentence.
    completed() : `background` is here: baseline, captions, story with patches.
    recounted() : the analysis changed because of a correction or a verdict.
    take_saved() : notes, tags, rating or title were written.
    told(str) : what the person's last act did.
    """

    opened = Signal()
    not_opened = Signal(str)
    completed = Signal()
    recounted = Signal()
    take_saved = Signal()
    told = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._take_id = ""
        self._turn = 0
        self._waiting: deque[Correction] = deque()
        self._unwritten: list[tuple[str, dict[str, Any]]] = []  # ids, and what the person changed of those takes
        # what comes later must not take the interpreter from the first picture
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(FIRST_PICTURE_MS)
        self._later.timeout.connect(self._complete)
        self.shown: Opened | None = None
        self.background = NOTHING_YET

    # ------------------------------------------------------------------ what is shown

    @property
    def take_id(self) -> str:
        return self._take_id

    @property
    def take(self) -> Take | None:
        return self.shown.stored.take if self.shown else None

    @property
    def analysis(self) -> Analysis | None:
        return self.shown.stored.analysis if self.shown else None

    # ------------------------------------------------------------------ opening

    def open(self, take_id: str) -> None:
        """Read a take; what belongs to another one that was asked for before is dropped."""
        if take_id != self._take_id:
            self.shown, self.background = None, NOTHING_YET
        self._take_id = take_id
        self._turn += 1
        turn = self._turn
        self._in_turn(turn, lambda library: read(library, take_id), self._opened, self._not_opened)

    def reload(self) -> None:
        """Read the same take again."""
        if self._take_id:
            self.open(self._take_id)

    def heard_of(self, take_id: str) -> None:
        """A take was analysed or changed: read this one again, or its story where that is one of its short answers."""
        if take_id == self._take_id:
            self.reload()
        elif self.shown is not None and any(patch.take.id == take_id for patch in self.background.patches):
            self._complete()

    def close(self) -> None:
        """Nothing is shown any more; what was asked for is dropped when it comes."""
        self._turn += 1
        self._later.stop()
        self._take_id, self.shown, self.background = "", None, NOTHING_YET

    def _opened(self, found: Opened) -> None:
        """What the person has changed since this was asked for is on its way to the disk: it is newer."""
        take = found.stored.take
        for take_id, changes in self._unwritten:
            take = replace(take, **changes) if take_id == take.id else take
        self.shown = replace(found, stored=replace(found.stored, take=take))
        self.opened.emit()
        self._later.start()

    @Slot()
    def _complete(self) -> None:
        shown = self.shown
        if shown is not None:
            self._in_turn(self._turn, lambda library: complete(library, shown.stored), self._completed)

    def _completed(self, found: Background) -> None:
        self.background = found
        self.completed.emit()

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, RehearseError):
            raise error
        gone = isinstance(error, NotFoundError)
        self.not_opened.emit(GONE if gone else f"{error.message} {error.hint}".strip())

    def _in_turn(
        self,
        turn: int,
        work: Callable[[Library], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Work in the background, and hear of it only while the same take is still shown."""

        def in_turn(hear: Callable[[Any], object]) -> Callable[[Any], object]:
            return lambda value: hear(value) if turn == self._turn else None

        self._context.in_background(work, in_turn(done), in_turn(failed) if failed else None)

    # ------------------------------------------------------------------ correcting

    def correct_word(self, index: int, text: str) -> None:
        """Write something else for a word; everything that hangs on it is counted again and kept."""
        if self.analysis is None:
            return
        take_id, waiting = self._take_id, self._waiting
        waiting.append(Correction(take_id, index, self.analysis.transcript.words[index].text, text))
        self._in_turn(self._turn, lambda library: correct(library, take_id, waiting), self._corrected)

    def _corrected(self, found: Recounted | None) -> None:
        """Nothing where an earlier one of several corrections has brought them all."""
        if found is not None:
            self._recounted(found)

    def judge_filler(self, index: int, confirmed: bool) -> None:
        """Say whether a filler is one; the same answer again takes it back. The rates follow."""
        if self.analysis is None:
            return
        before = self.analysis.fillers[index]
        answer, take_id = verdict(before, confirmed), self._take_id
        turn = self._turn

        def work(library: Library) -> Recounted:
            return Recounted.keep(library, take_id, lambda found: judged(found, index, before.start, answer), "")

        def done(found: Recounted) -> None:
            now = next((f for f in found.analysis.fillers if f.start == before.start and f.kind == before.kind), None)
            self._recounted(found if now is None else replace(found, said=told(now, found.analysis)))

        self._in_turn(turn, work, done)

    def _recounted(self, found: Recounted) -> None:
        if self.shown is None:
            return
        stored = replace(self.shown.stored, analysis=found.analysis)
        self.shown = replace(self.shown, stored=stored, text=found.text)
        self.recounted.emit()
        self.told.emit(found.said)
        self._complete()

    # ------------------------------------------------------------------ the person's own

    def save(self, **changes: Any) -> None:
        """Write notes, tags, rating or title."""
        if self.shown is None:
            return
        take_id, turn = self._take_id, self._turn
        take = replace(self.shown.stored.take, **changes)
        self.shown = replace(self.shown, stored=replace(self.shown.stored, take=take))
        wish = (take_id, changes)
        self._unwritten.append(wish)

        def written(_: Take) -> None:
            self._unwritten.remove(wish)
            self._saved(turn)

        def refused(error: Exception) -> None:
            self._unwritten.remove(wish)
            self._context.tell_error(error)

        self._context.in_background(lambda library: library.change_take(take_id, **changes), written, refused)

    def _saved(self, turn: int) -> None:
        if turn == self._turn:
            self.take_saved.emit()

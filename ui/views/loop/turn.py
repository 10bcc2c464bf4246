"""The person's turn in a run: from the countdown to an answer that is kept, thrown away or called off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from rehearse.loops import moves
from rehearse.types import Take
from ui.context import Context
from ui.views.loop.answering import Answering
from ui.views.loop.interviewer import Interviewer
from ui.views.loop.standing import Standing
from ui.views.loop.steps import Doing

CUT_OFF = "The time for this answer was over. It is kept up to there."


class Turn(QObject):
    """Begins when the interviewer listens, and hands back to the interviewer. Tells by `Standing.changed`."""

    def __init__(
        self, context: Context, standing: Standing, answering: Answering, interviewer: Interviewer, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._standing = context, standing
        self._answering, self._interviewer = answering, interviewer
        self._note = ""
        self._then: Callable[[], object] | None = None
        interviewer.listening.connect(self.begin)
        answering.counted.connect(self._on_count)
        answering.lost.connect(self._on_lost)
        answering.late.connect(self._on_late)
        answering.closed.connect(self._on_closed)
        answering.kept.connect(self._on_kept)
        answering.gone.connect(self._on_gone)

    @property
    def told(self) -> str:
        """One sentence on the recording under way, or on the one before; or ""."""
        return self._answering.told or self._note

    def forget(self) -> None:
        """Another run begins."""
        self._then, self._note = None, ""
        self._answering.forget()

    @Slot()
    def begin(self) -> None:
        """Count down and record; where that can't be done now, wait for the person."""
        if not self._answering.ready():
            self._wait()
            return
        self._note = ""
        self._answering.begin(self._standing.the_run())
        self._standing.do(Doing.COUNTDOWN)

    def _wait(self) -> None:
        self._standing.do(Doing.READY)

    def keep(self) -> None:
        """End the answer and keep it."""
        if self._standing.doing is Doing.RECORDING:
            self._standing.do(Doing.SAVING)
            self._answering.keep()

    def keep_and_close(self) -> None:
        """End the answer, keep it, and let it be the last one."""
        self._then = self._interviewer.close
        self.keep()

    def call_off(self) -> None:
        """End the countdown; the answer waits until the person is ready."""
        self.drop_then(self._wait)

    def drop_then(self, act: Callable[[], object]) -> None:
        """Throw away what is being recorded, and do something when it is gone."""
        self._then = act
        self._standing.do(Doing.SAVING)
        self._answering.drop()

    # ------------------------------------------------------------------ what the recording does

    @Slot(str)
    def _on_lost(self, sentence: str) -> None:
        """A device that is pulled out before a word was said ends the countdown: nothing is lost by that."""
        self._context.tell(sentence, warn=True)
        self.call_off()

    @Slot(int)
    def _on_count(self, left: int) -> None:
        self._standing.do(Doing.COUNTDOWN if left else Doing.RECORDING)

    @Slot()
    def _on_late(self) -> None:
        self._note = CUT_OFF
        self.keep()

    @Slot()
    def _on_closed(self) -> None:
        """Also where it ended by itself."""
        if self._standing.doing is Doing.RECORDING:
            self._standing.do(Doing.SAVING)

    @Slot(object)
    def _on_kept(self, take: Take) -> None:
        self._context.jobs.add(take.id)
        run = self._standing.run
        if run is None or (run.id, run.place) != (take.loop, take.loop_place):
            return
        ending, self._then = self._then == self._interviewer.close, None  # whatever else was wanted came too late
        self._standing.move(moves.answered(run, take.id))
        (self._interviewer.close if ending else self._interviewer.arrive)()

    @Slot()
    def _on_gone(self) -> None:
        if self._standing.doing in (Doing.COUNTDOWN, Doing.RECORDING, Doing.SAVING):
            act, self._then = self._then or self._wait, None
            act()

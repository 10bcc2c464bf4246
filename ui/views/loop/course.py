"""The course of a run: what the person does in it, between the interviewer and their own turn. Without any widget."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.loops.run import LoopRun
from ui.context import Context
from ui.studio.booth import Booth
from ui.studio.surroundings import Surroundings
from ui.views.loop.answering import Answering
from ui.views.loop.interviewer import Interviewer
from ui.views.loop.posing import Posing
from ui.views.loop.standing import Standing
from ui.views.loop.steps import Doing, Pausing
from ui.views.loop.turn import Turn
from ui.views.loop.voice import Voice
from ui.views.practise.model import CLOSING


class LoopCourse(QObject):
    """One run, from its first round to its end. Each step is written before the next one can end.

    Signals
    -------
    changed() : anything but the level and the time.
    ticked() : another second of thinking or answering has passed.
    ended(LoopRun) : nothing is left to ask, or the person ended it.
    """

    changed = Signal()
    ticked = Signal()
    ended = Signal(object)

    def __init__(
        self,
        context: Context,
        booth: Booth,
        voice: Voice,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.booth = booth
        self.around = Surroundings(context, booth, self)
        self.answering = Answering(context, booth, self.around, self)
        self.posing = Posing(context, voice, clock, self)
        self._standing = Standing(context, self)
        self._interviewer = Interviewer(context, self._standing, self.posing, self)
        self._turn = Turn(context, self._standing, self.answering, self._interviewer, self)
        self._connect()

    def _connect(self) -> None:
        for part in (self.posing, self.around, self.answering, self.booth, self._standing):
            part.changed.connect(self.changed)
        for part in (self.posing, self.answering):
            part.ticked.connect(self.ticked)
        self._interviewer.announced.connect(self._on_announced)
        self._interviewer.ended.connect(self._on_ended)

    # ------------------------------------------------------------------ what holds now

    @property
    def run(self) -> LoopRun | None:
        """As it stands; None while none is under way."""
        return self._standing.run

    @property
    def doing(self) -> Doing:
        return self._standing.doing

    @property
    def pausing(self) -> Pausing:
        return self._standing.pausing

    @property
    def told(self) -> str:
        """One sentence on the recording under way, or on the one before; or ""."""
        return self._turn.told

    @property
    def busy(self) -> bool:
        """Whether something would be lost by going elsewhere."""
        return self.doing in (Doing.RECORDING, Doing.SAVING)

    # ------------------------------------------------------------------ coming and going

    def start(self, run: LoopRun, languages: Mapping[str, str] | None = None) -> None:
        """Announce the round that the run stands in; from there on the person leads. `languages` are those of packs."""
        self._turn.forget()
        self._standing.run = run
        self._interviewer.languages = languages or {}
        self._interviewer.announce()

    @Slot()
    def _on_announced(self) -> None:
        """Before a round there is time to look at oneself and the devices."""
        self.around.watch()
        self.booth.open()

    def may_leave(self) -> bool:
        """False while something would be lost; the person is asked what to do with it."""
        if self.doing is Doing.RECORDING:
            self._pause(Pausing.LEAVE)
        elif self.doing is Doing.SAVING:
            self._context.tell(CLOSING)
        return not self.busy

    def leave(self) -> None:
        """Let go of devices and voice; the run can be gone on with where it stands."""
        counting = self.doing is Doing.COUNTDOWN
        self._standing.rest()
        if counting:
            self.answering.drop()
        self.posing.end()
        self.around.rest()
        self.booth.close()
        self._standing.let_go()

    @Slot(object)
    def _on_ended(self, run: LoopRun) -> None:
        self.leave()
        self.ended.emit(run)

    # ------------------------------------------------------------------ what the person does

    def advance(self) -> None:
        """Space: begin the round, answer now, call the countdown off, stop."""
        act = {
            Doing.OPENING: self._begin_round,
            Doing.ASKING: self._interviewer.asked,
            Doing.THINKING: self._interviewer.thought,
            Doing.READY: self._turn.begin,
            Doing.COUNTDOWN: self._turn.call_off,
            Doing.RECORDING: self._turn.keep,
        }.get(self.doing)
        if act is not None and self.pausing is Pausing.NOTHING:
            act()

    def _begin_round(self) -> None:
        self.around.rest()
        self._interviewer.begin()

    def escape(self) -> None:
        """Esc: call the countdown off, ask what to do, or take that question back."""
        if self.pausing is not Pausing.NOTHING:
            self.go_on()
        elif self.doing is Doing.COUNTDOWN:
            self._turn.call_off()
        elif self.doing not in (Doing.NOTHING, Doing.SAVING, Doing.CHOOSING):
            self._pause(Pausing.ESC)

    def go_on(self) -> None:
        """Take the question back. The recording went on meanwhile, time to read and to think did not."""
        self.posing.go_on()
        self._standing.pause(Pausing.NOTHING)

    def _pause(self, pausing: Pausing) -> None:
        self.posing.hold()
        self._standing.pause(pausing)

    def stop(self) -> None:
        """End the answer and keep it."""
        self._turn.keep()

    def answer_again(self) -> None:
        """Throw the recording away, and have the question put once more."""
        if self.doing is Doing.RECORDING:
            self._turn.drop_then(self._interviewer.put_again)

    def skip(self) -> None:
        """Pass over the question, or the follow-up and those still to come; what is being recorded is thrown away."""
        if self.doing in (Doing.RECORDING, Doing.COUNTDOWN):
            self._turn.drop_then(self._interviewer.skip)
        elif self.doing in (Doing.ASKING, Doing.THINKING, Doing.READY):
            self._interviewer.skip()

    def skip_round(self) -> None:
        """Pass over what is left of the round that is announced."""
        if self.doing is Doing.OPENING and self.run is not None:
            self._interviewer.skip_round()

    def end(self) -> None:
        """End the loop here; an answer that is being recorded is kept first."""
        if self.doing is Doing.RECORDING:
            self._turn.keep_and_close()
        elif self.doing is Doing.COUNTDOWN:
            self._turn.drop_then(self._interviewer.close)
        elif self.doing not in (Doing.NOTHING, Doing.SAVING):
            self._interviewer.close()

    def speak(self, on: bool) -> None:
        """Have questions said aloud, or not."""
        self.posing.speak(on)
        self.changed.emit()

"""The course of a run: what is asked now, for how long one thinks and answers, and what follows. Without any widget."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.loops import moves
from rehearse.loops.folder import release_run, write_run
from rehearse.loops.run import LoopRun
from rehearse.store.new_takes import now as iso_now
from rehearse.types import FollowUp, Take
from ui.context import Context
from ui.views.loop.answering import Answering
from ui.views.loop.heard import choose_next
from ui.views.loop.posing import Posing
from ui.views.loop.put import language_of, text_of
from ui.views.loop.steps import Doing, Pausing
from ui.views.loop.voice import Voice
from ui.views.practise.booth import Booth
from ui.views.practise.model import CLOSING
from ui.views.practise.surroundings import Surroundings

CUT_OFF = "The time for this answer was over. It is kept up to there."


class LoopCourse(QObject):
    """One run, from its first round to its end. Each step is written before the next one can end.

    run : as it stands, or None.

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
        self.run: LoopRun | None = None
        self.doing = Doing.NOTHING
        self.pausing = Pausing.NOTHING
        self._note = ""
        self._then: Callable[[], object] | None = None
        self._languages: Mapping[str, str] = {}
        self._connect()

    def _connect(self) -> None:
        answering = self.answering
        for part in (self.posing, self.around, answering):
            part.changed.connect(self.changed)
        self.booth.changed.connect(self.changed)
        self.posing.ticked.connect(self.ticked)
        self.posing.over.connect(self._on_posed)
        answering.counted.connect(self._on_count)
        answering.ticked.connect(self.ticked)
        answering.lost.connect(self._on_lost)
        answering.late.connect(self._on_late)
        answering.closed.connect(self._on_closed)
        answering.kept.connect(self._on_kept)
        answering.gone.connect(self._on_gone)

    # ------------------------------------------------------------------ what holds now

    @property
    def told(self) -> str:
        """One sentence on the recording under way, or on the one before; or ""."""
        return self.answering.told or self._note

    @property
    def busy(self) -> bool:
        """Whether something would be lost by going elsewhere."""
        return self.doing in (Doing.RECORDING, Doing.SAVING)

    # ------------------------------------------------------------------ coming and going

    def start(self, run: LoopRun, languages: Mapping[str, str] | None = None) -> None:
        """Announce the round that the run stands in; from there on the person leads. `languages` are those of packs."""
        self.run, self._then, self._note = run, None, ""
        self._languages = languages or {}
        self.answering.forget()
        self._announce()

    def _announce(self) -> None:
        self._do(Doing.OPENING)
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
        self.doing, self.pausing = Doing.NOTHING, Pausing.NOTHING
        if counting:
            self.answering.drop()
        self.posing.end()
        self.around.rest()
        self.booth.close()
        if self.run is not None:
            run, self.run = self.run, None
            self._context.in_background(lambda library: release_run(library.root, run.id))

    # ------------------------------------------------------------------ what the person does

    def advance(self) -> None:
        """Space: begin the round, answer now, call the countdown off, stop."""
        act = {
            Doing.OPENING: self._go_on,
            Doing.ASKING: self._was_asked,
            Doing.THINKING: self._was_thought,
            Doing.READY: self._record,
            Doing.COUNTDOWN: self._call_off,
            Doing.RECORDING: self.stop,
        }.get(self.doing)
        if act is not None and self.pausing is Pausing.NOTHING:
            act()

    def escape(self) -> None:
        """Esc: call the countdown off, ask what to do, or take that question back."""
        if self.pausing is not Pausing.NOTHING:
            self.go_on()
        elif self.doing is Doing.COUNTDOWN:
            self._call_off()
        elif self.doing not in (Doing.NOTHING, Doing.SAVING, Doing.CHOOSING):
            self._pause(Pausing.ESC)

    def go_on(self) -> None:
        """Take the question back. The recording went on meanwhile, time to read and to think did not."""
        self._pause(Pausing.NOTHING)

    def stop(self) -> None:
        """End the answer and keep it."""
        if self.doing is Doing.RECORDING:
            self._do(Doing.SAVING)
            self.answering.keep()

    def answer_again(self) -> None:
        """Throw the recording away, and have the question put once more."""
        if self.doing is Doing.RECORDING:
            self._drop_then(self._put_again)

    def skip(self) -> None:
        """Pass over the question, or the follow-up and those still to come; what is being recorded is thrown away."""
        if self.doing in (Doing.RECORDING, Doing.COUNTDOWN):
            self._drop_then(self._skip)
        elif self.doing in (Doing.ASKING, Doing.THINKING, Doing.READY):
            self._skip()

    def skip_round(self) -> None:
        """Pass over what is left of the round that is announced."""
        if self.doing is Doing.OPENING and self.run is not None:
            self._move(moves.round_skipped(self.run))
            self._arrive()

    def end(self) -> None:
        """End the loop here; an answer that is being recorded is kept first."""
        if self.doing is Doing.RECORDING:
            self._then = self._close
            self.stop()
        elif self.doing is Doing.COUNTDOWN:
            self._drop_then(self._close)
        elif self.doing not in (Doing.NOTHING, Doing.SAVING):
            self._close()

    def speak(self, on: bool) -> None:
        """Have questions said aloud, or not."""
        self.posing.speak(on)
        self.changed.emit()

    # ------------------------------------------------------------------ from step to step

    def _move(self, run: LoopRun) -> None:
        """Go on to another state of the run, and have it written."""
        self.run = run
        self._context.in_background(lambda library: write_run(library.root, run))

    def _do(self, doing: Doing) -> None:
        self.doing, self.pausing = doing, Pausing.NOTHING
        self.changed.emit()

    def _pause(self, pausing: Pausing) -> None:
        if pausing is Pausing.NOTHING:
            self.posing.go_on()
        else:
            self.posing.hold()
        if pausing is not self.pausing:
            self.pausing = pausing
            self.changed.emit()

    def _go_on(self) -> None:
        """From the announcement to whatever the run stands at."""
        assert self.run is not None
        self.around.rest()
        phase = self.run.position.phase
        if phase == "opening":
            self._move(moves.opened(self.run))
            self._put()
        elif phase in ("asking", "thinking", "answering"):
            self._put_again()
        else:
            self._arrive()

    def _arrive(self) -> None:
        """At the next question, the next round, a follow-up to choose, or the end."""
        assert self.run is not None
        phase = self.run.position.phase
        arrive = {"opening": self._announce, "choosing": self._choose, "over": self._finish}
        arrive.get(phase, self._put)()

    def _put(self) -> None:
        """Say the question, or leave time to read it."""
        assert self.run is not None
        self.posing.pose(text_of(self.run), language_of(self.run, self._languages))
        self._do(Doing.ASKING)

    def _put_again(self) -> None:
        assert self.run is not None
        self._move(moves.asked_again(self.run))
        self._put()

    @Slot()
    def _on_posed(self) -> None:
        if self.doing is Doing.ASKING:
            self._was_asked()
        elif self.doing is Doing.THINKING:
            self._was_thought()

    def _was_asked(self) -> None:
        assert self.run is not None
        self._move(moves.asked(self.run))
        if self.run.position.phase == "thinking":
            self.posing.think(self.run.step.think_s)
            self._do(Doing.THINKING)
        else:
            self._record()

    def _was_thought(self) -> None:
        assert self.run is not None
        self._move(moves.thought(self.run))
        self._record()

    def _skip(self) -> None:
        assert self.run is not None
        self.posing.end()
        self._move(moves.skipped(self.run))
        self._arrive()

    def _choose(self) -> None:
        """Let the interviewer think of a follow-up: from what is known by now, without waiting for the analysis."""
        run = self.run
        assert run is not None
        self._do(Doing.CHOOSING)
        self._context.in_background(
            lambda library: choose_next(library, run),
            lambda follow_up: self._chosen(run, follow_up),
            lambda error: self._not_chosen(run, error),
        )

    def _not_chosen(self, run: LoopRun, error: Exception) -> None:
        """The interview goes on all the same."""
        self._chosen(run, None)
        self._context.background.broke.emit(error)

    def _chosen(self, run: LoopRun, follow_up: FollowUp | None) -> None:
        if run is not self.run or self.doing is not Doing.CHOOSING:
            return
        self._move(moves.moved_on(run) if follow_up is None else moves.followed_up(run, follow_up))
        self._arrive()

    def _finish(self) -> None:
        assert self.run is not None
        self._over(moves.finished(self.run, iso_now()))

    def _close(self) -> None:
        assert self.run is not None
        if self.run.position.phase == "over":
            self._finish()
        else:
            self._over(moves.closed(self.run, iso_now()))

    def _over(self, run: LoopRun) -> None:
        self._move(run)
        self.leave()
        self.ended.emit(run)

    # ------------------------------------------------------------------ the answer

    def _record(self) -> None:
        """Count down and record; where that can't be done now, wait for the person."""
        assert self.run is not None
        self.posing.end()
        self.around.look_for_room()
        if not self.answering.can_begin:
            self._do(Doing.READY)
            return
        self._note = ""
        self.answering.begin(self.run)
        self._do(Doing.COUNTDOWN)

    def _call_off(self) -> None:
        self._drop_then(lambda: self._do(Doing.READY))

    def _drop_then(self, act: Callable[[], object]) -> None:
        self._then = act
        self._do(Doing.SAVING)
        self.answering.drop()

    @Slot(str)
    def _on_lost(self, sentence: str) -> None:
        """A device that is pulled out before a word was said ends the countdown: nothing is lost by that."""
        self._context.tell(sentence, warn=True)
        self._call_off()

    @Slot(int)
    def _on_count(self, left: int) -> None:
        self._do(Doing.COUNTDOWN if left else Doing.RECORDING)

    @Slot()
    def _on_late(self) -> None:
        self._note = CUT_OFF
        self.stop()

    @Slot()
    def _on_closed(self) -> None:
        """Also where it ended by itself."""
        if self.doing is Doing.RECORDING:
            self._do(Doing.SAVING)

    @Slot(object)
    def _on_kept(self, take: Take) -> None:
        self._context.jobs.add(take.id)
        if self.run is None or (self.run.id, self.run.place) != (take.loop, take.loop_place):
            return
        ending, self._then = self._then == self._close, None  # whatever else was wanted came too late
        self._move(moves.answered(self.run, take.id))
        (self._close if ending else self._arrive)()

    @Slot()
    def _on_gone(self) -> None:
        if self.doing in (Doing.COUNTDOWN, Doing.RECORDING, Doing.SAVING):
            act, self._then = self._then, None
            act() if act is not None else self._do(Doing.READY)

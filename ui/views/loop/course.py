"""The course of a run: what is asked now, for how long one thinks and answers, and what follows. Without any widget."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rehearse.loops import moves
from rehearse.loops.folder import release_run, write_run
from rehearse.loops.quiet import HINT, Quiet, hear, paused
from rehearse.loops.run import LoopRun
from rehearse.loops.spoken import spoken
from rehearse.store.new_takes import now as iso_now
from rehearse.types import FollowUp, Take
from ui.context import Context
from ui.views.loop.heard import choose_next
from ui.views.loop.put import asked_of, longest_s, reading_s, text_of
from ui.views.loop.steps import Doing, Pausing
from ui.views.loop.voice import Voice
from ui.views.practise.booth import Booth, Sounding
from ui.views.practise.during import During
from ui.views.practise.model import CALLED_OFF, CLOSING
from ui.views.practise.recording import Recording
from ui.views.practise.surroundings import Surroundings

LOOK_EVERY_MS = 200
SHORT_COUNT_S = 1  # of every answer but the first: the look at the lens, without which nothing tells eye contact
NEARLY_OVER_S = 15
NEARLY_OVER = "15 seconds are left for this answer."
CUT_OFF = "The time for this answer was over. It is kept up to there."
# A voice that never says that it has ended must not hold up the interview.
PATIENCE_WITH_VOICE = 4.0


class LoopCourse(QObject):
    """One run, from its first round to its end. Each step is on the disk before the next one can end.

    run : as it stands, or None.
    count : seconds left of the countdown to an answer.
    left_s : whole seconds left to think.

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
        self._context, self._clock = context, clock
        self.booth, self.voice = booth, voice
        self.around = Surroundings(context, booth, self)
        self.during = During(booth, self)
        self._recording = Recording(context, booth, self)
        self.run: LoopRun | None = None
        self.doing = Doing.NOTHING
        self.pausing = Pausing.NOTHING
        self.count = self.left_s = 0
        self._until = self._held_s = 0.0
        self._note = ""
        self._counted_down = False
        self._began_with: frozenset[str] = frozenset()
        self._then: Callable[[], object] | None = None
        self._quiet = Quiet()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._connect()

    def _connect(self) -> None:
        self.booth.changed.connect(self._on_equipment)
        self.booth.counted.connect(self._on_count)
        self.booth.sounded.connect(self._on_sound)
        self._recording.closed.connect(self._on_closed)
        self._recording.kept.connect(self._on_kept)
        self._recording.gone.connect(self._on_gone)
        self.voice.said.connect(self._on_said)
        self.voice.changed.connect(self.changed)
        self.around.changed.connect(self.changed)
        self.during.changed.connect(self.changed)
        self.during.ticked.connect(self._on_second)

    # ------------------------------------------------------------------ what holds now

    @property
    def speaks(self) -> bool:
        """Whether questions are said aloud."""
        return self.voice.available and self._context.settings.speak_questions

    @property
    def hint(self) -> str:
        """What to do about a long silence in a round where one thinks aloud, or ""."""
        return HINT if self._quiet.hint and self.doing is Doing.RECORDING else ""

    @property
    def told(self) -> str:
        """One sentence on the recording under way, or on the one before; or ""."""
        if self.doing not in (Doing.COUNTDOWN, Doing.RECORDING) or self.run is None:
            return self._note
        nearly = self.doing is Doing.RECORDING and longest_s(self.run) - self.during.seconds <= NEARLY_OVER_S
        return self.during.told or (NEARLY_OVER if nearly else "")

    @property
    def can_record(self) -> bool:
        """Whether an answer can be recorded: there is room, and a microphone that works."""
        opened = self.booth.microphone == "ready" and self.booth.camera != "opening"
        return not self._recording.on and self.around.room.enough and opened

    @property
    def busy(self) -> bool:
        """Whether something would be lost by going elsewhere."""
        return self.doing in (Doing.RECORDING, Doing.SAVING)

    # ------------------------------------------------------------------ coming and going

    def start(self, run: LoopRun) -> None:
        """Announce the round that the run stands in; from there on the person leads."""
        self.run, self._then, self._counted_down, self._note = run, None, False, ""
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
        if self.doing is Doing.COUNTDOWN:
            self._recording.discard()
        self._rest()
        self.booth.close()
        if self.run is not None:
            run, self.run = self.run, None
            self._context.in_background(lambda library: release_run(library.root, run.id))

    def _rest(self) -> None:
        self.voice.hush()
        self.during.end()
        self.around.rest()
        self._timer.stop()
        self.doing, self.pausing = Doing.NOTHING, Pausing.NOTHING

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
        elif self.doing not in (Doing.NOTHING, Doing.SAVING):
            self._pause(Pausing.ESC)

    def go_on(self) -> None:
        """Take the question back. The recording went on meanwhile, time to read and to think did not."""
        self._until = self._clock() + self._held_s
        self._pause(Pausing.NOTHING)

    def stop(self) -> None:
        """End the answer and keep it."""
        if self.doing is Doing.RECORDING:
            self._save()
            self._recording.keep()

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
        self._context.change_settings(speak_questions=on)
        if not on and self.doing is Doing.ASKING:
            self.voice.hush()
            self._until = self._clock() + reading_s(self._text)
        self.changed.emit()

    # ------------------------------------------------------------------ from step to step

    def _move(self, run: LoopRun) -> None:
        """Go on to another state of the run, and have it written."""
        self.run = run
        self._context.in_background(lambda library: write_run(library.root, run))

    def _do(self, doing: Doing) -> None:
        self.doing, self.pausing = doing, Pausing.NOTHING
        self.changed.emit()

    def _go_on(self) -> None:
        """From the announcement to whatever the run stands at."""
        assert self.run is not None
        self.around.rest()
        phase = self.run.position.phase
        if phase == "opening":
            self._move(moves.opened(self.run))
            self._put()
        elif phase == "choosing":
            self._choose()
        elif phase == "over":
            self._finish()
        else:
            self._put_again()

    def _arrive(self) -> None:
        """At the next question, the next round, or the end."""
        assert self.run is not None
        phase = self.run.position.phase
        if phase == "opening":
            self._announce()
        elif phase == "choosing":
            self._choose()
        elif phase == "over":
            self._finish()
        else:
            self._put()

    @property
    def _text(self) -> str:
        return text_of(self.run) if self.run is not None else ""

    def _put(self) -> None:
        """Say the question, or leave time to read it."""
        assert self.run is not None
        if self.speaks:
            self.voice.say(spoken(self._text))
        patience = PATIENCE_WITH_VOICE if self.speaks else 1.0
        self._until = self._clock() + patience * reading_s(self._text)
        self._timer.start()
        self._do(Doing.ASKING)

    def _put_again(self) -> None:
        assert self.run is not None
        if self.run.position.phase in ("asking", "thinking", "answering"):
            self._move(moves.asked_again(self.run))
        self._put()

    @Slot()
    def _on_said(self) -> None:
        if self.doing is Doing.ASKING and self.pausing is Pausing.NOTHING:
            self._was_asked()
        elif self.doing is Doing.ASKING:
            self._held_s = 0.0

    def _was_asked(self) -> None:
        assert self.run is not None
        self.voice.hush()
        self._move(moves.asked(self.run))
        if self.run.position.phase == "thinking":
            self.left_s = ceil(self.run.step.think_s)
            self._until = self._clock() + self.run.step.think_s
            self._do(Doing.THINKING)
        else:
            self._record()

    def _was_thought(self) -> None:
        assert self.run is not None
        self._move(moves.thought(self.run))
        self._record()

    @Slot()
    def look(self) -> None:
        """See whether the time to read or to think is over."""
        left = self._until - self._clock()
        if self.pausing is not Pausing.NOTHING:
            return
        if self.doing is Doing.ASKING and left <= 0:
            self._was_asked()
        elif self.doing is Doing.THINKING and left <= 0:
            self._was_thought()
        elif self.doing is Doing.THINKING and (whole := ceil(left)) != self.left_s:
            self.left_s = whole
            self.ticked.emit()

    def _skip(self) -> None:
        assert self.run is not None
        self.voice.hush()
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
        self._chosen(run, None)
        self._context.background.broke.emit(error)

    def _chosen(self, run: LoopRun, follow_up: FollowUp | None) -> None:
        if run is not self.run or self.doing is not Doing.CHOOSING:
            return
        if follow_up is None:
            self._move(moves.moved_on(run))
        else:
            self._move(moves.followed_up(run, follow_up))
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

    # ------------------------------------------------------------------ the recording

    def _record(self) -> None:
        """Count down and record; where that can't be done now, wait for the person."""
        assert self.run is not None
        self._timer.stop()
        self.around.look_for_room()
        if not self.can_record:
            self._do(Doing.READY)
            return
        self._note = ""
        longest = self._context.settings.count_down_s
        self.count = min(longest, SHORT_COUNT_S) if self._counted_down else longest
        self._counted_down = True
        self._quiet = Quiet(on=self._context.settings.quiet_hint)
        self.during.begin()
        self._began_with = self._working()
        self._recording.begin(asked_of(self.run), self.count)
        self._do(Doing.COUNTDOWN)

    def _call_off(self) -> None:
        self._drop_then(lambda: self._do(Doing.READY))

    def _drop_then(self, act: Callable[[], object]) -> None:
        self._then = act
        self._save()
        self._recording.discard()

    def _save(self) -> None:
        self.during.end()
        self._do(Doing.SAVING)

    def _working(self) -> frozenset[str]:
        devices = {"camera": self.booth.camera, "microphone": self.booth.microphone}
        return frozenset(name for name, condition in devices.items() if condition == "ready")

    @Slot()
    def _on_equipment(self) -> None:
        """A device that is pulled out before a word was said ends the countdown: nothing is lost by that."""
        gone = sorted(self._began_with - self._working())
        if self.doing is Doing.COUNTDOWN and gone:
            self._context.tell(CALLED_OFF.format(" and the ".join(gone)), warn=True)
            self._call_off()
        self.changed.emit()

    @Slot(int)
    def _on_count(self, left: int) -> None:
        if self.doing is not Doing.COUNTDOWN:
            return
        self.count = left
        if left == 0:
            self.during.answer()
            self._quiet = paused(self._quiet)
            self._do(Doing.RECORDING)
        else:
            self.changed.emit()

    @Slot(object)
    def _on_sound(self, sound: Sounding) -> None:
        if self.doing is not Doing.RECORDING or self.run is None or not self.run.step.think_aloud:
            return
        before = self._quiet.hint
        self._quiet = hear(self._quiet, sound.level_db, self.booth.answer_s)
        if self._quiet.hint != before:
            self.changed.emit()

    @Slot()
    def _on_second(self) -> None:
        if self.run is None or self.doing is not Doing.RECORDING:
            return
        left = longest_s(self.run) - self.during.seconds
        self.ticked.emit()
        if left <= 0:
            self._note = CUT_OFF
            self.stop()
        elif left == NEARLY_OVER_S:
            self.changed.emit()

    @Slot()
    def _on_closed(self) -> None:
        """Also where it ended by itself."""
        self.during.end()
        if self.doing is Doing.RECORDING:
            self._do(Doing.SAVING)

    @Slot(object)
    def _on_kept(self, take: Take) -> None:
        self._context.jobs.add(take.id)
        if self.run is None or self.run.id != take.loop:
            return
        self._move(moves.answered(self.run, take.id))
        self._follow_on(self._arrive)

    @Slot()
    def _on_gone(self) -> None:
        if self.doing in (Doing.COUNTDOWN, Doing.RECORDING, Doing.SAVING):
            self._follow_on(lambda: self._do(Doing.READY))

    def _follow_on(self, usually: Callable[[], object]) -> None:
        act, self._then = self._then or usually, None
        act()

    def _pause(self, pausing: Pausing) -> None:
        if pausing is not self.pausing:
            self._held_s = max(0.0, self._until - self._clock())
            self.pausing = pausing
            self.changed.emit()

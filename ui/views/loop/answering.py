"""The answers of a run, one after the other: each from its countdown to a take in the library."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.loops.quiet import HINT, Quiet, hear, paused
from rehearse.loops.run import LoopRun
from ui.capture.source import Kind
from ui.context import Context
from ui.studio.booth import Booth, Sounding
from ui.studio.during import During
from ui.studio.equipment import called_off
from ui.studio.recording import Recording
from ui.studio.surroundings import Surroundings
from ui.views.loop.put import asked_of, longest_s

SHORT_COUNT_S = 1  # of every answer but the first: the look at the lens, without which nothing tells eye contact
NEARLY_OVER_S = 15
NEARLY_OVER = "15 seconds are left for this answer."


class Answering(QObject):
    """`count` are the seconds left of the countdown.

    Signals
    -------
    counted(int) : another second of the countdown; 0 when the answer begins.
    ticked() : another second of the answer.
    changed() : `told` or `hint` is another sentence.
    lost(str) : a device was pulled out in the countdown; what to say of it.
    late() : the answer has reached its limit.
    closed() : the file is closed, because that was asked for or by itself.
    kept(Take), gone() : what became of it.
    """

    counted = Signal(int)
    ticked = Signal()
    changed = Signal()
    lost = Signal(str)
    late = Signal()
    closed = Signal()
    kept = Signal(object)
    gone = Signal()

    def __init__(self, context: Context, booth: Booth, around: Surroundings, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._booth, self._around = context, booth, around
        self.during = During(booth, self)
        self._recording = Recording(context, booth, self)
        self.count = 0
        self._run: LoopRun | None = None
        self._counting = self._answering = self._counted_down = False
        self._began_with: frozenset[Kind] = frozenset()
        self._quiet = Quiet()
        booth.changed.connect(self._on_equipment)
        booth.counted.connect(self._on_count)
        booth.sounded.connect(self._on_sound)
        self.during.changed.connect(self.changed)
        self.during.ticked.connect(self._on_second)
        self._recording.closed.connect(self._on_closed)
        self._recording.kept.connect(self.kept)
        self._recording.gone.connect(self._on_gone)

    @property
    def can_begin(self) -> bool:
        """Whether an answer can be recorded: there is room, and a microphone that works."""
        return not self._recording.on and self._around.room.enough and self._booth.usable

    def ready(self) -> bool:
        """Look at the disk anew, and tell whether an answer can be recorded."""
        self._around.look_for_room()
        return self.can_begin

    @property
    def seconds(self) -> int:
        """Whole seconds of the answer, kept until the next one begins."""
        return self.during.seconds

    @property
    def hint(self) -> str:
        """What to do about a long silence in a round where one thinks aloud, or ""."""
        return HINT if self._answering and self._quiet.hint else ""

    @property
    def told(self) -> str:
        """One sentence on the recording, or ""."""
        if not (self._counting or self._answering):
            return ""
        return self.during.told or (NEARLY_OVER if self._answering and self._left_s <= NEARLY_OVER_S else "")

    @property
    def _left_s(self) -> float:
        return longest_s(self._run) - self.seconds if self._run else 0.0

    def forget(self) -> None:
        """Another run begins: its first countdown is a long one."""
        self._counted_down = False

    def begin(self, run: LoopRun) -> None:
        """Count down and record the answer to what the run stands at."""
        settings = self._context.settings
        self.count = min(settings.count_down_s, SHORT_COUNT_S) if self._counted_down else settings.count_down_s
        self._run, self._counted_down, self._counting = run, True, True
        self._quiet = Quiet(on=settings.quiet_hint)
        self.during.begin()
        self._began_with = self._booth.working
        self._recording.begin(asked_of(run), self.count)

    def keep(self) -> None:
        """End it and keep it."""
        self._end()
        self._recording.keep()

    def drop(self) -> None:
        """End it, and throw away what there is of it."""
        self._end()
        self._recording.discard()

    def _end(self) -> None:
        self._counting = self._answering = False
        self.during.end()

    @Slot()
    def _on_equipment(self) -> None:
        lost = called_off(self._began_with, self._booth.working)
        if self._counting and lost:
            self.lost.emit(lost)

    @Slot(int)
    def _on_count(self, left: int) -> None:
        if not self._counting:
            return
        self.count = left
        if left == 0:
            self._counting, self._answering = False, True
            self.during.answer()
            self._quiet = paused(self._quiet)
        self.counted.emit(left)

    @Slot(object)
    def _on_sound(self, sound: Sounding) -> None:
        if not self._answering or self._run is None or not self._run.step.think_aloud:
            return
        before = self._quiet.hint
        self._quiet = hear(self._quiet, sound.level_db, self._booth.answer_s)
        if self._quiet.hint != before:
            self.changed.emit()

    @Slot()
    def _on_second(self) -> None:
        if not self._answering:
            return
        self.ticked.emit()
        if self._left_s <= 0:
            self.late.emit()
        elif self._left_s <= NEARLY_OVER_S < self._left_s + 1:
            self.changed.emit()

    @Slot()
    def _on_closed(self) -> None:
        self._end()
        self.closed.emit()

    @Slot()
    def _on_gone(self) -> None:
        self._end()
        self.gone.emit()

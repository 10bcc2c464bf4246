"""The course of an answer, from the question to the review, without any widget."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.types import Question, Take
from ui.capture.source import Kind
from ui.context import Context
from ui.places import Place, Route
from ui.studio.asked import BARE, Asked
from ui.studio.booth import Booth
from ui.studio.during import LONGEST_S, During
from ui.studio.equipment import called_off
from ui.studio.recording import Recording
from ui.studio.surroundings import Surroundings
from ui.views.practise.after import After
from ui.views.practise.finding import find_asked
from ui.views.practise.onward import Onward
from ui.views.practise.phases import Asking, Phase

CLOSING = "The recording is being closed. Try again in a moment."
LONGEST_REACHED = "An answer can last 60 minutes. The recording ended there and is kept."


class PractiseModel(QObject):
    """Signals
    -------
    changed() : anything but the level and the time.
    ticked() : another second of the answer has passed.
    sounded(Sounding) : the microphone's level.
    released() : the person wanted to leave, was asked about the recording, and nothing holds them any more.
    """

    changed = Signal()
    ticked = Signal()
    sounded = Signal(object)
    released = Signal()

    def __init__(self, context: Context, booth: Booth, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.booth = booth
        self.around = Surroundings(context, booth, self)
        self.during = During(booth, self)
        self.after = After(context, self)
        self._onward = Onward(context, self)
        self._recording = Recording(context, booth, self)
        self.phase = Phase.FINDING
        self.asking = Asking.NOTHING
        self.asked = Asked(BARE)
        self.count = 0
        self._began_with: frozenset[Kind] = frozenset()
        self._here = self._leaving = False
        self._route = Route(Place.PRACTISE)
        self._connect()

    def _connect(self) -> None:
        self.booth.changed.connect(self._on_equipment)
        self.booth.sounded.connect(self.sounded)
        self.booth.counted.connect(self._on_count)
        self._recording.closed.connect(self._on_closed)
        self._recording.kept.connect(self._on_kept)
        self._recording.gone.connect(self._set_up_or_rest)
        for part in (self.around, self.during, self.after):
            part.changed.connect(self.changed)
        self.during.ticked.connect(self.ticked)
        self.after.through.connect(self._on_through)

    # ------------------------------------------------------------------ what can be done now

    @property
    def seconds(self) -> int:
        """Whole seconds of the answer so far."""
        return self.during.seconds

    @property
    def can_record(self) -> bool:
        """Whether Record is of use: there is room, and a microphone that works."""
        return self.phase is Phase.SETUP and not self._recording.on and self.around.room.enough and self.booth.usable

    @property
    def busy(self) -> bool:
        """Whether something would be lost by going elsewhere."""
        return self.phase in (Phase.RECORDING, Phase.SAVING)

    # ------------------------------------------------------------------ coming and going

    def enter(self, route: Route) -> None:
        """The place is shown. Without a wish of its own it goes on with the question chosen before."""
        self._here = True
        self.phase = Phase.FINDING
        if self.asked.question is not BARE and route == Route(Place.PRACTISE) and not self.asked.is_patch:
            self._set_up(self.asked)
            return
        today = datetime.now().astimezone().date()
        self._route = route
        self._context.in_background(
            lambda library: find_asked(library, route, today),
            lambda asked: self._found(route, asked),
            lambda error: self._not_found(route, error),
        )
        self.changed.emit()

    def _waits_for(self, route: Route) -> bool:
        """Whether the person still waits for what this route asks: nothing is opened behind their back."""
        return self._here and route is self._route and self.phase is Phase.FINDING

    def _found(self, route: Route, asked: Asked) -> None:
        if self._waits_for(route):
            if asked.notice:
                self._context.tell(asked.notice)
            self._set_up(asked)

    def _not_found(self, route: Route, error: Exception) -> None:
        self._context.tell_error(error)
        if self._waits_for(route):
            self._set_up(Asked(BARE))

    def _set_up(self, asked: Asked) -> None:
        self.asked, self.phase = asked, Phase.SETUP
        self.asking = Asking.NOTHING
        self.around.watch()
        self.booth.open()
        self.changed.emit()

    def choose(self, question: Question) -> None:
        """Practise another question."""
        if self.phase is Phase.SETUP:
            self.asked = Asked(question)
            self.changed.emit()

    def may_leave(self) -> bool:
        """False while something would be lost; the person is asked what to do with it."""
        if self.phase is Phase.RECORDING:
            self._leaving = True
            self._ask(Asking.LEAVE)
        elif self.phase is Phase.SAVING:
            self._context.tell(CLOSING)
        return not self.busy

    def leave(self) -> None:
        """Another place is shown: let go of the devices; an analysis goes on and is told of when it is done."""
        self._here = False
        if self.phase is Phase.COUNTDOWN:
            self.stop()
        self.around.rest()
        self.booth.close()
        self.after.let_go()
        if self.asked.is_patch:
            self.asked = Asked(BARE)

    # ------------------------------------------------------------------ keys and buttons

    def start_or_stop(self) -> None:
        """Space: record, call off the countdown, or stop."""
        if self.phase is Phase.SETUP:
            self.record()
        else:
            self.stop()

    def record(self) -> None:
        """Make the take's folder, count down, then record."""
        if not self.can_record:
            return
        self.phase, self.count = Phase.COUNTDOWN, self._context.settings.count_down_s
        self.around.rest()
        self.during.begin()
        self._began_with = self.booth.working
        self._recording.begin(self.asked, self.count)
        self.changed.emit()

    def stop(self) -> None:
        """End the answer and keep it; in the countdown call it off."""
        if self.phase is Phase.COUNTDOWN:
            self._end_recording(discarding=True)
        elif self.phase is Phase.RECORDING:
            self._end_recording(discarding=False)

    def escape(self) -> None:
        """Esc: call off the countdown, ask whether to discard, or take that question back."""
        if self.phase is Phase.COUNTDOWN:
            self._end_recording(discarding=True)
        elif self.asking is not Asking.NOTHING:
            self.go_on()
        elif self.phase is Phase.RECORDING:
            self._ask(Asking.DISCARD)

    def ask_to_discard(self) -> None:
        if self.phase is Phase.RECORDING:
            self._ask(Asking.DISCARD)

    def go_on(self) -> None:
        """Take the question back; the recording went on meanwhile."""
        self._leaving = False
        self._ask(Asking.NOTHING)

    def discard(self) -> None:
        """Throw the recording away, for good."""
        if self.phase is Phase.RECORDING:
            self._end_recording(discarding=True)

    def retake(self) -> None:
        """Answer the same question once more; the analysis of the answer before goes on."""
        if self.phase is Phase.AFTER:
            self.after.end()
            self._set_up(replace(self.asked, notice=""))

    def open_settings(self) -> None:
        """Go where the recogniser is chosen."""
        self._onward.settings()

    def open_loops(self) -> None:
        """Go where several questions are asked in one go."""
        self._onward.loops()

    def open_review(self) -> None:
        """Go to the review of the take just recorded."""
        if self.after.take is not None:
            self._onward.review(self.after.take)

    def back_to_review(self) -> None:
        """Leave a short answer without recording it."""
        if self.asked.is_patch and not self.busy:
            self._onward.back(self.asked)

    # ------------------------------------------------------------------ the recording

    def _end_recording(self, *, discarding: bool) -> None:
        self.phase, self.asking = Phase.SAVING, Asking.NOTHING
        self.during.end()
        self.changed.emit()
        if discarding:
            self._recording.discard()
        else:
            self._recording.keep()

    @Slot()
    def _on_equipment(self) -> None:
        """A device that is pulled out before a word was said ends the countdown: nothing is lost by that."""
        lost = called_off(self._began_with, self.booth.working)
        if self.phase is Phase.COUNTDOWN and lost:
            self._context.tell(lost, warn=True)
            self._end_recording(discarding=True)
        self.changed.emit()

    @Slot(int)
    def _on_count(self, left: int) -> None:
        if self.phase is not Phase.COUNTDOWN:
            return
        self.count = left
        if left == 0:
            self.phase = Phase.RECORDING
            self.during.answer()
        self.changed.emit()

    @Slot()
    def _on_closed(self) -> None:
        """Also where it ended by itself. The light beside the lens goes out."""
        if self.phase is Phase.RECORDING and self.during.seconds >= LONGEST_S - 1:
            self._context.tell(LONGEST_REACHED)
        self.during.end()
        self.phase, self.asking = Phase.SAVING, Asking.NOTHING
        self.booth.close()
        self.changed.emit()

    @Slot(object)
    def _on_kept(self, take: Take) -> None:
        self.phase = Phase.AFTER
        self.after.begin(take, wants_rating=self._context.settings.ask_rating and not take.patch_of)
        if take.patch_of and self._here and not self._leaving:
            self._onward.review(take)
        self.changed.emit()
        self._release()

    def _release(self) -> None:
        """Who was asked on the way out goes on out."""
        leaving, self._leaving = self._leaving, False
        if leaving:
            self.released.emit()

    @Slot()
    def _set_up_or_rest(self) -> None:
        self.during.end()
        if self.phase not in (Phase.COUNTDOWN, Phase.RECORDING, Phase.SAVING):
            self.changed.emit()  # the person went away and came back meanwhile
        elif self._here:
            self._set_up(self.asked)
        else:
            self.phase = Phase.FINDING
        self._release()

    # ------------------------------------------------------------------ afterwards

    @Slot(str)
    def _on_through(self, _take_id: str) -> None:
        """Open the review if the person still waits for it, else say that it can be opened."""
        take = self.after.take
        assert take is not None
        if self._here and self.phase is Phase.AFTER:
            self._onward.review(take)
        elif not self.busy and self.phase is not Phase.COUNTDOWN:
            self._onward.tell_analysed(take)
        self.after.end()

    def _ask(self, asking: Asking) -> None:
        if asking is not self.asking:
            self.asking = asking
            self.changed.emit()

"""What stands below the picture in a loop: the one thing to do at this moment, its key, and one quiet sentence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from rehearse.export.wording import clock
from ui.studio.asking_first import OPEN_FIRST, asks_first
from ui.studio.booth import Sounding
from ui.studio.equipment import trouble
from ui.tokens import SPACE
from ui.views.loop.course import LoopCourse
from ui.views.loop.steps import Doing, Pausing
from ui.widgets.basics import Button, Item, Label, fill, keycap, row, set_role
from ui.widgets.meter import LevelMeter

METER_WIDTH = 160
READ = "Read the question."
LISTEN = "Listen to the question."
PAUSED = {
    Pausing.ESC: "End the loop here? What was answered is kept. You can also go elsewhere and go on with it later.",
    Pausing.LEAVE: "You are recording. Keep this answer, or throw it away, before you go elsewhere.",
}
RECORDING = "The recording goes on until you choose. Ending the loop keeps this answer up to here."


class OpeningControls(QWidget):
    """Before a round: begin it, or pass over it."""

    def __init__(self, course: LoopCourse) -> None:
        super().__init__()
        self._course = course
        self.begin = Button("Begin the round", "primary", clicked=course.advance)
        self.skip = Button("Skip this round", "plain", clicked=course.skip_round)
        fill(QHBoxLayout(self), [self.begin, keycap("Space"), self.skip, None], spacing=SPACE.m, margins=0)

    def show_course(self) -> None:
        run = self._course.run
        fresh = run is None or run.position.phase == "opening"
        self.begin.setText("Begin the round" if fresh else "Go on with the round")
        self.begin.setAccessibleName(self.begin.text())
        self.begin.setEnabled(not reason_of(self._course))


class WaitingControls(QWidget):
    """While the question is put, while one thinks, and where the answer waits for the person."""

    def __init__(self, course: LoopCourse) -> None:
        super().__init__()
        self._course = course
        self.left = Label("", "figure")
        self.left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.left.setFixedWidth(84)
        self.sentence = Label("", "soft")
        self.answer = Button("Answer now", "primary", clicked=course.advance)
        self.skip = Button("Skip", "plain", clicked=course.skip)
        items: list[Item] = [None, self.left, self.sentence, SPACE.s, self.answer, keycap("Space"), self.skip, None]
        fill(QHBoxLayout(self), items, spacing=SPACE.m, margins=0)

    def show_course(self) -> None:
        course, run = self._course, self._course.run
        thinking = course.doing is Doing.THINKING
        thinks_next = run is not None and not run.position.follow_up and run.step.think_s > 0
        self.left.setVisible(thinking)
        self.sentence.setText(self._sentence(thinking=thinking))
        asking = course.doing is Doing.ASKING and thinks_next
        self.answer.setText("Think about it" if asking else "Answer now" if thinking else "Answer")
        self.answer.setAccessibleName(self.answer.text())
        self.answer.setEnabled(course.doing is not Doing.READY or course.answering.can_begin)
        follow_up = run is not None and run.position.follow_up
        self.skip.setText("Skip the follow-ups" if follow_up else "Skip the question")
        self.skip.setAccessibleName(self.skip.text())
        self.show_time()

    def show_time(self) -> None:
        self.left.setText(clock(self._course.posing.left_s))
        self.left.setAccessibleName(f"{self._course.posing.left_s} s left to think")

    def _sentence(self, *, thinking: bool) -> str:
        if thinking:
            return "left to think"
        if self._course.doing is Doing.READY:
            return reason_of(self._course) or "Answer when you are ready."
        return LISTEN if self._course.posing.speaks else READ


class CountControls(QWidget):
    """During the countdown: a way back."""

    def __init__(self, course: LoopCourse) -> None:
        super().__init__()
        self.off = Button("Call it off", "plain", clicked=course.escape)
        fill(QHBoxLayout(self), [None, self.off, keycap("Esc"), None], spacing=SPACE.m, margins=0)


class RunningControls(QWidget):
    """During the answer: a small level, Stop, and everything else behind Esc."""

    def __init__(self, course: LoopCourse) -> None:
        super().__init__()
        self.meter = LevelMeter()
        self.meter.setFixedWidth(METER_WIDTH)
        self.stop = Button("Stop", "danger", clicked=course.stop)
        self.other = Button("Start over, skip or end", "plain", clicked=course.escape)
        items = [None, self.meter, self.stop, keycap("Space"), self.other, keycap("Esc"), None]
        fill(QHBoxLayout(self), items, spacing=14, margins=0)
        course.booth.sounded.connect(self._on_sound)

    @Slot(object)
    def _on_sound(self, sound: Sounding) -> None:
        if self.isVisible():
            self.meter.set_level(sound.level_db, sound.peak_db)


class PausedControls(QWidget):
    """In the middle of it: how is it to go on?"""

    def __init__(self, course: LoopCourse, later: Callable[[], object]) -> None:
        super().__init__()
        self._course = course
        self.sentence = Label("", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.go_on = Button("Go on", "primary", clicked=course.go_on)
        self.keep = Button("Stop and keep", clicked=course.stop)
        self.again = Button("Start over", clicked=course.answer_again)
        self.skip = Button("Skip the question", clicked=course.skip)
        self.later = Button("Go on later", clicked=later)
        self.end = Button("End the loop", clicked=course.end)
        buttons = row(None, self.go_on, self.keep, self.again, self.skip, self.later, self.end, None)
        fill(QVBoxLayout(self), [self.sentence, buttons], spacing=SPACE.s, margins=0)

    def show_course(self) -> None:
        recording = self._course.doing is Doing.RECORDING
        leaving = self._course.pausing is Pausing.LEAVE
        text = PAUSED.get(self._course.pausing, "")
        self.sentence.setText(RECORDING if recording and not leaving else text)
        self.go_on.setText("Go on recording" if recording else "Go on")
        self.go_on.setAccessibleName(self.go_on.text())
        self.keep.setVisible(recording and leaving)
        self.again.setVisible(recording)
        self.skip.setVisible(recording)
        self.later.setVisible(not recording)


class BusyControls(QWidget):
    """While nothing is to be done: the file is closed, a follow-up is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = Label("", "soft")
        fill(QHBoxLayout(self), [None, self.sentence, None], spacing=0, margins=8)

    def show_course(self, course: LoopCourse) -> None:
        choosing = course.doing is Doing.CHOOSING
        self.sentence.setText("The interviewer thinks about your answer" if choosing else "Closing the recording")


class LoopControls(QWidget):
    """One of the above, and below it what must be known now, if anything must."""

    def __init__(self, course: LoopCourse, later: Callable[[], object]) -> None:
        super().__init__()
        self._course = course
        self.opening, self.waiting, self.count = OpeningControls(course), WaitingControls(course), CountControls(course)
        self.running, self.paused, self.busy = RunningControls(course), PausedControls(course, later), BusyControls()
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for part in (self.opening, self.waiting, self.count, self.running, self.paused, self.busy):
            self._stack.addWidget(part)
        self.told = Label("", "warn", wrap=True)
        self.told.setMinimumHeight(20)
        fill(QVBoxLayout(self), [self._stack, self.told], spacing=SPACE.s, margins=0)

    def show_course(self) -> None:
        for part in (self.opening, self.waiting, self.paused):
            part.show_course()
        self.busy.show_course(self._course)
        self._stack.setCurrentWidget(self._current())
        self._show_told()

    def _show_told(self) -> None:
        """Before a round at the left, below its button; later in the middle, as all that is there."""
        course, opening = self._course, self._course.doing is Doing.OPENING
        warning = reason_of(course) if opening else course.told
        self.told.setText(warning or (course.around.hint if opening else course.answering.hint))
        self.told.setAlignment(Qt.AlignmentFlag.AlignLeading if opening else Qt.AlignmentFlag.AlignHCenter)
        set_role(self.told, "warn" if warning else "soft")

    def first(self) -> Button | None:
        """The button that Space presses."""
        parts: dict[QWidget | None, Button] = {
            self.opening: self.opening.begin,
            self.waiting: self.waiting.answer,
            self.count: self.count.off,
            self.running: self.running.stop,
            self.paused: self.paused.go_on,
        }
        return parts.get(self._stack.currentWidget())

    def _current(self) -> QWidget:
        doing = self._course.doing
        if self._course.pausing is not Pausing.NOTHING:
            return self.paused
        if doing in (Doing.ASKING, Doing.THINKING, Doing.READY):
            return self.waiting
        parts = {Doing.COUNTDOWN: self.count, Doing.RECORDING: self.running, Doing.OPENING: self.opening}
        return parts.get(doing, self.busy)


def reason_of(course: LoopCourse) -> str:
    """Why nothing can be recorded now, or ""."""
    if not course.around.room.enough:
        return f"{course.around.room.sentence} Delete some takes or free space elsewhere."
    if asks_first(course.booth):
        return OPEN_FIRST
    wrong = trouble("microphone", course.booth.microphone)
    return f"{wrong.title}: nothing can be recorded." if wrong else ""

"""The page on which one is interviewed."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.studio.asking_first import OPEN
from ui.studio.devices_panel import DevicesPanel, panel_width
from ui.studio.keyboard import keep_focus, take_focus
from ui.studio.live import Live
from ui.studio.picture import show_picture
from ui.studio.stage import Stage
from ui.tokens import SPACE
from ui.views.loop.controls import LoopControls
from ui.views.loop.model import LoopModel
from ui.views.loop.put import round_about, target, text_of
from ui.views.loop.steps import Doing, Pausing
from ui.widgets.basics import Button, Label, chip, column, fill, keycap, line, row, scrolling

QUESTION_SHARE = 0.22
NO_VOICE = "This system has no voice, so questions are shown and not spoken."
NO_VOICE_TIP = "On Linux a voice comes with speech-dispatcher and espeak-ng."
MEASURE = 680


class Progress(QWidget):
    """Where in the loop one is, and what holds all through it: the voice, and the way out."""

    def __init__(self, model: LoopModel) -> None:
        super().__init__()
        self._model = model
        self.round, self.number = chip(""), chip("", "chip-quiet")
        self.follow_up, self.sceptical = chip("", "chip-quiet"), chip("Pushes back", "chip-warn")
        self.mute = Button("Mute", "plain", clicked=self._mute)
        self.end = Button("End or pause", "plain", clicked=model.course.escape)
        for button in (self.mute, self.end):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chips = (self.round, self.number, self.follow_up, self.sceptical)
        self.esc = keycap("Esc")
        fill(QHBoxLayout(self), [*chips, None, self.mute, self.end, self.esc], spacing=SPACE.s, margins=0)

    def show_course(self) -> None:
        course = self._model.course
        run = course.run
        if run is None:
            return
        part, number = run.step.place
        self.round.setText(f"Round {part + 1} of {len(run.loop.rounds)}: {run.step.round}")
        self.number.setText(f"Question {number + 1} of {len(run.loop.rounds[part].questions)}")
        self.number.setVisible(course.doing is not Doing.OPENING)
        self.follow_up.setText(f"Follow-up {run.position.follow_up}")
        self.follow_up.setVisible(run.position.follow_up > 0)
        self.sceptical.setVisible(run.step.sceptical)
        self.mute.setText("Mute" if course.posing.wants_voice else "Speak questions")
        self.mute.setAccessibleName(
            "Mute the interviewer" if course.posing.wants_voice else "Speak the questions aloud"
        )
        self.mute.setVisible(course.posing.has_voice and course.doing is not Doing.OPENING)
        quiet = course.doing in (Doing.OPENING, Doing.ASKING, Doing.THINKING, Doing.READY)
        for way_out in (self.end, self.esc):
            way_out.setVisible(quiet and course.pausing is Pausing.NOTHING)

    def _mute(self) -> None:
        self._model.course.speak(not self._model.course.posing.wants_voice)


class Announcement(QWidget):
    """The round that comes: who asks, and what it will be like."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.about = Label("", "heading"), Label("", "soft", wrap=True)
        self.about.setMaximumWidth(MEASURE)
        fill(QVBoxLayout(self), [self.title, self.about], spacing=SPACE.xs, margins=0)


class SidePanel(QWidget):
    """Beside the picture before a round: how it is asked, and the devices."""

    def __init__(self, context: Context, model: LoopModel) -> None:
        super().__init__()
        self._context, self._model = context, model
        course = model.course
        self.speak = QCheckBox("Speak the questions")
        self.no_voice = Label(NO_VOICE, "faint", wrap=True)
        self.no_voice.setToolTip(NO_VOICE_TIP)
        self.hint = QCheckBox("A hint in a long silence")
        self.hint.setToolTip("In rounds where you think aloud, after eight seconds without a word.")
        self.devices = DevicesPanel(course.around, course.booth, model.open_settings)
        for box in (self.speak, self.hint):
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.speak.toggled.connect(self._speak)
        self.hint.toggled.connect(self._hint)
        inner = QWidget()
        items = [Label("How it is asked", "strong"), self.speak, self.no_voice, self.hint, line(), self.devices, None]
        fill(QVBoxLayout(inner), items, spacing=SPACE.m, margins=QMargins(0, 0, SPACE.s, 0))
        area = scrolling(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fill(QVBoxLayout(self), [area], spacing=0, margins=0)

    def show_course(self) -> None:
        course, settings = self._model.course, self._context.settings
        self.speak.setVisible(course.posing.has_voice)
        self.no_voice.setVisible(not course.posing.has_voice)
        self.speak.setChecked(settings.speak_questions)
        self.hint.setChecked(settings.quiet_hint)
        self.hint.setVisible(course.run is not None and course.run.step.think_aloud)
        self.devices.show_devices()

    @Slot(bool)
    def _speak(self, on: bool) -> None:
        if on != self._context.settings.speak_questions:
            self._model.course.speak(on)

    @Slot(bool)
    def _hint(self, on: bool) -> None:
        self._context.change_settings(quiet_hint=on)


class RunPage(QWidget):
    """Space goes on to the next step, Esc asks before anything ends."""

    def __init__(self, context: Context, model: LoopModel) -> None:
        super().__init__()
        self._context, self._model, self._course = context, model, model.course
        self._shown: tuple[Doing, Pausing] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Mock loop")
        self._build()
        self._course.changed.connect(self._show)
        self._course.ticked.connect(self._show_time)
        self._course.booth.preview_into(self.stage.video.sink)

    def _build(self) -> None:
        self.progress = Progress(self._model)
        self.announcement, self.live = Announcement(), Live()
        self.controls = LoopControls(self._course, self._model.choose_later)
        self.stage = Stage(self.controls, self._course.around, Button(OPEN, "primary", clicked=self._allow))
        self.panel = SidePanel(self._context, self._model)
        middle = row(self.stage, self.panel, spacing=SPACE.xl)
        middle.setStretch(0, 1)
        head = column(self.progress, self.announcement, self.live, spacing=SPACE.m)
        box = fill(QVBoxLayout(self), [head, middle], spacing=SPACE.l, margins=0)
        box.setStretch(1, 1)

    def _allow(self) -> None:
        self.setFocus()  # which the button takes with it when it goes
        self._course.booth.allow()

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.isAutoRepeat():
            event.ignore()
        elif key == Qt.Key.Key_Space:
            self._course.advance()
        elif key == Qt.Key.Key_Escape:
            self._course.escape()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused := self.focusWidget(), Button):
            focused.click()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Put the keyboard on the one thing to do."""
        take_focus(self.stage.allow if self.stage.allow.isVisible() else self.controls.first(), self)

    # ------------------------------------------------------------------ showing

    @Slot()
    def _show(self) -> None:
        course = self._course
        if course.run is None:
            return
        opening = course.doing is Doing.OPENING
        self.progress.show_course()
        self.announcement.setVisible(opening)
        self.announcement.title.setText(course.run.step.round)
        self.announcement.about.setText(round_about(course.run))
        self.live.setVisible(not opening)
        self.live.show_question(
            text_of(course.run), count=course.answering.count if course.doing is Doing.COUNTDOWN else None
        )
        self.panel.setVisible(opening)
        self.panel.show_course()
        keep_focus(self.controls.first(), self, self.controls.show_course)
        show_picture(self.stage, course.booth, before=opening, mirrored=self._context.settings.mirror)
        self._show_time()
        self.stage.lay_out()
        self._follow_focus()

    def _follow_focus(self) -> None:
        now = (self._course.doing, self._course.pausing)
        if (now != self._shown or self.hasFocus()) and self.isVisible():
            self._shown = now
            self.take_focus()

    @Slot()
    def _show_time(self) -> None:
        running = self._course.doing is Doing.RECORDING and self._course.run is not None
        self.stage.time.setVisible(running)
        if running and self._course.run is not None:
            self.stage.time.show_time(self._course.answering.seconds, target(self._course.run))
        self.controls.waiting.show_time()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = event.size()
        self.panel.setFixedWidth(panel_width(size.width()))
        self.live.set_limit(round(size.height() * QUESTION_SHARE))

"""The Practise place: set-up, countdown, answer, one's own view."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rehearse.questions import Catalogue, all_packs
from ui.context import Context
from ui.places import Route
from ui.studio.asking_first import OPEN
from ui.studio.booth import Booth
from ui.studio.device_booth import DeviceBooth
from ui.studio.devices_panel import panel_width
from ui.studio.keyboard import keep_focus, take_focus
from ui.studio.picture import show_picture
from ui.studio.stage import Stage
from ui.tokens import SPACE
from ui.views.practise.after_page import AfterPage
from ui.views.practise.chooser import QuestionChooser
from ui.views.practise.controls import Controls
from ui.views.practise.header import Header
from ui.views.practise.model import PractiseModel
from ui.views.practise.phases import Asking, Phase
from ui.views.practise.setup_panel import SetupPanel
from ui.widgets.basics import Button, Page, fill

QUESTION_SHARE = 0.22
MARGINS = 44


class PractiseView(Page):
    """Space records and stops, Esc asks before it discards, R answers once more.

    Signals
    -------
    released() : what made `may_leave` refuse is settled.
    """

    released = Signal()

    def __init__(self, context: Context, booth: Booth | None = None) -> None:
        super().__init__(spacing=SPACE.l)
        self._context = context
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Practise")
        self.model = PractiseModel(context, booth or DeviceBooth(context), self)
        self.model.booth.setParent(self.model)
        self.chooser: QuestionChooser | None = None
        self._shown: tuple[Phase, Asking, bool] | None = None
        self._build()
        self.model.changed.connect(self._show)
        self.model.ticked.connect(self._show_time)
        self.model.released.connect(self.released)
        self.model.booth.preview_into(self.stage.video.sink)
        self._show()

    def _build(self) -> None:
        self.other = Button("Another question", "plain", clicked=self.choose_question)
        self.other.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.header = Header(self.model, self.other)
        self.controls = Controls(self.model)
        self.stage = Stage(self.controls, self.model.around, Button(OPEN, "primary", clicked=self._allow))
        self.panel = SetupPanel(self.model)
        self.after = AfterPage(self.model, Button("Another question", clicked=self._another))
        studio = QWidget()
        middle = fill(QHBoxLayout(), [self.stage, self.panel], spacing=SPACE.xl, margins=0)
        middle.setStretch(0, 1)
        box = fill(QVBoxLayout(studio), [self.header, middle], spacing=SPACE.l, margins=0)
        box.setStretch(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(studio)
        self._pages.addWidget(self.after)
        self.body.addWidget(self._pages)

    # ------------------------------------------------------------------ coming and going

    def enter(self, route: Route) -> None:
        self.model.enter(route)
        self._focus()

    def leave(self) -> None:
        if self.chooser is not None:
            self.chooser.reject()
        self.model.leave()
        self.stage.video.clear()

    def may_leave(self) -> bool:
        """False in the middle of a recording: the page asks what to do with it."""
        return self.model.may_leave()

    # ------------------------------------------------------------------ another question

    def choose_question(self) -> None:
        """Open the list of all questions."""
        self._context.in_background(lambda _: all_packs(), self._open_chooser)

    def _open_chooser(self, catalogue: Catalogue) -> None:
        if self.chooser is not None or not self.isVisible() or self.model.phase is not Phase.SETUP:
            return
        self.chooser = QuestionChooser(catalogue.packs, self.model.asked.question.key, self)
        self.chooser.chosen.connect(self.model.choose)
        self.chooser.finished.connect(self._chooser_closed)
        self.chooser.open()

    @Slot(int)
    def _chooser_closed(self, _result: int) -> None:
        self.chooser = None
        self._focus()

    def _another(self) -> None:
        self.model.retake()
        self.choose_question()

    def _allow(self) -> None:
        self.setFocus()  # which the button takes with it when it goes
        self.model.booth.allow()

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model, key = self.model, event.key()
        if event.isAutoRepeat():
            event.ignore()
        elif key == Qt.Key.Key_Space and model.phase is not Phase.AFTER and model.asking is Asking.NOTHING:
            model.start_or_stop()
        elif key == Qt.Key.Key_Escape and model.phase is not Phase.AFTER:
            self._escape()
        elif key == Qt.Key.Key_R and not event.modifiers() and model.phase is Phase.AFTER:
            model.retake()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """Press the button that has the keyboard, else go on from the page after an answer."""
        focused = self.focusWidget()
        if isinstance(focused, Button):
            focused.click()
        elif self.model.phase is Phase.AFTER:
            self.after.enter_pressed()

    def _escape(self) -> None:
        if self.model.phase is Phase.SETUP and self.model.asked.is_patch:
            self.model.back_to_review()
        else:
            self.model.escape()

    def _focus(self) -> None:
        """Put the keyboard on the one thing to do; on the page itself while that can't be done."""
        if self.model.phase is Phase.AFTER:
            self.after.begin()
            return
        first = self.controls.first()
        ready = first is not None and first.isEnabled()
        take_focus(self.stage.allow if not ready and self.stage.allow.isVisible() else first, self)

    # ------------------------------------------------------------------ showing

    @Slot()
    def _show(self) -> None:
        model = self.model
        before = model.phase in (Phase.FINDING, Phase.SETUP)
        self._pages.setCurrentIndex(1 if model.phase is Phase.AFTER else 0)
        self.header.show_model()
        self.panel.setVisible(before)
        self.panel.show_model()
        keep_focus(self.controls.first(), self, self.controls.show_model)
        show_picture(self.stage, model.booth, before=before, mirrored=self._context.settings.mirror)
        self._show_time()
        self.after.show_model()
        self.stage.lay_out()
        self._follow_focus()

    def _follow_focus(self) -> None:
        """A new step puts the keyboard on its first button; so does a Record that has just become possible."""
        now = (self.model.phase, self.model.asking, self.model.after.wants_rating)
        if now != self._shown or self.hasFocus():
            arrived = now[0] is Phase.AFTER and (self._shown is None or self._shown[0] is not Phase.AFTER)
            self._shown = now
            if arrived:
                self.after.arrive()
            if self.isVisible() and self.chooser is None:
                self._focus()

    @Slot()
    def _show_time(self) -> None:
        running = self.model.phase is Phase.RECORDING
        self.stage.time.setVisible(running)
        if running:
            self.stage.time.show_time(self.model.seconds, self.model.asked.target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = event.size()
        self.panel.setFixedWidth(panel_width(size.width()))
        self.header.set_limit(round(size.height() * QUESTION_SHARE))

"""The first start: camera and microphone, the recogniser, a sample answer. Each step can be skipped."""

from __future__ import annotations

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.places import Place, Route
from ui.samples import add_sample
from ui.studio.booth import Booth
from ui.studio.device_booth import DeviceBooth
from ui.tokens import SPACE
from ui.views.first_start.devices import DevicesStep
from ui.views.first_start.steps import RecogniserStep, SampleStep
from ui.widgets.basics import Button, Card, Label, Page, fill, row

WIDTH, HEIGHT = 960, 620
WELCOME = "Three short steps. Everything can be changed later in Settings."


class FirstStartView(QWidget):
    """Shown until it was gone through once; it puts the sample answer into an empty library."""

    def __init__(self, context: Context, booth: Booth | None = None) -> None:
        super().__init__()
        self._context = context
        self._sample = ""
        self.devices = DevicesStep(context, booth or DeviceBooth(context))
        self.recogniser, self.sample = RecogniserStep(context), SampleStep()
        self._steps = (self.devices, self.recogniser, self.sample)
        self._step = -1
        self._count, self._title, self._sentence = (
            Label("", "small"),
            Label("", "heading"),
            Label("", "soft", wrap=True),
        )
        self._pages = QStackedWidget()
        self.back = Button("Back", clicked=self._back)
        self.skip = Button("Skip all", "plain", clicked=self.finish)
        self.next = Button("Continue", "primary", clicked=self._next)
        for button in (self.back, self.skip, self.next, self.sample.look):
            button.setAutoDefault(True)  # Return presses them, as in every assistant
        self.sample.look_asked.connect(self._look)
        self._lay_out()

    # ------------------------------------------------------------------ a place

    def enter(self, route: Route) -> None:
        self._context.in_background(add_sample, self._sampled)
        self.show_step(max(self._step, 0))

    def leave(self) -> None:
        if self._step >= 0:
            self._steps[self._step].end()

    # ------------------------------------------------------------------ steps

    @property
    def step(self) -> int:
        """Which step is shown, from 0."""
        return self._step

    def show_step(self, step: int) -> None:
        """Show a step; what the one before it had open is closed."""
        if self._step >= 0:
            self._steps[self._step].end()
        self._step, shown = step, self._steps[step]
        self._count.setText(f"Step {step + 1} of {len(self._steps)}")
        self._title.setText(shown.title)
        self._sentence.setText(shown.sentence)
        self._pages.setCurrentIndex(step)
        self.back.setVisible(step > 0)
        last = step == len(self._steps) - 1
        self.skip.setVisible(not last)
        self.next.setText("Go to today's question" if last else "Continue")
        self.next.setAccessibleName(self.next.text())
        self.next.setFocus()
        shown.begin()
        self._show_sample()

    def _next(self) -> None:
        if self._step == len(self._steps) - 1:
            self.finish()
        else:
            self.show_step(self._step + 1)

    def _back(self) -> None:
        self.show_step(self._step - 1)

    def finish(self) -> None:
        """Never show this again by itself, and go to Today."""
        self._done(Route(Place.TODAY))

    def _look(self) -> None:
        self._done(Route(Place.REVIEW, take_id=self._sample))

    def _done(self, route: Route) -> None:
        self._context.change_settings(first_start_done=True)
        self._context.go(route)

    def _sampled(self, take_id: str) -> None:
        self._sample = take_id
        self._show_sample()
        self._context.takes_changed.emit()

    def _show_sample(self) -> None:
        self.sample.look.setVisible(bool(self._sample))
        self.sample.picture.setVisible(bool(self._sample))
        if self._step == len(self._steps) - 1:
            self._sentence.setText(self.sample.sentence if self._sample else self.sample.missing)

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        for step in self._steps:
            self._pages.addWidget(step)
        self._sentence.setMaximumWidth(640)
        buttons = row(self.skip, None, self.back, self.next, spacing=SPACE.s)
        margins = QMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.l)
        card = Card(self._count, self._title, self._sentence, SPACE.s, self._pages, buttons, margins=margins)
        card.body.setStretch(4, 1)
        card.setMaximumSize(WIDTH, HEIGHT)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        middle = row(None, card, None)
        middle.setStretch(1, 100)
        head = row(None, Label("Welcome to Rehearse", "heading"), None)
        words = row(None, Label(WELCOME, "soft"), None)
        page = Page(None, head, words, SPACE.s, middle, None, spacing=SPACE.s)
        page.body.setStretch(4, 100)
        fill(QVBoxLayout(self), [page], spacing=0, margins=0)

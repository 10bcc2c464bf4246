"""Above the picture: the question, or in the countdown the dot under the lens."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ui.tokens import SPACE
from ui.views.practise.lens import HEIGHT, LensCount
from ui.views.practise.model import PractiseModel
from ui.views.practise.phases import Phase
from ui.views.practise.question_text import QuestionText
from ui.widgets.basics import Button, Choice, chip, fill, row

KINDS = ("One question", "Mock loop")
FIRST = 1000  # a question takes its widest measure before the space beside it gets any


class SetupHeader(QWidget):
    """The question with its competency, and a way to another one, or to a mock loop."""

    def __init__(self, model: PractiseModel, other: Button) -> None:
        super().__init__()
        self._model = model
        self.question = QuestionText()
        self._chip = chip("")
        self.other = other
        self.back = Button("Back to the review", "plain", clicked=model.back_to_review)
        self.kinds = Choice(KINDS, "tab", name="What to practise")
        self.kinds.chosen.connect(self._on_kind)
        top = row(self.kinds, SPACE.s, self._chip, None, self.other, self.back, spacing=SPACE.m)
        below = row(self.question, None)
        below.setStretch(0, FIRST)
        fill(QVBoxLayout(self), [top, below], spacing=SPACE.s, margins=0)

    def show_model(self) -> None:
        asked = self._model.asked
        name = f"Addition: {asked.element}" if asked.is_patch else asked.question.competency
        self._chip.setText(name[:1].upper() + name[1:])
        self._chip.setVisible(bool(name))
        self.kinds.setVisible(not asked.is_patch)
        self.other.setVisible(not asked.is_patch)
        self.back.setVisible(asked.is_patch)
        self.question.set_text(asked.question.text)

    def _on_kind(self, index: int) -> None:
        """The mock loop is a place of its own, with the same two words above it."""
        if index == 1:
            self.kinds.choose(0)
            self._model.open_loops()


class Live(QWidget):
    """The dot, then the question, in one height: the picture below stays where it is when the answer begins."""

    def __init__(self) -> None:
        super().__init__()
        self.lens = LensCount()
        self.question = QuestionText(centred=True)
        answer = QWidget()
        line = row(None, self.question, None)
        line.setStretch(1, FIRST)
        fill(QVBoxLayout(answer), [line, None], spacing=0, margins=0)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.lens)
        self._stack.addWidget(answer)

    def show_question(self, text: str, *, count: int | None = None) -> None:
        """The question, or while `count` seconds are left the dot to look at."""
        self.lens.set_count(count or 0)
        self.question.set_text(text)
        self._stack.setCurrentIndex(1 if count is None else 0)
        self._hold(self.width())

    def set_limit(self, height: int) -> None:
        self.question.set_limit(height)
        self._hold(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._hold(event.size().width())

    def _hold(self, width: int) -> None:
        self.question.fit_to(width)
        self.setFixedHeight(max(HEIGHT, self.question.height()))


class Header(QWidget):
    """The question with what belongs to it, or the countdown and then the question alone."""

    def __init__(self, model: PractiseModel, other: Button) -> None:
        super().__init__()
        self._model = model
        self.setup, self.live = SetupHeader(model, other), Live()
        fill(QVBoxLayout(self), [self.setup, self.live], spacing=0, margins=0)

    def show_model(self) -> None:
        before = self._model.phase in (Phase.FINDING, Phase.SETUP)
        self.setup.setVisible(before)
        self.live.setVisible(not before)
        self.setup.show_model()
        count = self._model.count if self._model.phase is Phase.COUNTDOWN else None
        self.live.show_question(self._model.asked.question.text, count=count)

    def set_limit(self, height: int) -> None:
        """How high a question may become before it scrolls."""
        self.setup.question.set_limit(height)
        self.live.set_limit(height)

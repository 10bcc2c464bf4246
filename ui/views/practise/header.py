"""Above the picture: the question, or in the countdown the dot under the lens."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.studio.live import Live
from ui.studio.question_text import FIRST, QuestionText
from ui.tokens import SPACE
from ui.views.practise.model import PractiseModel
from ui.views.practise.phases import Phase
from ui.widgets.basics import Button, Choice, chip, fill, row

KINDS = ("One question", "Mock loop")


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

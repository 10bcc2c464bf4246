"""Below the story: what a language model on this machine proposes to ask, where the person has set one up."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehearse.types import FollowUp
from ui.tokens import SPACE
from ui.views.review.pieces import Sentence
from ui.views.review.proposals import Proposals
from ui.widgets.basics import Button, Item, Label, clear, column, fill, line, row

ASKING = "Asking the model on this machine…"
NOTHING = "It proposed nothing that quotes your words."


class ModelPanel(QWidget):
    """Hidden where no model is set up.

    Signals
    -------
    answer_asked(str, str) : answer a proposed question now; the element, "" always, and the question.
    """

    answer_asked = Signal(str, str)

    def __init__(self, proposals: Proposals, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposals = proposals
        self._take = ""
        self._rows = QVBoxLayout()
        self._state = Label("", "small", wrap=True)
        self.button = Button("", "small", clicked=self._ask)
        items: list[Item] = [Label("Proposed by a model on this machine", "title"), line(), self._rows, self._state]
        fill(QVBoxLayout(self), [*items, row(self.button, None)], spacing=SPACE.s, margins=0)
        proposals.told.connect(self._told)
        proposals.failed.connect(self._failed)
        self.hide()

    def offer(self, take_id: str, model: str) -> None:
        """Stand ready to ask the model of that name about a take; "" hides the panel."""
        if take_id != self._take:
            self._proposals.stop()
            clear(self._rows)
            self._say("")
            self._take = take_id
        self.button.setText(f"Ask {model}")
        self.button.setAccessibleName(f"Ask {model}, on this machine, for follow-up questions")
        self.setVisible(bool(model and take_id))

    @Slot()
    def _ask(self) -> None:
        clear(self._rows)
        self._say(ASKING)
        self.button.setEnabled(False)
        self._proposals.ask(self._take)

    @Slot(object)
    def _told(self, found: tuple[FollowUp, ...]) -> None:
        for each in found:
            self._rows.addWidget(self._row(each))
        self._say("" if found else NOTHING)

    @Slot(str)
    def _failed(self, sentence: str) -> None:
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))
        self.button.setEnabled(True)

    def _row(self, asked: FollowUp) -> QWidget:
        made = QWidget()
        answer = Button(
            "Answer it now", "small", clicked=partial(self.answer_asked.emit, "", asked.question),
            name=f"Answer it now: {asked.question}",
        )  # fmt: skip
        said = Sentence(f"{asked.question} On “{asked.quote}”.", "soft")
        fill(QVBoxLayout(made), [column(said, row(answer, None), spacing=SPACE.s)], spacing=0, margins=0)
        return made

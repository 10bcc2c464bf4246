"""One question in full: why it is asked, what a strong answer holds, and what may be asked next; or one mock loop."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehearse.types import Question
from ui.tokens import SPACE
from ui.views.packs.model import ShownLoop, target
from ui.widgets.basics import Button, Card, Label, chip, clear, column, fill, row, scrolling

MEASURE = 620  # pixels of text that read well
MISSING = "It asks a question that is in no pack any more. Change the loop to leave it out."


class QuestionDetail(Card):
    """Signals
    -------
    practise_asked(str), takes_asked(str) : with the question's key.
    loop_asked(str) : with the mock loop's key.
    """

    practise_asked = Signal(str)
    takes_asked = Signal(str)
    loop_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.m)
        self._key = ""
        self._body = QVBoxLayout()
        inner = QWidget()
        beside_the_bar = QMargins(0, 0, SPACE.m, 0)
        fill(QVBoxLayout(inner), [self._body, None], spacing=0, margins=beside_the_bar)
        self.practise = Button("Practise this question", "primary", clicked=self._practise)
        self.takes = Button("Its takes", clicked=self._takes)
        self.run = Button("Run this loop", "primary", clicked=self._run)
        self._missing = Label(MISSING, "warn", wrap=True)
        inner.setMaximumWidth(MEASURE)
        self.body.addWidget(scrolling(inner), 1)
        self.body.addWidget(self._missing)
        self.body.addLayout(row(self.practise, self.takes, self.run, None))
        self.show_question(None)

    def show_loop(self, loop: ShownLoop) -> None:
        """A mock loop, round by round."""
        clear(self._body)
        self._key = loop.key
        self._offer(question=False)
        self.run.setEnabled(loop.whole)
        self._missing.setVisible(not loop.whole)
        self._body.setSpacing(SPACE.m)
        self._body.addLayout(row(chip("Mock loop"), None))
        title = Label(loop.title, "title", wrap=True, selectable=True)
        self._body.addLayout(column(title, Label(loop.about, "small", wrap=True), spacing=2))
        if loop.description:
            self._body.addWidget(Label(loop.description, "soft", wrap=True))
        for number, part in enumerate(loop.rounds, start=1):
            asked = [Label(text, "soft", wrap=True) for text in part.questions]
            head = Label(f"{number}. {part.title}", "strong", wrap=True)
            self._body.addLayout(column(head, Label(part.about, "small", wrap=True), *asked, spacing=SPACE.xs))

    def _offer(self, *, question: bool) -> None:
        for button in (self.practise, self.takes):
            button.setVisible(question)
        self.run.setVisible(not question)
        self._missing.hide()

    def show_question(self, question: Question | None) -> None:
        clear(self._body)
        self._offer(question=True)
        self._key = question.key if question else ""
        self.practise.setEnabled(bool(question))
        self.takes.setEnabled(bool(question))
        if question is None:
            self._body.addWidget(Label("Choose a question to read why it is asked.", "soft", wrap=True))
            return
        chips = [chip(question.competency[:1].upper() + question.competency[1:])] if question.competency else []
        self._body.setSpacing(SPACE.m)
        self._body.addLayout(row(*chips, chip(target(question), "chip-quiet"), None, spacing=SPACE.xs))
        self._body.addWidget(Label(question.text, "title", wrap=True, selectable=True))
        for title, text in (("Why it is asked", question.why), ("A strong answer", question.strong)):
            if text:
                self._body.addLayout(column(Label(title, "small"), Label(text, "soft", wrap=True), spacing=2))
        if question.follow_ups:
            asks = [Label(f"{n}. {text}", "soft", wrap=True) for n, text in enumerate(question.follow_ups, start=1)]
            self._body.addLayout(column(Label("They may go on to ask", "small"), *asks, spacing=SPACE.xs))

    def _practise(self) -> None:
        self.practise_asked.emit(self._key)

    def _takes(self) -> None:
        self.takes_asked.emit(self._key)

    def _run(self) -> None:
        self.loop_asked.emit(self._key)

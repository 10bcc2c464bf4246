"""The cards of Today."""

from __future__ import annotations

from datetime import date
from textwrap import shorten

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rehearse.questions import Choice
from rehearse.types import Question
from ui.tokens import SPACE
from ui.views.today.advice import Advice, Heard
from ui.views.today.days import day_name
from ui.views.today.latest import PICTURE, Latest
from ui.views.today.model import Board
from ui.views.today.stories import sentence_case
from ui.widgets.basics import Button, Card, Label, chip, clear, column, keycap, row
from ui.widgets.picture import Picture

MEASURE = 640
MOST_LETTERS = 40


class QuestionCard(Card):
    """Today's question and the one thing to do.

    Signals
    -------
    record_asked(), another_asked(), search_asked() : the buttons.
    pin_asked(bool) : keep this question as today's, or no longer.
    """

    record_asked = Signal()
    another_asked = Signal()
    search_asked = Signal()
    pin_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.m, margins=QMargins(26, 24, 26, 24))
        self._pinned = False
        self._chips = QHBoxLayout()
        self._chips.setSpacing(SPACE.xs)
        self._question = Label("", "question", wrap=True)
        self._reason, self._why = Label("", "strong", wrap=True), Label("", "soft", wrap=True)
        for label, width in ((self._question, MEASURE + 200), (self._reason, MEASURE), (self._why, MEASURE)):
            label.setMaximumWidth(width)
        self.record = Button("Record answer", "primary", clicked=self.record_asked.emit)
        self.another = Button("Another question", clicked=self.another_asked.emit)
        self.pin = Button("Pin", "plain", clicked=self._pin)
        self.search = Button("Search…", "plain", clicked=self.search_asked.emit, name="Search all questions")
        head = row(self._chips, None, self.pin, self.search, spacing=SPACE.xs)
        buttons = row(self.record, keycap("Space"), self.another, None, spacing=10)
        self.body.addLayout(head)
        for label in (self._question, self._reason, self._why):
            self.body.addWidget(label)
        self.body.addSpacing(SPACE.s)
        self.body.addStretch(1)
        self.body.addLayout(buttons)

    def show_choice(self, choice: Choice | None, pack: str) -> None:
        """`pack` is the title of the active pack, or ""."""
        clear(self._chips)
        self._pinned = choice is not None and choice.reason == "pinned"
        for button in (self.record, self.another, self.pin, self.search):
            button.setEnabled(choice is not None)
        self.pin.setText("Unpin" if self._pinned else "Pin")
        tip = "Choose a question each day again" if self._pinned else "Ask this question every day until it is unpinned"
        self.pin.setToolTip(tip)
        self.pin.setAccessibleName(f"{self.pin.text()}: {tip.lower()}")
        self._reason.setText(choice.sentence if choice else "")
        if choice is None:
            self._question.setText("There are no questions.")
            self._why.setText("The packs that come with the app are missing; Packs shows what is there.")
            self._why.show()
        else:
            self._show_question(choice.question, pack)
        self._reason.setVisible(bool(self._reason.text()))

    def _show_question(self, question: Question, pack: str) -> None:
        if question.competency:
            self._chips.addWidget(chip(sentence_case(question.competency)))
        for text in (about(question), pack):
            if text:
                self._chips.addWidget(chip(shorten(text, MOST_LETTERS, placeholder=" …"), "chip-quiet"))
        self._chips.addStretch(1)
        self._question.setText(question.text)
        self._why.setText(why(question))
        self._why.setVisible(bool(self._why.text()))

    def _pin(self) -> None:
        self.pin_asked.emit(not self._pinned)


def about(question: Question) -> str:
    """ "about 2 min", from the middle of the time an answer should take."""
    minutes = sum(question.target_s) / 2 / 60
    return f"about {max(1, round(minutes))} min"


def why(question: Question) -> str:
    return " ".join(text for text in (question.why, question.strong) if text)


class AdviceCard(Card):
    """One thing to work on.

    Signals
    -------
    asked(str, object) : show the take with this id at these seconds, or None.
    """

    asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.s)
        self._advice: Advice | None = None
        self._title = Label("", "title", wrap=True)
        self._sentence, self._progress = Label("", "soft", wrap=True), Label("", "small", wrap=True)
        self._show = Button("Show me", "link", clicked=self._show_take)
        self._heard_label = Label("", "small", wrap=True)
        self._heard = Button("Hear the quote", "link", clicked=self._show_heard)
        named = Label("One thing to work on", "small")
        for item in (named, self._title, self._sentence, self._progress, self._heard_label):
            self.body.addWidget(item)
        self.body.addLayout(row(self._show, self._heard, None, spacing=SPACE.l))
        self.body.addStretch(1)

    def show_board(self, board: Board) -> None:
        self._advice = advice = board.advice
        heard = advice.heard if advice else None
        for widget in (self._progress, self._show):
            widget.setVisible(advice is not None)
        for widget in (self._heard_label, self._heard):
            widget.setVisible(heard is not None)
        title, sentence = _without_advice(board)
        self._title.setText(advice.title if advice else title)
        self._sentence.setText(advice.sentence if advice else sentence)
        self._progress.setText(advice.progress if advice else "")
        self._heard_label.setText(last_heard(heard, board.day) if heard else "")

    def _show_take(self) -> None:
        if self._advice:
            self.asked.emit(self._advice.take_id, self._advice.at_s)

    def _show_heard(self) -> None:
        if self._advice and self._advice.heard:
            self.asked.emit(self._advice.heard.take_id, self._advice.heard.at_s)


def _without_advice(board: Board) -> tuple[str, str]:
    """What stands there instead: a title and a sentence."""
    if not board.answers:
        return "Nothing yet", "After your first answer, what would help it most is named here."
    if not board.advised:
        return "A moment", f"It is being worked out from {board.answers:,} answers."
    nothing = "Nothing falls short in your last answer. The review shows everything that was measured."
    return "Nothing stands out", nothing


def last_heard(heard: Heard, today: date) -> str:
    day = day_name(heard.day, today)
    when = day.lower() if day in {"Today", "Yesterday"} else f"on {day}"
    return f"Last heard {when}: “{heard.quote}”"


class LatestCard(Card):
    """The newest take.

    Signals
    -------
    asked() : review it.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture = Picture(QSize(*PICTURE))
        self._title, self._line = Label("", "strong", wrap=True), Label("", "soft", wrap=True)
        self.review = Button("Review", "link", clicked=self.asked.emit)
        text = QWidget()
        text.setLayout(column(self._title, self._line, row(self.review, None), None, spacing=3))
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(self._picture, text, spacing=SPACE.l)
        line.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
        self._named = Label("", "small")
        self.body.addWidget(self._named)
        self.body.addLayout(line)
        self.body.addStretch(1)

    def show_latest(self, latest: Latest | None, image: QImage | None) -> None:
        self.setVisible(latest is not None)
        if latest:
            self._picture.show_image(image)
            self._named.setText("To look at first" if latest.sample else "Latest answer")
            self._title.setText(latest.title)
            self._line.setText(latest.line)
            self.review.setAccessibleName(f"Review: {latest.title}")

"""The cards of Today."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rehearse.types import Question
from ui.tokens import SPACE
from ui.views.today.advice import Advice, Heard
from ui.views.today.days import aim_line, day_name
from ui.views.today.latest import Latest
from ui.views.today.model import Board
from ui.views.today.stories import sentence_case
from ui.views.today.week import WeekStrip
from ui.widgets.basics import Button, Card, Label, chip, clear, column, keycap, row
from ui.widgets.picture import Picture

MEASURE = 640
PICTURE = QSize(120, 68)


class QuestionCard(Card):
    """Today's question and the one thing to do.

    Signals
    -------
    record_asked(), another_asked() : the two buttons.
    """

    record_asked = Signal()
    another_asked = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.m, margins=QMargins(26, 24, 26, 24))
        self._chips = QHBoxLayout()
        self._chips.setSpacing(SPACE.xs)
        self._question = Label("", "question", wrap=True)
        self._why = Label("", "soft", wrap=True)
        for label, width in ((self._question, MEASURE + 200), (self._why, MEASURE)):
            label.setMaximumWidth(width)
        self.record = Button("Record answer", "primary", clicked=self.record_asked.emit)
        self.another = Button("Another question", clicked=self.another_asked.emit)
        buttons = row(self.record, self.another, keycap("Space"), None, spacing=10)
        for item in (self._chips, self._question, self._why):
            (self.body.addLayout if item is self._chips else self.body.addWidget)(item)  # type: ignore[arg-type]
        self.body.addSpacing(SPACE.s)
        self.body.addStretch(1)
        self.body.addLayout(buttons)

    def show_question(self, question: Question | None) -> None:
        clear(self._chips)
        self.record.setEnabled(question is not None)
        self.another.setEnabled(question is not None)
        if question is None:
            self._question.setText("There are no questions.")
            self._why.setText("The packs that come with the app are missing; Packs shows what is there.")
            return
        if question.competency:
            self._chips.addWidget(chip(sentence_case(question.competency)))
        self._chips.addWidget(chip(about(question), "chip-quiet"))
        self._chips.addStretch(1)
        self._question.setText(question.text)
        self._why.setText(why(question))
        self._why.setVisible(bool(self._why.text()))


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
        self._sentence, self._why = Label("", "soft", wrap=True), Label("", "small", wrap=True)
        self._show = Button("Show me", "link", clicked=self._show_take)
        self._heard_label = Label("", "small", wrap=True)
        self._heard = Button("Hear the quote", "link", clicked=self._show_heard)
        named = Label("One thing to work on", "small")
        for item in (named, self._title, self._sentence, self._why, self._heard_label):
            self.body.addWidget(item)
        self.body.addLayout(row(self._show, self._heard, None, spacing=SPACE.l))
        self.body.addStretch(1)

    def show_board(self, board: Board) -> None:
        self._advice = advice = board.advice
        heard = advice.heard if advice else None
        for widget in (self._why, self._show):
            widget.setVisible(advice is not None)
        for widget in (self._heard_label, self._heard):
            widget.setVisible(heard is not None)
        self._title.setText(advice.title if advice else "Nothing yet" if not board.answers else "Nothing stands out")
        self._sentence.setText(advice.sentence if advice else _without_advice(board.answers))
        self._sentence.setVisible(not _says_the_same(advice))
        self._why.setText(advice.why if advice else "")
        self._heard_label.setText(last_heard(heard, board.day) if heard else "")

    def _show_take(self) -> None:
        if self._advice:
            self.asked.emit(self._advice.take_id, self._advice.at_s)

    def _show_heard(self) -> None:
        if self._advice and self._advice.heard:
            self.asked.emit(self._advice.heard.take_id, self._advice.heard.at_s)


def _says_the_same(advice: Advice | None) -> bool:
    """Whether the reason says all that the sentence does: "No cost was heard" is not told twice."""
    return advice is not None and advice.why.startswith(advice.sentence.rstrip("."))


def _without_advice(answers: int) -> str:
    if not answers:
        return "After your first answer, what would help it most is named here."
    return "No priority was found in your last answers. The review shows everything that was measured."


def last_heard(heard: Heard, today: date) -> str:
    day = day_name(heard.day, today)
    when = day.lower() if day in {"Today", "Yesterday"} else f"on {day}"
    return f"Last heard {when}: “{heard.quote}”"


class WeekCard(Card):
    """The seven days and the aim."""

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.m)
        self.strip = WeekStrip()
        self._aim = Label("", "soft", wrap=True)
        for item in (Label("This week", "small"), self.strip, self._aim):
            self.body.addWidget(item)
        self.body.addStretch(1)

    def show_board(self, board: Board, aim: int) -> None:
        self.strip.show_days(board.week)
        self._aim.setText(aim_line(board.week, aim) + ".")


class LatestCard(Card):
    """The newest take.

    Signals
    -------
    asked() : review it.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture = Picture(PICTURE)
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

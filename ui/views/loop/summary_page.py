"""After a loop: one thing to do next time, what was heard over all of it, and each answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from rehearse.export.loop_wording import (
    answer_line,
    figure_line,
    heard_line,
    in_short,
    priority_lines,
    told_twice_lines,
)
from rehearse.export.wording import when
from rehearse.loops.heard import AnswerSummary, FollowUpSummary, LoopSummary, RoundSummary, ToldTwice
from rehearse.questions.loop import kind_name
from ui.tokens import SPACE
from ui.views.loop.choose_page import BESIDE_BAR
from ui.views.loop.model import LoopModel
from ui.widgets.basics import Button, Card, Label, chip, clear, column, fill, line, row, scrolling
from ui.widgets.direction import direction_of

MEASURE = 760
TWO_FROM = 1500
MOST_LINKS = 4
WAITING = "What to work on is told once an answer is analysed."
NOTHING = "Nothing stands out: in what could be told, no answer missed its decision, trade-off or cost."
NOTHING_TOLD = "None of the answers could be analysed, so nothing can be said about them."
ALIKE = "{} tell one story. Nothing that could be compared was told in two ways."
STILL = "Still to be asked: {}"


class SummaryPage(QWidget):
    """Follows the model's summary."""

    def __init__(self, model: LoopModel) -> None:
        super().__init__()
        self._model, self._summing = model, model.summing
        self._shown: LoopSummary | None = None
        self.title, self.about = Label("", "heading", wrap=True), Label("", "soft", wrap=True)
        self.progress = Label("", "soft", wrap=True)
        self.priority, self.over, self.twice = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.rounds = QGridLayout()
        self._cards: list[Card] = []
        self.again = Button("Run this loop again", clicked=model.again)
        self.others = Button("All loops", clicked=model.choose)
        self.reviews: list[Button] = []
        self._build()
        self._summing.changed.connect(self.show_summary)

    def _build(self) -> None:
        for box in (self.priority, self.over, self.twice):
            box.setSpacing(SPACE.s)
        self.rounds.setSpacing(SPACE.l)
        first = Card(Label("One thing to work on", "small"), self.priority, None, spacing=SPACE.s)
        second = Card(Label("Over the whole loop", "small"), self.over, None, spacing=SPACE.s)
        self._twice_card = Card(Label("The same story told twice", "small"), self.twice, spacing=SPACE.s)
        top = row(first, second, spacing=SPACE.l)
        top.setStretch(0, 1)
        top.setStretch(1, 1)
        inner = QWidget()
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        buttons = row(self.others, self.again, spacing=SPACE.s)
        words = column(self.title, self.about, self.progress, spacing=2)
        head = row(words, buttons, spacing=SPACE.l)
        head.setStretch(0, 1)
        head.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)
        items = [head, top, self._twice_card, self.rounds, None]
        fill(QVBoxLayout(inner), items, spacing=SPACE.l, margins=BESIDE_BAR)
        area = scrolling(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fill(QVBoxLayout(self), [area], spacing=0, margins=0)

    def begin(self) -> None:
        (self.reviews[0] if self.reviews else self.others).setFocus()

    @Slot()
    def show_summary(self) -> None:
        summary = self._summing.summary
        self.progress.setText(self._summing.progress)
        self.progress.setVisible(bool(self.progress.text()))
        if summary is None or summary == self._shown:
            return
        self._shown = summary
        focused = self.focusWidget()
        name = focused.accessibleName() if focused is not None else ""
        self.title.setText(summary.title)
        self.about.setText(f"{when(summary.started_at)}, {in_short(summary)}")
        self._show_priority(summary)
        self._show_over(summary)
        self._show_twice(summary)
        self._show_rounds(summary)
        again = next((button for button in self.reviews if name and button.accessibleName() == name), None)
        if again is not None:
            again.setFocus()

    def _show_priority(self, summary: LoopSummary) -> None:
        clear(self.priority)
        if summary.priority is None:
            self.priority.addWidget(Label(_no_priority(summary), "soft", wrap=True))
            return
        sentence, where = priority_lines(summary.priority)
        self.priority.addWidget(Label(sentence, "title", wrap=True))
        self.priority.addWidget(Label(where, "soft", wrap=True))
        places = {answer.place: answer for part in summary.rounds for answer in part.answers}
        links = [
            self._link(f"Show {place}", places[place].take, f"Review answer {place}")
            for place in summary.priority.places[:MOST_LINKS]
        ]
        self.priority.addLayout(row(*links, None, spacing=SPACE.m))

    def _link(self, text: str, take_id: str, name: str) -> Button:
        return Button(text, "link", clicked=partial(self._model.review, take_id), name=name)

    def _show_over(self, summary: LoopSummary) -> None:
        clear(self.over)
        lines = [heard_line(name, counts) for name, counts in summary.heard.items()]
        lines += [figure_line(figure) for figure in summary.figures]
        for text in lines or [NOTHING_TOLD if not summary.waiting else "Nothing is analysed yet."]:
            self.over.addWidget(Label(text, "" if lines else "soft", wrap=True))

    def _show_twice(self, summary: LoopSummary) -> None:
        clear(self.twice)
        self._twice_card.setVisible(bool(summary.told_twice))
        for first, *differences in (told_twice_lines(twice) for twice in summary.told_twice if twice.drift):
            self.twice.addWidget(Label(first, "warn", wrap=True))
            for text in differences:
                self.twice.addWidget(Label(text, "soft", wrap=True))
        for places in told_alike(summary.told_twice):
            self.twice.addWidget(Label(ALIKE.format(listed(places)), "soft", wrap=True))

    def _show_rounds(self, summary: LoopSummary) -> None:
        clear(self.rounds)
        self.reviews = []
        self._cards = [self._round(number, part) for number, part in enumerate(summary.rounds, start=1)]
        self._arrange()

    def _arrange(self) -> None:
        """Two rounds beside each other where there is room."""
        columns = 2 if self.width() >= TWO_FROM else 1
        self.rounds.setColumnStretch(0, 1)
        self.rounds.setColumnStretch(1, columns - 1)
        for number, card in enumerate(self._cards):
            self.rounds.addWidget(card, number // columns, number % columns, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= TWO_FROM) != (event.size().width() >= TWO_FROM):
            self._arrange()

    def _round(self, number: int, part: RoundSummary) -> Card:
        card = Card(spacing=SPACE.m)
        kind = kind_name(part.kind)
        chips = [chip(kind, "chip-quiet")] if kind and kind != part.title else []
        chips += [chip("Pushes back", "chip-warn")] if part.sceptical else []
        card.body.addLayout(row(Label(f"{number}. {part.title}", "title"), *chips, None, spacing=SPACE.s))
        for index, answer in enumerate(part.answers):
            if index:
                card.body.addWidget(line())
            card.body.addWidget(self._answer(answer))
        return card

    def _answer(self, answer: AnswerSummary) -> QWidget:
        made = QWidget()
        text = answer.question.text
        question = _worded(f"{answer.place}  {text}", "strong", text)
        words = [question, Label(_upper(answer_line(answer)), "soft", wrap=True)]
        followed = [widget for put in answer.follow_ups for widget in self._follow_up(answer, put)]
        if answer.still_open is not None:
            followed.append(_worded(STILL.format(answer.still_open.question), "small", text))
        across = row(column(*words, *followed, spacing=SPACE.xs), spacing=SPACE.l)
        across.setStretch(0, 1)
        if answer.take:
            review = Button("Review", "small", name=f"Review answer {answer.place}")
            review.clicked.connect(partial(self._review, answer.take))
            self.reviews.append(review)
            across.addWidget(review, 0, Qt.AlignmentFlag.AlignTop)
        fill(QVBoxLayout(made), [across], spacing=0, margins=0)
        return made

    def _review(self, take_id: str, _checked: bool = False) -> None:
        self._model.review(take_id)

    def _follow_up(self, answer: AnswerSummary, put: FollowUpSummary) -> list[QWidget]:
        state = "" if put.take else " (skipped)" if put.skipped else " (not answered)"
        return [_worded(f"Asked on: {put.asked.question}{state}", "small", put.asked.question)]


def _no_priority(summary: LoopSummary) -> str:
    if any(answer.elements or answer.measures for part in summary.rounds for answer in part.answers):
        return NOTHING
    return WAITING if summary.waiting else NOTHING_TOLD


def told_alike(twice: Sequence[ToldTwice]) -> list[list[str]]:
    """Places that tell one story without anything at odds, in groups."""
    groups: list[list[str]] = []
    for each in twice:
        if each.drift:
            continue
        group = next((group for group in groups if each.before in group), None)
        if group is None:
            groups.append([each.before, each.after])
        elif each.after not in group:
            group.append(each.after)
    return groups


def listed(places: Sequence[str]) -> str:
    """ "1.1, 1.2 and 2.1"."""
    return f"{', '.join(places[:-1])} and {places[-1]}"


def _worded(text: str, role: str, language_of: str) -> Label:
    made = Label(text, role, wrap=True)
    made.setMaximumWidth(MEASURE)
    made.setLayoutDirection(direction_of(language_of))
    return made


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]

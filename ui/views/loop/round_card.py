"""One round of a loop that is being built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from rehearse.questions import KINDS
from rehearse.questions.loop import MOST_FOLLOW_UPS
from rehearse.types import Question
from ui.studio.picker import Picker
from ui.tokens import SPACE
from ui.views.loop.draft import DraftRound, with_kind, without_question
from ui.widgets.basics import Button, Card, Item, Label, clear, column, fill, row
from ui.widgets.direction import direction_of

GONE = "{} (no longer in any pack)"
LONGEST_TITLE = 80
THINK_S = (0, 5, 10, 15, 20, 30, 60, 120, 300)
ANSWER_MIN = (0, 1, 2, 3, 5, 10, 20, 45)
FOLLOW_UPS = range(MOST_FOLLOW_UPS + 1)
PICKER_WIDTH = 150


def choices(amounts: Sequence[float], now: float, unit: str, none: str) -> list[tuple[str, object]]:
    """The amounts to pick from, and the one that holds now; 0 is called `none`."""
    return [(f"{amount:g}{unit}" if amount else none, amount) for amount in sorted({*amounts, now})]


class RoundCard(Card):
    """Signals
    -------
    changed(DraftRound) : a field has another value; the card shows it already.
    rebuilt(DraftRound) : other fields follow from the change: the card is to be made anew.
    question_asked() : the person wants to add a question.
    moved(int), removed() : up by -1, down by 1; away.
    """

    changed = Signal(object)
    rebuilt = Signal(object)
    question_asked = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, part: DraftRound, number: int, of: int, known: Mapping[str, Question]) -> None:
        super().__init__(spacing=SPACE.m)
        self._part, self._known = part, known
        self._head(number, of)
        self._numbers()
        self.questions = QVBoxLayout()
        self.questions.setSpacing(SPACE.xs)
        self.add = Button("Add a question", "small", clicked=self.question_asked.emit)
        self.add.setAccessibleName(f"Add a question to round {number}")
        self.body.addLayout(self.questions)
        self.body.addLayout(row(self.add, None))
        self._show_questions()

    def _head(self, number: int, of: int) -> None:
        self.kind = Picker(f"Kind of round {number}")
        self.kind.setFixedWidth(220)
        self.kind.show_choices([(each.name, kind) for kind, each in KINDS.items()], self._part.kind)
        self.kind.picked.connect(self._on_kind)
        self.title = QLineEdit(self._part.title)
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setAccessibleName(f"Title of round {number}")
        self.title.setPlaceholderText("Who asks")
        self.title.textEdited.connect(self._on_title)
        up = Button("Up", "plain", clicked=partial(self.moved.emit, -1), name=f"Move round {number} up")
        down = Button("Down", "plain", clicked=partial(self.moved.emit, 1), name=f"Move round {number} down")
        remove = Button("Remove", "plain", clicked=self.removed.emit, name=f"Remove round {number}")
        for button, useful in ((up, number > 1), (down, number < of), (remove, of > 1)):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.setVisible(useful)
        across = row(Label(f"{number}.", "title"), self.kind, self.title, up, down, remove, spacing=SPACE.s)
        across.setStretch(2, 1)
        self.body.addLayout(across)

    def _numbers(self) -> None:
        part = self._part
        self.think, self.answer = Picker("Time to think"), Picker("Longest answer")
        self.follow_ups = Picker("Follow-ups to each")
        self.think.show_choices(choices(THINK_S, part.think_s, " s", "none"), part.think_s)
        minutes = part.answer_s / 60
        self.answer.show_choices(choices(ANSWER_MIN, minutes, " min", "by the question"), minutes)
        self.follow_ups.show_choices(choices(FOLLOW_UPS, part.follow_ups, " at most", "none"), part.follow_ups)
        self.sceptical = QCheckBox("Pushes back")
        self.sceptical.setToolTip("The interviewer doubts what was claimed.")
        self.sceptical.setChecked(part.sceptical)
        fields: list[Item] = []
        for picker in (self.think, self.answer, self.follow_ups):
            picker.setFixedWidth(PICKER_WIDTH)
            picker.picked.connect(self._on_numbers)
            fields.append(column(Label(picker.accessibleName(), "small"), picker, spacing=SPACE.xs))
        fields += [column(Label("", "small"), self.sceptical, spacing=SPACE.m), None]
        self.body.addLayout(row(*fields, spacing=SPACE.l))
        self.sceptical.toggled.connect(self._on_numbers)

    @Slot()
    def _on_numbers(self) -> None:
        self._part = replace(
            self._part,
            think_s=float(self.think.currentData()),
            answer_s=60.0 * float(self.answer.currentData()),
            follow_ups=int(self.follow_ups.currentData()),
            sceptical=self.sceptical.isChecked(),
        )
        self.changed.emit(self._part)

    @Slot(str)
    def _on_title(self, text: str) -> None:
        self._part = replace(self._part, title=text)
        self.changed.emit(self._part)

    @Slot(object)
    def _on_kind(self, kind: object) -> None:
        chosen = next((each for each in KINDS if each == kind), self._part.kind)
        self.rebuilt.emit(with_kind(self._part, chosen))

    def _show_questions(self) -> None:
        clear(self.questions)
        for at, key in enumerate(self._part.questions):
            self.questions.addWidget(self._question(at, key))

    def _question(self, at: int, key: str) -> QWidget:
        known = self._known.get(key)
        text = known.text if known else GONE.format(key)
        label = Label(text, "" if known else "warn", wrap=True)
        label.setLayoutDirection(direction_of(text))
        remove = Button("Remove", "link", name=f"Remove question: {text}")
        remove.clicked.connect(partial(self._remove, at))
        made = QWidget()
        across = row(label, remove, spacing=SPACE.m)
        across.setStretch(0, 1)
        fill(QVBoxLayout(made), [across], spacing=0, margins=0)
        return made

    def _remove(self, at: int, _checked: bool = False) -> None:
        self.rebuilt.emit(without_question(self._part, at))

"""The form for one's own view: four lines, each of which may be left out."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QPushButton, QWidget

from rehearse.types import SelfRating
from ui.tokens import SPACE
from ui.views.practise.rating import GUESSES, OVERALL, WHY, Guess, rating_of
from ui.widgets.basics import Button, Card, Label, keycap, row

BOX_WIDTH = 84


class DigitsBox(QLineEdit):
    """Leaves letters to the page, where they are keys."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)


class RatingForm(Card):
    """Asks for an overall view from 1 to 5 and for three guesses.

    Signals
    -------
    given(SelfRating | None) : the person is through; None where everything was left out or skipped.
    """

    given = Signal(object)

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.m, margins=SPACE.xl)
        self.overall = QButtonGroup(self)
        self.boxes = {guess.field: self._box(guess) for guess in GUESSES}
        self.save = Button("Save my view", "primary", clicked=self._give)
        self.skip = Button("Skip", "plain", clicked=self._skip, name="Skip the rating")
        why = Label(WHY, "soft", wrap=True)
        for part in (Label("How was it?", "heading"), why):
            self.body.addWidget(part)
        self.body.addLayout(self._lines())
        self.body.addLayout(row(self.save, keycap("Enter"), self.skip, None, margins=0))

    def clear(self) -> None:
        """Empty for the next answer."""
        self.overall.setExclusive(False)
        for button in self.overall.buttons():
            button.setChecked(False)
        self.overall.setExclusive(True)
        for box in self.boxes.values():
            box.clear()

    def rating(self) -> SelfRating | None:
        """What stands in the form now."""
        texts = {field: box.text() for field, box in self.boxes.items()}
        chosen = self.overall.checkedId()
        return rating_of(chosen + 1 if chosen >= 0 else None, texts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 give the overall view."""
        digit = event.text()
        if digit.isdecimal() and 1 <= int(digit) <= len(OVERALL):
            self.overall.button(int(digit) - 1).setChecked(True)
        else:
            super().keyPressEvent(event)

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(SPACE.m)
        grid.setColumnStretch(2, 1)
        grid.addWidget(Label("Overall"), 0, 0)
        grid.addWidget(self._scale(), 0, 1, 1, 2)
        for line, guess in enumerate(GUESSES, start=1):
            name = Label(guess.label)
            name.setBuddy(self.boxes[guess.field])
            grid.addWidget(name, line, 0)
            grid.addLayout(row(self.boxes[guess.field], Label(guess.unit), spacing=SPACE.s), line, 1)
            grid.addWidget(Label(guess.help, "faint"), line, 2)
        return grid

    def _scale(self) -> QWidget:
        whole = QWidget()
        whole.setAccessibleName("Overall, 1 weak to 5 strong")
        buttons = []
        for index, text in enumerate(OVERALL):
            button = QPushButton(text)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setAccessibleName(f"Overall {text.split()[0]} of 5")
            self.overall.addButton(button, index)
            buttons.append(button)
        whole.setLayout(row(*buttons, None, spacing=SPACE.s))
        return whole

    def _box(self, guess: Guess) -> DigitsBox:
        box = DigitsBox()
        box.setValidator(QIntValidator(0, guess.most, box))
        box.setMaxLength(3)
        box.setFixedWidth(BOX_WIDTH)
        box.setAccessibleName(f"{guess.label}, {guess.unit}")
        box.setAccessibleDescription(guess.help)
        box.returnPressed.connect(self._give)
        return box

    @Slot()
    def _give(self) -> None:
        self.given.emit(self.rating())

    @Slot()
    def _skip(self) -> None:
        self.given.emit(None)

"""The card of the week: seven days, the aim and how to set it, the reminder, and the way to the week in review."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from rehearse.settings import Settings
from ui.reminder import reminder_line
from ui.tokens import SPACE
from ui.views.today.model import Board
from ui.views.today.week import WeekStrip
from ui.widgets.basics import Button, Card, Label, row

MOST_DAYS, MOST_LOOPS = 7, 7
NO_AIM = "No aim is set for the week."


class WeekCard(Card):
    """Signals
    -------
    aimed(int, int) : the person wants answers on so many days a week, and so many mock loops.
    review_asked(), reminder_asked() : show the week in review; set the reminder.
    """

    aimed = Signal(int, int)
    review_asked = Signal()
    reminder_asked = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.s)
        self.strip = WeekStrip()
        self._aim, self._reminder = Label("", "soft", wrap=True), Label("", "small", wrap=True)
        self.change = Button("Set the aim", "link", clicked=self._toggle)
        self.review = Button("Your week", "link", clicked=self.review_asked.emit)
        self.remind = Button("Reminder", "link", clicked=self.reminder_asked.emit, name="Set the reminder in Settings")
        self.days = _choice("Days with an answer, a week", "day", MOST_DAYS)
        self.loops = _choice("Mock loops a week", "mock loop", MOST_LOOPS)
        self._setting = QWidget()
        self._setting.setLayout(row(self.days, self.loops, Label("a week", "soft"), None))
        self._setting.hide()
        for item in (Label("This week", "small"), self.strip, self._aim, self._setting, self._reminder):
            self.body.addWidget(item)
        self.body.addLayout(row(self.review, self.change, self.remind, None, spacing=SPACE.l))
        self.body.addStretch(1)
        for choice in (self.days, self.loops):
            choice.activated.connect(self._changed)

    def show_board(self, board: Board, settings: Settings) -> None:
        self.strip.show_days(board.week)
        self._aim.setText(board.practice.aim_sentence or NO_AIM)
        self._reminder.setText(reminder_line(settings))
        for choice, value in ((self.days, settings.daily_aim), (self.loops, settings.loop_aim)):
            choice.setCurrentIndex(min(value, choice.count() - 1))

    def _toggle(self) -> None:
        opening = self._setting.isHidden()
        self._setting.setVisible(opening)
        self.change.setText("Done" if opening else "Set the aim")
        self.change.setAccessibleName("Done with the aim" if opening else "Set the aim of the week")
        if opening:
            self.days.setFocus()

    @Slot()
    def _changed(self) -> None:
        self.aimed.emit(self.days.currentIndex(), self.loops.currentIndex())


def _choice(name: str, noun: str, most: int) -> QComboBox:
    """From none to `most`; the index is the number."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItems([f"No {noun}s", *(f"{count} {noun}{'s' if count > 1 else ''}" for count in range(1, most + 1))])
    return made

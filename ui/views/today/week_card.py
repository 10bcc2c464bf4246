"""The card of the week: seven days, the aim and how to set it, the reminder, and the way to the week in review."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from rehearse.settings import Settings
from ui.reminder import reminder_line
from ui.tokens import SPACE
from ui.views.today.model import Board
from ui.views.today.week import WeekStrip
from ui.widgets.basics import Button, Card, Label, row

MOST_DAYS, MOST_LOOPS = 7, 14
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
        self.days = _spin("Days with an answer, a week", MOST_DAYS)
        self.loops = _spin("Mock loops a week", MOST_LOOPS)
        self._setting = QWidget()
        self._setting.setLayout(row(self.days, Label("days a week"), self.loops, Label("mock loops"), None))
        self._setting.hide()
        for item in (Label("This week", "small"), self.strip, self._aim, self._setting, self._reminder):
            self.body.addWidget(item)
        self.body.addLayout(row(self.review, self.change, self.remind, None, spacing=SPACE.l))
        self.body.addStretch(1)
        for spin in (self.days, self.loops):
            spin.valueChanged.connect(self._changed)

    def show_board(self, board: Board, settings: Settings) -> None:
        self.strip.show_days(board.week)
        self._aim.setText(board.practice.aim_sentence or NO_AIM)
        self._reminder.setText(reminder_line(settings))
        for spin, value in ((self.days, settings.daily_aim), (self.loops, settings.loop_aim)):
            with QSignalBlocker(spin):
                spin.setMaximum(max(spin.maximum(), value))
                spin.setValue(value)

    def _toggle(self) -> None:
        opening = self._setting.isHidden()
        self._setting.setVisible(opening)
        self.change.setText("Done" if opening else "Set the aim")
        self.change.setAccessibleName("Aim is set" if opening else "Set the aim of the week")
        if opening:
            self.days.setFocus()

    @Slot()
    def _changed(self) -> None:
        self.aimed.emit(self.days.value(), self.loops.value())


def _spin(name: str, most: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(0, most)
    made.setAccessibleName(name)
    made.setFixedWidth(72)
    return made

"""Two days chosen freely."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QToolButton

from ui.icons import icon
from ui.theme import color, theme
from ui.views.library.filters import Days
from ui.views.library.panels import Panel
from ui.widgets.basics import Button, Label, row

USUAL = timedelta(days=27)  # four weeks up to today
ENGLISH = QLocale(QLocale.Language.English)


class DayPanel(Panel):
    """Asks from which day to which; days in the wrong order are turned round.

    Signals
    -------
    chosen(date, date) : the first and the last day.
    """

    chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = _day_field("From, a day"), _day_field("To, a day")
        keep = Button("Show", "primary", clicked=self._keep)
        labels = Label("Takes from", "soft"), Label("to", "soft")
        cancel = Button("Cancel", clicked=self.close_panel)
        self.body.addLayout(row(labels[0], self.first, labels[1], self.last, keep, cancel, None))
        for field in (self.first, self.last):
            field.lineEdit().returnPressed.connect(self._keep)

    def ask(self, days: Days | None) -> None:
        """Begin with these days, else with the last four weeks."""
        today = date.today()
        first, last = days or (today - USUAL, today)
        for field, day in ((self.first, first), (self.last, last)):
            field.setDate(QDate(day.year, day.month, day.day))
            _quieten(field.calendarWidget())
        self.show()
        self.first.setFocus()

    def _keep(self) -> None:
        first, last = sorted(_day(field) for field in (self.first, self.last))
        self.chosen.emit(first, last)
        self.close_panel()


def _day(field: QDateEdit) -> date:
    shown = field.date()
    return date(shown.year(), shown.month(), shown.day())


def _day_field(name: str) -> QDateEdit:
    made = QDateEdit()
    made.setAccessibleName(name)
    made.setLocale(ENGLISH)
    made.setDisplayFormat("d MMM yyyy")
    made.setCalendarPopup(True)
    made.setMinimumWidth(150)
    calendar = made.calendarWidget()
    calendar.setLocale(ENGLISH)
    calendar.setFirstDayOfWeek(QLocale.system().firstDayOfWeek())
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    return made


def _quieten(calendar: QCalendarWidget) -> None:
    """In the colours of the theme; at the weekend no red, which means something is wrong elsewhere."""
    plain, head = QTextCharFormat(), QTextCharFormat()
    plain.setForeground(color(theme().tokens.ink))
    head.setBackground(color(theme().tokens.panel))
    for day in Qt.DayOfWeek:
        calendar.setWeekdayTextFormat(day, plain)
    calendar.setHeaderTextFormat(head)
    for name, shape, tip in (("prev", "back", "The month before"), ("next", "forward", "The month after")):
        button = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
        if isinstance(button, QToolButton):
            button.setIcon(icon(shape))
            button.setAccessibleName(tip)

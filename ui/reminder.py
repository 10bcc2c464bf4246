"""The reminder of the day's answer: at the hour that was chosen, if nothing was answered, while the app is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from rehearse.settings import Settings
from rehearse.store import Filter, Library
from rehearse.store.rows import days
from ui.context import Context
from ui.places import Place, Route
from ui.views.today.choosing import whole_answers
from ui.views.today.days import day_of

CHECK_MS = 20_000
ICON = 64
TITLE, SENTENCE = "Rehearse", "Nothing was answered today. One question takes about two minutes."


class Tray(Protocol):
    """Where the system shows sentences of programs. `asked` tells that the person clicked."""

    @property
    def asked(self) -> SignalInstance: ...
    def stand(self, *, there: bool) -> bool:
        """Put the icon there or take it away; False where the system has no place for it."""
        ...

    def say(self, title: str, sentence: str) -> None: ...


class SystemTray(QObject):
    """The system's own tray; nothing is made of it before it is wanted.

    Signals
    -------
    asked() : the icon or the message was clicked.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._image = QIcon()
        self._icon: QSystemTrayIcon | None = None

    def stand(self, *, there: bool) -> bool:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return False
        if there and self._icon is None:
            from ui.icons import icon  # what draws it takes long to load, and most have no reminder

            self._image = QIcon(icon("microphone", "accent").pixmap(ICON, ICON))  # a tray takes pixels alone
            self._icon = QSystemTrayIcon(self._image, self)
            self._icon.setToolTip(TITLE)
            self._icon.activated.connect(self._clicked)
            self._icon.messageClicked.connect(self._clicked)
        if self._icon is not None:
            self._icon.setVisible(there)
        return True

    def say(self, title: str, sentence: str) -> None:
        if self._icon is not None:
            self._icon.showMessage(title, sentence, self._image)

    @Slot()
    def _clicked(self) -> None:
        self.asked.emit()


class Reminder(QObject):
    """Off until it is switched on in the settings. Where the system has no tray, the window itself says it.

    Signals
    -------
    opened() : the person clicked on it: the window should come to the front.
    """

    opened = Signal()

    def __init__(
        self, context: Context, tray: Tray, *, now: Callable[[], datetime] | None = None, parent: QObject | None = None
    ) -> None:
        """`now` is the wall clock, with its zone."""
        super().__init__(parent)
        self._context, self._tray = context, tray
        self._now = now or (lambda: datetime.now().astimezone())
        self._seen = self._now()
        self._has_tray = False
        self._timer = QTimer(self)
        # often, and no single shot: a machine that slept through the hour is reminded when it wakes
        self._timer.setInterval(CHECK_MS)
        self._timer.timeout.connect(self.check)
        tray.asked.connect(self._asked)
        context.settings_changed.connect(self.follow_settings)
        self.follow_settings()

    @Slot()
    def follow_settings(self) -> None:
        """Begin or end to watch the clock."""
        on = self._context.settings.reminder_on
        if on == self._timer.isActive():
            return
        self._seen = self._now()
        if on:
            self._has_tray = self._tray.stand(there=True)
            self._timer.start()
        else:
            self.stop()

    def stop(self) -> None:
        self._timer.stop()
        self._tray.stand(there=False)

    @Slot()
    def check(self) -> None:
        """Remind where the hour came since the last check."""
        before, self._seen = self._seen, self._now()
        if self._timer.isActive() and has_come(before, self._seen, self._context.settings.reminder_at):
            today = self._seen.date()
            self._context.in_background(lambda library: answered_on(library, today), self._remind)

    def _remind(self, answered: bool) -> None:
        if answered or not self._timer.isActive():
            return
        if self._has_tray:
            self._tray.say(TITLE, SENTENCE)
        else:
            self._context.tell(SENTENCE, action="Show the question", act=self._show_today)

    @Slot()
    def _asked(self) -> None:
        self.opened.emit()
        self._show_today()

    def _show_today(self) -> None:
        self._context.go(Route(Place.TODAY))


def has_come(before: datetime, now: datetime, at: str) -> bool:
    """Whether the hour "19:00" of today lies after `before` and not after `now`."""
    due = datetime.combine(now.date(), time.fromisoformat(at), now.tzinfo)
    return before < due <= now


def answered_on(library: Library, day: date) -> bool:
    """Whether a whole answer was given on this day."""
    since, until = days(day - timedelta(days=1), day + timedelta(days=1))  # zones may differ by a day
    return any(day_of(row) == day for row in whole_answers(library.list(Filter(since=since, until=until))))


def reminder_line(settings: Settings) -> str:
    """What Today says of it."""
    if not settings.reminder_on:
        return "No reminder is set."
    return f"On days without an answer a reminder comes at {settings.reminder_at}, while Rehearse is open."

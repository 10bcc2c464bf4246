"""When Today's board is gathered, and what of it holds from one time to the next. Without any widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QDateTime, QObject, QTime, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from rehearse.errors import RehearseError
from rehearse.questions import Choice
from rehearse.settings import Settings
from rehearse.store import Library
from ui.context import Context
from ui.views.today.choosing import Wishes
from ui.views.today.latest import PICTURE
from ui.views.today.model import Board, Slow, gather, gather_slowly, wishes_of
from ui.widgets.picture import read_picture

SETTLE_MS = 150


@dataclass(frozen=True)
class _Gathered:
    board: Board
    image: QImage | None


class Gathering(QObject):
    """Gathers in the background, while the place is open: when it is opened, when takes change, and at midnight.

    board : the newest one, or None before the first. `image` is the picture of its latest take.

    Signals
    -------
    gathered() : `board` is another one.
    """

    gathered = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.board: Board | None = None
        self.image: QImage | None = None
        self._choice: Choice | None = None
        self._skipped: set[str] = set()
        self._slow: Slow | None = None
        self._counting, self._stale = False, True
        self._open = False
        self._soon = self._timer(SETTLE_MS, self.refresh)
        self._midnight = self._timer(0, self.refresh)
        context.takes_changed.connect(self._refresh_soon)
        context.take_changed.connect(self._refresh_soon)
        context.settings_changed.connect(self._settings_changed)

    def _timer(self, ms: int, act: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(act)
        return timer

    @property
    def choice(self) -> Choice | None:
        """The question that is offered, and why; None while none is known."""
        return self._choice

    @property
    def settled(self) -> bool:
        """Whether nothing is left to be counted."""
        return not self._counting and not self._stale

    def begin(self) -> None:
        """The place is opened."""
        self._open = True
        self.refresh()

    def end(self) -> None:
        """Another place is shown."""
        self._open = False
        self._soon.stop()
        self._midnight.stop()

    def another(self) -> None:
        """Choose another question than the one that is offered."""
        if self._choice:
            self._skipped.add(self._choice.question.key)
            self.refresh()

    def pin(self, pinned: bool) -> None:
        """Keep to the question that is offered, or do so no longer."""
        if self._choice:
            self._skipped.discard(self._choice.question.key)
            self._context.change_settings(pinned_question=self._choice.question.key if pinned else "")

    @Slot()
    def refresh(self) -> None:
        """Gather everything anew."""
        if not self._open:
            return
        day, settings, slow = today(), self._context.settings, self._slow
        if self.board and self.board.day != day:
            self._choice, self._stale = None, True
            self._skipped.clear()
        wishes = wishes_of(settings, skipped=self._skipped, keep=self._choice)
        self._context.in_background(lambda library: _gather(library, day, wishes, settings, slow), self._take_over)
        self._midnight.start(_until_tomorrow_ms())

    def _take_over(self, gathered: _Gathered) -> None:
        self.board, self.image = gathered.board, gathered.image
        self._choice = gathered.board.choice
        self.gathered.emit()
        if self._stale and not gathered.board.few:
            self._gather_slowly()

    def _gather_slowly(self) -> None:
        """Hundreds of answers take a while to be told apart: the page stands meanwhile."""
        if not self._counting:
            self._counting, self._stale = True, False
            day = today()
            self._context.in_background(
                lambda library: gather_slowly(library, today=day), self._counted, self._not_counted, long=True
            )

    def _counted(self, slow: Slow) -> None:
        self._counting = False
        self._slow = slow
        self.refresh()

    def _not_counted(self, error: Exception) -> None:
        self._counting = False
        self._context.tell_error(error)

    @Slot()
    def _settings_changed(self) -> None:
        if self._open:
            self._soon.start()

    @Slot()
    def _refresh_soon(self) -> None:
        """Several changes in a row are one."""
        self._stale = True
        if self._open:
            self._soon.start()


def today() -> date:
    """The day by this machine's clock."""
    return datetime.now().astimezone().date()


def _gather(library: Library, day: date, wishes: Wishes, settings: Settings, slow: Slow | None) -> _Gathered:
    board = gather(
        library,
        today=day,
        wishes=wishes,
        days_aim=settings.daily_aim,
        loops_aim=settings.loop_aim,
        slow=slow,
    )
    return _Gathered(board, _picture(library, board.latest.take_id) if board.latest else None)


def _picture(library: Library, take_id: str) -> QImage | None:
    """The take's picture, sharp on dense screens; None where there is none, or the take is gone."""
    try:
        return read_picture(library.get(take_id).thumbnail, PICTURE[0] * 2)
    except (RehearseError, OSError):
        return None


def _until_tomorrow_ms() -> int:
    now = QDateTime.currentDateTime()
    return int(now.msecsTo(QDateTime(now.date().addDays(1), QTime(0, 0, 5))))

"""Today: one question to answer, one thing to work on, and where one stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QDateTime, Qt, QTime, QTimer, Slot
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QMessageBox, QVBoxLayout, QWidget

from rehearse.errors import RehearseError
from rehearse.questions import Catalogue, Choice, all_packs
from rehearse.settings import Settings
from rehearse.store import Library
from rehearse.types import Question
from ui.context import Context
from ui.places import Part, Place, Route
from ui.recovery import Recovered, keep_recovered
from ui.tokens import SPACE
from ui.views.today.cards import PICTURE, AdviceCard, LatestCard, QuestionCard
from ui.views.today.choosing import Wishes
from ui.views.today.coverage import CoverageCard
from ui.views.today.days import heading
from ui.views.today.model import Board, Slow, gather, gather_slowly, wishes_of
from ui.views.today.notes import Notes, Running
from ui.views.today.week_card import WeekCard
from ui.widgets.basics import Label, Page, column, fill
from ui.widgets.picture import read_picture

SETTLE_MS = 150
COLUMNS = 10
WIDE_FROM = 1700
# (row, first column, rows, columns) of question, advice, week, stories and latest take
USUAL = ((0, 0, 1, 7), (0, 7, 1, 3), (1, 0, 1, 5), (1, 5, 2, 5), (2, 0, 1, 5))
WIDE = ((0, 0, 1, 5), (0, 5, 1, 2), (0, 7, 1, 3), (1, 0, 1, 7), (1, 7, 1, 3))


@dataclass(frozen=True)
class _Gathered:
    board: Board
    image: QImage | None


class TodayView(QWidget):
    """The first place. What it shows is gathered in the background each time it is opened or a take changes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._choice: Choice | None = None
        self._skipped: set[str] = set()
        self._slow: Slow | None = None
        self._counting, self._stale = False, True
        self.chooser: QDialog | None = None
        self._board: Board | None = None
        self._recovered: dict[str, Recovered] = {}
        self._open = self._focus_due = False
        self._heading, self._standing = Label("", "heading"), Label(" ", "soft", wrap=True)
        self.notes = Notes()
        self.question, self.advice = QuestionCard(), AdviceCard()
        self.week, self.coverage, self.latest = WeekCard(), CoverageCard(), LatestCard()
        self._lay_out()
        self._connect()
        self._soon = self._timer(SETTLE_MS, self.refresh)
        self._midnight = self._timer(0, self.refresh)
        self._content.hide()

    # ------------------------------------------------------------------ a place

    def enter(self, route: Route) -> None:
        self._open = True
        self._heading.setText(heading(_today()))
        self._show_jobs()
        self._focus_due = True
        self.refresh()

    def leave(self) -> None:
        self._open = False
        self._soon.stop()
        self._midnight.stop()
        if self.chooser is not None:
            self.chooser.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.question.record.isEnabled():
            self._record()
        else:
            super().keyPressEvent(event)

    @Slot()
    def refresh(self) -> None:
        """Gather everything anew, in the background."""
        if not self._open:
            return
        today, settings, slow = _today(), self._context.settings, self._slow
        if self._board and self._board.day != today:
            self._choice, self._stale = None, True
            self._skipped.clear()
        wishes = wishes_of(settings, skipped=self._skipped, keep=self._choice)
        self._context.in_background(lambda library: _gather(library, today, wishes, settings, slow), self._show)
        self._midnight.start(_until_tomorrow_ms())

    # ------------------------------------------------------------------ showing

    def _show(self, gathered: _Gathered) -> None:
        self._board = board = gathered.board
        self._choice = board.choice
        self._heading.setText(heading(board.day))
        self._standing.setText(board.standing)
        self.question.show_choice(board.choice, board.pack)
        self.advice.show_board(board)
        self.week.show_board(board, self._context.settings)
        self.coverage.show_board(board)
        self.latest.show_latest(board.latest, gathered.image)
        self.notes.show_failed(board.failed)
        self._content.show()
        if self._focus_due:
            self._focus_due = False
            self.question.record.setFocus()
        if self._stale and not board.few:
            self._gather_slowly()

    def _gather_slowly(self) -> None:
        """Hundreds of answers take a while to be told apart: the page stands meanwhile."""
        if not self._counting:
            self._counting, self._stale = True, False
            today = _today()
            self._context.in_background(
                lambda library: gather_slowly(library, today=today), self._counted, self._not_counted, long=True
            )

    def _counted(self, slow: Slow) -> None:
        self._counting = False
        self._slow = slow
        self.refresh()

    def _not_counted(self, error: Exception) -> None:
        self._counting = False
        self._context.tell_error(error)

    def show_recovered(self, items: Sequence[Recovered]) -> None:
        """Offer recordings that were found after a crash."""
        self._recovered = {item.take.id: item for item in items}
        self.notes.show_recovered(items)

    @Slot()
    def _show_jobs(self) -> None:
        states = self._context.jobs.states()
        now = next((state for state in states if state.phase == "running"), None)
        waiting = sum(state.phase == "waiting" for state in states)
        self.notes.show_running(Running(now.take_id, now.label, now.overall, now.left_s, waiting) if now else None)

    # ------------------------------------------------------------------ doing

    @Slot()
    def _record(self) -> None:
        self._practise(self._choice.question.key if self._choice else "")

    @Slot(str)
    def _practise(self, question_key: str) -> None:
        self._context.go(Route(Place.PRACTISE, question_key=question_key))

    @Slot()
    def _another(self) -> None:
        if self._choice:
            self._skipped.add(self._choice.question.key)
            self.refresh()

    @Slot(bool)
    def _pin(self, pinned: bool) -> None:
        if self._choice:
            self._skipped.discard(self._choice.question.key)
            self._context.change_settings(pinned_question=self._choice.question.key if pinned else "")

    @Slot()
    def search(self) -> None:
        """Open the list of all questions."""
        self._context.in_background(lambda _: all_packs(), self._open_chooser)

    def _open_chooser(self, catalogue: Catalogue) -> None:
        from ui.views.practise.chooser import QuestionChooser  # the first picture does not wait for it

        if self.chooser is not None or not self._open:
            return
        made = QuestionChooser(catalogue.packs, self._choice.question.key if self._choice else "", self)
        made.chosen.connect(self._take_up)
        made.finished.connect(self._chooser_closed)
        self.chooser = made
        made.open()

    @Slot(object)
    def _take_up(self, question: Question) -> None:
        self._practise(question.key)

    @Slot(int)
    def _chooser_closed(self, _result: int) -> None:
        self.chooser = None

    @Slot(int, int)
    def _aim(self, days: int, loops: int) -> None:
        self._context.change_settings(daily_aim=days, loop_aim=loops)

    @Slot()
    def _show_week(self) -> None:
        self._context.go(Route(Place.WEEK))

    @Slot()
    def _set_reminder(self) -> None:
        self._context.go(Route(Place.SETTINGS, part=Part.REMINDER))

    @Slot(str)
    def _review(self, take_id: str) -> None:
        self._context.go(Route(Place.REVIEW, take_id=take_id))

    @Slot(str, object)
    def _review_at(self, take_id: str, at_s: float | None) -> None:
        self._context.go(Route(Place.REVIEW, take_id=take_id, at_s=at_s))

    @Slot()
    def _review_latest(self) -> None:
        if self._board and self._board.latest:
            self._review(self._board.latest.take_id)

    @Slot(str)
    def _show_stories(self, competency: str) -> None:
        self._context.go(Route(Place.STORIES, competency=competency))

    @Slot(str)
    def _keep(self, take_id: str) -> None:
        item = self._recovered[take_id]
        self._context.in_background(lambda library: keep_recovered(library, item), lambda _: self._kept(take_id))

    def _kept(self, take_id: str) -> None:
        self._forget(take_id)
        self._context.jobs.add(take_id)
        self._context.takes_changed.emit()

    @Slot(str)
    def _delete(self, take_id: str) -> None:
        if self._asked_to_delete():
            self._context.in_background(lambda library: library.discard(take_id), lambda _: self._forget(take_id))

    def _asked_to_delete(self) -> bool:
        box = QMessageBox(self)
        box.setText("Delete this recording?")
        box.setInformativeText("It cannot be brought back.")
        delete = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton("Keep it", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is delete

    def _forget(self, take_id: str) -> None:
        self._recovered.pop(take_id, None)
        self.notes.show_recovered(tuple(self._recovered.values()))

    @Slot(str)
    def _retry(self, take_id: str) -> None:
        def again(_: object) -> None:
            self._context.jobs.add(take_id)
            self._context.take_changed.emit(take_id)

        self._context.in_background(lambda library: library.wants_analysis(take_id), again)

    @Slot(str)
    def _cancel(self, take_id: str) -> None:
        self._context.jobs.cancel(take_id)

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self._content = QWidget()
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE.l)
        for index in range(COLUMNS):
            self._grid.setColumnStretch(index, 1)
        self._arrange()
        top = column(self._heading, self._standing, spacing=2)
        page = Page(top, self.notes, self._content, None, scroll=True)
        fill(QVBoxLayout(self), [page], spacing=0, margins=0)

    def _arrange(self) -> None:
        """Where each card stands; on a wide window the week moves up beside the advice."""
        places = WIDE if self.width() >= WIDE_FROM else USUAL
        cards = (self.question, self.advice, self.week, self.coverage, self.latest)
        for card, place in zip(cards, places, strict=True):
            self._grid.addWidget(card, *place)
        tall = places is USUAL
        self._grid.setAlignment(self.latest, Qt.AlignmentFlag(0) if tall else Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= WIDE_FROM) != (event.size().width() >= WIDE_FROM):
            self._arrange()
        self.coverage.make_room_for(event.size().height())

    def _connect(self) -> None:
        self.question.record_asked.connect(self._record)
        self.question.another_asked.connect(self._another)
        self.question.search_asked.connect(self.search)
        self.question.pin_asked.connect(self._pin)
        self.advice.asked.connect(self._review_at)
        self.week.strip.opened.connect(self._review)
        self.week.aimed.connect(self._aim)
        self.week.review_asked.connect(self._show_week)
        self.week.reminder_asked.connect(self._set_reminder)
        self.coverage.asked.connect(self._show_stories)
        self.coverage.practise_asked.connect(self._practise)
        self.latest.asked.connect(self._review_latest)
        for signal, act in (
            (self.notes.keep_asked, self._keep),
            (self.notes.play_asked, self._review),
            (self.notes.delete_asked, self._delete),
            (self.notes.retry_asked, self._retry),
            (self.notes.look_asked, self._review),
            (self.notes.cancel_asked, self._cancel),
        ):
            signal.connect(act)
        self._context.takes_changed.connect(self._refresh_soon)
        self._context.take_changed.connect(self._refresh_soon)
        self._context.settings_changed.connect(self._settings_changed)
        self._context.jobs.changed.connect(self._show_jobs)
        self._context.jobs.progressed.connect(self._show_jobs)

    def _timer(self, ms: int, act: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(act)
        return timer

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


def _gather(library: Library, today: date, wishes: Wishes, settings: Settings, slow: Slow | None) -> _Gathered:
    board = gather(
        library,
        today=today,
        wishes=wishes,
        days_aim=settings.daily_aim,
        loops_aim=settings.loop_aim,
        slow=slow,
    )
    picture = picture_of(library, board.latest.take_id) if board.latest else None
    return _Gathered(board, picture)


def picture_of(library: Library, take_id: str) -> QImage | None:
    """The take's picture, sharp on dense screens; None where there is none, or the take is gone."""
    try:
        return read_picture(library.get(take_id).thumbnail, PICTURE.width() * 2)
    except (RehearseError, OSError):
        return None


def _today() -> date:
    return datetime.now().astimezone().date()


def _until_tomorrow_ms() -> int:
    now = QDateTime.currentDateTime()
    return int(now.msecsTo(QDateTime(now.date().addDays(1), QTime(0, 0, 5))))

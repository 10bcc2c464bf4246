"""Today: one question to answer, one thing to work on, and where one stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from rehearse.questions import Catalogue, all_packs
from rehearse.types import Question
from ui.context import Context
from ui.places import Part, Place, Route
from ui.recovery import Recovered
from ui.tokens import SPACE
from ui.views.today.cards import AdviceCard, LatestCard, QuestionCard
from ui.views.today.coverage import CoverageCard
from ui.views.today.days import heading
from ui.views.today.gathering import Gathering, today
from ui.views.today.note_acts import NoteActs
from ui.views.today.notes import Notes
from ui.views.today.week_card import WeekCard
from ui.widgets.basics import Label, Page, column, fill

COLUMNS = 10
WIDE_FROM = 1700
# (row, first column, rows, columns) of question, advice, week, stories and latest take
USUAL = ((0, 0, 1, 7), (0, 7, 1, 3), (1, 0, 1, 5), (1, 5, 2, 5), (2, 0, 1, 5))
WIDE = ((0, 0, 1, 5), (0, 5, 1, 2), (0, 7, 1, 3), (1, 0, 1, 7), (1, 7, 1, 3))


class TodayView(QWidget):
    """The first place. What it shows is gathered in the background each time it is opened or a take changes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.chooser: QDialog | None = None
        self._open = self._focus_due = False
        self._heading, self._standing = Label("", "heading"), Label(" ", "soft", wrap=True)
        self.gathering = Gathering(context, self)
        self.notes = Notes()
        self._note_acts = NoteActs(context, self.notes)
        self.question, self.advice = QuestionCard(), AdviceCard()
        self.week, self.coverage, self.latest = WeekCard(), CoverageCard(), LatestCard()
        self._lay_out()
        self._connect()
        self._content.hide()

    # ------------------------------------------------------------------ a place

    def enter(self, route: Route) -> None:
        self._open = True
        self._heading.setText(heading(today()))
        self._note_acts.show_jobs()
        self._focus_due = True
        self.gathering.begin()

    def leave(self) -> None:
        self._open = False
        self.gathering.end()
        if self.chooser is not None:
            self.chooser.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.question.record.isEnabled():
            self._record()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ showing

    @Slot()
    def _show(self) -> None:
        board = self.gathering.board
        if board is None:
            return
        self._heading.setText(heading(board.day))
        self._standing.setText(board.standing)
        self.question.show_choice(board.choice, board.pack)
        self.advice.show_board(board)
        self.week.show_board(board, self._context.settings)
        self.coverage.show_board(board)
        self.latest.show_latest(board.latest, self.gathering.image)
        self.notes.show_failed(board.failed)
        self._content.show()
        if self._focus_due:
            self._focus_due = False
            self.question.record.setFocus()

    def show_recovered(self, items: Sequence[Recovered]) -> None:
        """Offer recordings that were found after a crash."""
        self._note_acts.show_recovered(items)

    # ------------------------------------------------------------------ doing

    @Slot()
    def _record(self) -> None:
        self._practise(self._asked)

    @Slot(str)
    def _practise(self, question_key: str) -> None:
        self._context.go(Route(Place.PRACTISE, question_key=question_key))

    @property
    def _asked(self) -> str:
        """The key of the question that is offered, or ""."""
        return self.gathering.choice.question.key if self.gathering.choice else ""

    @Slot()
    def _another(self) -> None:
        self.gathering.another()

    @Slot(bool)
    def _pin(self, pinned: bool) -> None:
        self.gathering.pin(pinned)

    @Slot()
    def search(self) -> None:
        """Open the list of all questions."""
        self._context.in_background(lambda _: all_packs(), self._open_chooser)

    def _open_chooser(self, catalogue: Catalogue) -> None:
        from ui.views.practise.chooser import QuestionChooser  # the first picture does not wait for it

        if self.chooser is not None or not self._open:
            return
        made = QuestionChooser(catalogue.packs, self._asked, self)
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
        board = self.gathering.board
        if board and board.latest:
            self._review(board.latest.take_id)

    @Slot(str)
    def _show_stories(self, competency: str) -> None:
        self._context.go(Route(Place.STORIES, competency=competency))

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
        self.gathering.gathered.connect(self._show)
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

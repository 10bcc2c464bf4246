"""The packs to read: searched, and each question and mock loop of them shown in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rehearse.questions import Catalogue, Pack
from rehearse.types import Question
from ui.icons import icon
from ui.tokens import SPACE
from ui.views.packs import model
from ui.views.packs.detail import QuestionDetail
from ui.views.practise.chooser import ABOUT_ROLE, QuestionDelegate, QuestionList
from ui.widgets.basics import Button, EmptyState, Label, column, fill, row

TYPING_MS = 120
PACKS_WIDTH = (225, 270)
DETAIL_WIDTH = 680
A_LOOP_EACH = 330  # pixels of height: so many rows of loops are shown at once, two at least; more scroll
SEARCH = "Search in questions, reasons and follow-ups"
SHOWN = Qt.ItemDataRole.UserRole + 1


class PackShelf(QWidget):
    """Packs on the left, their mock loops and questions in the middle, the chosen one of these in full on the right.

    `edit`, `copy`, `hand_on` and `remove` are what can be done with the chosen pack.
    """

    def __init__(self) -> None:
        super().__init__()
        self._catalogue = Catalogue(())
        self.search = QLineEdit()
        self.packs, self.loops, self.questions = QListWidget(), QListWidget(), QListView()
        self.detail = QuestionDetail()
        self._list = QuestionList((), self)
        self._head, self._loops_head = Label("", "soft", wrap=True), Label("Mock loops", "small")
        self.edit, self.copy = Button("Edit", "small"), Button("Copy to edit", "small")
        self.hand_on, self.remove = Button("Export…", "small"), Button("Delete", "small")
        self._stack = QStackedWidget()
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPING_MS)
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ packs

    @property
    def found(self) -> tuple[Question, ...]:
        """The questions that are listed."""
        return tuple(self._list.found)

    @property
    def chosen(self) -> Pack | None:
        """The chosen pack; None where all of them are shown."""
        item = self.packs.currentItem()
        entry = item.data(SHOWN) if item is not None else None
        return entry.pack if isinstance(entry, model.Shown) else None

    def show_catalogue(self, catalogue: Catalogue, choose: str = "") -> None:
        """Show these packs, and the one with the id `choose`; else the one that was chosen before, or all."""
        before = self.chosen
        wanted = choose or (before.id if before else "")
        self._catalogue = catalogue
        entries = model.entries(catalogue)
        self.packs.clear()
        for entry in entries:
            self.packs.addItem(_item(entry.title, entry.about, entry))
        self.packs.setCurrentRow(next((n for n, e in enumerate(entries) if e.pack and e.pack.id == wanted), 0))

    @Slot()
    def _pack_chosen(self) -> None:
        pack = self.chosen
        previous = self._list
        self._list = QuestionList([pack] if pack else self._catalogue.packs, self)
        self.questions.setModel(self._list)
        self.questions.selectionModel().currentChanged.connect(self._question_chosen)
        previous.deleteLater()
        self._head.setText(model.head(pack))
        for widget in (self._head, self.hand_on):
            widget.setVisible(pack is not None)
        for widget in (self.edit, self.remove):
            widget.setVisible(bool(pack and pack.own))
        self.copy.setVisible(bool(pack and not pack.own))
        self._show_loops(model.loops(pack, self._catalogue))
        self.search_now()

    # ------------------------------------------------------------------ mock loops

    def _show_loops(self, loops: Sequence[model.ShownLoop]) -> None:
        self.loops.clear()
        for loop in loops:
            self.loops.addItem(_item(loop.title, loop.about, loop))
        for widget in (self.loops, self._loops_head):
            widget.setVisible(bool(loops))
        self._fit_soon()

    def _fit_soon(self) -> None:
        """Once the list has its width: titles may need two lines."""
        self._fit_loops()
        QTimer.singleShot(0, self, self._fit_loops)

    @Slot()
    def _fit_loops(self) -> None:
        self.loops.doItemsLayout()
        shown = min(self.loops.count(), max(2, self.height() // A_LOOP_EACH))
        tall = sum(self.loops.sizeHintForRow(row) for row in range(shown))
        self.loops.setFixedHeight(tall + 2 * self.loops.frameWidth() + 2)

    @Slot(QListWidgetItem)
    def _loop_chosen(self, item: QListWidgetItem) -> None:
        self.questions.clearSelection()
        self.detail.show_loop(item.data(SHOWN))

    @Slot()
    def _loop_moved_to(self) -> None:
        if self.loops.hasFocus() and (item := self.loops.currentItem()) is not None:
            self._loop_chosen(item)

    @Slot(QListWidgetItem)
    def _run_loop(self, item: QListWidgetItem) -> None:
        self._loop_chosen(item)
        self.detail.run.click()

    # ------------------------------------------------------------------ questions

    @Slot()
    def search_now(self) -> None:
        """List the questions that hold what is searched for."""
        self._list.find(self.search.text())
        some = bool(self._list.found)
        self._stack.setCurrentIndex(0 if some else 1)
        if some:
            self.questions.setCurrentIndex(self._list.index(0))
            self._question_chosen(self._list.index(0))
        else:
            self.detail.show_question(None)

    def stop(self) -> None:
        """Search no more for what was typed last."""
        self._typed.stop()

    @Slot(QModelIndex)
    def _question_chosen(self, index: QModelIndex) -> None:
        self.loops.clearSelection()
        self.detail.show_question(self._question_at(index))

    def _question_at(self, index: QModelIndex) -> Question | None:
        return self._list.found[index.row()] if 0 <= index.row() < len(self._list.found) else None

    @Slot(QModelIndex)
    def _practise_at(self, index: QModelIndex) -> None:
        if (question := self._question_at(index)) is not None:
            self.detail.practise_asked.emit(question.key)

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(SEARCH)
        self.search.setAccessibleName(SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(720)
        for view, name in ((self.packs, "Packs"), (self.loops, "Mock loops"), (self.questions, "Questions")):
            view.setAccessibleName(name)
            view.setItemDelegate(QuestionDelegate(view))
            view.setResizeMode(QListView.ResizeMode.Adjust)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.packs.setMinimumWidth(PACKS_WIDTH[0])
        self.packs.setMaximumWidth(PACKS_WIDTH[1])
        self.questions.setModel(self._list)
        self.questions.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        nothing = EmptyState("Nothing found", "No question of this pack holds all of these words.")
        for part in (self.questions, nothing):
            self._stack.addWidget(part)
        self.detail.setMaximumWidth(DETAIL_WIDTH)
        actions = row(self.edit, self.copy, self.hand_on, self.remove, None, spacing=SPACE.s)
        middle = column(self._head, actions, self._loops_head, self.loops, self._stack, spacing=SPACE.s)
        middle.setStretch(4, 1)
        body = fill(QHBoxLayout(), [self.packs, middle, self.detail], spacing=SPACE.l, margins=0)
        for place, share in enumerate((5, 7, 6)):
            body.setStretch(place, share)
        fill(QVBoxLayout(self), [self.search, body], spacing=SPACE.m, margins=0).setStretch(1, 1)

    def _connect(self) -> None:
        self._typed.timeout.connect(self.search_now)
        self.search.textChanged.connect(self._search_soon)
        self.search.returnPressed.connect(self.questions.setFocus)
        self.packs.currentRowChanged.connect(self._pack_chosen)
        self.questions.activated.connect(self._practise_at)
        self.questions.clicked.connect(self._question_chosen)  # again, after a loop was looked at
        self.loops.itemClicked.connect(self._loop_chosen)
        self.loops.itemActivated.connect(self._run_loop)
        self.loops.currentRowChanged.connect(self._loop_moved_to)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    @Slot()
    def _search_soon(self) -> None:
        self._typed.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_soon()


def _item(title: str, about: str, shown: object) -> QListWidgetItem:
    made = QListWidgetItem(title)
    made.setData(ABOUT_ROLE, about)
    made.setData(SHOWN, shown)
    made.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {about}")
    return made

"""Packs: the questions there are, searched and read; pack files of one's own brought in and checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rehearse import paths
from rehearse.questions import BadPack, Catalogue, Pack, PackProblem
from rehearse.types import Question
from ui.context import Context
from ui.icons import icon
from ui.places import Place, Route
from ui.tokens import SPACE
from ui.views.packs import model
from ui.views.packs.detail import QuestionDetail
from ui.views.practise.chooser import ABOUT_ROLE, QuestionDelegate, QuestionList
from ui.widgets.basics import Banner, Button, EmptyState, Label, Page, clear, column, fill, row

TYPING_MS = 120
PACKS_WIDTH = 270
MOST_TOLD = 8
SHOWN = Qt.ItemDataRole.UserRole + 1


class PacksView(QWidget):
    """Packs on the left, their questions in the middle, the chosen question in full on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._catalogue = Catalogue(())
        self._told = QVBoxLayout()
        self.search = QLineEdit()
        self.packs = QListWidget()
        self.questions = QListView()
        self._list = QuestionList((), self)
        self._head = Label("", "soft", wrap=True)
        self.detail = QuestionDetail()
        self._stack = QStackedWidget()
        self._lay_out()
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPING_MS)
        self._typed.timeout.connect(self._find)
        self._connect()

    # ------------------------------------------------------------------ a place

    def enter(self, route: Route) -> None:
        self._context.in_background(lambda _: model.read_catalogue(), self._show)
        self.search.setFocus()

    def leave(self) -> None:
        self._typed.stop()

    # ------------------------------------------------------------------ showing

    def _show(self, catalogue: Catalogue) -> None:
        chosen = self._chosen_pack()
        self._catalogue = catalogue
        self.packs.clear()
        for entry in model.entries(catalogue):
            item = QListWidgetItem(entry.title)
            item.setData(ABOUT_ROLE, entry.about)
            item.setData(SHOWN, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {entry.about}")
            self.packs.addItem(item)
            if entry.pack and chosen and entry.pack.id == chosen.id:
                self.packs.setCurrentItem(item)
        if self.packs.currentRow() < 0:
            self.packs.setCurrentRow(0)
        clear(self._told)
        for broken in catalogue.broken:
            self._tell_problems(f"{Path(broken.path).name} cannot be used.", broken.problems)

    def _tell_problems(self, sentence: str, problems: Sequence[PackProblem]) -> None:
        lines = [model.line_of(problem) for problem in problems[:MOST_TOLD]]
        if len(problems) > MOST_TOLD:
            lines.append(f"and {len(problems) - MOST_TOLD} more")
        self._told.addWidget(Banner("\n".join([sentence, *lines]), warn=True, closable=True))

    def _chosen_pack(self) -> Pack | None:
        item = self.packs.currentItem()
        entry = item.data(SHOWN) if item is not None else None
        return entry.pack if isinstance(entry, model.Shown) else None

    @Slot()
    def _pack_chosen(self) -> None:
        pack = self._chosen_pack()
        previous = self._list
        self._list = QuestionList([pack] if pack else self._catalogue.packs, self)
        self.questions.setModel(self._list)
        self.questions.selectionModel().currentChanged.connect(self._question_chosen)
        previous.deleteLater()
        self._head.setText(model.head(pack))
        self._head.setVisible(bool(self._head.text()))
        self._find()

    @Slot()
    def _find(self) -> None:
        self._list.find(self.search.text())
        some = bool(self._list.found)
        self._stack.setCurrentIndex(0 if some else 1)
        if some:
            self.questions.setCurrentIndex(self._list.index(0))
            self._question_chosen(self._list.index(0))
        else:
            self.detail.show_question(None)

    @Slot(QModelIndex)
    def _question_chosen(self, index: QModelIndex) -> None:
        self.detail.show_question(self._question_at(index))

    def _question_at(self, index: QModelIndex) -> Question | None:
        return self._list.found[index.row()] if 0 <= index.row() < len(self._list.found) else None

    # ------------------------------------------------------------------ doing

    @Slot(str)
    def _practise(self, key: str) -> None:
        self._context.go(Route(Place.PRACTISE, question_key=key))

    @Slot(str)
    def _takes(self, key: str) -> None:
        self._context.go(Route(Place.LIBRARY, question_key=key))

    @Slot(QModelIndex)
    def _practise_at(self, index: QModelIndex) -> None:
        if (question := self._question_at(index)) is not None:
            self._practise(question.key)

    @Slot()
    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Import a pack", str(Path.home()), "Question packs (*.toml)")
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, path: Path, *, replace: bool = False) -> None:
        """Check a pack file and copy it among the person's own; what is wrong with it is told line by line."""
        self._context.in_background(
            lambda _: model.bring_in(path, replace=replace), self._brought_in, lambda error: self._refused(path, error)
        )

    def _brought_in(self, pack: Pack) -> None:
        self._context.tell(f"“{pack.title}” is among your packs: {model.about(pack)}.")
        self._context.in_background(lambda _: model.read_catalogue(), self._show)

    def _refused(self, path: Path, error: Exception) -> None:
        if isinstance(error, BadPack):
            self._tell_problems(f"{path.name} was not imported.", error.problems)
        elif isinstance(error, model.Taken):
            banner = Banner(error.message, warn=True, closable=True)
            banner.add_action(Button("Replace it", "small", clicked=lambda: self._replace(path, banner)))
            self._told.addWidget(banner)
        else:
            self._context.tell_error(error)

    def _replace(self, path: Path, banner: Banner) -> None:
        banner.hide()
        banner.deleteLater()
        self.bring_in(path, replace=True)

    @Slot()
    def _open_folder(self) -> None:
        folder = paths.private_dir(paths.own_packs_dir())
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self.search.setPlaceholderText("Search in questions, reasons and follow-ups")
        self.search.setAccessibleName("Search in questions, reasons and follow-ups")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(720)
        self.packs.setAccessibleName("Packs")
        self.packs.setFixedWidth(PACKS_WIDTH)
        self.packs.setItemDelegate(QuestionDelegate(self.packs))
        self.packs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.questions.setAccessibleName("Questions")
        self.questions.setItemDelegate(QuestionDelegate(self.questions))
        self.questions.setModel(self._list)
        self.questions.setResizeMode(QListView.ResizeMode.Adjust)
        self.questions.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.questions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        nothing = EmptyState("Nothing found", "No question of this pack holds all of these words.")
        for part in (self.questions, nothing):
            self._stack.addWidget(part)
        folder = Button("Open folder", clicked=self._open_folder, tip="The folder of your own packs")
        bring = Button("Import a pack…", clicked=self._choose_file)
        middle = column(self._head, self._stack, spacing=SPACE.s)
        middle.setStretch(1, 1)
        body = QHBoxLayout()
        fill(body, [self.packs, middle, self.detail], spacing=SPACE.l, margins=0)
        body.setStretch(1, 5)
        body.setStretch(2, 4)
        top = row(Label("Packs", "heading"), None, folder, bring, spacing=SPACE.s)
        page = Page(top, self._told, self.search, body, spacing=SPACE.m)
        page.body.setStretch(3, 1)
        fill(QVBoxLayout(self), [page], spacing=0, margins=0)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search_soon)
        self.search.returnPressed.connect(self.questions.setFocus)
        self.packs.currentRowChanged.connect(self._pack_chosen)
        self.questions.activated.connect(self._practise_at)
        self.detail.practise_asked.connect(self._practise)
        self.detail.takes_asked.connect(self._takes)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    @Slot()
    def _search_soon(self) -> None:
        self._typed.start()

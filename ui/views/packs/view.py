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
from ui.views.packs import model, own
from ui.views.packs.detail import QuestionDetail
from ui.views.packs.editor import PackEditor
from ui.views.practise.chooser import ABOUT_ROLE, QuestionDelegate, QuestionList
from ui.widgets.basics import Banner, Button, EmptyState, Label, Page, clear, column, fill, row

TYPING_MS = 120
PACKS_WIDTH = (225, 270)
MOST_TOLD = 8
MOST_LOOPS = 2  # rows of the list of loops; more scroll
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
        self.loops, self._loops_head = QListWidget(), Label("Mock loops", "small")
        self._list = QuestionList((), self)
        self._head = Label("", "soft", wrap=True)
        self.detail = QuestionDetail()
        self.edit = Button("Edit", "small", clicked=self._edit_chosen)
        self.copy = Button("Copy to edit", "small", clicked=self._edit_chosen)
        self.hand_on = Button("Export…", "small", clicked=self._choose_target)
        self.remove = Button("Delete", "small", clicked=self.remove_chosen)
        self.editor = PackEditor(context)
        self._stack, self._pages = QStackedWidget(), QStackedWidget()
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
        self.editor.forget()
        self._close_editor()

    def may_leave(self) -> bool:
        """Asks where an edited pack was not saved."""
        return self.editor.may_close()

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
            self._tell_problems(f"{Path(broken.path).name} cannot be used.", broken.problems, Path(broken.path))

    def _tell_problems(self, sentence: str, problems: Sequence[PackProblem], own_file: Path | None = None) -> None:
        lines = [model.line_of(problem) for problem in problems[:MOST_TOLD]]
        if len(problems) > MOST_TOLD:
            lines.append(f"and {len(problems) - MOST_TOLD} more")
        banner = Banner("\n".join([sentence, *lines]), warn=True, closable=True)
        if own_file:
            line = problems[0].line if problems else 1
            banner.add_action(Button("Mend it", "small", clicked=lambda: self.open_editor(own_file, line=line)))
        self._told.addWidget(banner)

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
        for widget in (self._head, self.hand_on):
            widget.setVisible(pack is not None)
        for widget in (self.edit, self.remove):
            widget.setVisible(bool(pack and pack.own))
        self.copy.setVisible(bool(pack and not pack.own))
        self._show_loops(model.loops(pack, self._catalogue))
        self._find()

    def _show_loops(self, loops: Sequence[model.ShownLoop]) -> None:
        self.loops.clear()
        for loop in loops:
            item = QListWidgetItem(loop.title)
            item.setData(ABOUT_ROLE, loop.about)
            item.setData(SHOWN, loop)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{loop.title}, {loop.about}")
            self.loops.addItem(item)
        for widget in (self.loops, self._loops_head):
            widget.setVisible(bool(loops))
        tall = sum(self.loops.sizeHintForRow(row) for row in range(min(len(loops), MOST_LOOPS)))
        self.loops.setFixedHeight(tall + 2 * self.loops.frameWidth() + 2)

    @Slot(QListWidgetItem)
    def _loop_chosen(self, item: QListWidgetItem) -> None:
        self.questions.clearSelection()
        self.detail.show_loop(item.data(SHOWN))

    @Slot()
    def _loop_moved_to(self) -> None:
        if self.loops.hasFocus() and (item := self.loops.currentItem()) is not None:
            self._loop_chosen(item)

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
        self.loops.clearSelection()
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
        self._reload(pack.id)

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

    # ------------------------------------------------------------------ one's own

    def new_pack(self) -> None:
        """Begin a pack from a template."""
        self._open_draft(own.Draft(own.TEMPLATE))

    def _edit_chosen(self) -> None:
        if pack := self._chosen_pack():
            self.open_editor(Path(pack.path), own_file=pack.own)

    def open_editor(self, path: Path, *, line: int = 1, own_file: bool = True) -> None:
        """Edit a pack's file at a line; one that is not the person's own as a copy."""
        self._context.in_background(lambda _: own.draft_of(path, line=line, own=own_file), self._open_draft)

    def _open_draft(self, draft: own.Draft) -> None:
        self._pages.setCurrentWidget(self.editor)
        self.editor.edit(draft)

    @Slot()
    def _close_editor(self) -> None:
        self._pages.setCurrentIndex(0)

    @Slot(object)
    def _kept(self, pack: Pack) -> None:
        self._context.tell(f"“{pack.title}” is saved: {model.about(pack)}.")
        self._reload(pack.id)

    def remove_chosen(self) -> None:
        """Remove an own pack; it can be undone until the notice is closed."""
        pack = self._chosen_pack()
        if pack and pack.own:
            path, title = Path(pack.path), pack.title
            self._context.in_background(lambda _: own.remove(path), lambda held: self._removed(path, title, held))

    def _removed(self, path: Path, title: str, held: bytes) -> None:
        self._reload()
        sentence = f"“{title}” was deleted. Takes that answered its questions stay."
        self._context.tell(sentence, action="Undo", act=lambda: self._bring_back(path, held))

    def _bring_back(self, path: Path, held: bytes) -> None:
        self._context.in_background(lambda _: own.bring_back(path, held), lambda _: self._reload(path.stem))

    @Slot()
    def _choose_target(self) -> None:
        if pack := self._chosen_pack():
            name = str(Path.home() / Path(pack.path).name)
            chosen, _ = QFileDialog.getSaveFileName(self, "Export the pack", name, "Question packs (*.toml)")
            if chosen:
                self.export_to(pack, Path(chosen))

    def export_to(self, pack: Pack, target: Path) -> None:
        """Copy a pack's file, and say where it is."""
        tell = self._context.tell
        self._context.in_background(lambda _: own.hand_on(pack, target), lambda _: tell(f"The pack is in {target}."))

    def _reload(self, choose: str = "") -> None:
        def show(catalogue: Catalogue) -> None:
            self._show(catalogue)
            ids = [pack.id for pack in catalogue.packs]
            if choose in ids:
                self.packs.setCurrentRow(ids.index(choose) + 1)

        self._context.in_background(lambda _: model.read_catalogue(), show)

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
        self.packs.setResizeMode(QListView.ResizeMode.Adjust)
        self.packs.setMinimumWidth(PACKS_WIDTH[0])
        self.packs.setMaximumWidth(PACKS_WIDTH[1])
        self.packs.setItemDelegate(QuestionDelegate(self.packs))
        self.packs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.loops.setAccessibleName("Mock loops")
        self.loops.setItemDelegate(QuestionDelegate(self.loops))
        self.loops.setResizeMode(QListView.ResizeMode.Adjust)
        self.loops.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        new = Button("New pack…", clicked=self.new_pack)
        actions = row(self.edit, self.copy, self.hand_on, self.remove, None, spacing=SPACE.s)
        middle = column(self._head, actions, self._loops_head, self.loops, self._stack, spacing=SPACE.s)
        middle.setStretch(4, 1)
        body = QHBoxLayout()
        fill(body, [self.packs, middle, self.detail], spacing=SPACE.l, margins=0)
        for place, share in enumerate((5, 7, 6)):
            body.setStretch(place, share)
        top = row(Label("Packs", "heading"), None, folder, bring, new, spacing=SPACE.s)
        reading = QWidget()
        fill(QVBoxLayout(reading), [top, self._told, self.search, body], spacing=SPACE.m, margins=0).setStretch(3, 1)
        for page in (reading, self.editor):
            self._pages.addWidget(page)
        fill(QVBoxLayout(self), [Page(self._pages)], spacing=0, margins=0)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search_soon)
        self.search.returnPressed.connect(self.questions.setFocus)
        self.packs.currentRowChanged.connect(self._pack_chosen)
        self.editor.kept.connect(self._kept)
        self.editor.closed.connect(self._close_editor)
        self.questions.activated.connect(self._practise_at)
        self.questions.clicked.connect(self._question_chosen)  # again, after a loop was looked at
        self.loops.itemClicked.connect(self._loop_chosen)
        self.loops.currentRowChanged.connect(self._loop_moved_to)
        self.detail.practise_asked.connect(self._practise)
        self.detail.takes_asked.connect(self._takes)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    @Slot()
    def _search_soon(self) -> None:
        self._typed.start()

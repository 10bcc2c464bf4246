"""Library: every take, found again by what was said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QRegion, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QVBoxLayout, QWidget

from rehearse.store import TakeRow
from rehearse.store.usage import usage
from ui.context import Context
from ui.places import Part, Place, Route
from ui.tokens import SPACE
from ui.views.library import work
from ui.views.library.bar import ActionBar, Header
from ui.views.library.carrying import Carrying
from ui.views.library.delegate import TakeDelegate
from ui.views.library.filters import Query
from ui.views.library.grid import CELL, GridDelegate
from ui.views.library.model import Entry, Shelf, begin, find, found_line, size_line
from ui.views.library.panels import ImportPanel, TagPanel
from ui.views.library.search_bar import SearchBar
from ui.views.library.take_list import ENTRY, TakeList
from ui.widgets.basics import Button, EmptyState, Page, fill

SETTLE_MS = 150
SCREENFUL = 60


class LibraryView(QWidget):
    """The list, what finds takes in it, and what is done with them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._open = False
        self._shelf: Shelf | None = None
        self._asked, self._query = 0, Query()
        self._measured = (0, 0)
        self.header, self.search, self.bar = Header(), SearchBar(), ActionBar()
        self.tags, self.importing = TagPanel(), ImportPanel()
        self.takes = TakeList(self._job_of)
        self.list = Rows()
        self.carrying = Carrying(context, self.importing, self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.refresh)
        self.setAcceptDrops(True)

    # ------------------------------------------------------------------ a place

    def enter(self, route: Route) -> None:
        self._open, self._measured = True, (0, 0)
        if route.competency or route.question_key:
            self.search.ask_for(competency=route.competency, question_key=route.question_key)
        else:
            self.refresh()
        self.list.setFocus()

    def leave(self) -> None:
        self._open = False
        self._soon.stop()

    @Slot()
    def refresh(self) -> None:
        """Look the takes up again, in the background; an answer that came too late is passed over."""
        if not self._open:
            return
        query = self.search.query
        self._asked += 1
        asked = self._asked
        if not self.takes.entries or (query.text and query != self._query):
            self.bar.found.clear()
            self._context.in_background(
                lambda library: begin(library, query, SCREENFUL), lambda entries: self._show_first(entries, asked)
            )
        self._query = query
        self._context.in_background(lambda library: find(library, query), lambda shelf: self._show(shelf, query, asked))

    def _show_first(self, entries: tuple[Entry, ...], asked: int) -> None:
        """What fills the window while the rest is looked up."""
        if asked == self._asked and entries:
            self.takes.show_entries(entries)
            self._choose_again(set(), "")
            self._stack.setCurrentIndex(0)

    def _show(self, shelf: Shelf, query: Query, asked: int) -> None:
        if asked != self._asked:
            return
        self._shelf = shelf
        chosen, current = {row.id for row in self.chosen()}, self._current_id()
        self.takes.show_entries(shelf.entries)
        self._choose_again(chosen, current)
        self.header.show_count(size_line(shelf), some=bool(shelf.count))
        self._measure(shelf)
        self.bar.found.setText(found_line(shelf, query))
        self.search.offer(shelf)
        self._stack.setCurrentIndex(1 if not shelf.count else 2 if not shelf.entries else 0)
        for widget in (self.search, self.bar):
            widget.setVisible(bool(shelf.count))
        self._chosen_changed()

    def _measure(self, shelf: Shelf) -> None:
        """How the disk is shared, where that may be another now: it takes longer than finding takes."""
        measured = shelf.count, shelf.bytes
        if measured != self._measured:
            self._measured = measured
            self._context.in_background(lambda library: usage(library.root), self.header.show_usage, long=True)

    @Slot()
    def _to_storage(self) -> None:
        self._context.go(Route(Place.SETTINGS, part=Part.STORAGE))

    def _current_id(self) -> str:
        entry = self.list.currentIndex().data(ENTRY)
        return entry.row.id if isinstance(entry, Entry) else ""

    def _choose_again(self, chosen: set[str], current: str) -> None:
        """What was chosen before the list came anew; else the newest is where the keys begin."""
        model = self.list.selectionModel()
        lines = sorted(line for take_id in chosen if (line := self.takes.line_of(take_id)) >= 0)
        found = QItemSelection()
        for first, last in stretches(lines):
            found.select(self.takes.index(first), self.takes.index(last))
        model.select(found, model.SelectionFlag.ClearAndSelect)
        line = max(self.takes.line_of(current), 0)
        model.setCurrentIndex(self.takes.index(line), model.SelectionFlag.NoUpdate)

    # ------------------------------------------------------------------ choosing

    def chosen(self) -> tuple[TakeRow, ...]:
        """The chosen takes, in the order of the list."""
        found = self.list.selectionModel().selection()  # its indexes one by one would take a second for all takes
        ranges = [found.at(number) for number in range(found.count())]
        lines = {line for each in ranges for line in range(each.top(), each.bottom() + 1)}
        return tuple(self.takes.entries[line].row for line in sorted(lines) if line < len(self.takes.entries))

    @Slot()
    def _chosen_changed(self) -> None:
        self.bar.choose(self.chosen())

    @Slot(QModelIndex)
    def open_entry(self, index: QModelIndex) -> None:
        """Review a take, at the moment that was found where one was."""
        entry = index.data(ENTRY)
        if isinstance(entry, Entry):
            take_id, word = entry.row.id, entry.word
            if word is None:
                self._context.go(Route(Place.REVIEW, take_id=take_id))
                return
            self._context.in_background(
                lambda library: work.moment_of(library, take_id, word),
                lambda at_s: self._go_to(Route(Place.REVIEW, take_id=take_id, at_s=at_s)),
            )

    def _go_to(self, route: Route) -> None:
        """Unless the person went elsewhere while it was looked up."""
        if self._open:
            self._context.go(route)

    @Slot()
    def _review(self) -> None:
        rows = self.chosen()
        if len(rows) == 1:
            self.open_entry(self.takes.index(self.takes.line_of(rows[0].id)))

    @Slot()
    def _compare(self) -> None:
        rows = self.chosen()
        if len(rows) == 2:
            self._context.go(Route(Place.COMPARE, take_id=rows[1].id, compare_with=rows[0].id))

    @Slot(QPoint)
    def _offer_menu(self, place: QPoint) -> None:
        if self.chosen():
            menu = self.bar.menu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(place))

    # ------------------------------------------------------------------ changing

    @Slot()
    def delete_chosen(self) -> None:
        """Move the chosen takes to the trash, from which they come back until the app closes."""
        ids = tuple(row.id for row in self.chosen())
        if ids:
            for take_id in ids:
                self._context.jobs.cancel(take_id)
            self._context.delete(ids, lambda: self._deleted(ids))

    def _deleted(self, ids: tuple[str, ...]) -> None:
        what = "The take was deleted." if len(ids) == 1 else f"{len(ids)} takes were deleted."
        self._context.takes_changed.emit()
        sentence = f"{what} Until Rehearse closes it can be undone."
        self._context.tell(sentence, action="Undo", act=lambda: self._context.restore(ids))

    @Slot()
    def mark_chosen(self) -> None:
        """Make the chosen takes favourites, or where all of them are, ordinary ones."""
        if rows := self.chosen():
            ids, favourite = tuple(row.id for row in rows), not all(row.favourite for row in rows)
            self._context.in_background(lambda library: work.mark(library, ids, favourite), lambda _: self.refresh())

    @Slot()
    def _ask_tags(self) -> None:
        if rows := self.chosen():
            self.tags.ask(rows)

    @Slot(tuple, tuple, tuple)
    def _retag(self, ids: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]) -> None:
        def done(_: object) -> None:
            for take_id in ids:
                self._context.take_changed.emit(take_id)

        self._context.in_background(lambda library: work.retag(library, ids, before, after), done)

    @Slot()
    def _analyse_again(self) -> None:
        for row in self.chosen():
            self._context.jobs.add(row.id)

    # ------------------------------------------------------------------ in and out

    @Slot()
    def _export(self) -> None:
        self.carrying.export([row.id for row in self.chosen()])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _recordings(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.carrying.ask_question_of(_recordings(event))

    # ------------------------------------------------------------------ pictures and analyses

    @Slot(list)
    def _fetch_pictures(self, ids: list[str]) -> None:
        self._context.in_background(lambda library: work.pictures(library, ids), self.takes.keep_pictures)

    def _job_of(self, take_id: str) -> str:
        state = self._context.jobs.state(take_id)
        if state is None:
            return ""
        return f"analysing, {state.overall * 100:.0f} %" if state.phase == "running" else "waits for its analysis"

    @Slot(str)
    def _take_changed(self, take_id: str) -> None:
        self.takes.forget_picture(take_id)
        self._refresh_soon()

    @Slot()
    def _refresh_soon(self) -> None:
        """Several changes in a row are one."""
        if self._open:
            self._soon.start()

    @Slot(int)
    def _reshape(self, grid: int) -> None:
        """Lines, or pictures side by side; what is chosen and seen stays."""
        index = self.list.currentIndex()
        self.list.setItemDelegate(self._as_grid if grid else self._as_list)
        self.list.setFlow(QListView.Flow.LeftToRight if grid else QListView.Flow.TopToBottom)
        self.list.setWrapping(bool(grid))
        self.list.setGridSize(CELL if grid else QSize())
        self.list.scrollTo(index)

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self.list.setModel(self.takes)
        self._as_list, self._as_grid = TakeDelegate(self.list), GridDelegate(self.list)
        self.list.setItemDelegate(self._as_list)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setAccessibleName("Takes")
        self.list.setProperty("role", "rows")
        for widget in (self.list, self._empty(), self._nothing_found()):
            self._stack.addWidget(widget)
        for widget in (self.search, self.bar, self.carrying.copying):
            widget.hide()
        items = [self.header, self.search, self.bar, self.importing, self.tags, self.carrying.copying, self._stack]
        page = Page(*items, spacing=SPACE.m)
        page.body.setStretch(len(items) - 1, 1)
        fill(QVBoxLayout(self), [page], spacing=0, margins=0)

    def _empty(self) -> QWidget:
        record = Button("Record an answer", "primary", clicked=lambda: self._context.go(Route(Place.PRACTISE)))
        bring = Button("Import a video…", clicked=self.carrying.choose_files)
        sentence = "Every answer you record is kept here, to be found again by what was said. Videos can be dropped in."
        return EmptyState("No takes yet", sentence, record, bring)

    def _nothing_found(self) -> QWidget:
        clear = Button("Show every take", clicked=self._show_all)
        return EmptyState("Nothing found", "No take holds these words and passes these filters.", clear)

    def _show_all(self) -> None:
        self.search.ask_for()

    def _connect(self) -> None:
        self.header.import_asked.connect(self.carrying.choose_files)
        self.header.storage_asked.connect(self._to_storage)
        self.search.changed.connect(self.refresh)
        self.search.shape.chosen.connect(self._reshape)
        self.search.down_asked.connect(self.list.setFocus)
        for signal, act in (
            (self.bar.review_asked, self._review),
            (self.bar.compare_asked, self._compare),
            (self.bar.favourite_asked, self.mark_chosen),
            (self.bar.tag_asked, self._ask_tags),
            (self.bar.report_asked, self._export),
            (self.bar.retry_asked, self._analyse_again),
            (self.bar.delete_asked, self.delete_chosen),
        ):
            signal.connect(act)
        self.tags.chosen.connect(self._retag)
        self.takes.pictures_wanted.connect(self._fetch_pictures)
        self.list.activated.connect(self.open_entry)
        self.list.customContextMenuRequested.connect(self._offer_menu)
        self.list.selectionModel().selectionChanged.connect(self._chosen_changed)
        self._context.takes_changed.connect(self._refresh_soon)
        self._context.take_changed.connect(self._take_changed)
        self._context.jobs.changed.connect(self._refresh_soon)
        self._context.jobs.progressed.connect(self.takes.repaint_take)
        self._key(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._to_search)
        self._key(QKeySequence(QKeySequence.StandardKey.Delete), self.list).activated.connect(self.delete_chosen)
        self._key(QKeySequence(Qt.Key.Key_S), self.list).activated.connect(self.mark_chosen)

    def _key(self, keys: QKeySequence, owner: QWidget) -> QShortcut:
        shortcut = QShortcut(keys, owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    @Slot()
    def _to_search(self) -> None:
        self.search.field.setFocus()
        self.search.field.selectAll()


class Rows(QListView):
    """The takes; a change of what is chosen draws all that is seen anew, not line by line for ten thousand."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())


def stretches(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Rising numbers as (first, last) of those that follow each other."""
    found: list[tuple[int, int]] = []
    for line in lines:
        if found and found[-1][1] == line - 1:
            found[-1] = found[-1][0], line
        else:
            found.append((line, line))
    return found


def _recordings(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if work.is_recording(path)]

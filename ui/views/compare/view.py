"""Two takes of one question side by side: both pictures, the figures, the story."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QMargins, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from rehearse.errors import NotFoundError, RehearseError
from ui.context import Context
from ui.places import Place, Route
from ui.tokens import SPACE
from ui.views.compare.model import Comparison, read_comparison
from ui.views.compare.side import SidePanel
from ui.views.compare.tables import figure_table, story_table
from ui.views.review.clamped import Clamped
from ui.views.review.model import GONE
from ui.widgets.basics import Button, Card, EmptyState, Label, clear, fill, scrolling


class CompareView(QWidget):
    """`Route.take_id` is the first take, `Route.compare_with` the second. One plays at a time; Space plays it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._turn = 0
        self._ids = ("", "")
        self.shown: Comparison | None = None
        self.sides = (SidePanel("First"), SidePanel("Second"))
        self._last = 0
        self.title = Clamped("", "heading")
        self.note = Label("", "soft", wrap=True)
        self._tables = QVBoxLayout()
        self._tables.setSpacing(SPACE.l)
        self._empty = QVBoxLayout()
        self._content = self._make_content()
        self._page = scrolling(self._content)
        fill(QVBoxLayout(self), [self._page, self._empty], spacing=0, margins=0)
        self._connect()

    def _make_content(self) -> QWidget:
        made, panels = QWidget(), QWidget()
        halves = fill(QHBoxLayout(panels), self.sides, spacing=SPACE.l, margins=0)
        halves.setStretch(0, 1)
        halves.setStretch(1, 1)
        items = [self.title, self.note, panels, self._tables, None]
        fill(QVBoxLayout(made), items, spacing=SPACE.l, margins=QMargins(26, 22, 26, 22))
        return made

    def _connect(self) -> None:
        first, second = self.sides
        first.playing_started.connect(self._first_plays)
        second.playing_started.connect(self._second_plays)
        first.take_chosen.connect(self._choose_first)
        second.take_chosen.connect(self._choose_second)
        for side in self.sides:
            side.review_asked.connect(self._review)
        self._context.take_changed.connect(self._changed_elsewhere)
        self._space = QShortcut(QKeySequence(Qt.Key.Key_Space), self)
        self._space.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._space.activated.connect(self._toggle)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    # ------------------------------------------------------------------ coming and going

    def enter(self, route: Route) -> None:
        """Show the two takes of the route."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.verticalScrollBar().setValue(0)
        self._open(route.take_id, route.compare_with)

    def leave(self) -> None:
        """Stop both and let go of the files."""
        self._turn += 1
        self.shown = None
        for side in self.sides:
            side.unload()

    def _open(self, first: str, second: str) -> None:
        self._turn += 1
        turn, self._ids = self._turn, (first, second)
        now = datetime.now().astimezone()

        def done(found: Comparison) -> None:
            if turn == self._turn:
                self._show(found)

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self._not_opened(error)

        self._context.in_background(lambda library: read_comparison(library, first, second, now=now), done, failed)

    # ------------------------------------------------------------------ showing

    def _show(self, found: Comparison) -> None:
        self.shown = found
        clear(self._empty)
        self._page.show()
        self.title.say(found.title)
        self.note.setText(found.note)
        self.note.setVisible(bool(found.note))
        both = (found.first, found.second)
        for side, panel, other in zip(both, self.sides, reversed(both), strict=True):
            panel.show_side(side, found.choices, other.stored.take.id)
        self._show_tables(found)

    def _show_tables(self, found: Comparison) -> None:
        clear(self._tables)
        names = (found.first.name, found.second.name)
        if found.figures:
            self._tables.addWidget(Card(Label("Numbers", "title"), figure_table(found.figures, names), spacing=SPACE.m))
        if found.elements:
            jumps = (self.sides[0].jump, self.sides[1].jump)
            table = story_table(found.elements, names, jumps)
            self._tables.addWidget(Card(Label("Story", "title"), table, spacing=SPACE.m))

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, RehearseError):
            raise error
        clear(self._empty)
        self._page.hide()
        sentence = GONE if isinstance(error, NotFoundError) else f"{error.message} {error.hint}".strip()
        library = Button("Open the library", "primary", clicked=self._to_library)
        self._empty.addWidget(EmptyState("These takes cannot be compared", sentence, library))

    @Slot(str)
    def _changed_elsewhere(self, take_id: str) -> None:
        """One of the two was analysed meanwhile."""
        if self.shown is not None and take_id in self._ids:
            self._open(*self._ids)

    # ------------------------------------------------------------------ acting

    @Slot()
    def _first_plays(self) -> None:
        self._last = 0
        self.sides[1].player.pause()

    @Slot()
    def _second_plays(self) -> None:
        self._last = 1
        self.sides[0].player.pause()

    @Slot()
    def _toggle(self) -> None:
        """Space: the one that played last."""
        self.sides[self._last].player.toggle()

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._space.setEnabled(not isinstance(now, QAbstractButton))  # on a button Space presses it

    @Slot(str)
    def _choose_first(self, take_id: str) -> None:
        self._open(take_id, self._ids[1])

    @Slot(str)
    def _choose_second(self, take_id: str) -> None:
        self._open(self._ids[0], take_id)

    @Slot(str)
    def _review(self, take_id: str) -> None:
        self._context.go(Route(Place.REVIEW, take_id=take_id))

    def _to_library(self) -> None:
        self._context.go(Route(Place.LIBRARY))

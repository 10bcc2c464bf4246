"""Stories: what the takes tell, one story beside the other; and which competencies lack one."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.places import Place, Route
from ui.tokens import SPACE
from ui.views.practise.chooser import ABOUT_ROLE, QuestionDelegate
from ui.views.stories import model
from ui.views.stories.coverage import CoverageTable
from ui.views.stories.detail import StoryDetail
from ui.views.stories.model import SaidRow, Shelf, StoryPage
from ui.views.today.stories import sentence_case
from ui.widgets.basics import Button, Choice, EmptyState, Label, Page, clear, fill, row

LIST_WIDTH = 320
NOTHING = (
    "A story is what several answers may tell. Once you have recorded one, it stands here with all of its tellings."
)


class StoriesView(QWidget):
    """The list on the left, the chosen story on the right; or the table of competencies."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shelf = self._shown = Shelf((), ())
        self._competency = ""
        self.tabs = Choice(("Stories", "Competencies"), "tab", name="Show")
        self.stories = QListWidget()
        self.detail = StoryDetail()
        self.coverage = CoverageTable()
        self.only = Button("", "chip", clicked=self._show_every, name="Show the stories of every competency")
        self._sentence = Label("", "soft")
        self._gap = QVBoxLayout()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ a place

    def enter(self, route: Route) -> None:
        self._competency = route.competency
        if route.competency:
            self.tabs.choose(0)
        self._reload()
        self.stories.setFocus()

    def leave(self) -> None:
        self.detail.menu.close()

    def _reload(self) -> None:
        today = date.today()
        self._context.in_background(lambda library: model.gather(library, today=today), self._show)

    # ------------------------------------------------------------------ showing

    @property
    def shelf(self) -> Shelf:
        return self._shelf

    def _show(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._show_part()

    def _show_part(self) -> None:
        """List what serves the competency that was asked for, or everything."""
        chosen = self._chosen()
        shown = self._shown = model.only(self._shelf, self._competency)
        self._sentence.setText(model.only_line(self._competency, shown) if self._competency else shown.sentence)
        self.only.setText(f"{sentence_case(self._competency)}  ×")
        self.only.setVisible(bool(self._competency and self._shelf.stories))
        self.coverage.show_shelf(shown)
        self._show_gap()
        self.stories.clear()
        for story in shown.stories:
            self.stories.addItem(_item(story))
        kept = next(
            (n for n, story in enumerate(shown.stories) if chosen and set(story.take_ids) & set(chosen.take_ids)), 0
        )
        self.stories.setCurrentRow(kept if shown.stories else -1)
        self._turn()

    def _show_gap(self) -> None:
        """What stands where no story serves the competency."""
        clear(self._gap)
        if not self._competency or self._shown.stories:
            return
        key = next((row.question_key for row in self._shown.coverage), "")
        tell = [Button("Tell one", "primary", clicked=partial(self._practise, key))] if key else []
        every = Button("Every story", clicked=self._show_every)
        title = f"No story serves {self._competency.lower()} yet"
        self._gap.addWidget(EmptyState(title, "It stands here once an answer tells one.", *tell, every))

    @Slot()
    def _show_every(self) -> None:
        self._competency = ""
        self._show_part()
        self.stories.setFocus()

    @Slot(str)
    def show_only(self, competency: str) -> None:
        """Show the stories that serve one competency."""
        self._competency = competency
        self.tabs.choose(0)
        self._show_part()
        self.stories.setFocus()

    def _chosen(self) -> StoryPage | None:
        place = self.stories.currentRow()
        return self._shown.stories[place] if 0 <= place < len(self._shown.stories) else None

    @Slot()
    def _choose(self) -> None:
        story = self._chosen()
        if story is not None:
            self.detail.show_story(story, self._shelf)

    @Slot()
    def _turn(self) -> None:
        """Show the part that is chosen; without a story there is nothing to list."""
        if self.tabs.index == 1:
            self._stack.setCurrentIndex(1)
        elif self._shown.stories:
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentIndex(3 if self._shelf.stories else 2)

    # ------------------------------------------------------------------ doing

    @Slot(str)
    def _rename(self, name: str) -> None:
        story = self.detail.story
        if story is not None:
            ids = story.take_ids
            self._change(lambda library: model.rename(library, ids, name))

    @Slot(str, object)
    def _move(self, take_id: str, to: StoryPage | None) -> None:
        story, own = self.detail.story, model.name_of_its_own(self._shelf)
        if story is None:
            return
        if to is None:
            self._change(lambda library: model.move(library, take_id, story, own))
        else:
            self._change(lambda library: model.join(library, take_id, story, to))

    def _change(self, work: model.Change) -> None:
        self._context.in_background(work, lambda _: self._reload())

    @Slot(str)
    def _review(self, take_id: str) -> None:
        self._context.go(Route(Place.REVIEW, take_id=take_id))

    @Slot(object)
    def _play(self, said: SaidRow) -> None:
        def found(at: float | None) -> None:
            self._context.go(Route(Place.REVIEW, take_id=said.take_id, at_s=at))

        self._context.in_background(lambda library: model.time_of(library, said), found)

    @Slot(str)
    def _practise(self, question_key: str) -> None:
        self._context.go(Route(Place.PRACTISE, question_key=question_key))

    @Slot()
    def _begin(self) -> None:
        self._context.go(Route(Place.TODAY))

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self.stories.setAccessibleName("Stories")
        self.stories.setFixedWidth(LIST_WIDTH)
        self.stories.setItemDelegate(QuestionDelegate(self.stories))
        self.stories.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        both = QWidget()
        box = fill(QHBoxLayout(both), [self.stories, self.detail], spacing=SPACE.l, margins=0)
        box.setStretch(1, 1)
        nothing = EmptyState("No story yet", NOTHING, Button("Today's question", "primary", clicked=self._begin))
        gap = QWidget()
        fill(QVBoxLayout(gap), [self._gap], spacing=0, margins=0)
        for part in (both, self.coverage, nothing, gap):
            self._stack.addWidget(part)
        self.only.hide()
        self.tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        choices = row(self.tabs, self.only, None, spacing=SPACE.l)
        page = Page(row(Label("Stories", "heading"), None, self._sentence), choices, self._stack, spacing=SPACE.m)
        page.body.setStretch(2, 1)
        fill(QVBoxLayout(self), [page], spacing=0, margins=0)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._turn)
        self.stories.currentRowChanged.connect(self._choose)
        self.detail.renamed.connect(self._rename)
        self.detail.moved.connect(self._move)
        self.detail.take_asked.connect(self._review)
        self.detail.moment_asked.connect(self._play)
        self.coverage.practise_asked.connect(self._practise)
        self.coverage.stories_asked.connect(self.show_only)
        self._context.takes_changed.connect(self._stale)

    @Slot()
    def _stale(self) -> None:
        if self.isVisible():
            self._reload()


def _item(story: StoryPage) -> QListWidgetItem:
    item = QListWidgetItem(story.name)
    item.setData(ABOUT_ROLE, story.about)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{story.name}, {story.about}")
    return item

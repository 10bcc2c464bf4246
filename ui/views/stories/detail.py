"""One story in full: its name, how it stands, what changed between tellings, and every telling."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from ui.tokens import SPACE
from ui.views.stories.model import DriftRow, SaidRow, Shelf, StoryPage, TellingRow
from ui.widgets.basics import Button, Card, Item, Label, clear, column, fill, line, row, scrolling
from ui.widgets.level_chip import level_chip

MEASURE = 720  # pixels of text that read well
MENU_WIDTH = 420


class StoryDetail(Card):
    """Signals
    -------
    renamed(str) : the story shall be called so; "" for a name found by what is said.
    moved(str, object) : that take tells another story, a `StoryPage`; None for one of its own.
    take_asked(str) : review a take.
    moment_asked(object) : review the take of a `SaidRow` from where it is said.
    """

    renamed = Signal(str)
    moved = Signal(str, object)
    take_asked = Signal(str)
    moment_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.m)
        self._shelf = Shelf((), ())
        self._story: StoryPage | None = None
        self.name = QLineEdit()
        self.name.setAccessibleName("The story's name")
        self.name.setPlaceholderText("Give it a name")
        self.name.setMaxLength(120)
        self.name.setMaximumWidth(MEASURE)
        self.name.editingFinished.connect(self._rename)
        self._body = QVBoxLayout()
        inner = QWidget()
        fill(QVBoxLayout(inner), [self._body, None], spacing=0, margins=0)
        self.body.addWidget(self.name)
        self.body.addWidget(scrolling(inner), 1)
        self.menu = QMenu(self)

    @property
    def story(self) -> StoryPage | None:
        return self._story

    def show_story(self, story: StoryPage, shelf: Shelf) -> None:
        if story == self._story and shelf == self._shelf:
            return
        self._story, self._shelf = story, shelf
        self.name.setText(story.name)
        self.name.setCursorPosition(0)
        clear(self._body)
        self._body.setSpacing(SPACE.l)
        self._body.addWidget(self._head(story))
        if story.drift:
            self._body.addWidget(self._part(story.drift_title, *map(self._drift, story.drift)))
        self._body.addWidget(self._part("Every telling", *map(self._telling, story.tellings)))

    # ------------------------------------------------------------------ parts

    def _head(self, story: StoryPage) -> QWidget:
        made = QWidget()
        named = "" if story.named else " The name is taken from what you said; change it to keep these takes together."
        marks = [level_chip(level, name) for name, level in story.marks]
        serves = f"Serves {', '.join(story.competencies).lower()}." if story.competencies else ""
        lines: list[Item] = [Label(f"{story.about}.{named}", "soft", wrap=True), row(*marks, None, spacing=SPACE.xs)]
        lines += [Label(text, "soft", wrap=True) for text in (serves,) if text]
        lines += [Label(text, wrap=True) for text in story.notes]
        for each in lines:
            if isinstance(each, Label):
                each.setMaximumWidth(MEASURE)
        fill(QVBoxLayout(made), lines, spacing=SPACE.s, margins=0)
        return made

    def _part(self, title: str, *rows: QWidget) -> QWidget:
        made = QWidget()
        items: list[QWidget] = [Label(title, "title")]
        for each in rows:
            items += [line(), each]
        fill(QVBoxLayout(made), items, spacing=SPACE.s, margins=0)
        return made

    def _drift(self, drift: DriftRow) -> QWidget:
        made = QWidget()
        box = row(self._said(drift.before), self._said(drift.after), spacing=SPACE.l)
        box.setStretch(0, 1)
        box.setStretch(1, 1)
        fill(QVBoxLayout(made), [box], spacing=0, margins=0)
        return made

    def _said(self, said: SaidRow) -> QWidget:
        made = QWidget()
        jump = Button(
            f"{said.when}: {said.words}", "link", clicked=partial(self.moment_asked.emit, said),
            name=f"{said.when}, {said.words}: play it",
        )  # fmt: skip
        fill(QVBoxLayout(made), [jump, Label(f"“… {said.quote} …”", "soft", wrap=True), None], spacing=2, margins=0)
        return made

    def _telling(self, telling: TellingRow) -> QWidget:
        made = QWidget()
        open_it = Button(
            telling.when, "link", clicked=partial(self.take_asked.emit, telling.take_id),
            name=f"Review the take of {telling.when}: {telling.question}",
        )  # fmt: skip
        other = Button("Another story…", "small", name=f"The take of {telling.when} tells another story")
        other.clicked.connect(partial(self._offer, telling.take_id, other))
        text = column(Label(telling.question, wrap=True), Label(telling.marks, "small", wrap=True), spacing=2)
        open_it.setFixedWidth(110)
        box = row(column(open_it, None, spacing=0), text, column(other, None, spacing=0), spacing=SPACE.m)
        box.setStretch(1, 1)
        fill(QVBoxLayout(made), [box], spacing=0, margins=0)
        return made

    # ------------------------------------------------------------------ doing

    @Slot()
    def _rename(self) -> None:
        name = " ".join(self.name.text().split())
        if self._story is not None and name != self._story.name:
            self.renamed.emit(name)

    def _offer(self, take_id: str, button: Button) -> None:
        self.fill_menu(take_id)
        self.menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def fill_menu(self, take_id: str) -> None:
        """Offer the stories that the take may tell instead."""
        self.menu.clear()
        others = [story for story in self._shelf.stories if story != self._story]
        for story in others:
            self._action(story.name, take_id, story)
        if others:
            self.menu.addSeparator()
        own = self._action("A story of its own", take_id, None)
        own.setEnabled(self._story is not None and len(self._story.tellings) > 1)

    def _action(self, text: str, take_id: str, story: StoryPage | None) -> QAction:
        shown = self.menu.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, MENU_WIDTH)
        action = QAction(shown.replace("&", "&&"), self.menu)
        action.triggered.connect(lambda: self.moved.emit(take_id, story))
        self.menu.addAction(action)
        return action

"""What stands above the list: search, filters, and what can be done with the chosen takes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from rehearse.store import TakeRow
from ui.icons import icon
from ui.tokens import SPACE
from ui.views.library.filters import STORIES, TIMES, WORDS, Query
from ui.views.library.model import Shelf, comparable, has_recording
from ui.widgets.basics import Button, Choice, Label, fill, row, set_role
from ui.widgets.flow import Flow

TYPING_MS = 180
CHIP_HEIGHT = 33  # as high as the choices beside it


class SearchBar(QWidget):
    """Search and filters.

    Signals
    -------
    changed() : `query` is another one now.
    down_asked() : go to the list.
    """

    changed = Signal()
    down_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._question_key = ""
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search in what was said, asked and noted")
        self.field.setAccessibleName("Search in what was said, asked and noted")
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.setMaximumWidth(720)
        self.competency, self.tag = _combo("Every competency"), _combo("Every tag")
        self.when, self.story = _choices("When", TIMES), _choices("Story", STORIES)
        self.words = _choices("How the words were recognised", WORDS)
        self.favourite = _switch("Favourites", "Takes marked as favourites, with S")
        self.problems = _switch("With problems", "Takes that cannot be read, or whose analysis failed")
        self.one_question = Button("", "chip", clicked=self._every_question, name="Show the takes of every question")
        self.one_question.hide()
        self.none = Button("Clear", "small", clicked=self.ask_for, name="Clear search and filters")
        self.shape = Choice(["List", "Grid"], name="How takes are shown")
        line = row(self.field, self.none, None, self.shape, spacing=SPACE.s)
        line.setStretch(0, 100)
        self._combos = (self.when, self.competency, self.story, self.words, self.tag)
        self._switches = (self.favourite, self.problems)
        chips = Flow(spacing=SPACE.s)
        for widget in (self.favourite, *self._combos, self.problems, self.one_question):
            chips.addWidget(widget)
        fill(QVBoxLayout(self), [line, chips], spacing=SPACE.s, margins=0)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPING_MS)
        self._typed.timeout.connect(self.changed)
        self.field.textChanged.connect(self._soon)
        self.field.returnPressed.connect(self.down_asked)
        for combo in self._combos:
            combo.currentIndexChanged.connect(self._chosen)
        for switch in self._switches:
            switch.toggled.connect(self._chosen)
        self.none.setEnabled(False)

    @property
    def query(self) -> Query:
        return Query(
            text=self.field.text().strip(),
            question_key=self._question_key,
            competency=self.competency.currentData() or "",
            tag=self.tag.currentData() or "",
            problems=self.problems.isChecked(),
            favourite=self.favourite.isChecked(),
            back=TIMES[self.when.currentIndex()][1],
            story=STORIES[self.story.currentIndex()][1],
            rough=WORDS[self.words.currentIndex()][1],
        )

    def ask_for(self, *, competency: str = "", question_key: str = "") -> None:
        """Show the takes of one competency or one question, and drop every other filter."""
        blockers = [QSignalBlocker(each) for each in (self.field, *self._combos, *self._switches)]
        self.clear()
        if competency:
            index = self.competency.findData(competency, flags=Qt.MatchFlag.MatchFixedString)
            if index < 0:
                self.competency.addItem(competency, competency)
            self.competency.setCurrentIndex(index if index >= 0 else self.competency.count() - 1)
        self._question_key = question_key
        self.one_question.setVisible(bool(question_key))
        self.one_question.setText("One question  ×")
        del blockers
        self._chosen()

    def clear(self) -> None:
        self._question_key = ""
        self.one_question.hide()
        self.field.clear()
        for combo in self._combos:
            combo.setCurrentIndex(0)
        for switch in self._switches:
            switch.setChecked(False)

    def offer(self, shelf: Shelf) -> None:
        """Choices that the library holds; what was chosen stays chosen."""
        _refill(self.competency, shelf.competencies)
        _refill(self.tag, shelf.tags)

    @Slot()
    def _soon(self) -> None:
        self.none.setEnabled(self.query.asks)
        self._typed.start()

    @Slot()
    def _chosen(self) -> None:
        """What filters is marked; what does not is quiet."""
        for combo in self._combos:
            set_role(combo, "chosen" if combo.currentIndex() else "")
        self.none.setEnabled(self.query.asks)
        self.changed.emit()

    @Slot()
    def _every_question(self) -> None:
        self._question_key = ""
        self.one_question.hide()
        self.field.setFocus()
        self._chosen()


def _combo(everything: str) -> QComboBox:
    made = QComboBox()
    made.addItem(everything, "")
    made.setAccessibleName(everything)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMaximumWidth(220)
    return made


def _choices(name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
    made = QComboBox()
    made.addItems([label for label, _ in choices])
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMaximumWidth(190)
    return made


def _switch(text: str, tip: str) -> QPushButton:
    """A chip that is on or off."""
    made = QPushButton(text)
    made.setProperty("role", "segment")
    made.setCheckable(True)
    made.setFixedHeight(CHIP_HEIGHT)
    made.setToolTip(tip)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def _refill(combo: QComboBox, names: Sequence[str]) -> None:
    if [combo.itemData(line) for line in range(1, combo.count())] == list(names):
        return
    blocker = QSignalBlocker(combo)
    chosen = combo.currentData()
    while combo.count() > 1:
        combo.removeItem(1)
    for name in names:
        combo.addItem(name[:1].upper() + name[1:], name)
    found = combo.findData(chosen, flags=Qt.MatchFlag.MatchFixedString) if chosen else 0
    if chosen and found < 0:
        combo.addItem(chosen, chosen)
        found = combo.count() - 1
    combo.setCurrentIndex(found)
    del blocker


class ActionBar(QWidget):
    """What can be done with the chosen takes; `menu` offers the same at the pointer.

    Signals
    -------
    review_asked(), compare_asked(), favourite_asked(), tag_asked(), report_asked(), retry_asked(), delete_asked()
    """

    review_asked = Signal()
    compare_asked = Signal()
    favourite_asked = Signal()
    tag_asked = Signal()
    report_asked = Signal()
    retry_asked = Signal()
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.found = Label("", "soft")
        self.actions_by_name: dict[str, QAction] = {}
        self._buttons: dict[str, Button] = {}
        for name, signal in (
            ("Review", self.review_asked),
            ("Compare", self.compare_asked),
            ("Favourite", self.favourite_asked),
            ("Tag…", self.tag_asked),
            ("Export report…", self.report_asked),
            ("Analyse again", self.retry_asked),
            ("Delete", self.delete_asked),
        ):
            action = QAction(name, self)
            action.triggered.connect(signal)
            self.actions_by_name[name] = action
            self._buttons[name] = Button(name, "small", clicked=action.trigger)
        fill(QHBoxLayout(self), [*self._buttons.values(), None, self.found], spacing=SPACE.s, margins=0)
        self.choose(())

    def choose(self, rows: Sequence[TakeRow]) -> None:
        """These takes are chosen: what cannot be done with them is off, and its tip says why."""
        some, one = bool(rows), len(rows) == 1
        analysed = some and all(row.analysed for row in rows)
        why_not = comparable(rows)
        self._set("Review", one, "Choose one take" if not one else "Enter")
        self._set("Compare", not why_not, why_not)
        self._set("Favourite", some, "S" if some else "Choose a take first")
        named = "Not a favourite" if some and all(row.favourite for row in rows) else "Favourite"
        self.actions_by_name["Favourite"].setText(named)
        self._buttons["Favourite"].setText(named)
        self._set("Tag…", some, "" if some else "Choose a take first")
        self._set("Export report…", analysed, "" if analysed else "Choose takes that are analysed")
        here = all(has_recording(row) for row in rows)
        again = "Choose a take first" if not some else "" if here else "Of one of these the video was removed"
        self._set("Analyse again", some and here, again)
        self._set("Delete", some, "Delete" if some else "Choose a take first")

    def menu(self, parent: QWidget) -> QMenu:
        made = QMenu(parent)
        made.addActions(list(self.actions_by_name.values()))
        return made

    def _set(self, name: str, on: bool, tip: str) -> None:
        self.actions_by_name[name].setEnabled(on)
        self._buttons[name].setEnabled(on)
        self._buttons[name].setToolTip(tip)


class Header(QWidget):
    """The place's name, how large the library is, and the way in for a video.

    Signals
    -------
    import_asked()
    """

    import_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.size_line = Label("", "soft")
        title = QVBoxLayout()
        fill(title, [Label("Library", "heading"), self.size_line], spacing=2, margins=0)
        bring = Button("Import a video…", clicked=self.import_asked.emit)
        fill(QHBoxLayout(self), [title, None, bring], spacing=SPACE.m, margins=0)

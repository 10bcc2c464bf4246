"""What finds takes: the search and the filters, all of which combine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.tokens import SPACE
from ui.views.library.dates import DayPanel
from ui.views.library.filters import BETWEEN, STORIES, TIMES, WORDS, Days, Query, days_line
from ui.views.library.model import Shelf
from ui.widgets.basics import Button, Choice, fill, row, set_role
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
        self._days: Days | None = None
        self._back = 0
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
        self.when.addItem(BETWEEN)
        self.between = Button("", "chip", clicked=self._any_day, name="Show the takes of any day")
        self.between.hide()
        for chip in (self.between, self.one_question):
            chip.setFixedHeight(CHIP_HEIGHT)
        self.days = DayPanel()
        self.none = Button("Clear", "small", clicked=self.ask_for, name="Clear search and filters")
        self.shape = Choice(["List", "Grid"], name="How takes are shown")
        line = row(self.field, self.none, None, self.shape, spacing=SPACE.s)
        line.setStretch(0, 100)
        self._combos = (self.when, self.competency, self.story, self.words, self.tag)
        self._switches = (self.favourite, self.problems)
        chips = Flow(spacing=SPACE.s)
        for widget in (self.favourite, *self._combos, self.problems, self.between, self.one_question):
            chips.addWidget(widget)
        fill(QVBoxLayout(self), [line, chips, self.days], spacing=SPACE.s, margins=0)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPING_MS)
        self._typed.timeout.connect(self.changed)
        self.field.textChanged.connect(self._soon)
        self.field.returnPressed.connect(self.down_asked)
        self.when.currentIndexChanged.connect(self._when_chosen)
        self.days.chosen.connect(self.choose_days)
        self.days.closed.connect(self.when.setFocus)
        for combo in self._combos[1:]:
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
            days=self._days,
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
        self._show_days(None)
        self.days.hide()
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

    @Slot(int)
    def _when_chosen(self, index: int) -> None:
        """A ready-made range takes the place of the free one; the last entry asks for a free one."""
        if index == len(TIMES):
            blocker = QSignalBlocker(self.when)
            self.when.setCurrentIndex(self._back)
            del blocker
            self.days.ask(self._days)
            return
        self._show_days(None)
        self._chosen()

    @Slot(object, object)
    def choose_days(self, first: date, last: date) -> None:
        """Show the takes of these days alone, both included."""
        blocker = QSignalBlocker(self.when)
        self.when.setCurrentIndex(0)
        del blocker
        self._show_days((first, last))
        self._chosen()

    def _show_days(self, days: Days | None) -> None:
        self._days = days
        self.between.setVisible(days is not None)
        self.between.setText(f"{days_line(*days)}  ×" if days else "")

    @Slot()
    def _any_day(self) -> None:
        self._show_days(None)
        self.when.setFocus()
        self._chosen()

    @Slot()
    def _soon(self) -> None:
        self.none.setEnabled(self.query.asks)
        self._typed.start()

    @Slot()
    def _chosen(self) -> None:
        """What filters is marked; what does not is quiet."""
        self._back = self.when.currentIndex()
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

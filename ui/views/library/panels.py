"""Small panels that open above the list: tags for what is chosen, and the question of a video brought in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from rehearse.store import TakeRow
from rehearse.types import Question
from ui.tokens import SPACE
from ui.views.library.model import common_tags, parse_tags
from ui.widgets.basics import Button, Card, Label, row

NO_QUESTION = "No question"


class Panel(Card):
    """A card that Esc closes.

    Signals
    -------
    closed() : it was closed, by a choice or without one.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.s, margins=SPACE.m)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def close_panel(self) -> None:
        self.hide()
        self.closed.emit()


class TagPanel(Panel):
    """Change the tags that the chosen takes have in common.

    Signals
    -------
    chosen(tuple, tuple, tuple) : ids, the tags in common before, and after.
    """

    chosen = Signal(tuple, tuple, tuple)

    def __init__(self) -> None:
        super().__init__()
        self._ids: tuple[str, ...] = ()
        self._before: tuple[str, ...] = ()
        self._label = Label("", "soft")
        self.field = QLineEdit()
        self.field.setPlaceholderText("courage, second round")
        self.field.setAccessibleName("Tags, divided by commas")
        self.field.returnPressed.connect(self._keep)
        keep = Button("Keep", "primary", clicked=self._keep)
        self.body.addLayout(row(self._label, self.field, keep, Button("Cancel", clicked=self.close_panel)))

    def ask(self, rows: Sequence[TakeRow]) -> None:
        self._ids, self._before = tuple(each.id for each in rows), common_tags(rows)
        self._label.setText("Tags of this take" if len(rows) == 1 else f"Tags that these {len(rows)} have in common")
        self.field.setText(", ".join(self._before))
        self.show()
        self.field.setFocus()

    def _keep(self) -> None:
        self.chosen.emit(self._ids, self._before, parse_tags(self.field.text()))
        self.close_panel()


class ImportPanel(Panel):
    """Which question the videos brought in answer, if any.

    Signals
    -------
    chosen(tuple, object) : paths, and the Question or None.
    """

    chosen = Signal(tuple, object)

    def __init__(self) -> None:
        super().__init__()
        self._paths: tuple[Path, ...] = ()
        self._questions: tuple[Question, ...] = ()
        self._label = Label("", "strong", wrap=True)
        self.question = QComboBox()
        self.question.setEditable(True)
        self.question.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.question.setAccessibleName("The question it answers")
        self.question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.question.setMinimumContentsLength(30)
        bring = Button("Import", "primary", clicked=self._keep)
        hint = Label("It is copied; the file itself stays where it is.", "small", wrap=True)
        self.body.addWidget(self._label)
        line = row(self.question, bring, Button("Cancel", clicked=self.close_panel))
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.body.addWidget(hint)

    def ask(self, paths: Sequence[Path], questions: Sequence[Question]) -> None:
        self._paths, self._questions = tuple(paths), tuple(questions)
        what = paths[0].name if len(paths) == 1 else f"these {len(paths)} recordings"
        self._label.setText(f"Which question does {what} answer?")
        self.question.clear()
        self.question.addItems([NO_QUESTION, *(question.text for question in questions)])
        completer = QCompleter(self.question.model(), self.question)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.question.setCompleter(completer)
        self.show()
        self.question.setFocus()

    def _keep(self) -> None:
        index = self.question.findText(self.question.currentText(), Qt.MatchFlag.MatchExactly)
        self.chosen.emit(self._paths, self._questions[index - 1] if index > 0 else None)
        self.close_panel()

"""A small quiet table of words: a header line, hairlines between rows, some of its cells links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.tokens import SPACE
from ui.widgets.basics import Button, Label, clear, line


@dataclass(frozen=True)
class Cell:
    """One cell. `role` is a label's; `clicked` makes it a link, `name` is what a screen reader says of it.

    `wrap` lets it be as narrow as its longest word.
    """

    text: str
    role: str = ""
    clicked: Callable[[], object] | None = None
    name: str = ""
    wrap: bool = False


class WordGrid(QWidget):
    """Few rows of short words. For long tables use a QTableView."""

    def __init__(self, *, name: str = "", spacing: int = SPACE.l) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(spacing)
        self._grid.setVerticalSpacing(3)

    def fill(self, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show these rows instead of what was there."""
        clear(self._grid)
        for column in range(len(headers), self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for column, text in enumerate(headers):
            self._grid.addWidget(Label(text, "faint-small"), 0, column)
            self._grid.setColumnStretch(column, 3 if column == 0 else 2)
        for index, cells in enumerate(rows):
            self._grid.addWidget(line(), 2 * index + 1, 0, 1, max(len(headers), 1))
            for column, cell in enumerate(cells):
                self._grid.addWidget(_widget(cell), 2 * index + 2, column, Qt.AlignmentFlag.AlignVCenter)


def _widget(cell: Cell) -> QWidget:
    if cell.clicked is not None:
        return Button(cell.text, "cell-link", clicked=cell.clicked, name=cell.name)
    made = Label(cell.text, cell.role, wrap=cell.wrap)
    if cell.name:
        made.setAccessibleName(cell.name)
    return made

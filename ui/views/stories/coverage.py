"""Competencies and the stories that serve them; each gap leads to a question."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.tokens import SPACE
from ui.views.stories.model import CoverRow, Shelf
from ui.widgets.basics import Card, Label, fill, scrolling
from ui.widgets.grid import Cell, WordGrid

HEADERS = ("", "told", "by", "")


class CoverageTable(Card):
    """Signals
    -------
    practise_asked(str) : answer the question with this key.
    stories_asked(str) : show the stories of this competency.
    """

    practise_asked = Signal(str)
    stories_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.m)
        self._grid = WordGrid(name="Stories by competency", spacing=SPACE.xl)
        inner = QWidget()
        fill(QVBoxLayout(inner), [self._grid, None], spacing=0, margins=0)
        aim = "Two stories for each competency: an interviewer who asks twice hears something new."
        self.body.addWidget(Label(aim, "soft", wrap=True))
        self.body.addWidget(scrolling(inner), 1)

    def show_shelf(self, shelf: Shelf) -> None:
        self._grid.fill(HEADERS, [self._row(row) for row in shelf.coverage])

    def _row(self, row: CoverRow) -> list[Cell]:
        name = Cell(row.competency)
        if row.stories:
            show = partial(self.stories_asked.emit, row.competency)
            name = Cell(row.competency, clicked=show, name=f"{row.competency}: show its stories")
        told = Cell(f"{len(row.stories)} of {row.aim}", "warn" if not row.stories else "")
        by = Cell("; ".join(row.stories), "soft", wrap=True)
        if not row.lacking or not row.question_key:
            return [name, told, by, Cell("")]
        ask = partial(self.practise_asked.emit, row.question_key)
        return [name, told, by, Cell("Tell one", clicked=ask, name=f"{row.competency}: tell a story")]

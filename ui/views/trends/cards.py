"""One card for each figure, and one for the story."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy

from ui.tokens import SPACE
from ui.turns import Turns
from ui.views.trends.figures import Figure
from ui.views.trends.looks import Look
from ui.views.trends.story import StoryTable
from ui.widgets.basics import Card, Choice, Label, chip, row
from ui.widgets.charts.chart import Chart
from ui.widgets.grid import Cell, WordGrid

LEAST_HEIGHT, MOST_HEIGHT = 250, 620
WHOLE = 4  # so many columns have room for "clear 4 of 4" in one line
ELEMENTS = ("Decision", "Trade-off", "Cost", "Result")
COST = 2


def share_alike(card: Card) -> None:
    """Every card as wide as its neighbour, whatever is in it."""
    card.setMinimumHeight(LEAST_HEIGHT)
    card.setMaximumHeight(MOST_HEIGHT)
    card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)


class FigureCard(Card):
    """The newest figure, the chart, and what changed."""

    def __init__(self, look: Look, turns: Turns) -> None:
        super().__init__(spacing=SPACE.s)
        share_alike(self)
        self._figure, self._unit = Label("", "figure"), Label("", "small")
        self._rough = chip("rough", "chip-quiet")
        self.chart = Chart(name=look.title, turns=turns)
        self._sentence, self._notes = Label("", "soft", wrap=True), Label("", "small", wrap=True)
        head = row(Label(look.title, "title"), self._rough, None, self._figure, self._unit, spacing=6)
        head.setAlignment(self._unit, Qt.AlignmentFlag.AlignBottom)
        self._unit.setContentsMargins(0, 0, 0, 4)
        self.body.addLayout(head)
        self.body.addWidget(self.chart, 1)
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._notes)

    def show_figure(self, figure: Figure) -> None:
        self._rough.setVisible(figure.rough)
        self.chart.show_data(figure.chart)
        self._figure.setText(figure.figure)
        self._unit.setText(figure.unit)
        self._sentence.setText(figure.sentence)
        self._notes.setText(" ".join(figure.notes))
        self._notes.setVisible(bool(self._notes.text()))


class StoryCard(Card):
    """Which elements were told when: one as a chart, all of them in words."""

    def __init__(self, turns: Turns) -> None:
        super().__init__(spacing=SPACE.m)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._table: StoryTable | None = None
        self.element = Choice(ELEMENTS, name="Element of the story")
        self.element.choose(COST)
        self.element.chosen.connect(self._show_chart)
        self.chart = Chart(name="Story, cost", turns=turns)
        self.chart.setMinimumHeight(150)
        self._grid = WordGrid(name="Story, by day", spacing=SPACE.s)
        self._wins = Label("", "warn", wrap=True)
        self._change, self._sentence = Label("", "small", wrap=True), Label("", "soft", wrap=True)
        self.body.addLayout(row(Label("Story", "title"), Label("clear, % of the answers", "small"), None, self.element))
        self.body.addWidget(self.chart, 1)
        for widget in (self._change, self._grid, self._sentence, self._wins):
            self.body.addWidget(widget)

    def show_table(self, table: StoryTable) -> None:
        self._table = table
        rows = [
            [
                Cell(label),
                *(Cell(text, "warn" if text == "not heard" else "", wrap=len(cells) > WHOLE) for text in cells),
            ]
            for label, cells in table.rows
        ]
        self._grid.fill(("", *table.columns), rows)
        self._sentence.setText(table.sentence)
        self._wins.setText(table.wins)
        self._wins.setVisible(bool(table.wins))
        self._show_chart()

    @Slot()
    def _show_chart(self) -> None:
        if self._table and self._table.charts:
            shown = self._table.charts[self.element.index]
            self.chart.setAccessibleName(f"Story, {shown.title.lower()}")
            self.chart.show_data(shown.chart)
            self._change.setText(shown.change)
        for widget in (self.chart, self._change, self.element):
            widget.setVisible(bool(self._table and self._table.told))

"""What Trends shows while there is too little for charts: the figures there are, and what is needed for more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.places import Place, Route
from ui.tokens import SPACE
from ui.views.trends.figures import Figure
from ui.views.trends.looks import advice_text, of_span, span_label
from ui.views.trends.model import Trends
from ui.widgets.basics import Button, Card, EmptyState, Label, clear, fill, row
from ui.widgets.grid import Cell, WordGrid

NEEDED = (
    "Charts begin with answers on a second day. From three answers on, a change can be told from the ordinary spread"
    " between one answer and the next."
)
WIDEST = 760


class FewFigures(QWidget):
    """The figures of the only day in a table; each opens the take it comes from.

    Signals
    -------
    opened(str) : review the take with this id.
    went(Route) : go to another place.
    """

    opened = Signal(str)
    went = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", "title", wrap=True)
        self._grid = WordGrid(name="Figures so far")
        self._story = Label("", "soft", wrap=True)
        record = Button("Record an answer", "primary", clicked=lambda: self.went.emit(Route(Place.PRACTISE)))
        card = Card(
            *(self._title, Label(NEEDED, "soft", wrap=True), SPACE.s, self._grid, SPACE.s, self._story),
            row(record, None),
            spacing=SPACE.s,
        )
        card.setMaximumWidth(WIDEST)
        line = row(card, None)
        line.setStretch(0, 100)
        fill(QVBoxLayout(self), [line, None], spacing=0, margins=0)

    def show_trends(self, trends: Trends) -> None:
        told = [figure for figure in trends.figures if figure.chart.points]
        self._title.setText(_title(trends.span))
        self._grid.fill(("", "figure", "", "general advice"), [self._cells(figure) for figure in told])
        self._story.setText(f"Story. {trends.story.sentence}" if trends.story.told else "")
        self._story.setVisible(trends.story.told)

    def _cells(self, figure: Figure) -> list[Cell]:
        opens = partial(self.opened.emit, figure.chart.points[-1].key)
        name = f"{figure.title}: {figure.figure} {figure.unit}; review the answer"
        rough = ", rough" if figure.rough else ""
        return [
            Cell(figure.title, clicked=opens, name=name),
            Cell(figure.figure, "strong"),
            Cell(f"{figure.unit}{rough}", "soft", wrap=True),
            Cell(advice_text(figure.chart.band, figure.key), "soft"),
        ]


def _title(span: int) -> str:
    return f"Answers on one day, of the last {span}" if span else "Answers on one day so far"


class NothingInThese(QWidget):
    """There are figures, but of days that lie further back.

    Signals
    -------
    span_asked(int) : show this many days.
    went(Route) : go to another place.
    """

    span_asked = Signal(int)
    went = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._box = fill(QVBoxLayout(self), [], spacing=0, margins=0)

    def show_trends(self, trends: Trends) -> None:
        clear(self._box)
        span = trends.wider
        record = Button("Record an answer", "primary" if span is None else "", clicked=self._record)
        actions = [record]
        if span is not None:
            wider = partial(self.span_asked.emit, span)
            actions.insert(0, Button(f"Show {span_label(span).lower()}", "primary", clicked=wider))
        title = f"No answer {of_span(trends.span).replace('of', 'in', 1)}" if trends.span else "No figures so far"
        self._box.addWidget(EmptyState(title, _last(trends), *actions))

    def _record(self) -> None:
        self.went.emit(Route(Place.PRACTISE))


def _last(trends: Trends) -> str:
    if trends.newest is None:
        return "What was measured so far could not be told with confidence."
    on = f"{trends.newest.day} {trends.newest:%B %Y}"
    return f"The last one with figures was on {on}. Everything measured stays in the library."

"""Trends: what changed over days, and whether anybody could hear or see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from rehearse.store import Library
from ui.context import Context
from ui.places import Place, Route
from ui.tokens import SPACE
from ui.turns import Turns
from ui.views.trends.cards import FigureCard, StoryCard
from ui.views.trends.few import FewFigures, NothingInThese
from ui.views.trends.figures import GUESS_LOOKS, Figure, missing_line
from ui.views.trends.looks import LOOKS, SPANS, Per, span_label
from ui.views.trends.model import GUESS_LEGEND, LEGEND, State, Trends, gather
from ui.views.trends.sheet import SheetView
from ui.widgets.basics import Button, Choice, EmptyState, Label, Page, fill, row, scrolling

SETTLE_MS = 150
DRAWS = "pyqtgraph"
TWO_COLUMNS_FROM, THREE_COLUMNS_FROM = 900, 1700
KINDS = {"Table (*.csv)": ".csv", "Picture (*.png)": ".png", "Drawing (*.svg)": ".svg"}


class TrendsView(QWidget):
    """A card for each figure, and one for the story; the same as a table."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.turns = Turns(self)
        self._open = False
        self._trends: Trends | None = None
        self.span = Choice([span_label(span) for span in SPANS], name="How many days")
        self.each = Choice(["By day", "By take"], name="A point for each day or each take")
        self.week = Button("Your week", clicked=self._go_to_week)
        self.as_table = Button("Show as table", clicked=self._toggle_table)
        self.export = Button("Export…", clicked=self._choose_file)
        self.cards = {key: FigureCard(look, self.turns) for key, look in LOOKS.items()}
        self.guesses = {key: FigureCard(look, self.turns) for key, look in GUESS_LOOKS.items()}
        self.story = StoryCard(self.turns)
        self._shown: list[QWidget] = [*self.cards.values()]
        self._guessed: list[QWidget] = [*self.guesses.values()]
        self.few, self.outside = FewFigures(), NothingInThese()
        self.table = SheetView()
        self._missing, self._legend = Label("", "small", wrap=True), Label(LEGEND, "small", wrap=True)
        self._guess_head = Label("Your guesses", "title")
        self._guess_legend = Label(GUESS_LEGEND, "small", wrap=True)
        self._stack, self._grid = QStackedWidget(), QGridLayout()
        self._guess_grid = QGridLayout()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.refresh)
        self.span.chosen.connect(self.refresh)
        self.each.chosen.connect(self.refresh)
        context.takes_changed.connect(self._refresh_soon)
        context.take_changed.connect(self._refresh_soon)
        for card in (*self.cards.values(), *self.guesses.values()):
            card.chart.opened.connect(self._review)
        self.story.chart.opened.connect(self._review)
        self.table.opened.connect(self._review)
        self.few.opened.connect(self._review)
        self.few.went.connect(context.go)
        self.outside.went.connect(context.go)
        self.outside.span_asked.connect(self._choose_span)

    # ------------------------------------------------------------------ a place

    def enter(self, route: Route) -> None:
        self._open = True
        self.refresh()
        self.span.buttons[self.span.index].setFocus()

    def leave(self) -> None:
        self._open = False
        self._soon.stop()

    @Slot()
    def refresh(self) -> None:
        """Reckon everything anew, in the background."""
        if self._open:
            today, days, per = _today(), SPANS[self.span.index], self._per

            def work(library: Library) -> Trends:
                import_module(DRAWS)  # takes half a second, and the charts need it next
                return gather(library, today=today, days=days, per=per)

            self._context.in_background(work, self._show)

    @property
    def _per(self) -> Per:
        return "take" if self.each.index else "day"

    # ------------------------------------------------------------------ showing

    def _show(self, trends: Trends) -> None:
        if (trends.span, trends.per) != (SPANS[self.span.index], self._per):
            return
        self._trends = trends
        self._shown = _fill_cards(self.cards, {f.key: f for f in trends.figures if f.chart.points})
        self._guessed = _fill_cards(self.guesses, {f.key: f for f in trends.guesses})
        self._guess_head.setVisible(bool(self._guessed))
        self._guess_legend.setVisible(bool(self._guessed))
        self.story.show_table(trends.story)
        self._missing.setText(missing_line(trends.figures, trends.span))
        self._missing.setVisible(bool(self._missing.text()))
        self.few.show_trends(trends)
        self.outside.show_trends(trends)
        if self._tabled:
            self.table.sheet.show_table(trends.table())
        self._arrange()
        self._show_state(trends.state)

    def _show_state(self, state: State) -> None:
        charts = state == "charts"
        tabled = charts and self._tabled
        self._stack.setCurrentWidget(self.table if tabled else self._pages[state])
        self.span.setVisible(state != "empty")
        self.each.setVisible(charts)
        self.week.setVisible(state != "empty")
        self.as_table.setVisible(charts)
        self.export.setVisible(charts or state == "few")

    @Slot(int)
    def _choose_span(self, days: int) -> None:
        self.span.choose(SPANS.index(days))
        self.span.buttons[self.span.index].setFocus()
        self.refresh()

    @property
    def _tabled(self) -> bool:
        return self.as_table.text() == "Show as charts"

    def _toggle_table(self) -> None:
        self.as_table.setText("Show as table" if self._tabled else "Show as charts")
        self.as_table.setAccessibleName(self.as_table.text())
        if self._trends:
            self._show(self._trends)

    # ------------------------------------------------------------------ doing

    @Slot(str)
    def _review(self, take_id: str) -> None:
        if take_id:
            self._context.go(Route(Place.REVIEW, take_id=take_id))

    @Slot()
    def _go_to_week(self) -> None:
        self._context.go(Route(Place.WEEK))

    @Slot()
    def _choose_file(self) -> None:
        name = str(Path.home() / f"rehearse-trends-{_today()}.csv")
        chosen, kind = QFileDialog.getSaveFileName(self, "Export the figures", name, ";;".join(KINDS))
        if chosen:
            path = Path(chosen)
            self.write(path if path.suffix.lower() in KINDS.values() else path.with_name(path.name + KINDS[kind]))

    def write(self, path: Path) -> None:
        """Write the days that are shown to `path` and say so; its ending says as what."""
        trends, ending = self._trends, path.suffix.lower()
        if trends is None:
            return
        if ending == ".csv":
            self._write(path, trends.csv)
            return
        from ui.views.trends.picture import Drawing

        drawing = Drawing(trends, ending)
        self.turns.put_each(drawing.pieces(), lambda: self._write(path, drawing.data))

    def _write(self, path: Path, made: Callable[[], str | bytes]) -> None:
        """In the background."""

        def work(_: Library) -> None:
            from rehearse.export.files import write_export

            write_export(path, made(), force=True)

        self._context.in_background(work, lambda _: self._context.tell(f"The figures are in {path}."))

    @Slot()
    def _refresh_soon(self) -> None:
        """Several changes in a row are one."""
        if self._open:
            self._soon.start()

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        record = Button("Record an answer", "primary", clicked=lambda: self._context.go(Route(Place.PRACTISE)))
        empty = EmptyState(
            "Nothing to hold against anything yet",
            "After answers on two days their figures stand here; after three takes a change can be told from chance.",
            record,
        )
        charts = QWidget()
        self._grid.setSpacing(SPACE.l)
        self._guess_grid.setSpacing(SPACE.l)
        fill(
            QVBoxLayout(charts),
            [
                *(self._grid, self._missing, self._legend, self.story, SPACE.m),
                *(self._guess_head, self._guess_grid, self._guess_legend, None),
            ],
            spacing=SPACE.m,
            margins=0,
        ).setStretch(0, 100)
        self._arrange()
        few, area = scrolling(self.few), scrolling(charts)
        self._pages: dict[State, QWidget] = {"empty": empty, "outside": self.outside, "few": few, "charts": area}
        for part in (*self._pages.values(), self.table):
            self._stack.addWidget(part)
        head = row(Label("Trends", "heading"), None, self.week, self.as_table, self.export)
        choices = row(self.span, SPACE.l, self.each, None)
        for widget in (self.span, self.each, self.week, self.as_table, self.export):
            widget.hide()
        page = Page(head, choices, self._stack)
        page.body.setStretch(2, 1)
        fill(QVBoxLayout(self), [page], spacing=0, margins=0)

    def _arrange(self) -> None:
        columns = self._columns = columns_for(self.width())
        for grid, cards in ((self._grid, self._shown), (self._guess_grid, self._guessed)):
            for index, card in enumerate(cards):
                grid.addWidget(card, index // columns, index % columns)
            for column in range(3):
                grid.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if columns_for(event.size().width()) != self._columns:
            self._arrange()


def _fill_cards(cards: Mapping[str, FigureCard], figures: Mapping[str, Figure]) -> list[QWidget]:
    """Show what there is and hide the rest; returns the cards that are shown."""
    for key, card in cards.items():
        card.setVisible(key in figures)
        if key in figures:
            card.show_figure(figures[key])
    return [card for key, card in cards.items() if key in figures]


def columns_for(width: int) -> int:
    """How many cards stand side by side."""
    return 1 if width < TWO_COLUMNS_FROM else 2 if width < THREE_COLUMNS_FROM else 3


def _today() -> date:
    return datetime.now().astimezone().date()

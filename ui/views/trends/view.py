"""Trends: what changed over days, and whether anybody could hear or see it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QGridLayout,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rehearse.store import Library
from ui.context import Context
from ui.places import Place, Route
from ui.tokens import SPACE
from ui.views.trends.cards import FigureCard, StoryCard
from ui.views.trends.few import FewFigures, NothingInThese
from ui.views.trends.model import LEGEND, LOOKS, SPANS, State, Trends, gather, missing_line, table, to_csv, told_days
from ui.widgets.basics import Button, Choice, EmptyState, Label, Page, fill, row, scrolling

SETTLE_MS = 150
TWO_COLUMNS_FROM, THREE_COLUMNS_FROM = 900, 1700
KINDS = {"Table (*.csv)": ".csv", "Picture (*.png)": ".png", "Drawing (*.svg)": ".svg"}


class TrendsView(QWidget):
    """A card for each figure, and one for the story; the same as a table."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._open = False
        self._trends: Trends | None = None
        self.span = Choice([f"{days} days" for days in SPANS], name="How many days")
        self.as_table = Button("Show as table", clicked=self._toggle_table)
        self.export = Button("Export…", clicked=self._choose_file)
        self.week = Button("Your week", clicked=lambda: context.go(Route(Place.WEEK)))
        self.cards = {key: FigureCard(look) for key, look in LOOKS.items()}
        self.story = StoryCard()
        self._shown: list[QWidget] = [*self.cards.values(), self.story]
        self.few, self.outside = FewFigures(), NothingInThese()
        self.table = QTableWidget()
        self._missing = Label("", "small", wrap=True)
        self._stack, self._grid = QStackedWidget(), QGridLayout()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.refresh)
        self.span.chosen.connect(self.refresh)
        context.takes_changed.connect(self._refresh_soon)
        context.take_changed.connect(self._refresh_soon)
        for card in self.cards.values():
            card.chart.opened.connect(self._review)
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
            today, days = _today(), SPANS[self.span.index]
            self._context.in_background(lambda library: gather(library, today=today, days=days), self._show)

    # ------------------------------------------------------------------ showing

    def _show(self, trends: Trends) -> None:
        if trends.days != SPANS[self.span.index]:
            return
        self._trends = trends
        figures = {figure.key: figure for figure in trends.figures if figure.chart.points}
        for key, card in self.cards.items():
            card.setVisible(key in figures)
            if key in figures:
                card.show_figure(figures[key])
        self._shown = [*(card for key, card in self.cards.items() if key in figures), self.story]
        self.story.show_table(trends.story)
        self._missing.setText(missing_line(trends.figures, trends.days))
        self._missing.setVisible(bool(self._missing.text()))
        self.few.show_trends(trends)
        self.outside.show_trends(trends)
        self._fill_table(trends)
        self._arrange()
        self._show_state(trends.state)

    def _show_state(self, state: State) -> None:
        charts = state == "charts"
        tabled = charts and self._tabled
        self._stack.setCurrentWidget(self.table if tabled else self._pages[state])
        self.span.setVisible(state != "empty")
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

    def _fill_table(self, trends: Trends) -> None:
        headers, rows = table(trends)
        self.table.setColumnCount(len(headers))
        self.table.setRowCount(len(rows))
        self.table.setHorizontalHeaderLabels(list(headers))
        for line, cells in enumerate(rows):
            for column, text in enumerate(cells):
                self.table.setItem(line, column, QTableWidgetItem(text))

    # ------------------------------------------------------------------ doing

    @Slot(str)
    def _review(self, take_id: str) -> None:
        if take_id:
            self._context.go(Route(Place.REVIEW, take_id=take_id))

    @Slot()
    def _choose_file(self) -> None:
        name = str(Path.home() / f"rehearse-trends-{_today()}.csv")
        chosen, kind = QFileDialog.getSaveFileName(self, "Export the figures", name, ";;".join(KINDS))
        if chosen:
            path = Path(chosen)
            self.write(path if path.suffix.lower() in KINDS.values() else path.with_name(path.name + KINDS[kind]))

    def write(self, path: Path) -> None:
        """Write the days that are shown to `path`, in the background, and say so; its ending says as what."""
        trends = self._trends
        if trends is None:
            return

        def work(_: Library) -> None:
            from rehearse.export.files import write_export

            write_export(path, _as_file(trends, path.suffix.lower()), force=True)

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
        items = [self._grid, self._missing, Label(LEGEND, "small", wrap=True), None]
        fill(QVBoxLayout(charts), items, spacing=SPACE.m, margins=0).setStretch(0, 100)
        self._arrange()
        self._lay_out_table()
        few, area = scrolling(self.few), scrolling(charts)
        self._pages: dict[State, QWidget] = {"empty": empty, "outside": self.outside, "few": few, "charts": area}
        for part in (*self._pages.values(), self.table):
            self._stack.addWidget(part)
        head = row(Label("Trends", "heading"), self.span, None, self.week, self.as_table, self.export)
        for widget in (self.span, self.week, self.as_table, self.export):
            widget.hide()
        page = Page(head, self._stack)
        page.body.setStretch(1, 1)
        fill(QVBoxLayout(self), [page], spacing=0, margins=0)

    def _lay_out_table(self) -> None:
        self.table.setAccessibleName("Figures by day")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(self.table.horizontalHeader().defaultAlignment().AlignLeft)
        self.table.cellActivated.connect(self._review_row)

    @Slot(int, int)
    def _review_row(self, line: int, _: int) -> None:
        trends = self._trends
        if trends is None:
            return
        back = (trends.today - told_days(trends)[line]).days
        points = [p for figure in trends.figures for p in figure.chart.points if p.day == trends.days - 1 - back]
        if points:
            self._review(points[0].key)

    def _arrange(self) -> None:
        columns = self._columns = columns_for(self.width())
        for index, card in enumerate(self._shown):
            self._grid.addWidget(card, index // columns, index % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if columns_for(event.size().width()) != self._columns:
            self._arrange()


def _as_file(trends: Trends, ending: str) -> str | bytes:
    """The sheet as a file with this ending holds it; drawn in the background, for it takes a while."""
    from ui.views.trends import picture

    if ending == ".csv":
        return to_csv(trends.trends, trends.today, trends.days)
    return picture.to_svg(trends) if ending == ".svg" else picture.to_png(trends)


def columns_for(width: int) -> int:
    """How many cards stand side by side."""
    return 1 if width < TWO_COLUMNS_FROM else 2 if width < THREE_COLUMNS_FROM else 3


def _today() -> date:
    return datetime.now().astimezone().date()

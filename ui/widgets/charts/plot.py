"""A chart as pyqtgraph draws it: axes, advice, baseline, lines, errors and dots, and no tools to change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from rehearse.export.wording import number
from ui.theme import color
from ui.tokens import Tokens
from ui.widgets.charts.data import ChartData, Point, joined

LEFT, RIGHT, TOP, BOTTOM = 38, 16, 10, 22
OUTSIDE = 16  # as far a label may reach beyond its axis
LABEL_PX = 11
ROOM = 0.1  # above and below what is shown
TICKS = 1.6  # times as many as pyqtgraph would write at this size
# from so many days on dots are smaller, and then errors are left to the read-out
DENSE_FROM, CROWDED_FROM = 40, 200
SIZES = (8.0, 5.2, 3.2)
LARGER = 5.0  # the dot that is read out

Values = np.ndarray[Any, np.dtype[np.float64]]


class Plot(pg.GraphicsView):
    """Draws one `ChartData` in the colours of `tokens`; takes neither focus nor the pointer."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(background=None)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.viewport().setAutoFillBackground(False)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # it would keep the other theme's background
        self.setAntialiasing(True)
        self._tokens, self._data = tokens, ChartData(7)
        # Neither PlotItem nor PlotWidget: both make menus, buttons and a form of settings for each chart.
        self._view = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._view.setFlag(self._view.GraphicsItemFlag.ItemClipsChildrenToShape, False)  # dots at the edge stay whole
        self._values, self._days = _Values("left", linkView=self._view), pg.AxisItem("bottom", linkView=self._view)
        self._band = pg.LinearRegionItem(orientation="horizontal", movable=False, pen=pg.mkPen(None))
        self._baseline = pg.InfiniteLine(angle=0)
        self._switches = pg.PlotCurveItem()
        self._errors, self._lines = pg.ErrorBarItem(), pg.PlotCurveItem(antialias=True)
        self._dots, self._hollow, self._read = (pg.ScatterPlotItem(antialias=True) for _ in range(3))
        self._lay_out()

    def _lay_out(self) -> None:
        self.centralLayout.setContentsMargins(0, TOP, RIGHT, 0)
        self.centralLayout.setSpacing(0)
        font = QFont(self.font())
        font.setPixelSize(LABEL_PX)
        for axis in (self._values, self._days):
            axis.setStyle(tickFont=font, tickLength=0, tickAlpha=255, maxTickLevel=0, autoExpandTextSpace=False)
            axis.setPen(None)
            axis.setZValue(-200)  # the grid behind what stands on it
        self._values.setWidth(LEFT)
        self._values.setGrid(255)
        self._values.setTickDensity(TICKS)
        self._days.setHeight(BOTTOM)
        self._days.setStyle(hideOverlappingLabels=OUTSIDE, tickTextOffset=5, tickAlpha=0)
        for item, line, at in ((self._values, 0, 0), (self._view, 0, 1), (self._days, 1, 1)):
            self.centralLayout.addItem(item, line, at)
        items = self._band, self._baseline, self._switches, self._errors, self._lines, self._hollow, self._dots
        for depth, item in enumerate((*items, self._read)):
            item.setZValue(depth)
            self._view.addItem(item, ignoreBounds=True)

    # ------------------------------------------------------------------ showing

    def show_data(self, data: ChartData, tokens: Tokens | None = None) -> None:
        """Draw `data`, from now on in the colours of `tokens` if there are any."""
        self._data, self._tokens = data, tokens or self._tokens
        self._show_axes()
        self._show_advice()
        self._show_lines()
        self._show_dots()
        self.read_out(None)

    def read_out(self, point: Point | None) -> None:
        """Enlarge the dot of a point."""
        self._read.setVisible(point is not None)
        if point:
            inner = color(self._tokens.faint) if point.apart else self._ink
            around = pg.mkPen(self._tokens.panel, width=1.5)
            self._read.setData([point.day], [point.value], brush=inner, pen=around, size=self._size + LARGER)

    def paint(self, painter: QPainter, box: QRectF) -> None:
        """Draw on other paper, in vectors where it takes them; the widget need not be shown."""
        self.resize(QSize(round(box.width()), round(box.height())))
        self.resizeEvent(None)  # a hidden widget is not told
        for item in (self._dots, self._hollow):
            item.setExportMode(True, {"antialias": True})
        self.render(painter, box, self.rect())

    @property
    def _ink(self) -> QColor:
        return color(getattr(self._tokens, self._data.ink))

    @property
    def _size(self) -> float:
        days = self._data.days
        return SIZES[0] if days < DENSE_FROM else SIZES[1] if days < CROWDED_FROM else SIZES[2]

    def _show_axes(self) -> None:
        data, (low, high) = self._data, self._data.reach
        self._view.setLimits(yMin=data.floor, yMax=data.ceiling)
        self._view.setRange(xRange=(-0.5, data.days - 0.5), padding=0)
        self._view.setRange(yRange=(low, high), padding=ROOM)
        self._values.setVisible(bool(data.points))
        self._days.setTicks([[(day, label) for day, label in data.ticks]])
        self._values.setTickPen(color(self._tokens.line))
        for axis in (self._values, self._days):
            axis.setTextPen(color(self._tokens.faint))

    def _show_advice(self) -> None:
        data, (bottom, top) = self._data, self._view.viewRange()[1]
        low, high = data.band or (None, None)
        self._band.setBrush(color(self._tokens.accent, 0.13))
        self._band.setRegion((bottom if low is None else max(low, bottom), top if high is None else min(high, top)))
        self._band.setVisible(bool(data.band and data.points))
        self._baseline.setPen(_dashed(color(self._tokens.soft)))
        self._baseline.setValue(data.baseline or 0.0)
        self._baseline.setVisible(data.baseline is not None and bool(data.points))

    def _show_lines(self) -> None:
        """Lines between neighbours, errors, and upright ones where another recogniser began."""
        data, own, crowded = self._data, self._data.own, self._data.days >= CROWDED_FROM
        days = _array([point.day for point in own])
        leads_on = np.array(joined(own, data.joined), dtype=np.int32)
        pen = pg.mkPen(self._ink, width=1.0 if crowded else 1.6)
        self._lines.setData(days, _array([point.value for point in own]), connect=leads_on, pen=pen)
        self._show_errors([] if crowded else [point for point in own if point.error])
        height = self._view.viewRange()[1]
        at = np.repeat(_array(data.switches) - 0.5, 2)
        pen = pg.mkPen(self._tokens.faint, style=Qt.PenStyle.DotLine)
        self._switches.setVisible(bool(data.switches))
        self._switches.setData(at, _array(height * len(data.switches)), connect="pairs", pen=pen)

    def _show_errors(self, points: Sequence[Point]) -> None:
        """Never beyond what the measure can be."""
        errors, values = _array([point.error or 0.0 for point in points]), _array([point.value for point in points])
        low = -np.inf if self._data.floor is None else self._data.floor
        high = np.inf if self._data.ceiling is None else self._data.ceiling
        down, up = np.minimum(errors, values - low), np.minimum(errors, high - values)
        pen = pg.mkPen(self._ink, width=1.2 if self._data.days < DENSE_FROM else 0.8)
        self._errors.setData(x=_array([point.day for point in points]), y=values, bottom=down, top=up, pen=pen)
        self._errors.setVisible(bool(points))

    def _show_dots(self) -> None:
        """Those of other recognisers hollow."""
        soft, panel = pg.mkPen(self._tokens.soft, width=1.0), color(self._tokens.panel)
        apart = [point for point in self._data.points if point.apart]
        for item, points, pen, brush in (
            (self._dots, self._data.own, None, self._ink),
            (self._hollow, apart, soft, panel),
        ):
            days, values = _array([point.day for point in points]), _array([point.value for point in points])
            item.setData(days, values, size=self._size, pen=pg.mkPen(pen), brush=pg.mkBrush(brush))

    # ------------------------------------------------------------------ where things stand

    def place(self, day: float, value: float = 0.0) -> QPointF:
        """Where a day and a value stand, in pixels of this widget."""
        place: QPointF = self._view.mapViewToScene(QPointF(day, value))
        return place

    def day_at(self, x: float) -> float:
        """The day, in part days, at so many pixels from the left."""
        day: float = self._view.mapSceneToView(QPointF(x, 0.0)).x()
        return day


class _Values(pg.AxisItem):
    """Values as they are written everywhere else."""

    def boundingRect(self) -> QRectF:
        """With room for the label at each end."""
        box: QRectF = super().boundingRect()
        return box.adjusted(0, -OUTSIDE / 2, 0, OUTSIDE / 2)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [number(value) for value in values]


def _array(values: Sequence[float]) -> Values:
    return np.asarray(values, dtype=np.float64)


def _dashed(ink: QColor) -> QPen:
    pen: QPen = pg.mkPen(ink, width=1.2)
    pen.setDashPattern([4, 4])
    return pen

"""The marks of the timeline as a list: the same, for the keyboard and for screen readers."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rehearse.export.wording import clock
from rehearse.types import Analysis
from ui.theme import SPACE, TYPE, Tokens, color, theme
from ui.widgets.timeline.spans import LABELS, LaneKey, TimelineSpan, at, spans

Index = QModelIndex | QPersistentModelIndex
SPAN = int(Qt.ItemDataRole.UserRole)
ROW = 34
TIME_WIDTH = 64
DOT = 4.0


class SpanModel(QAbstractListModel):
    """Marks in order of time; texts are made when they are asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[TimelineSpan, ...] = ()
        self._shown: tuple[TimelineSpan, ...] = ()
        self._lanes: frozenset[LaneKey] = frozenset(LABELS) - {"speech"}

    @property
    def shown(self) -> tuple[TimelineSpan, ...]:
        return self._shown

    def show(self, found: tuple[TimelineSpan, ...]) -> None:
        self._all = found
        self._filter()

    def show_lanes(self, lanes: Collection[LaneKey]) -> None:
        self._lanes = frozenset(lanes)
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        self._shown = tuple(span for span in self._all if span.lane in self._lanes)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        span = self._shown[index.row()]
        if role == SPAN:
            return span
        if role == Qt.ItemDataRole.DisplayRole:
            return span.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said(span)
        return span.sure if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole) else None


def said(span: TimelineSpan) -> str:
    """ "0:24, Pauses: medium pause inside a clause, 0.6 s"."""
    return f"{clock(span.start)}, {LABELS[span.lane]}: {span.text}"


class SpanList(QListView):
    """Every mark of an analysis, one a row.

    Signals
    -------
    seek_asked(float) : a row was clicked or entered; its second.
    span_chosen(object) : the object of that row's mark.
    """

    seek_asked = Signal(float)
    span_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = SpanModel(self)
        self._painter = SpanDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Everything on the timeline")
        self.clicked.connect(self._choose)
        theme().changed.connect(self._theme_changed)

    @property
    def shown(self) -> tuple[TimelineSpan, ...]:
        return self._model.shown

    def show_analysis(self, analysis: Analysis) -> None:
        self._model.show(spans(analysis))

    def show_lanes(self, lanes: Collection[LaneKey]) -> None:
        """Only the marks of these lanes; at first all but the stretches of speech, which are most of any answer."""
        self._model.show_lanes(lanes)

    def reveal(self, seconds: float) -> None:
        """Make the mark at that moment the current one."""
        row = at(self._model.shown, seconds)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        span = self._model.shown[index.row()]
        self.seek_asked.emit(span.start)
        self.span_chosen.emit(span.object)

    def _theme_changed(self) -> None:
        self.viewport().update()


class SpanDelegate(QStyledItemDelegate):
    """A row: the time, a dot in the lane's colour, what it is, and quietly the lane."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        span: TimelineSpan = index.data(SPAN)
        tokens, box = theme().tokens, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option, QRectF(box), tokens)
        font = QFont(option.font)
        font.setPixelSize(TYPE.small + 1)
        painter.setFont(font)
        painter.setPen(color(tokens.soft))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(SPACE.m, 0, 0, 0), middle, clock(span.start))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(lane_colour(span, tokens)))
        painter.drawEllipse(QRectF(box.left() + TIME_WIDTH - 2 * DOT, box.center().y() - DOT + 1, 2 * DOT, 2 * DOT))
        text = box.adjusted(TIME_WIDTH + SPACE.m, 0, -SPACE.m, 0)
        painter.setPen(color(tokens.ink))
        painter.drawText(
            text, middle, QFontMetrics(font).elidedText(span.text, Qt.TextElideMode.ElideRight, text.width())
        )
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, box: QRectF, tokens: Tokens) -> None:
    state = option.state
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(color(tokens.accent_soft))
        painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(color(tokens.hover))
        painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(color(tokens.accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(2.5, 1.5, -2.5, -1.5), 6, 6)


def lane_colour(span: TimelineSpan, tokens: Tokens) -> str:
    """The colour that the timeline draws the mark in."""
    story = {"decision": tokens.story_decision, "tradeoff": tokens.story_tradeoff, "cost": tokens.story_cost}
    if span.lane == "story":
        return story.get(span.style.split()[0], tokens.story_other)
    return {
        "speech": tokens.soft, "pauses": tokens.pause, "fillers": tokens.filler, "pace": tokens.pace,
        "pitch": tokens.pitch, "eyes": tokens.gaze if span.style == "lens" else tokens.pause,
    }[span.lane]  # fmt: skip

"""Every moment, one a row: a jump by click or Enter; the one that is playing stands out."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPen, QResizeEvent, QStaticText, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import SPACE, color, theme
from ui.views.review.moments import MomentRow

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
TIME_WIDTH = 50
ABOVE = 9
NO_PARENT = QModelIndex()
WRAPPED = QTextOption()
WRAPPED.setWrapMode(QTextOption.WrapMode.WordWrap)


class MomentModel(QAbstractListModel):
    """The rows, and which of them is playing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[MomentRow, ...] = ()
        self.playing = -1

    def show(self, rows: Sequence[MomentRow]) -> None:
        self.beginResetModel()
        self.rows, self.playing = tuple(rows), -1
        self.endResetModel()

    def play(self, playing: int) -> None:
        before, self.playing = self.playing, playing
        for place in (before, playing):
            if place >= 0:
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.sentence
        return f"{row.time}, {row.sentence}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class MomentList(QListView):
    """As tall as its rows: the page around it scrolls.

    Signals
    -------
    chosen(float) : the person wants to be at that second.
    moved(QRect) : the keys went to another row, whose place this is.
    """

    chosen = Signal(float)
    moved = Signal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self._model = MomentModel(self)
        self._delegate = MomentDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "rows")
        self.setAccessibleName("All moments")
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._jump)
        self.activated.connect(self._jump)
        theme().changed.connect(self.viewport().update)

    @property
    def rows(self) -> tuple[MomentRow, ...]:
        return self._model.rows

    @property
    def playing(self) -> int:
        return self._model.playing

    def show_rows(self, rows: Sequence[MomentRow]) -> None:
        self._model.show(rows)
        self._delegate.forget()
        self._fit()

    def set_playing(self, playing: int) -> None:
        if playing != self._model.playing:
            self._model.play(playing)

    @Slot(QModelIndex)
    def _jump(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.rows[index.row()].start)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(self.visualRect(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._delegate.forget()
            self._fit()

    def _fit(self) -> None:
        """Take the height of the rows."""
        self.scheduleDelayedItemsLayout()
        width = self.viewport().width()
        self.setFixedHeight(max(1, sum(self._delegate.height(row, width) for row in self._model.rows)))


class MomentDelegate(QStyledItemDelegate):
    """Paints a row: the time, then the sentence with its quotes in italics, wrapped."""

    def __init__(self, parent: MomentList) -> None:
        super().__init__(parent)
        self._list = parent
        self._texts: dict[MomentRow, QStaticText] = {}

    def forget(self) -> None:
        self._texts.clear()

    def height(self, row: MomentRow, width: int) -> int:
        return int(self._text(row, width).size().height()) + 2 * ABOVE + 1

    def _text(self, row: MomentRow, width: int) -> QStaticText:
        made = self._texts.get(row)
        if made is None:
            quoted = "“" in row.sentence  # rich text costs six times as much to lay out
            made = QStaticText(with_quotes(row.sentence) if quoted else row.sentence)
            made.setTextFormat(Qt.TextFormat.RichText if quoted else Qt.TextFormat.PlainText)
            made.setTextOption(WRAPPED)
            made.setTextWidth(max(60, width - TIME_WIDTH - SPACE.s))
            made.prepare(font=self._list.font())
            self._texts[row] = made
        return made

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._list.viewport().width()
        return QSize(width, self.height(index.data(ROW), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, row = theme().tokens, index.data(ROW)
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.row():
            painter.fillRect(place.left(), place.top(), place.width(), 1, color(tokens.line))
        inside = place.adjusted(0, 3, 0, -2)
        if index.row() == self._list.playing:
            _fill(painter, inside, tokens.accent_soft)
        elif state & QStyle.StateFlag.State_MouseOver:
            _fill(painter, inside, tokens.hover)
        if state & QStyle.StateFlag.State_HasFocus and self._list.hasFocus():
            painter.setPen(QPen(color(tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside.adjusted(1, 0, -1, 0), 6, 6)
        painter.setFont(self._list.font())
        painter.setPen(color(tokens.faint if index.row() != self._list.playing else tokens.accent))
        painter.drawText(
            place.left() + SPACE.xs + 2, place.top() + ABOVE + painter.fontMetrics().ascent() + 1, row.time
        )
        painter.setPen(color(tokens.ink))
        painter.drawStaticText(QPoint(place.left() + TIME_WIDTH, place.top() + ABOVE), self._text(row, place.width()))
        painter.restore()


def _fill(painter: QPainter, place: QRect, token: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(token))
    painter.drawRoundedRect(place, 6, 6)


def with_quotes(sentence: str) -> str:
    """The sentence as rich text: escaped, what stands in quotation marks in italics."""
    return re.sub("“([^”]*)”", r"<i>“\1”</i>", html.escape(sentence, quote=False))

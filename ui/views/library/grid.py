"""How a take looks in the grid: its picture, and under it what is asked for first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.theme import SPACE, TYPE, color, theme
from ui.tokens import Tokens
from ui.views.library import model
from ui.views.library.delegate import TakeDelegate, paint_star
from ui.views.library.take_list import ENTRY, IMAGE, JOB
from ui.widgets.picture import paint_picture

CELL = QSize(240, 218)


class GridDelegate(TakeDelegate):
    """Paints one cell; everything on it is in its accessible text as well."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return CELL

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: model.Entry = index.data(ENTRY)
        tokens = theme().tokens
        cell = QRectF(option.rect).adjusted(0, 0, -SPACE.s, -SPACE.s)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._paint_cell(painter, cell, tokens, option.state)
        inner = cell.adjusted(SPACE.s, SPACE.s, -SPACE.s, -SPACE.s)
        picture = QRectF(inner.left(), inner.top(), inner.width(), inner.width() * 9 / 16)
        paint_picture(painter, picture, index.data(IMAGE))
        if entry.row.favourite:
            paint_star(painter, picture.topRight() + QPointF(-13, 13), tokens)
        line = QRectF(inner.left(), picture.bottom() + 6, inner.width(), 18)
        self._text(painter, line, model.title(entry.row), tokens.ink, TYPE.body, bold=True)
        self._text(painter, line.translated(0, 19), model.about(entry.row), tokens.soft, 11)
        below = line.translated(0, 39)
        chips = model.chips(entry.row, index.data(JOB))
        if entry.snippet:
            self._paint_snippet(painter, below, entry.snippet, tokens)
        elif chips and chips[0][1] != "chip":
            self._paint_chips(painter, below, chips[:1], tokens)
        else:
            self._paint_levels(painter, below, entry, tokens)
        painter.restore()

    def _paint_cell(self, painter: QPainter, cell: QRectF, tokens: Tokens, state: QStyle.StateFlag) -> None:
        chosen, over = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
        focused = state & QStyle.StateFlag.State_HasFocus
        painter.setPen(color(tokens.accent if focused else tokens.line))
        painter.setBrush(color(tokens.accent_soft if chosen else tokens.hover if over else tokens.panel))
        painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _paint_levels(self, painter: QPainter, line: QRectF, entry: model.Entry, tokens: Tokens) -> None:
        """The story's elements in words, as in the list."""
        x = line.left()
        for (name, level), width in zip(model.marks(entry.row), (66.0, 68.0, 46.0), strict=False):
            self._paint_mark(painter, QRectF(x, line.top(), width, 20), name, level, tokens)
            x += width + SPACE.xs

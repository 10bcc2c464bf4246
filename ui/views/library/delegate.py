"""How a take looks in the list: picture, question, date, key numbers, story marks."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import SPACE, TYPE, color, theme
from ui.tokens import Tokens
from ui.views.library import model
from ui.views.library.take_list import ENTRY, IMAGE, JOB
from ui.widgets.picture import paint_picture

HEIGHT = 78
PICTURE = QSize(96, 54)
# of each figure in turn, with its name in full or, in narrow lists, in short
WIDE, NARROW = (92.0, 92.0, 92.0), (74.0, 78.0, 44.0)
IN_FULL, IN_SHORT = 900, 700  # from so many pixels on; below there is no room for figures
SHORT = {"words a minute": "words/min", "fillers a minute": "fillers/min", "lens": "lens"}
MARK_WIDTHS = (72.0, 76.0, 50.0)
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
CHIPS = {"chip": ("accent_soft", "accent"), "chip-quiet": ("side", "soft"), "chip-warn": ("warn_soft", "warn")}
MARK_INK = {"decision": "story_decision", "trade-off": "story_tradeoff", "cost": "story_cost"}


class TakeDelegate(QStyledItemDelegate):
    """Paints one line; everything on it is in the line's accessible text as well."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._fonts: dict[tuple[int, bool], QFont] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(400, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: model.Entry = index.data(ENTRY)
        tokens, rect = theme().tokens, QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text by its own letters
        self._paint_ground(painter, rect, tokens, state)
        picture = QRectF(rect.left() + SPACE.m, rect.top() + (HEIGHT - 54) / 2, 96, 54)
        paint_picture(painter, picture, index.data(IMAGE))
        if entry.row.favourite:
            paint_star(painter, picture.topRight() + QPointF(-11, 11), tokens)
        right = self._paint_figures(painter, rect, entry, tokens)
        text = QRectF(picture.right() + SPACE.l, rect.top() + 12, right - picture.right() - 2 * SPACE.l, HEIGHT - 24)
        self._paint_text(painter, text, entry, index.data(JOB), tokens)
        painter.restore()

    # ------------------------------------------------------------------ parts

    def _paint_ground(self, painter: QPainter, rect: QRectF, tokens: Tokens, state: QStyle.StateFlag) -> None:
        inner = rect.adjusted(1, 1, -1, -2)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(tokens.accent_soft))
            painter.drawRoundedRect(inner, 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(tokens.hover))
            painter.drawRoundedRect(inner, 8, 8)
        painter.setPen(QPen(color(tokens.line), 1))
        painter.drawLine(rect.bottomLeft() + QPointF(0, -0.5), rect.bottomRight() + QPointF(0, -0.5))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(color(tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, 8, 8)

    def _paint_figures(self, painter: QPainter, rect: QRectF, entry: model.Entry, tokens: Tokens) -> float:
        """Story marks at the right edge, figures left of them where there is room; returns where they begin."""
        x = rect.right() - SPACE.m - sum(MARK_WIDTHS) - 2 * SPACE.xs
        left = x
        for (name, level), width in zip(model.marks(entry.row), MARK_WIDTHS, strict=False):
            self._paint_mark(painter, QRectF(x, rect.center().y() - 11, width, 22), name, level, tokens)
            x += width + SPACE.xs
        if rect.width() < IN_SHORT:
            return left
        full = rect.width() >= IN_FULL
        widths = WIDE if full else NARROW
        left -= sum(widths) + SPACE.l
        for figure, name in model.figures(entry.row):
            slot = tuple(SHORT).index(name)
            box = QRectF(left + sum(widths[:slot]), rect.top() + 20, widths[slot] - SPACE.s, 20)
            self._text(painter, box, figure, tokens.ink, TYPE.strong, bold=True)
            self._text(painter, box.translated(0, 20), name if full else SHORT[name], tokens.soft, 11)
        return left

    def _paint_mark(self, painter: QPainter, box: QRectF, name: str, level: int, tokens: Tokens) -> None:
        """Clear is filled, thin is outlined, not heard is bare and struck through."""
        ink = getattr(tokens, MARK_INK[name])
        painter.setPen(QPen(color(ink), 1.2) if level == 1 else Qt.PenStyle.NoPen)
        painter.setBrush(color(ink) if level == 2 else Qt.BrushStyle.NoBrush)
        if level:
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 10, 10)
        font = QFont(self._font(painter, 11, bold=level == 2))
        font.setStrikeOut(level == 0)
        painter.setFont(font)
        painter.setPen(color(tokens.on_story if level == 2 else ink if level else tokens.faint))
        painter.drawText(box, MIDDLE, name)

    def _paint_text(self, painter: QPainter, box: QRectF, entry: model.Entry, job: str, tokens: Tokens) -> None:
        line = QRectF(box.left(), box.top(), box.width(), 20)
        chips = model.chips(entry.row, job)
        top = line.top() if chips or entry.snippet else line.top() + 8
        line.moveTop(top)
        self._text(painter, line, model.title(entry.row), tokens.ink, TYPE.body, bold=True)
        line.moveTop(top + 19)
        self._text(painter, line, model.about(entry.row), tokens.soft, TYPE.small)
        line.moveTop(top + 38)
        if entry.snippet:
            self._paint_snippet(painter, line, entry.snippet, tokens)
        else:
            self._paint_chips(painter, line, chips, tokens)

    def _paint_chips(
        self, painter: QPainter, line: QRectF, chips: tuple[tuple[str, model.ChipKind], ...], tokens: Tokens
    ) -> None:
        x, metrics = line.left(), QFontMetricsF(self._font(painter, 11, bold=True))
        for text, kind in chips:
            box = QRectF(x, line.top() + 1, metrics.horizontalAdvance(text) + 14, 18)
            if box.right() > line.right():
                break
            ground, ink = (getattr(tokens, name) for name in CHIPS[kind])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(ground))
            painter.drawRoundedRect(box, 9, 9)
            self._text(painter, box.adjusted(7, 0, 0, 0), text, ink, 11, bold=True)
            x = box.right() + SPACE.xs

    def _paint_snippet(self, painter: QPainter, line: QRectF, snippet: model.Snippet, tokens: Tokens) -> None:
        """The passage with the words that were looked for in bold, as far as there is room."""
        x = line.left()
        for text, found in snippet:
            font = self._font(painter, TYPE.small, bold=found)
            room = line.right() - x
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            if room < 12:
                return
            painter.setFont(font)
            painter.setPen(color(tokens.accent if found else tokens.soft))
            painter.drawText(QRectF(x, line.top(), room, line.height()), LEFT, shown)
            x += QFontMetricsF(font).horizontalAdvance(text)

    # ------------------------------------------------------------------ words

    def _text(self, painter: QPainter, box: QRectF, text: str, ink: str, size: int, *, bold: bool = False) -> None:
        font = self._font(painter, size, bold=bold)
        painter.setFont(font)
        painter.setPen(color(ink))
        painter.drawText(box, LEFT, QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width()))

    def _font(self, painter: QPainter, size: int, *, bold: bool = False) -> QFont:
        if (size, bold) not in self._fonts:
            font = QFont(painter.font())
            font.setPixelSize(size)
            font.setStrikeOut(False)
            font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            self._fonts[size, bold] = font
        return self._fonts[size, bold]


def paint_star(painter: QPainter, middle: QPointF, tokens: Tokens) -> None:
    """A favourite's mark: a star on a dot of the page's colour, to be seen on any picture."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(tokens.panel))
    painter.drawEllipse(middle, 9, 9)
    tips = [(6.0 if n % 2 == 0 else 2.6, math.radians(36 * n - 90)) for n in range(10)]
    painter.setBrush(color(tokens.accent))
    painter.drawPolygon([middle + QPointF(far * math.cos(turn), far * math.sin(turn)) for far, turn in tips])

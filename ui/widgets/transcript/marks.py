"""What is painted behind the words of a transcript: fillers, what is found, the word being said, the one chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextDocument

from rehearse.export.wording import clock
from ui.theme import Tokens, color
from ui.widgets.transcript.document import GUTTER, rects, small
from ui.widgets.transcript.text import Token

CORNER = 5.0


def paint_fillers(painter: QPainter, document: QTextDocument, tokens: Iterable[Token], colours: Tokens) -> None:
    """Filled where the words tell of it or the person confirmed it; a ring where it was heard in the sound alone."""
    for token in tokens:
        if token.look == "told":
            box(painter, document, token.at, token.to, fill=color(colours.warn_soft))
        elif token.look == "heard":
            box(painter, document, token.at, token.to, line=color(colours.warn))


def box(
    painter: QPainter,
    document: QTextDocument,
    at: int,
    to: int,
    *,
    fill: QColor | None = None,
    line: QColor | None = None,
    room: float = 2.0,
) -> None:
    """A rounded box behind a stretch of text, one a line."""
    painter.setPen(QPen(line, 1.2) if line else Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    for rect in rects(document, at, to):
        painter.drawRoundedRect(rect.adjusted(-room, -1, room, 1), CORNER, CORNER)


def paint_times(painter: QPainter, document: QTextDocument, opening: Iterable[Token], ink: QColor) -> None:
    """The time of each paragraph beside its first line; `opening` are the tokens that open one."""
    painter.setFont(small(document.defaultFont()))
    painter.setPen(ink)
    for token in opening:
        for where in rects(document, token.at, token.to)[:1]:
            line = QRectF(0, where.top(), GUTTER - 10, where.height())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, clock(token.start))

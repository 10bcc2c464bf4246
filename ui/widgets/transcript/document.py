"""The transcript as a text document, and where on it a stretch of text lies."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import get_args

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
)

from ui.theme import Tokens, color
from ui.tokens import SPACE, TYPE
from ui.widgets.transcript.text import Look, TranscriptText

GUTTER = 44.0  # where the time of each paragraph stands
LINE_HEIGHT = 150.0  # per cent


def fill(document: QTextDocument, text: TranscriptText, tokens: Tokens) -> None:
    """Put the text into a document; places in one are places in the other."""
    formats = {look: char_format(look, tokens) for look in get_args(Look)}
    document.clear()
    document.setDocumentMargin(2)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, (first, after) in enumerate(pairwise((*text.opens, len(text.tokens)))):
        if number:
            cursor.insertBlock(block_format())
        else:
            cursor.setBlockFormat(block_format())
        _paragraph(cursor, text, first, after, formats)
    cursor.endEditBlock()


def _paragraph(
    cursor: QTextCursor, text: TranscriptText, first: int, after: int, formats: dict[Look, QTextCharFormat]
) -> None:
    """Tokens first..after, neighbours of one look in one go; blanks are plain, so that marks end with their word."""
    pieces: list[tuple[Look, str]] = []
    for token in text.tokens[first:after]:
        if pieces:
            pieces.append(("plain", " "))
        pieces.append((token.look, token.text))
    for look, run in groupby(pieces, key=lambda piece: piece[0]):
        cursor.insertText("".join(words for _, words in run), formats[look])


def block_format() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLeftMargin(GUTTER)
    made.setBottomMargin(SPACE.m)
    made.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def char_format(look: Look, tokens: Tokens) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(color(tokens.ink))
    if look in ("told", "heard"):
        made.setForeground(color(tokens.warn))
        made.setFontItalic(look == "heard")
    elif look == "rejected":
        made.setForeground(color(tokens.faint))
        made.setFontStrikeOut(True)
    elif look == "doubtful":
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(color(tokens.faint))
        made.setForeground(color(tokens.soft))
    elif look == "pause":
        made.setForeground(color(tokens.faint))
        made.setProperty(QTextCharFormat.Property.FontPixelSize, TYPE.small)
    return made


def rects(document: QTextDocument, at: int, to: int) -> list[QRectF]:
    """Where a stretch within one paragraph lies on the document, a rectangle a line, close around the letters."""
    block = document.findBlock(at)
    if not block.isValid():
        return []
    origin = document.documentLayout().blockBoundingRect(block).topLeft()  # lays the block out where it was not yet
    layout = block.layout()
    if layout.lineCount() == 0:
        return []
    first, last = at - block.position(), min(to - block.position(), block.length() - 1)
    metrics = QFontMetricsF(document.defaultFont())
    found = []
    for number in range(layout.lineForTextPosition(first).lineNumber(), layout.lineCount()):
        line = layout.lineAt(number)
        if line.textStart() >= last:
            break
        begin, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
        found.append(_on_line(layout, number, begin, end, origin, metrics))
    return found


def _on_line(layout: QTextLayout, number: int, begin: int, end: int, origin: QPointF, metrics: QFontMetricsF) -> QRectF:
    line = layout.lineAt(number)
    left, right = sorted((_x(line.cursorToX(begin)), _x(line.cursorToX(end))))
    baseline = origin.y() + line.y() + line.ascent()
    return QRectF(origin.x() + left, baseline - metrics.ascent(), right - left, metrics.ascent() + metrics.descent())


def _x(found: object) -> float:
    """`QTextLine.cursorToX` answers with the place and the cursor it took, or with the place alone."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(TYPE.small)
    return made

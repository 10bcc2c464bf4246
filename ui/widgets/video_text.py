"""What is written or drawn on a video's place: captions, a sentence, the sound where there is no picture."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from ui.theme import SPACE, TYPE, Tokens, color

CAPTION_SHARE = 0.047  # letter size by the picture's height: as on television
CAPTION_LEAST, CAPTION_MOST = 13, 44
CAPTION_WIDTH = 0.9
CAPTION_LINES = 2
GROUND = 0.78  # white on it holds 4.5:1 over a white picture
BAR_GAP = 5


def wrapped(text: str, room: float, width_of: Callable[[str], float]) -> list[str]:
    """Lines no wider than `room`: as they are broken already where that fits, else broken anew at the words."""
    given = text.split("\n")
    if all(width_of(line) <= room for line in given):
        return given
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def caption_lines(text: str, font: QFont, room: float, height: float) -> tuple[QFont, list[str]]:
    """The caption in at most two lines: in the size that suits the height, smaller where it would need a third."""
    size = round(min(max(height * CAPTION_SHARE, CAPTION_LEAST), CAPTION_MOST))
    fitted = QFont(font)
    for pixels in range(size, CAPTION_LEAST - 2, -1):
        fitted.setPixelSize(pixels)
        lines = wrapped(text, room, QFontMetricsF(fitted).horizontalAdvance)
        if len(lines) <= CAPTION_LINES:
            return fitted, lines
    metrics = QFontMetricsF(fitted)
    rest = " ".join(lines[CAPTION_LINES - 1 :])
    return fitted, [*lines[: CAPTION_LINES - 1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]


def paint_caption(painter: QPainter, box: QRectF, text: str, tokens: Tokens) -> None:
    """At the bottom of `box`, each line on a dark ground of its own."""
    painter.save()
    font, lines = caption_lines(text, painter.font(), box.width() * CAPTION_WIDTH - 2 * SPACE.s, box.height())
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    tall = metrics.height() + 4
    top = box.bottom() - max(box.height() * 0.04, SPACE.s) - tall * len(lines)
    for number, line in enumerate(lines):
        wide = metrics.horizontalAdvance(line) + 2 * SPACE.s
        place = QRectF(box.center().x() - wide / 2, top + number * tall, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(tokens.video, GROUND))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(color(tokens.on_video))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, line)
    painter.restore()


def paint_words(painter: QPainter, box: QRectF, sentence: str, tokens: Tokens) -> None:
    """A sentence in the middle."""
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(TYPE.body)
    painter.setFont(font)
    painter.setPen(color(tokens.on_video))
    room = box.adjusted(SPACE.xl, SPACE.m, -SPACE.xl, -SPACE.m)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), sentence)
    painter.restore()


def paint_sound(painter: QPainter, box: QRectF, peaks: NDArray[np.float32], share: float, tokens: Tokens) -> None:
    """The outline of the sound over all of the take, what has been played brighter, and the words "Sound only"."""
    room = box.adjusted(box.width() * 0.08, 0, -box.width() * 0.08, 0)
    count = max(int(room.width() / BAR_GAP), 1)
    half = np.maximum(outline(peaks, count) * box.height() * 0.22, 1.0)
    x = room.left() + (np.arange(count) + 0.5) * room.width() / count
    played = np.arange(count) < share * count
    middle = box.center().y()
    for mask, alpha in ((played, 0.95), (~played, 0.38)):
        pen = QPen(color(tokens.on_video, alpha), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        places = zip(x[mask].tolist(), half[mask].tolist(), strict=True)
        painter.drawLines([QLineF(a, middle - h, a, middle + h) for a, h in places])
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(TYPE.small)
    painter.setFont(font)
    painter.setPen(color(tokens.on_video, 0.8))
    painter.drawText(box.adjusted(SPACE.l, SPACE.m, 0, 0), Qt.AlignmentFlag.AlignTop, "Sound only")
    painter.restore()


def outline(peaks: NDArray[np.float32], count: int) -> NDArray[np.float64]:
    """`count` levels 0..1 over the whole take."""
    if not len(peaks):
        return np.zeros(count)
    level = np.nan_to_num(np.abs(peaks).max(axis=1).astype(np.float64))
    places = (np.arange(count) * len(level) / count).astype(int)
    sums = np.add.reduceat(level, places) / np.maximum(np.diff(places, append=len(level)), 1)
    levels: NDArray[np.float64] = sums / max(float(sums.max()), 1e-4)
    return levels

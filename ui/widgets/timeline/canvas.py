"""The lanes as one picture, painted when something in it changes and kept until then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap

from rehearse.export.wording import clock
from ui.theme import SPACE, Tokens, color
from ui.widgets.timeline.lanes import Lane
from ui.widgets.timeline.paint_curves import paint_curve, paint_speech
from ui.widgets.timeline.paint_marks import paint_eyes, paint_fillers, paint_pauses
from ui.widgets.timeline.paint_story import paint_story
from ui.widgets.timeline.rows import RULER, Row
from ui.widgets.timeline.spans import LABELS, LaneKey
from ui.widgets.timeline.viewport import Viewport, ticks

PaintLane = Callable[[QPainter, Lane, QRectF, Viewport, Tokens], None]
PAINTERS: dict[LaneKey, PaintLane] = {
    "speech": paint_speech,
    "pauses": paint_pauses,
    "fillers": paint_fillers,
    "pace": paint_curve,
    "pitch": paint_curve,
    "eyes": paint_eyes,
    "story": paint_story,
}


@dataclass(frozen=True)
class Look:
    """Everything the picture depends on. `generation` stands for the analysis shown."""

    generation: int
    width: float
    height: float
    ratio: float
    viewport: Viewport
    tokens: Tokens
    font: str


class LanePicture:
    """The picture of the last `Look` asked for; `painted` counts how often it was made."""

    def __init__(self) -> None:
        self.painted = 0
        self._look: Look | None = None
        self._pixmap = QPixmap()

    def get(self, look: Look, lanes: tuple[Lane, ...], rows: tuple[Row, ...]) -> QPixmap:
        if look != self._look:
            self._pixmap = _blank(look, self._pixmap)
            paint_all(self._pixmap, look, lanes, rows)
            self._look = look
            self.painted += 1
        return self._pixmap


def _blank(look: Look, last: QPixmap) -> QPixmap:
    size = (QSizeF(look.width, look.height) * look.ratio).toSize()
    pixmap = last if last.size() == size else QPixmap(size)
    pixmap.setDevicePixelRatio(look.ratio)
    pixmap.fill(color(look.tokens.panel))
    return pixmap


def label_width(font: QFont) -> float:
    """Room for the longest lane label."""
    metrics = QFontMetricsF(font)
    return float(round(max(metrics.horizontalAdvance(label) for label in LABELS.values()) + SPACE.s + SPACE.l))


def paint_all(pixmap: QPixmap, look: Look, lanes: tuple[Lane, ...], rows: tuple[Row, ...]) -> None:
    font = QFont()
    font.fromString(look.font)
    painter = QPainter(pixmap)
    painter.setFont(font)
    _paint_ruler(painter, look)
    for lane, row in zip(lanes, rows, strict=True):
        _paint_frame(painter, lane, row, look)
        box = QRectF(look.viewport.left, row.top, look.viewport.width, row.height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(box.adjusted(-1, 0, 1, 0))
        if lane.empty:
            _paint_note(painter, lane.note, box, look.tokens)
        else:
            PAINTERS[lane.key](painter, lane, box, look.viewport, look.tokens)
        painter.restore()
    painter.end()


def _paint_frame(painter: QPainter, lane: Lane, row: Row, look: Look) -> None:
    painter.setPen(QPen(color(look.tokens.line), 1))
    painter.drawLine(QLineF(0, row.top + 0.5, look.width, row.top + 0.5))
    painter.setPen(color(look.tokens.soft))
    room = QRectF(SPACE.s, row.top, look.viewport.left - SPACE.s, row.height)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, lane.label)


def _paint_note(painter: QPainter, note: str, box: QRectF, tokens: Tokens) -> None:
    painter.setPen(color(tokens.faint))
    text = QFontMetricsF(painter.font()).elidedText(note, Qt.TextElideMode.ElideRight, box.width() - SPACE.s)
    # clear of the playhead, which rests at the lane's left edge
    painter.drawText(box.adjusted(SPACE.s, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _paint_ruler(painter: QPainter, look: Look) -> None:
    step, moments = ticks(look.viewport)
    metrics = QFontMetricsF(painter.font())
    right = look.viewport.left + look.viewport.width
    for moment in moments:
        x = look.viewport.x(moment)
        text = clock(moment) if step >= 1 else f"{clock(int(moment + 1e-6))}.{round(moment % 1 * 10) % 10}"
        width = metrics.horizontalAdvance(text)
        painter.setPen(QPen(color(look.tokens.line), 1))
        painter.drawLine(QLineF(round(x) + 0.5, RULER - 5, round(x) + 0.5, RULER))
        place = min(max(x - width / 2, look.viewport.left), right - width)
        painter.setPen(color(look.tokens.faint))
        painter.drawText(QRectF(place, 0, width + 1, RULER - 6), Qt.AlignmentFlag.AlignVCenter, text)

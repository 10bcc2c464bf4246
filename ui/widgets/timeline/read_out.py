"""What lies under the pointer, in words, and the small card that says it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from rehearse.export.wording import clock, number
from ui.theme import SPACE, TYPE, color, theme
from ui.widgets.timeline.lanes import Lane, nearest
from ui.widgets.timeline.spans import TimelineSpan

MOST_WIDTH = 320
LINES = 2
MOST_CHARS = 84


@dataclass(frozen=True)
class ReadOut:
    """`title` says what it is, `detail` when and how sure."""

    title: str
    detail: str
    span: TimelineSpan | None = None

    @property
    def sentence(self) -> str:
        return f"{self.title}. {self.detail}." if self.title else ""


NOTHING = ReadOut("", "")


def read_out(lane: Lane, seconds: float, slack: float) -> ReadOut:
    """What a lane says at a moment: the mark at most `slack` seconds away, or the curve's value there."""
    index = nearest(lane, seconds, slack) if len(lane.starts) else None
    mark = None if index is None else lane.spans[index]
    if lane.curve is not None:
        return _of_curve(lane, seconds, mark)
    return NOTHING if mark is None else of_span(mark)


def of_span(span: TimelineSpan) -> ReadOut:
    return ReadOut(shortened(span.text), _joined(f"at {clock(span.start)}", span.sure), span)


def _of_curve(lane: Lane, seconds: float, mark: TimelineSpan | None) -> ReadOut:
    assert lane.curve is not None
    told = lane.curve.at(seconds)
    if told is None:
        return ReadOut(f"{lane.curve.label}: can't tell here", f"around {clock(seconds)}", mark)
    title = f"{lane.curve.label} {number(told)} {lane.curve.unit}"
    band = lane.curve.band
    advice = f"advice {number(band[0])} to {number(band[1])}" if band else ""
    return ReadOut(title, _joined(f"around {clock(seconds)}", lane.curve.sure, advice), mark)


def shortened(text: str) -> str:
    """A long quote cut at a word, its closing mark kept."""
    if len(text) <= MOST_CHARS:
        return text
    return text[:MOST_CHARS].rsplit(" ", 1)[0].rstrip(" ,") + ("…”" if text.endswith("”") else "…")


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


class ReadOutCard(QWidget):
    """A card of two short paragraphs, placed beside a point and kept inside its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._timeline = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._said = NOTHING
        self.hide()

    def show_at(self, said: ReadOut, x: int, row: QRect) -> None:
        """Say it beside `x`, below the lane's `row` or above it, wherever there is room."""
        if not said.title:
            self.hide()
            return
        self._said = said
        size, room = self._fitting(), self._timeline.rect()
        left = x + SPACE.m if x + SPACE.m + size.width() <= room.right() else x - SPACE.m - size.width()
        below = row.bottom() + SPACE.xs
        top = below if below + size.height() <= room.bottom() else row.top() - SPACE.xs - size.height()
        place = QPoint(max(left, 0), min(max(top, 0), max(room.bottom() - size.height(), 0)))
        self.setGeometry(QRect(place, size))
        self.show()
        self.raise_()
        self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        title, detail = QFont(self.font()), QFont(self.font())
        title.setPixelSize(TYPE.small + 1)
        detail.setPixelSize(TYPE.small)
        return title, detail

    def _fitting(self) -> QSize:
        inner, wide = QRect(0, 0, MOST_WIDTH, 400), 0
        tall = 0
        for font, text in zip(self._fonts(), (self._said.title, self._said.detail), strict=True):
            metrics = QFontMetrics(font)
            box = metrics.boundingRect(inner, Qt.TextFlag.TextWordWrap, text)
            wide, tall = max(wide, box.width()), tall + min(box.height(), LINES * metrics.lineSpacing() + 1)
        return QSize(wide + 2 * SPACE.m + 2, tall + 2 * SPACE.s)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(tokens.field_line), 1))
        painter.setBrush(color(tokens.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        room = self.rect().adjusted(SPACE.m, SPACE.s, -SPACE.m + 1, -SPACE.s + 1)
        title, detail = self._fonts()
        metrics = QFontMetrics(title)
        height = min(
            metrics.boundingRect(QRect(0, 0, MOST_WIDTH, 400), Qt.TextFlag.TextWordWrap, self._said.title).height(),
            LINES * metrics.lineSpacing() + 1,
        )
        painter.setFont(title)
        painter.setPen(color(tokens.ink))
        painter.drawText(
            QRect(room.left(), room.top(), room.width(), height), Qt.TextFlag.TextWordWrap, self._said.title
        )
        painter.setFont(detail)
        painter.setPen(color(tokens.soft))
        painter.drawText(room.adjusted(0, height, 0, 0), Qt.TextFlag.TextWordWrap, self._said.detail)
        painter.end()

"""All charts on one sheet, as a picture or as vectors, always dark on light: for a document or a coach."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from ui.theme import color
from ui.tokens import LIGHT, SPACE, TYPE
from ui.views.trends.figures import Figure
from ui.views.trends.model import GUESS_LEGEND, LEGEND, Trends
from ui.views.trends.story import story_figures
from ui.widgets.chart_paint import paint_chart

CARD = QSize(520, 290)
COLUMNS = 2
MARGIN, GAP, HEADER, FOOTER = 32, 20, 64, 60
SHARPNESS = 2


def sheet_size(figures: int) -> QSize:
    """The sheet for so many charts, in pixels of the screen."""
    lines = -(-figures // COLUMNS)
    width = 2 * MARGIN + COLUMNS * CARD.width() + (COLUMNS - 1) * GAP
    return QSize(width, 2 * MARGIN + HEADER + lines * (CARD.height() + GAP) + FOOTER)


def to_png(trends: Trends) -> bytes:
    """A PNG image, two pixels for each of the screen."""
    figures = drawn(trends)
    image = QImage(sheet_size(len(figures)) * SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARPNESS)
    painter = QPainter(image)
    _paint(painter, trends, figures)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(held.data())


def to_svg(trends: Trends) -> bytes:
    """An SVG drawing; its text stays text."""
    figures = drawn(trends)
    size, held = sheet_size(len(figures)), QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made = QSvgGenerator()
    made.setOutputDevice(buffer)
    made.setSize(size)
    made.setViewBox(QRect(0, 0, size.width(), size.height()))
    made.setTitle("Rehearse: trends")
    made.setDescription(" ".join(f"{figure.title}: {figure.sentence}" for figure in figures))
    painter = QPainter(made)
    _paint(painter, trends, figures)
    painter.end()
    return bytes(held.data())


def drawn(trends: Trends) -> tuple[Figure, ...]:
    """The figures that have a chart in these days, and the story, element by element."""
    return (
        *(figure for figure in trends.figures if figure.chart.points),
        *story_figures(trends.story),
        *trends.guesses,
    )


def _paint(painter: QPainter, trends: Trends, figures: tuple[Figure, ...]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = sheet_size(len(figures))
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), color(LIGHT.panel))
    width = size.width() - 2 * MARGIN
    until = f"{trends.today.day} {trends.today:%B %Y}"
    _write(painter, QRectF(MARGIN, MARGIN, width, 28), "Trends", TYPE.heading, bold=True)
    each = "a point a take" if trends.per == "take" else "a point a day"
    about = f"The {trends.days} days up to {until}, {each}. Made by Rehearse."
    _write(painter, QRectF(MARGIN, MARGIN + 28, width, 20), about, TYPE.small, LIGHT.soft)
    for index, figure in enumerate(figures):
        x = MARGIN + index % COLUMNS * (CARD.width() + GAP)
        y = MARGIN + HEADER + index // COLUMNS * (CARD.height() + GAP)
        _paint_figure(painter, QRectF(x, y, CARD.width(), CARD.height()), figure)
    foot = QRectF(MARGIN, size.height() - MARGIN - FOOTER + SPACE.s, width, FOOTER)
    guesses = f"\nGuessed: {GUESS_LEGEND}" if trends.guesses else ""
    story = f"Story: {trends.story.sentence}\n" if trends.story.told else ""
    _write(painter, foot, story + LEGEND + guesses, TYPE.small, LIGHT.soft)


def _paint_figure(painter: QPainter, box: QRectF, figure: Figure) -> None:
    rough = " (rough)" if figure.rough else ""
    _write(painter, QRectF(box.left(), box.top(), 260, 24), figure.title + rough, TYPE.strong, bold=True)
    newest = QRectF(box.left() + 200, box.top(), box.width() - 200, 24)
    _write(painter, newest, f"{figure.figure} {figure.unit}", TYPE.body, LIGHT.soft, right=True)
    painter.save()
    painter.setFont(_font(TYPE.small))
    paint_chart(painter, QRectF(box.left(), box.top() + 30, box.width(), 196), figure.chart, LIGHT)
    painter.restore()
    below = QRectF(box.left(), box.top() + 232, box.width(), box.height() - 232)
    _write(painter, below, " ".join((figure.sentence, *figure.notes)), TYPE.small, LIGHT.soft)


def _write(
    painter: QPainter,
    box: QRectF,
    text: str,
    size: int,
    ink: str = LIGHT.ink,
    *,
    bold: bool = False,
    right: bool = False,
) -> None:
    painter.setFont(_font(size, bold=bold))
    painter.setPen(color(ink))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap), text)


def _font(size: int, *, bold: bool = False) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font

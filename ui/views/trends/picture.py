"""All charts on one sheet, as a picture or as vectors, always dark on light: for a document or a coach."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from ui.theme import color
from ui.tokens import LIGHT, SPACE, TYPE
from ui.views.trends.figures import Figure
from ui.views.trends.model import GUESS_LEGEND, LEGEND, Trends
from ui.views.trends.story import story_figures
from ui.widgets.charts.plot import Plot

CARD = QSize(520, 290)
COLUMNS = 2
MARGIN, GAP, HEADER, FOOTER = 32, 20, 64, 60
SHARPNESS = 2


def sheet_size(figures: int) -> QSize:
    """The sheet for so many charts, in pixels of the screen."""
    lines = -(-figures // COLUMNS)
    width = 2 * MARGIN + COLUMNS * CARD.width() + (COLUMNS - 1) * GAP
    return QSize(width, 2 * MARGIN + HEADER + lines * (CARD.height() + GAP) + FOOTER)


class Drawing:
    """All charts on one sheet of paper, put there one by one, for all of them take too long for one turn."""

    def __init__(self, trends: Trends, ending: str) -> None:
        """`ending` says what of: ".png", two pixels for each of the screen, or ".svg", whose text stays text."""
        self._trends, self._figures = trends, drawn(trends)
        self._size, self._held = sheet_size(len(self._figures)), QBuffer()
        self._held.open(QIODevice.OpenModeFlag.WriteOnly)
        self._paper = self._vectors() if ending == ".svg" else self._pixels()

    def pieces(self) -> Iterator[None]:
        """Draw, a chart a piece; by the window's thread."""
        painter = QPainter(self._paper)
        try:
            _paint_frame(painter, self._size, self._trends)
            plot = Plot(LIGHT)
            for index, figure in enumerate(self._figures):
                yield
                _paint_figure(painter, _place(index), figure, plot)
            yield
        finally:
            painter.end()

    def data(self) -> bytes:
        """The file, once all is drawn; by any thread."""
        if isinstance(self._paper, QImage):
            self._paper.save(self._held, "PNG")  # type: ignore[call-overload]
        return bytes(self._held.data().data())

    def _pixels(self) -> QImage:
        image = QImage(self._size * SHARPNESS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SHARPNESS)
        return image

    def _vectors(self) -> QSvgGenerator:
        made = QSvgGenerator()
        made.setOutputDevice(self._held)
        made.setSize(self._size)
        made.setResolution(QImage(1, 1, QImage.Format.Format_RGB32).logicalDpiX())  # as pyqtgraph's axes have it
        made.setViewBox(QRect(QPoint(), self._size))
        made.setTitle("Rehearse: trends")
        made.setDescription(" ".join(f"{figure.title}: {figure.sentence}" for figure in self._figures))
        return made


def drawn(trends: Trends) -> tuple[Figure, ...]:
    """The figures that have a chart in these days, and the story, element by element."""
    return (
        *(figure for figure in trends.figures if figure.chart.points),
        *story_figures(trends.story),
        *trends.guesses,
    )


def _paint_frame(painter: QPainter, size: QSize, trends: Trends) -> None:
    """What stands above and below the charts."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), color(LIGHT.panel))
    width = size.width() - 2 * MARGIN
    until = f"{trends.today.day} {trends.today:%B %Y}"
    _write(painter, QRectF(MARGIN, MARGIN, width, 28), "Trends", TYPE.heading, bold=True)
    each = "a point a take" if trends.per == "take" else "a point a day"
    about = f"The {trends.days} days up to {until}, {each}. Made by Rehearse."
    _write(painter, QRectF(MARGIN, MARGIN + 28, width, 20), about, TYPE.small, LIGHT.soft)
    foot = QRectF(MARGIN, size.height() - MARGIN - FOOTER + SPACE.s, width, FOOTER)
    guesses = f"\nGuessed: {GUESS_LEGEND}" if trends.guesses else ""
    story = f"Story: {trends.story.sentence}\n" if trends.story.told else ""
    _write(painter, foot, story + LEGEND + guesses, TYPE.small, LIGHT.soft)


def _place(index: int) -> QRectF:
    x = MARGIN + index % COLUMNS * (CARD.width() + GAP)
    y = MARGIN + HEADER + index // COLUMNS * (CARD.height() + GAP)
    return QRectF(x, y, CARD.width(), CARD.height())


def _paint_figure(painter: QPainter, box: QRectF, figure: Figure, plot: Plot) -> None:
    rough = " (rough)" if figure.rough else ""
    _write(painter, QRectF(box.left(), box.top(), 260, 24), figure.title + rough, TYPE.strong, bold=True)
    newest = QRectF(box.left() + 200, box.top(), box.width() - 200, 24)
    _write(painter, newest, f"{figure.figure} {figure.unit}", TYPE.body, LIGHT.soft, right=True)
    plot.show_data(figure.chart)
    plot.paint(painter, QRectF(box.left(), box.top() + 30, box.width(), 196))
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

"""A take's picture with rounded corners, or the dark plate that stands for one without."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import color, theme

CORNER = 6.0
BARS = (0.14, 0.34, 0.22, 0.4, 0.16)


def read_picture(data: bytes | None, width: int) -> QImage | None:
    """A JPEG scaled down to `width` pixels; None where there is none or it is damaged. Safe in any thread."""
    image = QImage.fromData(data) if data else QImage()
    if image.isNull():
        return None
    return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation) if image.width() > width else image


def paint_picture(painter: QPainter, rect: QRectF, image: QImage | None) -> None:
    """The picture cropped to the rectangle, or a plate with the sign of sound."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(rect, CORNER, CORNER)
    painter.fillPath(path, color(theme().tokens.side))
    painter.setClipPath(path)
    if image is None:
        _paint_sound(painter, rect)
    else:
        painter.drawImage(rect, image, _crop(image, rect))
    painter.restore()


def _paint_sound(painter: QPainter, rect: QRectF) -> None:
    """Five bars, as a sound's loudness is drawn."""
    step, middle = rect.height() * 0.09, rect.center()
    for index, height in enumerate(BARS):
        bar = QRectF(0, 0, step * 0.9, rect.height() * height)
        bar.moveCenter(QPointF(middle.x() + (index - 2) * 2 * step, middle.y()))
        painter.fillRect(bar, color(theme().tokens.pause))


def _crop(image: QImage, rect: QRectF) -> QRectF:
    """The middle of the image that has the rectangle's proportions."""
    scale = min(image.width() / rect.width(), image.height() / rect.height())
    part = QRectF(0, 0, rect.width() * scale, rect.height() * scale)
    part.moveCenter(QRectF(image.rect()).center())
    return part


class Picture(QWidget):
    """One picture of a fixed size."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setFixedSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._repaint)

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_picture(painter, QRectF(self.rect()), self._image)

    @Slot()
    def _repaint(self) -> None:
        self.update()

"""A picture in motion: the frames of a video sink, with captions on them, in the window or over the whole screen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtMultimedia import QVideoFrame, QVideoSink
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import RADIUS, color, theme
from ui.widgets.full_screen import FullScreen
from ui.widgets.video_text import paint_caption, paint_sound, paint_words


class VideoView(QWidget):
    """Paints the newest frame of `sink`, letterboxed. A frame that arrives before the last was painted replaces it.

    Signals
    -------
    clicked() : the picture was clicked, or Space or Enter pressed on it.
    full_screen_changed(bool) : it fills the screen now, or no longer does.
    """

    clicked = Signal()
    full_screen_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Without this Qt asks the graphics card for each frame and reads it back: 200 ms to begin, 16 ms a frame
        # where OpenGL is software, against 4 ms on the processor.
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ForceRasterWidgets)
        self.sink = QVideoSink(self)
        self._frame = QVideoFrame()
        self._image = QImage()
        self._mirrored = False
        self._caption = ""
        self._words = ""
        self._sound: NDArray[np.float32] | None = None
        self._share = 0.0
        self._ring = False
        self._screen: FullScreen | None = None
        self.setAccessibleName("Video")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.sink.videoFrameChanged.connect(self._take)
        theme().changed.connect(self.update)

    # ------------------------------------------------------------------ what is shown

    @property
    def has_picture(self) -> bool:
        return self._frame.isValid() or not self._image.isNull()

    @property
    def caption(self) -> str:
        return self._caption

    @property
    def full_screen(self) -> bool:
        return self._screen is not None

    def set_mirrored(self, mirrored: bool) -> None:
        """Show left as right, as a mirror does. Captions stay readable."""
        self._mirrored = mirrored
        self._redraw()

    def set_caption(self, text: str) -> None:
        """Words on the picture; a line break is kept where both lines fit. "" takes them away."""
        if text != self._caption:
            self._caption = text
            self._redraw()

    def set_words(self, sentence: str) -> None:
        """A sentence instead of a picture: no camera, a file that can't be opened. "" takes it away."""
        self._words = sentence
        self.setAccessibleDescription(sentence)
        self._redraw()

    def set_sound_only(self, peaks: NDArray[np.float32] | None) -> None:
        """There is no picture: show the sound's (n, 2) outline instead; None goes back to the picture."""
        self._sound = peaks
        self.setAccessibleName("Video" if peaks is None else "Sound only, no picture")
        self._redraw()

    def set_share(self, share: float) -> None:
        """How much has been played, 0..1; drawn into the outline of the sound."""
        if self._sound is not None and abs(share - self._share) > 0.0005:
            self._share = share
            self._redraw()

    def clear(self) -> None:
        """Nothing to show: the last frame, the caption and the sentence go."""
        self._frame, self._image = QVideoFrame(), QImage()
        self._sound, self._share, self._caption = None, 0.0, ""
        self.setAccessibleName("Video")
        self.set_words("")

    @Slot(QVideoFrame)
    def _take(self, frame: QVideoFrame) -> None:
        if frame.isValid():  # a player that stops sends an empty one: the last picture stays
            self._frame, self._image = QVideoFrame(frame), QImage()
            self._redraw()

    def _redraw(self) -> None:
        (self._screen or self).update()

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 135)

    # ------------------------------------------------------------------ painting

    def picture(self) -> QImage:
        """The frame as an image, made once a frame and only if it is painted."""
        if self._image.isNull() and self._frame.isValid():
            self._image, self._frame = self._frame.toImage(), QVideoFrame()
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.fillPath(ground, color(theme().tokens.video))
        if not self.full_screen:
            painter.setClipPath(ground)
            self.paint_on(painter, QRectF(self.rect()))
        if self._ring:
            painter.setClipping(False)
            painter.setPen(QPen(color(theme().tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)
        painter.end()

    def paint_on(self, painter: QPainter, box: QRectF) -> None:
        """The picture, or what stands for it, and the caption."""
        tokens, picture = theme().tokens, self.picture()
        if self._words:
            paint_words(painter, box, self._words, tokens)
            return
        if self._sound is not None:
            paint_sound(painter, box, self._sound, self._share, tokens)
        elif not picture.isNull():
            self._paint_picture(painter, picture, letterboxed(QSizeF(picture.size()), box))
        if self._caption:
            paint_caption(painter, box, self._caption, tokens)

    def _paint_picture(self, painter: QPainter, picture: QImage, place: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._mirrored:
            painter.translate(place.left() + place.right(), 0)
            painter.scale(-1, 1)
        painter.drawImage(place, picture)
        painter.restore()

    # ------------------------------------------------------------------ the whole screen

    def set_full_screen(self, wanted: bool) -> None:
        """Fill the screen, or go back. The window's shortcuts work in both; Esc and F go back."""
        if wanted and self._screen is None:
            self._screen = FullScreen(self)
        elif not wanted and self._screen is not None:
            screen, self._screen = self._screen, None
            screen.end()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return
        self.update()
        self.full_screen_changed.emit(wanted)

    def toggle_full_screen(self) -> None:
        self.set_full_screen(not self.full_screen)

    # ------------------------------------------------------------------ hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()  # takes back what the first click of the two did
            self.toggle_full_screen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_F and not event.modifiers():
            self.toggle_full_screen()
        elif key == Qt.Key.Key_Escape and self.full_screen:
            self.set_full_screen(False)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def hideEvent(self, event: QEvent) -> None:
        if not self.isVisibleTo(self.window()):
            self.set_full_screen(False)


def letterboxed(size: QSizeF, box: QRectF) -> QRectF:
    """The largest place of that shape in the middle of `box`."""
    fitted = size.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, fitted.width(), fitted.height())
    place.moveCenter(box.center())
    return place

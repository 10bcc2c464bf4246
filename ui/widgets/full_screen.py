"""A video over the whole screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ui.widgets.video import VideoView

CURSOR_MS = 2000


class FullScreen(QWidget):
    """A view's picture over all of its window, and the window over all of the screen.

    It is a child of that window, so that the window's shortcuts go on working; keys that are none go to the view.
    """

    def __init__(self, view: VideoView) -> None:
        super().__init__(view.window())
        self._view = view
        self._before = view.window().windowState()
        self._cursor = QTimer(self)
        self._cursor.setSingleShot(True)
        self._cursor.setInterval(CURSOR_MS)
        self._cursor.timeout.connect(self._hide_cursor)
        self.setAccessibleName("Video, full screen")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        view.window().installEventFilter(self)
        view.window().setWindowState(self._before | Qt.WindowState.WindowFullScreen)
        self.setGeometry(view.window().rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._cursor.start()

    def end(self) -> None:
        window = self._view.window()
        window.removeEventFilter(self)
        self.hide()
        window.setWindowState(self._before)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            self.resize(event.size())
        elif event.type() == QEvent.Type.WindowStateChange and not self._view.window().isFullScreen():
            self._view.set_full_screen(False)  # the window manager ended it
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._view.paint_on(painter, QRectF(self.rect()))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.unsetCursor()
        self._cursor.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._view.mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._view.mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        QApplication.sendEvent(self._view, event)

    def _hide_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)

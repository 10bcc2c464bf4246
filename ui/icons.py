"""Icons of our own: strokes on a 24 x 24 grid, drawn in the theme's colours at any size and density."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import theme
from ui.widgets.basics import Button

# stroked paths; those after "|" are filled
STROKES = {
    "play": "|M8 5.5v13l10.5-6.5z",
    "pause": "M9 6v12M15 6v12",
    "step-back": "M17 6l-8 6 8 6zM6 6v12",
    "step-forward": "M7 6l8 6-8 6zM18 6v12",
    "full-screen": "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    "captions": "M3 6h18v12H3zM7 11h3M7 14h6M13 11h4M16 14h1",
    "volume": "M4 10v4h3l5 4V6l-5 4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
    "muted": "M4 10v4h3l5 4V6l-5 4zM16 10l4 4M20 10l-4 4",
    "more": "|M5 10.5a1.5 1.5 0 1 0 .01 0zM12 10.5a1.5 1.5 0 1 0 .01 0zM19 10.5a1.5 1.5 0 1 0 .01 0z",
    "list": "M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01",
    "search": "M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5L20 20",
    "zoom-in": "M12 6v12M6 12h12",
    "zoom-out": "M6 12h12",
    "close": "M6 6l12 12M18 6L6 18",
    "back": "M14 6l-6 6 6 6",
    "forward": "M10 6l6 6-6 6",
    "down": "M6 9l6 6 6-6",
    "up": "M6 15l6-6 6 6",
    "camera": "M3 7h12v10H3zM15 11l6-3v8l-6-3",
    "microphone": "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4z"
    "M6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3",
    "check": "M5 12.5l4.5 4.5L19 7.5",
}


class _Engine(QIconEngine):
    """Draws one icon; asks the theme for its colour each time, so that a new appearance needs no new icon."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "faint" if mode == QIcon.Mode.Disabled else self._role
        renderer = QSvgRenderer(QByteArray(_svg(self._name, getattr(theme().tokens, role)).encode()))
        renderer.render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)


def icon(name: str, role: str = "ink") -> QIcon:
    """The icon in the colour of a token, by default the ink."""
    return QIcon(_Engine(name, role))


class IconButton(Button):
    """A button that shows an icon alone; `tip` says what it does, on hover and to a screen reader."""

    def __init__(self, name: str, *, tip: str, checkable: bool = False, size: int = 20) -> None:
        super().__init__("", "icon", tip=tip, icon=icon(name))
        self.setIconSize(QSize(size, size))
        self.setCheckable(checkable)
        theme().changed.connect(self._repaint)

    def show_icon(self, name: str, *, tip: str = "") -> None:
        """Another icon, and what the button does now."""
        self.setIcon(icon(name))
        if tip:
            self.setToolTip(tip)
            self.setAccessibleName(tip)

    @Slot()
    def _repaint(self) -> None:
        # a button keeps the pixmap of its icon until it gets the icon again
        self.setIcon(QIcon(self.icon()))


def _svg(name: str, color: str) -> str:
    strokes, _, filled = STROKES[name].partition("|")
    paths = (f'<path d="{strokes}"/>' if strokes else "") + (f'<path d="{filled}" fill="{color}"/>' if filled else "")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke-width="1.8"'
        f' stroke="{color}" stroke-linecap="round" stroke-linejoin="round">{paths}</svg>'
    )

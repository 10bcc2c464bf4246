"""The appearance in use: light or dark, following the system or not, and how the application is dressed in it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.stylesheet import stylesheet
from ui.tokens import DARK, LIGHT, RADIUS, SPACE, TYPE, Tokens

__all__ = ["DARK", "LIGHT", "RADIUS", "SPACE", "TYPE", "Theme", "Tokens", "color", "theme"]

Appearance = Literal["system", "light", "dark"]
FAMILIES = (
    *("Inter", "Inter Variable", "SF Pro Text", "Segoe UI Variable", "Segoe UI"),
    *("Cantarell", "Noto Sans", "Ubuntu"),
)


class Theme(QObject):
    """The appearance in use.

    Signals
    -------
    changed : after the colours have changed, by the system or by the person.
    """

    changed = Signal()

    def __init__(self, appearance: Appearance = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance: Appearance = appearance
        self._dark = self._wants_dark()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def dark(self) -> bool:
        return self._dark

    @property
    def tokens(self) -> Tokens:
        return DARK if self._dark else LIGHT

    def set_appearance(self, appearance: Appearance) -> None:
        """Follow the system, or stay light or dark."""
        self._appearance = appearance
        self._follow_system()

    def apply(self) -> None:
        """Dress the application in the tokens: font, palette and style sheet."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setStyle("Fusion")
        app.setFont(_font())
        app.setPalette(_palette(self.tokens))
        app.setStyleSheet(stylesheet(self.tokens))

    def _wants_dark(self) -> bool:
        if self._appearance == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._appearance == "dark"

    def _follow_system(self) -> None:
        dark = self._wants_dark()
        if dark != self._dark:
            self._dark = dark
            self.apply()
            self.changed.emit()


_current: Theme | None = None


def theme() -> Theme:
    """The application's theme; made on first use."""
    global _current  # noqa: PLW0603 - one application, one appearance
    if _current is None:
        _current = Theme()
    return _current


def color(value: str, alpha: float = 1.0) -> QColor:
    """A token as a QColor, made translucent where asked."""
    made = QColor(value)
    made.setAlphaF(alpha)
    return made


def _font() -> QFont:
    families = set(QFontDatabase.families())
    font = QFont(next((name for name in FAMILIES if name in families), QGuiApplication.font().family()))
    font.setPixelSize(TYPE.body)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, value in (
        ((role.Window,), tokens.bg),
        ((role.Base, role.ToolTipBase), tokens.panel),
        ((role.AlternateBase, role.Button), tokens.side),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), tokens.ink),
        ((role.Highlight, role.Accent), tokens.accent),
        ((role.HighlightedText,), tokens.on_accent),
        ((role.PlaceholderText,), tokens.faint),
        ((role.Link, role.LinkVisited), tokens.accent),
        ((role.Mid, role.Dark), tokens.line),
    ):
        for each in roles:
            palette.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.faint))
    return palette

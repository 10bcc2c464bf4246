"""The real app with a peephole: `python -m tests.ui.driven_app ARGUMENTS OF THE APP`.

Each line on stdin is a Python expression; its value goes to stdout as one JSON line. What the test does to the app it
does from outside, with real key presses and clicks: the expressions look and say where things are.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

from ui import app


def seen(text: str) -> list[QWidget]:
    """Visible widgets that show this text, or that a screen reader calls so."""
    return [w for w in QApplication.allWidgets() if w.isVisible() and text in (_text(w), w.accessibleName())]


def where(text: str) -> list[int] | None:
    """The middle of the widget that shows this text, in pixels of the screen; None where there is none to click."""
    found = [widget for widget in seen(text) if widget.isEnabled() and _hears_the_mouse(widget)]
    found.sort(key=lambda widget: isinstance(widget, QAbstractButton))
    return middle(found[-1]) if found else None


def _hears_the_mouse(widget: QWidget | None) -> bool:
    deaf = Qt.WidgetAttribute.WA_TransparentForMouseEvents
    return widget is None or (not widget.testAttribute(deaf) and _hears_the_mouse(widget.parentWidget()))


def middle(widget: QWidget) -> list[int]:
    point = widget.mapToGlobal(widget.rect().center())
    return [point.x(), point.y()]


def dialogs() -> list[str]:
    """Titles of the dialogs that are open."""
    return [w.windowTitle() for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def texts() -> list[str]:
    """All text that can be read now."""
    return sorted({t for w in QApplication.allWidgets() if w.isVisible() and (t := _text(w))})


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


class Peephole(QObject):
    def __init__(self, names: dict[str, Any]) -> None:
        super().__init__()
        self._names = names
        self._asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._asked.activated.connect(self._answer)

    def _answer(self) -> None:
        asked = sys.stdin.readline()
        if not asked:
            self._asked.setEnabled(False)
            return
        try:
            value = eval(asked, self._names)
        except Exception as error:
            value = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(value, default=str) + "\n")
        sys.stdout.flush()


def main() -> int:
    opened: Callable[..., Any] = app.open_window
    kept: list[QObject] = []

    def open_with_peephole(options: app.Options) -> Any:
        context, window = opened(options)
        names = {
            "context": context,
            "window": window,
            "seen": seen,
            "where": where,
            "texts": texts,
            "middle": middle,
            "dialogs": dialogs,
        }
        kept.append(Peephole(names | {"QWidget": QWidget}))
        return context, window

    app.open_window = open_with_peephole
    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""The keys of the review: one table, which both acts and is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QGridLayout, QVBoxLayout, QWidget

from ui.tokens import SPACE
from ui.widgets.basics import Button, Item, Label, fill, keycap, row

Key = Qt.Key
# name of the act: keys, how they are shown, what they do
TABLE: tuple[tuple[str, tuple[Qt.Key | str, ...], str, str], ...] = (
    ("toggle", (Key.Key_Space,), "Space", "Play and pause"),
    ("slower", (Key.Key_J,), "J", "Slower, or back 5 s"),
    ("pause", (Key.Key_K,), "K", "Pause"),
    ("faster", (Key.Key_L,), "L", "Play, then faster"),
    ("frame_back", (Key.Key_Comma,), ",", "One frame back"),
    ("frame_on", (Key.Key_Period,), ".", "One frame on"),
    ("next_moment", (Key.Key_N,), "N", "Next moment"),
    ("previous_moment", (Key.Key_P,), "P", "Previous moment"),
    ("confirm", (Key.Key_Y,), "Y", "The filler here is one"),
    ("reject", (Key.Key_X,), "X", "The filler here is none"),
    ("full_screen", (Key.Key_F,), "F", "Full screen"),
    ("find", ("Ctrl+F",), "Ctrl F", "Find in the transcript"),
    *((f"tab_{n}", (str(n),), str(n), f"{name}") for n, name in enumerate(
        ("Moments", "Transcript", "Story", "Numbers", "Notes"), start=1)),
    ("keys", ("?", "Shift+?", "Shift+/"), "?", "These keys"),
)  # fmt: skip
IN_TRANSCRIPT = (
    ("← → ↑ ↓", "From word to word"),
    ("Enter", "Correct the word"),
    ("Ctrl Enter", "Play from the word"),
)


class Keys(QObject):
    """Shortcuts that hold in the whole window while the review is open; a field in which one types has them first."""

    def __init__(self, view: QWidget, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__(view)
        self._acts = acts
        self._shortcuts: list[QShortcut] = []
        self._space: QShortcut | None = None
        for name, sequences, _, _ in TABLE:
            for sequence in sequences:
                shortcut = QShortcut(QKeySequence(sequence), view)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(acts[name])
                # the same text may be reached by two of them on one keyboard
                shortcut.activatedAmbiguously.connect(acts[name])
                shortcut.setEnabled(False)
                self._shortcuts.append(shortcut)
                if name == "toggle":
                    self._space = shortcut
        self._on = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def set_on(self, on: bool) -> None:
        self._on = on
        for shortcut in self._shortcuts:
            shortcut.setEnabled(on)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        # on a button Space presses it
        if self._space is not None:
            self._space.setEnabled(self._on and not isinstance(now, QAbstractButton))


class KeysDialog(QDialog):
    """What the keys do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        close = Button("Close", clicked=self.accept)
        items: list[Item] = [
            Label("Keys", "heading"),
            _all_keys(),
            SPACE.s,
            Label("In the transcript", "small"),
            _transcript_keys(),
            row(None, close),
        ]
        fill(QVBoxLayout(self), items, spacing=SPACE.m, margins=SPACE.xl)


def _all_keys() -> QGridLayout:
    """Two columns of keys with what they do."""
    grid = _grid()
    half = (len(TABLE) + 1) // 2
    for number, (_, _, shown, does) in enumerate(TABLE):
        _add(grid, number % half, 0 if number < half else 3, shown, does)
    grid.setColumnMinimumWidth(2, SPACE.xl)
    return grid


def _transcript_keys() -> QGridLayout:
    grid = _grid()
    for number, (shown, does) in enumerate(IN_TRANSCRIPT):
        _add(grid, number, 0, shown, does)
    grid.setColumnStretch(1, 1)
    return grid


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE.l)
    grid.setVerticalSpacing(SPACE.s)
    return grid


def _add(grid: QGridLayout, line: int, column: int, shown: str, does: str) -> None:
    grid.addWidget(keycap(shown), line, column, Qt.AlignmentFlag.AlignLeft)
    grid.addWidget(Label(does), line, column + 1)

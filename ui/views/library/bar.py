"""What stands above the list: the place's name, and what can be done with the chosen takes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rehearse.store import TakeRow
from ui.tokens import SPACE
from ui.views.library.model import comparable, has_recording
from ui.widgets.basics import Button, Label, fill


class ActionBar(QWidget):
    """What can be done with the chosen takes; `menu` offers the same at the pointer.

    Signals
    -------
    review_asked(), compare_asked(), favourite_asked(), tag_asked(), report_asked(), retry_asked(), delete_asked()
    """

    review_asked = Signal()
    compare_asked = Signal()
    favourite_asked = Signal()
    tag_asked = Signal()
    report_asked = Signal()
    retry_asked = Signal()
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.found = Label("", "soft")
        self.actions_by_name: dict[str, QAction] = {}
        self._buttons: dict[str, Button] = {}
        for name, signal in (
            ("Review", self.review_asked),
            ("Compare", self.compare_asked),
            ("Favourite", self.favourite_asked),
            ("Tag…", self.tag_asked),
            ("Export report…", self.report_asked),
            ("Analyse again", self.retry_asked),
            ("Delete", self.delete_asked),
        ):
            action = QAction(name, self)
            action.triggered.connect(signal)
            self.actions_by_name[name] = action
            self._buttons[name] = Button(name, "small", clicked=action.trigger)
        fill(QHBoxLayout(self), [*self._buttons.values(), None, self.found], spacing=SPACE.s, margins=0)
        self.choose(())

    def choose(self, rows: Sequence[TakeRow]) -> None:
        """These takes are chosen: what cannot be done with them is off, and its tip says why."""
        some, one = bool(rows), len(rows) == 1
        analysed = some and all(row.analysed for row in rows)
        why_not = comparable(rows)
        self._set("Review", one, "Choose one take" if not one else "Enter")
        self._set("Compare", not why_not, why_not)
        self._set("Favourite", some, "S" if some else "Choose a take first")
        named = "Not a favourite" if some and all(row.favourite for row in rows) else "Favourite"
        self.actions_by_name["Favourite"].setText(named)
        self._buttons["Favourite"].setText(named)
        self._set("Tag…", some, "" if some else "Choose a take first")
        self._set("Export report…", analysed, "" if analysed else "Choose takes that are analysed")
        here = all(has_recording(row) for row in rows)
        again = "Choose a take first" if not some else "" if here else "Of one of these the video was removed"
        self._set("Analyse again", some and here, again)
        self._set("Delete", some, "Delete" if some else "Choose a take first")

    def menu(self, parent: QWidget) -> QMenu:
        made = QMenu(parent)
        made.addActions(list(self.actions_by_name.values()))
        return made

    def _set(self, name: str, on: bool, tip: str) -> None:
        self.actions_by_name[name].setEnabled(on)
        self._buttons[name].setEnabled(on)
        self._buttons[name].setToolTip(tip)


class Header(QWidget):
    """The place's name, how large the library is, and the way in for a video.

    Signals
    -------
    import_asked()
    """

    import_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.size_line = Label("", "soft")
        title = QVBoxLayout()
        fill(title, [Label("Library", "heading"), self.size_line], spacing=2, margins=0)
        bring = Button("Import a video…", clicked=self.import_asked.emit)
        fill(QHBoxLayout(self), [title, None, bring], spacing=SPACE.m, margins=0)

"""What stands above the list: the place's name, and what can be done with the chosen takes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from rehearse.disk import megabytes
from rehearse.store import TakeRow
from rehearse.store.usage import Usage
from ui.tokens import SPACE
from ui.views.library.model import comparable, has_recording
from ui.widgets.basics import Button, Label, column, fill, row
from ui.widgets.storage_meter import StorageBar

METER_WIDTH = 140


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
    """The place's name, how large the library is on its disk, and the way in for a video.

    Signals
    -------
    import_asked()
    storage_asked() : to what can be done about the room that is taken.
    """

    import_asked = Signal()
    storage_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.size_line, self.free = Label("", "soft"), Label("", "soft")
        self.meter = StorageBar()
        self.meter.setFixedWidth(METER_WIDTH)
        self.storage = Button("Storage", "link", clicked=self.storage_asked.emit, name="Storage, in Settings")
        self._room = QWidget()
        fill(QHBoxLayout(self._room), [self.meter, self.free, self.storage], spacing=SPACE.s, margins=0)
        keeping = self._room.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)  # else the list moves when the disk was asked
        self._room.setSizePolicy(keeping)
        self._room.hide()
        line = row(self.size_line, self._room, None, spacing=SPACE.m)
        title = column(Label("Library", "heading"), line, spacing=2)
        bring = Button("Import a video…", clicked=self.import_asked.emit)
        across = fill(QHBoxLayout(self), [title, bring], spacing=SPACE.m, margins=0)
        across.setStretch(0, 1)

    def show_count(self, count: str, *, some: bool) -> None:
        self.size_line.setText(count)
        self.size_line.setVisible(some)
        self._room.setVisible(some and bool(self.meter.accessibleName()))

    def show_usage(self, usage: Usage) -> None:
        self.meter.show_usage(usage)
        self.free.setText(f"{megabytes(usage.free)} free" if usage.free is not None else "")
        self._room.setVisible(not self.size_line.isHidden())

"""The sidebar: the places, what is being analysed, and the promise."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QProgressBar, QPushButton, QVBoxLayout, QWidget

from rehearse.export.wording import length
from ui.jobs import Jobs
from ui.places import Place
from ui.tokens import SPACE
from ui.widgets.basics import Label, fill

PLACES = (Place.TODAY, Place.PRACTISE, Place.LIBRARY, Place.STORIES, Place.TRENDS, Place.PACKS)
WIDTH = 188


class Sidebar(QWidget):
    """Signals
    -------
    chosen(Place) : the person asked for a place.
    """

    chosen = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("role", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Places")
        self.places = (*PLACES, Place.SETTINGS)
        self._group = QButtonGroup(self)
        buttons = [self._button(index, place) for index, place in enumerate(self.places)]
        brand = Label("Rehearse", "brand")
        brand.setContentsMargins(10, 0, 0, SPACE.m)
        promise = Label("Nothing has left this machine.", "faint-small", wrap=True)
        promise.setContentsMargins(10, 0, 0, 0)
        self._work = Working(jobs)
        items = [brand, *buttons[:-1], None, self._work, buttons[-1], promise]
        fill(QVBoxLayout(self), items, spacing=2, margins=QMargins(10, 18, 10, 18))
        self._group.idClicked.connect(self._choose)

    def mark(self, place: Place) -> None:
        """Show which place is open."""
        self._group.button(self.places.index(place)).setChecked(True)

    def _button(self, index: int, place: Place) -> QPushButton:
        button = QPushButton(place.value)
        button.setProperty("role", "nav")
        button.setCheckable(True)
        button.setToolTip(f"Ctrl+{index + 1}")
        self._group.addButton(button, index)
        return button

    @Slot(int)
    def _choose(self, index: int) -> None:
        self.chosen.emit(self.places[index])


class Working(QWidget):
    """The running analysis: its stage, how far it is, and how many wait. Hidden where there is none."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._stage, self._left = Label("", "small", wrap=True), Label("", "faint-small", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Analysis")
        items = [self._stage, self._bar, self._left]
        fill(QVBoxLayout(self), items, spacing=SPACE.xs, margins=QMargins(10, 0, 10, SPACE.m))
        jobs.changed.connect(self._show)
        jobs.progressed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        states = self._jobs.states()
        self.setVisible(bool(states))
        running = next((state for state in states if state.phase == "running"), None)
        waiting = sum(state.phase == "waiting" for state in states)
        self._stage.setText(running.label if running else "Waiting to be analysed")
        self._bar.setValue(round(100 * running.overall) if running else 0)
        left = f"about {length(running.left_s)} left" if running and running.left_s else ""
        self._left.setText(", ".join(text for text in (left, f"{waiting} waiting" if waiting else "") if text))
        self._left.setVisible(bool(self._left.text()))

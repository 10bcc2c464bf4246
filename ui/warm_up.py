"""What the places will need, loaded piece by piece once the window stands: the first click must not wait for it."""

from __future__ import annotations

import pkgutil
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rehearse import log
from ui.places import Place

FIRST_MS = 150  # for what the first place shows to arrive
BETWEEN_MS = 15  # for what the person does meanwhile
# These take long, and may load in another thread: nothing of Qt is in them.
WITHOUT_QT = (
    "numpy",
    "filelock",
    "rehearse.analysis.recount",
    "rehearse.story.patched",
    "rehearse.measures.fillers_again",
    "rehearse.export.captions",
    "rehearse.export.reading",
    "rehearse.export.tables",
    "rehearse.export.week",
)
PACKAGES = (
    *("widgets", "widgets.timeline", "widgets.transcript", "playback", "studio"),
    *("views.practise", "views.review", "views.library"),
)
LATER = (
    *("views.loop", "views.stories", "views.settings", "widgets.charts", "views.trends", "views.week"),
    *("views.packs", "views.compare"),
)
DRAWS_CHARTS = ("pyqtgraph",)  # long too, and has no object of Qt before it is used
MADE = (Place.PRACTISE, Place.REVIEW, Place.LIBRARY)

Step = Callable[[], object]


class WarmUp(QObject):
    """Loads modules and makes views in short turns of the event loop. `make` makes a place's view and keeps it.

    Signals
    -------
    done() : there is nothing left to load.
    """

    done = Signal()

    def __init__(self, make: Callable[[Place], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = self._all(make)
        self._thread = _loading(WITHOUT_QT)
        self._turn = QTimer(self, singleShot=True)
        self._turn.timeout.connect(self._next)
        self.finished = False

    def start(self) -> None:
        self._thread.start()
        self._turn.start(FIRST_MS)

    def stop(self) -> None:
        """Leave the rest for when it is asked for."""
        self._turn.stop()
        if self._thread.is_alive():
            self._thread.join()

    @Slot()
    def _next(self) -> None:
        if self._thread.is_alive():
            self._turn.start(BETWEEN_MS)
            return
        step = next(self._steps, None)
        if step is None:
            self.finished = True
            self.done.emit()
            return
        try:
            step()
        except Exception as error:  # the person is told when they open what does not load
            log.record_bug(error)
        self._turn.start(BETWEEN_MS)

    def _all(self, make: Callable[[Place], object]) -> Iterator[Step]:
        """In the order in which a person is likely to need it; each takes a few hundredths of a second at most."""
        yield partial(import_module, "PySide6.QtMultimedia")
        yield _look_for_devices
        yield from _imports(PACKAGES)
        for place in MADE:
            yield partial(make, place)
        yield self._load_charts
        yield from _imports(LATER)

    def _load_charts(self) -> None:
        """The next step waits for it."""
        self._thread = _loading(DRAWS_CHARTS)
        self._thread.start()


def _loading(names: Sequence[str]) -> threading.Thread:
    """A thread that loads these modules."""
    return threading.Thread(target=lambda: [import_module(name) for name in names], name="warm-up", daemon=True)


def _imports(packages: tuple[str, ...]) -> Iterator[Step]:
    """One module a step: a whole place at once would be felt."""
    for package in packages:
        path = import_module(f"ui.{package}").__path__
        for module in pkgutil.iter_modules(path, f"ui.{package}."):
            yield partial(import_module, module.name)


def _look_for_devices() -> None:
    """The first look connects to the system's sound server."""
    from PySide6.QtMultimedia import QMediaDevices

    QMediaDevices.audioInputs()

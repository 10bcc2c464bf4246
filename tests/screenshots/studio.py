"""The app with stand-ins for camera, microphone and analysis, brought into a state and photographed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QScrollArea, QWidget

from rehearse.settings import Settings
from tests.screenshots.frames import ANSWER, image_at
from tests.ui.views.practise_booth import FakeBooth
from ui.context import Context
from ui.jobs import JobState
from ui.places import Place, Route
from ui.theme import Appearance, color, theme
from ui.views import make_view
from ui.views.first_start.view import FirstStartView
from ui.views.loop.view import LoopView
from ui.views.practise.view import PractiseView
from ui.window import Window

PATIENCE_S = 20.0
SOON_MS = 500  # the pages gather several changes into one for up to 150 ms; searches wait while one types
LAYOUT_TURNS = 12  # a change of height goes up from widget to widget, a turn of the event loop each
FACE_AT_S = 3.0


@dataclass
class Studio:
    """One window on one library. `booth` stands for the devices; `patched` undoes what was put in place."""

    context: Context
    window: Window
    booth: FakeBooth
    patched: ExitStack

    def view(self, place: Place) -> Any:
        return self.window.view(place)

    def go(self, route: Route) -> Any:
        """Open a place and wait for what it shows; the view."""
        self.window.show_route(route)
        self.settle()
        return self.view(route.place)

    def until(self, true: Callable[[], object]) -> None:
        """Let the app run until something is so."""
        end = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < end, "what was waited for did not come"
            QApplication.processEvents()
            time.sleep(0.005)

    def settle(self) -> None:
        """Let the app finish what it does in the background and what it puts off a little."""
        quiet = 0
        while quiet < 2:
            done: list[bool] = []
            self.context.in_background(lambda _: True, done.append)
            self.until(partial(self._is_quiet, done))
            quiet = 0 if self._soon() else quiet + 1
        for _ in range(LAYOUT_TURNS):
            QApplication.processEvents()

    def _is_quiet(self, done: list[bool]) -> bool:
        return bool(done) and not self._soon()

    def _soon(self) -> bool:
        """Whether something is put off for a moment."""
        return any(
            timer.isActive() and timer.isSingleShot() and timer.remainingTime() < SOON_MS
            for timer in self.window.findChildren(QTimer)
        )

    def replace(self, owner: object, name: str, value: object) -> None:
        """Put something in place of an attribute until the next picture's state is made."""
        self.patched.enter_context(patch.object(owner, name, value))

    def see_face(self) -> None:
        """The camera shows the person of the sample answer."""
        self.booth.see(QVideoFrame(image_at(ANSWER, FACE_AT_S)))

    def show_jobs(self, *states: JobState) -> None:
        """Analyses that run and wait."""
        jobs = self.context.jobs
        self.replace(jobs, "states", lambda: states)
        self.replace(jobs, "state", lambda take_id: next((s for s in states if s.take_id == take_id), None))
        jobs.changed.emit()
        QApplication.processEvents()

    def scroll(self, share: float) -> None:
        """Scroll whatever scrolls on the page, 0 to the top and 1 to the end."""
        for area in self.window.findChildren(QScrollArea):
            bar = area.verticalScrollBar()
            if area.isVisible() and bar.maximum() > 0:
                bar.setValue(round(share * bar.maximum()))

    def dress(self, appearance: Appearance) -> None:
        self.context.change_settings(appearance=appearance)
        self.settle()

    def picture(self) -> QPixmap:
        """The window, and over it the dialog or menu that is open."""
        self.window.grab()  # what is painted for the first time asks for its pictures
        self.settle()
        picture = self.window.grab()
        over = [w for w in QApplication.topLevelWidgets() if w.isVisible() and isinstance(w, QDialog | QMenu)]
        painter = QPainter(picture)
        for widget in over:
            place = QRect(self._place(widget), widget.size())
            painter.drawPixmap(place.topLeft(), widget.grab())
            painter.setPen(color(theme().tokens.field_line))  # what a window manager or the menu's own frame shows
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()
        return picture

    def _place(self, widget: QWidget) -> QPoint:
        if isinstance(widget, QMenu):
            return self.window.mapFromGlobal(widget.pos())
        return self.window.rect().center() - widget.rect().center()


@contextmanager
def open_studio(root: Path, size: QSize, **settings: object) -> Iterator[Studio]:
    """Open the app on the library at `root`; all of it is gone afterwards."""
    context = Context(root, settings=Settings(first_start_done=True, **settings))  # type: ignore[arg-type]
    if not QApplication.instance().styleSheet():  # type: ignore[union-attr]
        context.theme.apply()  # else it is dressed since the last picture, and changes by itself
    booth = FakeBooth()

    def make(place: Place, context: Context) -> QWidget:
        if place is Place.PRACTISE:
            return PractiseView(context, booth)
        if place is Place.LOOP:
            return LoopView(context, booth)
        return FirstStartView(context, booth) if place is Place.FIRST_START else make_view(place, context)

    # nothing is analysed for a picture
    for name in ("add", "cancel"):
        setattr(context.jobs, name, lambda _take_id: None)
    window = Window(context, make)
    window.resize(size)
    window.show()
    with ExitStack() as patched:
        try:
            yield Studio(context, window, booth, patched)
        finally:
            _close(window)
            context.close()
            context.deleteLater()
            _really_delete()


def _close(window: Window) -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog | QMenu):
            widget.close()
    if window.route is not None:
        view: Any = window.view(window.route.place)
        view.leave()
    window.hide()
    window.deleteLater()
    _really_delete()


def _really_delete() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()

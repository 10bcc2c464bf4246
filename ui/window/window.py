"""The window: a sidebar of places, the place that is open, and the sentences that concern all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QMargins, Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.places import BELONGS_TO, Place, Route
from ui.recovery import Recovered
from ui.views import make_view
from ui.views.broken import BrokenView
from ui.widgets.basics import fill
from ui.window.notices import Notices
from ui.window.sidebar import Sidebar

SMALLEST = (1024, 640)
FIRST_SIZE = (1280, 800)


class Window(QMainWindow):
    """Shows one place at a time; views are made when they are first asked for.

    Ctrl+1 to Ctrl+7 open the places of the sidebar, Alt+Left goes back.
    """

    def __init__(self, context: Context, make: Callable[[Place, Context], QWidget] = make_view) -> None:
        """`make` makes the view of a place when it is first asked for."""
        super().__init__()
        self._context = context
        self._make = make
        self._views: dict[Place, Any] = {}
        self._route: Route | None = None
        self._refused: Callable[[], object] | None = None
        self._quitting = False
        self._before: list[Route] = []
        self._sidebar = Sidebar(context.jobs)
        self._sidebar.chosen.connect(self._choose)
        self._stack = QStackedWidget()
        self._notices = Notices()
        self._lay_out()
        self._keys()
        context.route_asked.connect(self.show_route)
        context.noticed.connect(self._notices.show_notice)
        context.library_moved.connect(self._begin_anew)

    @property
    def route(self) -> Route | None:
        """The place that is open."""
        return self._route

    def view(self, place: Place) -> QWidget:
        """The place's view, made on first use."""
        if place not in self._views:
            self._views[place] = made = self._make(place, self._context)
            if (released := getattr(made, "released", None)) is not None:
                released.connect(self._go_on)
            self._stack.addWidget(made)
        widget: QWidget = self._views[place]
        return widget

    # ------------------------------------------------------------------ going about

    @Slot(object)
    def show_route(self, route: Route) -> None:
        """Open a place, unless the one that is open asks to stay."""
        if not self._leave(for_route=route):
            self._refused = partial(self.show_route, route)
            self._sidebar.mark(self._belongs(self._route))
            return
        self._route = route
        self._sidebar.mark(self._belongs(route))
        try:
            self._stack.setCurrentWidget(self.view(route.place))
            self._views[route.place].enter(route)
        except Exception as error:  # one broken place must not take the window with it
            self._stand_in(route, error)

    def _stand_in(self, route: Route, error: Exception) -> None:
        """Show that a place could not be opened; it is made anew when it is next asked for."""
        with suppress(Exception):  # it may have opened the camera before it broke
            self._views[route.place].leave()
        self._forget(route.place)
        self._views[route.place] = made = BrokenView(self._context, route, error)
        self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)

    def _forget(self, place: Place) -> None:
        view: QWidget | None = self._views.pop(place, None)
        if view is not None:
            self._stack.removeWidget(view)
            view.deleteLater()

    @Slot()
    def _begin_anew(self) -> None:
        """The library is elsewhere: every place but the open one is made anew when it is next asked for."""
        for place in [place for place in self._views if self._route is None or place is not self._route.place]:
            self._forget(place)

    @Slot(object)
    def _choose(self, place: Place) -> None:
        self.show_route(Route(place))

    def _leave(self, *, for_route: Route) -> bool:
        if self._route is None:
            return True
        view = self._views[self._route.place]
        if not getattr(view, "may_leave", lambda: True)():
            return False
        self._let_go(view)
        if isinstance(view, BrokenView):
            self._forget(self._route.place)
        if self._route != for_route:
            self._before = [*self._before[-20:], self._route]
        return True

    @Slot()
    def _go_on(self) -> None:
        """Do what the place that is open refused, now that nothing would be lost by it."""
        refused, self._refused = self._refused, None
        if refused is not None:
            refused()

    def _let_go(self, view: Any) -> None:
        """A place that breaks while it is left is told of, and left."""
        try:
            view.leave()
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)

    def _back(self) -> None:
        if self._before:
            route = self._before.pop()
            self.show_route(route)
            self._before = self._before[:-1] if self._route == route else [*self._before, route]

    def _belongs(self, route: Route | None) -> Place:
        place = route.place if route else Place.TODAY
        return BELONGS_TO.get(place, place)

    # ------------------------------------------------------------------ telling

    @Slot(object)
    def offer_recovered(self, found: Sequence[Recovered]) -> None:
        """Offer recordings that were cut off, on Today."""
        if found:
            today: Any = self.view(Place.TODAY)
            today.show_recovered(found)

    # ------------------------------------------------------------------ the window itself

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        if self._route is not None:
            self._let_go(self._views[self._route.place])
            self._route = None
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._context.change_settings(window_geometry=geometry)
        event.accept()

    def _may_close(self) -> bool:
        view = self._views[self._route.place] if self._route else None
        if view is not None and not getattr(view, "may_leave", lambda: True)():
            self._refused = self._quit
            return False
        return self._quitting or not self._context.jobs.busy or self._asked_to_quit()

    def _quit(self) -> None:
        """Close without another question: the person wanted to before, and the analysis goes on at the next start."""
        self._quitting = True
        self.close()

    def _asked_to_quit(self) -> bool:
        box = QMessageBox(self)
        box.setWindowTitle("Quit Rehearse")
        box.setText("An analysis is running.")
        box.setInformativeText("Quit now and it starts again at the next start. The recording is safe either way.")
        leave = box.addButton("Quit", QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton("Keep open", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is leave

    @Slot()
    def come_forward(self) -> None:
        """Put the window before others, as large as it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def restore_place_on_screen(self) -> None:
        """Where and as large as the window was last time; a fitting size the first time."""
        kept = self._context.settings.window_geometry
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            room = self.screen().availableSize()
            self.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height()))

    def _lay_out(self) -> None:
        self.setWindowTitle("Rehearse")
        self.setMinimumSize(*SMALLEST)
        right, body = QWidget(), QWidget()
        fill(QVBoxLayout(right), [self._notices, self._stack], spacing=0, margins=0).setStretch(1, 1)
        box = fill(QHBoxLayout(body), [self._sidebar, right], spacing=0, margins=QMargins())
        box.setStretch(1, 1)
        self.setCentralWidget(body)

    def _keys(self) -> None:
        for number, place in enumerate(self._sidebar.places, start=1):
            self._shortcut(f"Ctrl+{number}", partial(self._choose, place))
        self._shortcut("Alt+Left", self._back)
        self._shortcut(QKeySequence(QKeySequence.StandardKey.Quit), self.close)

    def _shortcut(self, keys: str | QKeySequence, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)

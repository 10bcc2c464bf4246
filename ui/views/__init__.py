"""One package a place: a view, and beside it the view-model, which knows no widget.

A view has `enter(route)`, called each time its place is opened, `leave()`, called when another one is, and where
leaving would lose something `may_leave() -> bool`, which asks the person, and `released`, a signal for when nothing
would be lost any more.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from ui.places import Place, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.context import Context


class View(Protocol):
    def enter(self, route: Route) -> None: ...
    def leave(self) -> None: ...


# Imported when first shown: the first window must not wait for the others.
VIEWS = {
    Place.TODAY: ("ui.views.today.view", "TodayView"),
    Place.PRACTISE: ("ui.views.practise.view", "PractiseView"),
    Place.LOOP: ("ui.views.loop.view", "LoopView"),
    Place.LIBRARY: ("ui.views.library.view", "LibraryView"),
    Place.STORIES: ("ui.views.stories.view", "StoriesView"),
    Place.TRENDS: ("ui.views.trends.view", "TrendsView"),
    Place.PACKS: ("ui.views.packs.view", "PacksView"),
    Place.SETTINGS: ("ui.views.settings.view", "SettingsView"),
    Place.REVIEW: ("ui.views.review.view", "ReviewView"),
    Place.COMPARE: ("ui.views.compare.view", "CompareView"),
    Place.WEEK: ("ui.views.week.view", "WeekView"),
    Place.FIRST_START: ("ui.views.first_start.view", "FirstStartView"),
}


def make_view(place: Place, context: Context) -> QWidget:
    """The widget that shows a place; it is a `View` too."""
    module, name = VIEWS[place]
    made: QWidget = getattr(import_module(module), name)(context)
    return made

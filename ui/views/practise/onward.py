"""The ways on from Practise, and word of an analysis to somebody who has gone elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from rehearse.types import Take
from ui.context import Context
from ui.places import Part, Place, Route
from ui.studio.asked import Asked


class Onward(QObject):
    """Knows where the person is."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._route = Route(Place.PRACTISE)
        context.route_asked.connect(self._on_route)

    def settings(self) -> None:
        """Where the recogniser is chosen."""
        self._context.go(Route(Place.SETTINGS, part=Part.RECOGNISER))

    def loops(self) -> None:
        """Where several questions are asked in one go."""
        self._context.go(Route(Place.LOOP))

    def review(self, take: Take) -> None:
        """The review of a take, or of the one that it completes."""
        self._context.go(_review_of(take))

    def back(self, asked: Asked) -> None:
        """The review that a short answer was asked for in."""
        self._context.go(Route(Place.REVIEW, take_id=asked.patch_of, patch_element=asked.patch_element))

    def tell_analysed(self, take: Take) -> None:
        """Offer the review, unless the person is in it."""
        review = _review_of(take)
        if self._route.place is Place.REVIEW and self._route.take_id == review.take_id:
            return
        what = "Your addition is analysed." if take.patch_of else "Your answer is analysed."
        self._context.tell(what, action="Open review", act=lambda: self._context.go(review))

    @Slot(object)
    def _on_route(self, route: Route) -> None:
        self._route = route


def _review_of(take: Take) -> Route:
    return Route(Place.REVIEW, take_id=take.patch_of or take.id, patch_element=take.patch_element)

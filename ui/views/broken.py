"""What stands where a place could not be opened: one sentence, and a way to try again. The other places go on."""

from __future__ import annotations

from rehearse import log
from rehearse.errors import RehearseError
from ui.context import Context
from ui.places import Route
from ui.widgets.basics import Button, EmptyState, Page


class BrokenView(Page):
    """Stands in for the view of `route`, for as long as that is open."""

    def __init__(self, context: Context, route: Route, error: Exception) -> None:
        super().__init__()
        again = Button("Try again", "primary", clicked=lambda: context.go(route))
        self.body.addWidget(EmptyState(f"{route.place.value} could not be opened", _sentence(error), again))

    def enter(self, route: Route) -> None:
        """Nothing more to show."""

    def leave(self) -> None:
        """Nothing to let go of."""


def _sentence(error: Exception) -> str:
    """For the person; a bug's traceback goes into the log."""
    if isinstance(error, RehearseError):
        return f"{error.message} {error.hint}".strip()
    written = log.record_bug(error)
    return f"Something went wrong inside. Nothing recorded is lost, and the other places work. Details: {written}"

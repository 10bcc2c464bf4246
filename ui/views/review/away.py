"""What leads away from the take that is shown: to other places and takes, to its folder, or to its end."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from ui.context import Context
from ui.places import Place, Route
from ui.views.review import ways
from ui.views.review.exporting import show_in_folder
from ui.views.review.model import ReviewModel
from ui.views.review.stage import Stage


class Away(QObject):
    """Does nothing while no take is shown."""

    def __init__(self, context: Context, model: ReviewModel, stage: Stage) -> None:
        super().__init__(model)
        self._context, self._model, self._stage = context, model, stage

    @Slot()
    def compare(self) -> None:
        if self._model.shown is not None:
            self._context.go(ways.to_compare(self._model.take_id, self._model.shown.siblings))

    @Slot()
    def to_whole(self) -> None:
        """To the take that this short answer completes."""
        if self._model.take is not None:
            self._context.go(ways.to_whole(self._model.take))

    @Slot()
    def to_loop(self) -> None:
        """To the mock loop in which this was answered."""
        if self._model.take is not None:
            self._context.go(Route(Place.LOOP, loop_run=self._model.take.loop))

    @Slot()
    def retake(self) -> None:
        if self._model.take is not None:
            self._context.go(ways.to_retake(self._model.take))

    @Slot(str, str)
    def answer(self, element: str, ask: str) -> None:
        """To a short answer that adds an element."""
        if self._model.take is not None:
            self._context.go(ways.to_answer(self._model.take, element, ask))

    @Slot(str, float)
    def to_take(self, take_id: str, at_s: float) -> None:
        self._context.go(Route(Place.REVIEW, take_id=take_id, at_s=at_s))

    @Slot()
    def to_library(self) -> None:
        self._context.go(Route(Place.LIBRARY))

    @Slot()
    def delete(self) -> None:
        if self._model.take is not None:
            at = self._stage.position_s
            self._stage.unload()
            ways.delete(self._context, self._model.take, lambda: self._not_deleted(at))

    def _not_deleted(self, at: float) -> None:
        """Show again what was let go of, where it stood."""
        if (shown := self._model.shown) is not None:
            self._stage.show_take(shown.stored, shown.peaks, at=at)

    @Slot()
    def show_folder(self) -> None:
        if self._model.shown is not None:
            show_in_folder(self._model.shown.stored.folder)

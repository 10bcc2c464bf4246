"""What can be done from the notes: with recordings found after a crash, and with analyses that run or failed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMessageBox

from ui.context import Context
from ui.places import Place, Route
from ui.recovery import Recovered, keep_recovered
from ui.views.today.notes import Notes, Running


class NoteActs(QObject):
    """Does what the notes' buttons say, and keeps the notes on recordings and analyses up to date."""

    def __init__(self, context: Context, notes: Notes) -> None:
        super().__init__(notes)
        self._context, self._notes = context, notes
        self._recovered: dict[str, Recovered] = {}
        notes.keep_asked.connect(self._keep)
        notes.delete_asked.connect(self._delete)
        notes.retry_asked.connect(self._retry)
        notes.cancel_asked.connect(self._cancel)
        notes.play_asked.connect(self._review)
        notes.look_asked.connect(self._review)
        context.jobs.changed.connect(self.show_jobs)
        context.jobs.progressed.connect(self.show_jobs)

    def show_recovered(self, items: Sequence[Recovered]) -> None:
        """Offer recordings that were found after a crash."""
        self._recovered = {item.take.id: item for item in items}
        self._notes.show_recovered(items)

    @Slot()
    def show_jobs(self) -> None:
        """Tell of the analysis that runs."""
        states = self._context.jobs.states()
        now = next((state for state in states if state.phase == "running"), None)
        waiting = sum(state.phase == "waiting" for state in states)
        self._notes.show_running(Running(now.take_id, now.label, now.overall, now.left_s, waiting) if now else None)

    @Slot(str)
    def _review(self, take_id: str) -> None:
        self._context.go(Route(Place.REVIEW, take_id=take_id))

    @Slot(str)
    def _keep(self, take_id: str) -> None:
        item = self._recovered[take_id]
        self._context.in_background(lambda library: keep_recovered(library, item), lambda _: self._kept(take_id))

    def _kept(self, take_id: str) -> None:
        self._forget(take_id)
        self._context.jobs.add(take_id)
        self._context.takes_changed.emit()

    @Slot(str)
    def _delete(self, take_id: str) -> None:
        if self._asked_to_delete():
            self._context.in_background(lambda library: library.discard(take_id), lambda _: self._forget(take_id))

    def _asked_to_delete(self) -> bool:
        box = QMessageBox(self._notes)
        box.setText("Delete this recording?")
        box.setInformativeText("It cannot be brought back.")
        delete = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton("Keep it", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is delete

    def _forget(self, take_id: str) -> None:
        self._recovered.pop(take_id, None)
        self._notes.show_recovered(tuple(self._recovered.values()))

    @Slot(str)
    def _retry(self, take_id: str) -> None:
        def again(_: object) -> None:
            self._context.jobs.add(take_id)
            self._context.take_changed.emit(take_id)

        self._context.in_background(lambda library: library.wants_analysis(take_id), again)

    @Slot(str)
    def _cancel(self, take_id: str) -> None:
        self._context.jobs.cancel(take_id)

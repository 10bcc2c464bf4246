"""What was heard in a run, kept up to date while its answers are analysed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rehearse.loops.folder import read_run
from rehearse.loops.gather import read_wholes, takes_by_id
from rehearse.loops.heard import LoopSummary
from rehearse.loops.run import LoopRun
from rehearse.loops.summary import make_summary
from rehearse.store import Library
from ui.context import Context

SETTLE_MS = 150


@dataclass(frozen=True)
class _Read:
    run: LoopRun
    summary: LoopSummary


class Summing(QObject):
    """Signals
    -------
    changed() : `summary` is another one, or the analyses have gone on.
    gone(Exception) : the run can't be read.
    """

    changed = Signal()
    gone = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.run: LoopRun | None = None
        self.summary: LoopSummary | None = None
        self._id = ""
        self._soon = QTimer(self, singleShot=True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.refresh)
        context.take_changed.connect(self._on_take)
        context.takes_changed.connect(self._on_takes)
        context.jobs.progressed.connect(self._on_job)
        context.jobs.changed.connect(self._on_job)

    @property
    def progress(self) -> str:
        """ "2 answers are still analysed; this page follows.", or ""."""
        states = self._context.jobs.states()
        under_way = {state.take_id for state in states} & set(self.summary.waiting if self.summary else ())
        if not under_way:
            return ""
        count = len(under_way)
        return f"{count} answer{' is' if count == 1 else 's are'} still being analysed. This page follows by itself."

    def show(self, run_id: str) -> None:
        """Read a run and what was heard in it."""
        if run_id != self._id:
            self.run = self.summary = None
        self._id = run_id
        self.refresh()

    def end(self) -> None:
        self._id = ""
        self._soon.stop()

    @Slot()
    def refresh(self) -> None:
        """Read everything anew, in the background."""
        if self._id:
            wanted = self._id
            self._context.in_background(lambda library: _read(library, wanted), self._have, self._lost)

    def _have(self, read: _Read) -> None:
        if read.run.id != self._id:
            return
        self.run, self.summary = read.run, read.summary
        self.changed.emit()

    def _lost(self, error: Exception) -> None:
        if self._id:
            self.gone.emit(error)

    @Slot(str)
    def _on_take(self, take_id: str) -> None:
        if self.run is not None and take_id in self.run.takes and self._id:
            self._soon.start()

    @Slot()
    def _on_takes(self) -> None:
        if self._id:
            self._soon.start()

    @Slot()
    def _on_job(self) -> None:
        if self._id and self.summary is not None:
            self.changed.emit()


def _read(library: Library, run_id: str) -> _Read:
    run = read_run(library.root, run_id)
    takes = takes_by_id(library, run)
    return _Read(run, make_summary(run, takes, wholes=read_wholes(run, takes)))

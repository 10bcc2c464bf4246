"""Analyses, one at a time in a process of their own; the others wait in the order in which they were asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.analysis.protocol import DoneMessage, ProgressMessage
from rehearse.analysis.request import Request
from rehearse.errors import NotFoundError
from rehearse.settings import Settings
from rehearse.store import Library
from ui.jobs import outcome
from ui.jobs.job import Job, JobState, waiting
from ui.jobs.request import make_request, sweep_results
from ui.jobs.worker import Ending, Worker


class House(Protocol):
    """What Jobs needs of the context."""

    settings: Settings

    def in_background(
        self,
        work: Callable[[Library], Any],
        done: Callable[[Any], object] = ...,
        failed: Callable[[Exception], object] | None = ...,
    ) -> None: ...


class Jobs(QObject):
    """The queue of analyses. Call everything from the window's thread; nothing here blocks it.

    Signals
    -------
    changed() : an analysis was added, began or ended.
    progressed(str) : the running one moved on; carries the take's id.
    finished(str) : a take has a new analysis.
    failed(str) : a take's state is "failed" now, and `Take.failure` says why.
    cancelled(str) : a take's analysis was cancelled; it is as before, or "failed" where it had no analysis.
    """

    changed = Signal()
    progressed = Signal(str)
    finished = Signal(str)
    failed = Signal(str)
    cancelled = Signal(str)

    def __init__(self, house: House, *, command: list[str] | None = None) -> None:
        """`house` owns the jobs where it is a QObject; `command` starts another worker than ours."""
        super().__init__(house if isinstance(house, QObject) else None)
        self._house = house
        self._command = command
        self._waiting: list[str] = []
        self._job: Job | None = None
        self._stopped = False

    # ------------------------------------------------------------------ asking

    @property
    def busy(self) -> bool:
        """Whether an analysis runs or waits."""
        return self._job is not None or bool(self._waiting)

    def states(self) -> tuple[JobState, ...]:
        """The running one first, then the others in their order."""
        running = (self._job.state,) if self._job else ()
        return running + tuple(map(waiting, self._waiting))

    def state(self, take_id: str) -> JobState | None:
        """None where the take's analysis is not asked for."""
        return next((state for state in self.states() if state.take_id == take_id), None)

    @property
    def worker_pid(self) -> int:
        """The worker's process id; 0 while none runs."""
        return self._job.worker.pid if self._job and self._job.worker else 0

    # ------------------------------------------------------------------ telling

    def add(self, take_id: str) -> None:
        """Analyse a take (again), after those that wait. One that waits or runs already is not added twice."""
        if self._stopped or take_id in self._waiting:
            return
        if (job := self._running(take_id)) and not job.cancelled:
            return
        self._house.in_background(lambda library: outcome.want(library, take_id), failed=outcome.unless_gone)
        self._waiting.append(take_id)
        self._next()
        self.changed.emit()

    def resume(self) -> None:
        """Add what waited when the app ended last time, and clear up after one that was killed. Once, at the start."""
        self._house.in_background(sweep_results)
        self._house.in_background(lambda library: library.waiting(), self._add_all)

    def cancel(self, take_id: str) -> None:
        """Take an analysis out of the queue, or end it; nothing happens where there is none."""
        if take_id in self._waiting:
            self._waiting.remove(take_id)
            self._give_up(take_id)
            self.changed.emit()
        elif (job := self._running(take_id)) and not job.cancelled:
            job.cancel()
            self.progressed.emit(take_id)

    def stop(self) -> None:
        """End the worker at once, for quitting: what ran or waited stays wanted, and `resume` takes it up."""
        self._stopped = True
        self._waiting.clear()
        job, self._job = self._job, None
        if job and job.worker:
            job.worker.kill()
        if job and job.out:
            self._remove(job.out)

    def go_on(self) -> None:
        """Take up after `stop` what was asked for before."""
        self._stopped = False
        self.resume()

    # ------------------------------------------------------------------ one after the other

    def _running(self, take_id: str) -> Job | None:
        return self._job if self._job and self._job.take_id == take_id else None

    def _add_all(self, take_ids: tuple[str, ...]) -> None:
        for take_id in take_ids:
            self.add(take_id)

    def _next(self) -> None:
        if self._job or self._stopped or not self._waiting:
            return
        take_id = self._waiting.pop(0)
        self._job = job = Job(take_id)
        settings = self._house.settings
        self._house.in_background(
            lambda library: make_request(library, take_id, settings),
            lambda request: self._begin(job, request),
            lambda error: self._cannot_begin(job, error),
        )

    def _begin(self, job: Job, request: Request) -> None:
        job.out = Path(request.out)
        if job.cancelled or self._job is not job:
            self._conclude(job)
            return
        job.worker = Worker(request, self, command=self._command)
        job.worker.progressed.connect(self._heard)
        job.worker.ended.connect(self._ended)
        job.worker.start()
        self.changed.emit()

    def _cannot_begin(self, job: Job, error: Exception) -> None:
        if not job.cancelled:
            self._fail(job.take_id, error)
        self._conclude(job)

    @Slot(object)
    def _heard(self, message: ProgressMessage) -> None:
        job = self._job
        if job and not job.cancelled:
            job.hear(message)
            self.progressed.emit(job.take_id)

    @Slot(object)
    def _ended(self, ending: Ending) -> None:
        job = self._job
        if job is None:
            return
        job.part()
        if isinstance(ending, DoneMessage) and not job.cancelled:
            job.label, job.overall = "Keeping the results", 1.0
            self._keep(job, Path(ending.out))
            return
        if not job.cancelled:
            self._fail(job.take_id, outcome.error_of(ending))
        self._conclude(job)

    def _keep(self, job: Job, out: Path) -> None:
        def kept(_: object) -> None:
            self._conclude(job)
            self.finished.emit(job.take_id)

        def refused(error: Exception) -> None:
            self._fail(job.take_id, error)
            self._conclude(job)

        self.progressed.emit(job.take_id)
        self._house.in_background(lambda library: outcome.keep(library, job.take_id, out), kept, refused)

    def _conclude(self, job: Job) -> None:
        """The job is over: clear up after it, and go on with the next one."""
        if job.out:
            self._remove(job.out)
        if job.cancelled and job.take_id not in self._waiting:
            self._give_up(job.take_id)
        if self._job is job:
            self._job = None
            self._next()
        self.changed.emit()

    # ------------------------------------------------------------------ what becomes of the take

    def _fail(self, take_id: str, error: Exception) -> None:
        """Note the failure in the take; a take that is gone has nothing to be told of."""
        if isinstance(error, NotFoundError):
            return

        def not_noted(refusal: Exception) -> None:
            self.failed.emit(take_id)
            outcome.unless_gone(refusal)

        self._house.in_background(
            lambda library: outcome.fail(library, take_id, error), lambda _: self.failed.emit(take_id), not_noted
        )

    def _give_up(self, take_id: str) -> None:
        def told(has_analysis: bool) -> None:
            self.cancelled.emit(take_id)
            if not has_analysis:
                self.failed.emit(take_id)

        self._house.in_background(lambda library: outcome.give_up(library, take_id), told, outcome.unless_gone)

    def _remove(self, out: Path) -> None:
        self._house.in_background(lambda _: outcome.remove(out))

"""What becomes of an answer once it is recorded: one's own view of it, its analysis, then the review."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.export.wording import length
from rehearse.types import SelfRating, Take
from ui.context import Context


class Analysing(Enum):
    """How far the analysis of the take is."""

    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()


class After(QObject):
    """Follows one recorded take.

    Signals
    -------
    changed() : the progress, or what is waited for.
    through(str) : rated or skipped, and analysed: the review of this take can open.
    """

    changed = Signal()
    through = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.take: Take | None = None
        self.analysing = Analysing.RUNNING
        self.wants_rating = False
        self.failure = ""
        context.jobs.changed.connect(self._follow)
        context.jobs.progressed.connect(self._moved)
        context.jobs.finished.connect(self._done)
        context.jobs.failed.connect(self._failed)
        context.jobs.cancelled.connect(self._cancelled)

    @property
    def stage(self) -> str:
        """What the analysis is at, in a few words."""
        state = self._context.jobs.state(self.take.id) if self.take else None
        return state.label if state and state.phase == "running" else "Waiting for its turn"

    @property
    def share(self) -> float:
        """How much of the analysis is done, 0..1."""
        state = self._context.jobs.state(self.take.id) if self.take else None
        return state.overall if state and state.phase == "running" else 0.0

    @property
    def left(self) -> str:
        """ "about 20 s left", or nothing while that can't be told."""
        state = self._context.jobs.state(self.take.id) if self.take else None
        return f"about {length(state.left_s)} left" if state and state.left_s else ""

    @property
    def can_analyse(self) -> bool:
        """Whether an analysis that failed or was cancelled, and has really ended, can be asked for again."""
        ended = self.analysing in (Analysing.FAILED, Analysing.CANCELLED)
        return ended and self.take is not None and self._context.jobs.state(self.take.id) is None

    def begin(self, take: Take, *, wants_rating: bool) -> None:
        """Have a take analysed and follow it."""
        self.take, self.wants_rating = take, wants_rating
        self.analysing, self.failure = Analysing.RUNNING, ""
        self._context.jobs.add(take.id)
        self.changed.emit()

    def end(self) -> None:
        """Follow nothing; the analysis goes on."""
        self.take = None

    def let_go(self) -> None:
        """The person went elsewhere: no view of their own is waited for, and only a running analysis is followed."""
        self.wants_rating = False
        if self.analysing is not Analysing.RUNNING:
            self.end()

    def rate(self, rating: SelfRating | None) -> None:
        """Keep the person's own view; None where they gave none."""
        if self.take is None or not self.wants_rating:
            return
        self.wants_rating = False
        self.changed.emit()
        if rating is None:
            self._go_on()
            return
        take_id = self.take.id
        self._context.in_background(
            lambda library: library.change_take(take_id, rating=rating), self._rated, self._not_rated
        )

    def cancel(self) -> None:
        """Stop the analysis; the recording stays."""
        if self.take is not None and self.analysing is Analysing.RUNNING:
            self.analysing = Analysing.CANCELLED
            self._context.jobs.cancel(self.take.id)
            self.changed.emit()

    def again(self) -> None:
        """Analyse after all, or once more."""
        if self.take is not None and self.can_analyse:
            self.analysing, self.failure = Analysing.RUNNING, ""
            self._context.jobs.add(self.take.id)
            self.changed.emit()

    def _go_on(self) -> None:
        if self.take is not None and not self.wants_rating and self.analysing is Analysing.DONE:
            self.through.emit(self.take.id)

    def _rated(self, take: Take) -> None:
        self._context.take_changed.emit(take.id)
        self._go_on()

    def _not_rated(self, error: Exception) -> None:
        self._context.tell_error(error)
        self._go_on()

    # ------------------------------------------------------------------ the analysis

    @Slot()
    def _follow(self) -> None:
        if self.take is not None:
            self.changed.emit()

    @Slot(str)
    def _moved(self, take_id: str) -> None:
        if self.take is not None and self.take.id == take_id:
            self.changed.emit()

    @Slot(str)
    def _done(self, take_id: str) -> None:
        if self.take is not None and self.take.id == take_id:
            self.analysing = Analysing.DONE
            self.changed.emit()
            self._go_on()

    @Slot(str)
    def _failed(self, take_id: str) -> None:
        if self.take is None or self.take.id != take_id or self.analysing is Analysing.CANCELLED:
            return
        self.analysing = Analysing.FAILED
        self._context.in_background(lambda library: library.get(take_id).take.failure, self._say_failure)
        self.changed.emit()

    @Slot(str)
    def _cancelled(self, take_id: str) -> None:
        if self.take is not None and self.take.id == take_id:
            self.analysing = Analysing.CANCELLED
            self.changed.emit()

    def _say_failure(self, sentence: str) -> None:
        self.failure = sentence
        self.changed.emit()

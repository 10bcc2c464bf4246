"""The interviewer's side of a run: announce a round, put a question, leave time to think, choose what to ask next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.loops import moves
from rehearse.loops.run import LoopRun
from rehearse.store.new_takes import now as iso_now
from rehearse.types import FollowUp
from ui.context import Context
from ui.views.loop.heard import choose_next
from ui.views.loop.posing import Posing
from ui.views.loop.put import language_of, text_of
from ui.views.loop.standing import Standing
from ui.views.loop.steps import Doing


class Interviewer(QObject):
    """`languages` are those of the packs that the run's questions are from.

    Signals
    -------
    announced() : a round waits for the person to begin it.
    listening() : it is the person's turn to answer.
    ended(LoopRun) : nothing is left to ask, or the person wanted no more.
    """

    announced = Signal()
    listening = Signal()
    ended = Signal(object)

    def __init__(self, context: Context, standing: Standing, posing: Posing, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._standing, self._posing = context, standing, posing
        self.languages: Mapping[str, str] = {}
        posing.over.connect(self._on_posed)

    # ------------------------------------------------------------------ rounds

    def announce(self) -> None:
        """Say which round comes; from there on the person leads."""
        self._standing.do(Doing.OPENING)
        self.announced.emit()

    def begin(self) -> None:
        """Go on from the announcement to whatever the run stands at."""
        run = self._standing.the_run()
        if run.position.phase == "opening":
            self._standing.move(moves.opened(run))
            self._put()
        elif run.position.phase in ("asking", "thinking", "answering"):
            self.put_again()
        else:
            self.arrive()

    def skip_round(self) -> None:
        """Pass over what is left of the round."""
        self._standing.move(moves.round_skipped(self._standing.the_run()))
        self.arrive()

    def arrive(self) -> None:
        """Be at the next question, the next round, a follow-up to choose, or the end."""
        arrive = {"opening": self.announce, "choosing": self._choose, "over": self._finish}
        arrive.get(self._standing.the_run().position.phase, self._put)()

    # ------------------------------------------------------------------ questions

    def _put(self) -> None:
        """Say the question, or leave time to read it."""
        run = self._standing.the_run()
        self._posing.pose(text_of(run), language_of(run, self.languages))
        self._standing.do(Doing.ASKING)

    def put_again(self) -> None:
        """Put the question once more."""
        self._standing.move(moves.asked_again(self._standing.the_run()))
        self._put()

    @Slot()
    def _on_posed(self) -> None:
        if self._standing.doing is Doing.ASKING:
            self.asked()
        elif self._standing.doing is Doing.THINKING:
            self.thought()

    def asked(self) -> None:
        """The question is said or read; the person may think first where the round grants that."""
        self._standing.move(moves.asked(self._standing.the_run()))
        run = self._standing.the_run()
        if run.position.phase == "thinking":
            self._posing.think(run.step.think_s)
            self._standing.do(Doing.THINKING)
        else:
            self._listen()

    def thought(self) -> None:
        """The time to think is over, or was not needed."""
        self._standing.move(moves.thought(self._standing.the_run()))
        self._listen()

    def _listen(self) -> None:
        self._posing.end()
        self.listening.emit()

    def skip(self) -> None:
        """Pass over the question, or the follow-up and those still to come."""
        self._posing.end()
        self._standing.move(moves.skipped(self._standing.the_run()))
        self.arrive()

    # ------------------------------------------------------------------ follow-ups

    def _choose(self) -> None:
        """Think of a follow-up: from what is known by now, without waiting for the analysis."""
        run = self._standing.the_run()
        self._standing.do(Doing.CHOOSING)
        self._context.in_background(
            lambda library: choose_next(library, run),
            lambda follow_up: self._chosen(run, follow_up),
            lambda error: self._not_chosen(run, error),
        )

    def _chosen(self, run: LoopRun, follow_up: FollowUp | None) -> None:
        if run is not self._standing.run or self._standing.doing is not Doing.CHOOSING:
            return
        self._standing.move(moves.moved_on(run) if follow_up is None else moves.followed_up(run, follow_up))
        self.arrive()

    def _not_chosen(self, run: LoopRun, error: Exception) -> None:
        """The interview goes on all the same."""
        self._chosen(run, None)
        self._context.background.broke.emit(error)

    # ------------------------------------------------------------------ the end

    def close(self) -> None:
        """End the interview where it stands."""
        run = self._standing.the_run()
        if run.position.phase == "over":
            self._finish()
        else:
            self._over(moves.closed(run, iso_now()))

    def _finish(self) -> None:
        self._over(moves.finished(self._standing.the_run(), iso_now()))

    def _over(self, run: LoopRun) -> None:
        self._standing.move(run)
        self.ended.emit(run)

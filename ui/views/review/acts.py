"""What the keys of the review do: each acts on the take that is open, and does nothing where there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ui.views.review import fillers, moments
from ui.views.review.keys import KeysDialog
from ui.views.review.model import ReviewModel
from ui.views.review.results import TABS, TRANSCRIPT, Results
from ui.views.review.stage import Stage


class Acts(QObject):
    """Moving about in a take and judging its fillers."""

    def __init__(self, model: ReviewModel, stage: Stage, results: Results, window: QWidget) -> None:
        super().__init__(window)
        self._model, self._stage, self._results, self._window = model, stage, results, window

    def by_name(self) -> dict[str, Callable[[], object]]:
        """Every act of the table of keys."""
        stage = self._stage
        acts: dict[str, Callable[[], object]] = {
            "toggle": stage.player.toggle,
            "slower": stage.transport.slower,
            "pause": stage.player.pause,
            "faster": stage.transport.faster,
            "frame_back": stage.transport.step_back,
            "frame_on": stage.transport.step_on,
            "next_moment": self.next_moment,
            "previous_moment": self.previous_moment,
            "confirm": self.confirm,
            "reject": self.reject,
            "full_screen": stage.video.toggle_full_screen,
            "find": self.find_words,
            "keys": self.show_keys,
        }
        return acts | {f"tab_{index + 1}": partial(self._results.choose, index) for index in range(len(TABS))}

    # ------------------------------------------------------------------ moving about

    @Slot()
    def next_moment(self) -> None:
        """N: to the next moment."""
        self._to_moment(moments.following)

    @Slot()
    def previous_moment(self) -> None:
        """P: to the moment before."""
        self._to_moment(moments.preceding)

    def _to_moment(self, which: Callable[..., int]) -> None:
        if self._model.analysis is None:
            return
        found = moments.rows(self._model.analysis)
        index = which(found, self._stage.position_s)
        if index >= 0:
            self._stage.seek(found[index].start)

    @Slot()
    def find_words(self) -> None:
        """Ctrl+F: find in the transcript."""
        if self._model.analysis is not None:
            self._results.choose(TRANSCRIPT)
            self._results.transcript.finder.open()

    @Slot()
    def show_keys(self) -> None:
        """?: what the keys do."""
        KeysDialog(self._window).open()

    # ------------------------------------------------------------------ fillers

    @Slot()
    def confirm(self) -> None:
        """Y: the filler here is one."""
        self.judge(True)

    @Slot()
    def reject(self) -> None:
        """X: it is none."""
        self.judge(False)

    @Slot(bool)
    def judge(self, confirmed: bool) -> None:
        """Judge the filler that is chosen in the transcript, else the one near the playhead."""
        analysis = self._model.analysis
        if analysis is None:
            return
        chosen = self._chosen_filler()
        index = chosen if chosen is not None else fillers.near(analysis.fillers, self._stage.position_s)
        if index is not None:
            self._model.judge_filler(index, confirmed)
        else:
            self._model.told.emit("No filler is near here.")

    def _chosen_filler(self) -> int | None:
        if self._results.index != TRANSCRIPT or not self._results.transcript.transcript.hasFocus():
            return None
        token = self._results.transcript.transcript.chosen
        return token.filler if token is not None else None

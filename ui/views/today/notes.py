"""What Today tells before everything else: recordings that were recovered, analyses that run or failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehearse.export.wording import length
from ui.recovery import Recovered
from ui.tokens import SPACE
from ui.views.today.latest import Failure
from ui.widgets.basics import Banner, Button, clear, fill

MOST_FAILED = 3
SAFE = "recording is safe"


@dataclass(frozen=True)
class Running:
    """An analysis under way: `overall` 0..1, `left_s` seconds or None where nobody can tell, `waiting` after it."""

    take_id: str
    label: str
    overall: float
    left_s: float | None
    waiting: int


class Notes(QWidget):
    """Banners on top of the page; no room at all where there is nothing to tell.

    Signals
    -------
    keep_asked(str), play_asked(str), delete_asked(str) : what to do with a recovered recording.
    retry_asked(str), look_asked(str) : what to do about a failed analysis.
    cancel_asked(str) : stop the running analysis.
    """

    keep_asked = Signal(str)
    play_asked = Signal(str)
    delete_asked = Signal(str)
    retry_asked = Signal(str)
    look_asked = Signal(str)
    cancel_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._recovered, self._failed, self._running = (QVBoxLayout() for _ in range(3))
        self._shown: dict[str, int] = {}
        self._moving: tuple[str, Banner] | None = None
        fill(QVBoxLayout(self), [self._recovered, self._failed, self._running], spacing=SPACE.s, margins=0)
        self.hide()

    def show_recovered(self, items: Sequence[Recovered]) -> None:
        self._put("recovered", self._recovered, [self._recovery(item) for item in items])

    def show_failed(self, failed: Sequence[Failure]) -> None:
        banners = [self._failure(one) for one in failed[:MOST_FAILED]]
        if len(failed) > MOST_FAILED:
            banners.append(Banner(f"{len(failed) - MOST_FAILED} more takes are not analysed; the library marks them."))
        self._put("failed", self._failed, banners)

    def show_running(self, running: Running | None) -> None:
        """An analysis that moves on keeps its banner: a press on Cancel, or the keyboard there, outlasts that."""
        if running and self._moving and self._moving[0] == running.take_id:
            self._moving[1].say(progress_line(running))
            return
        self._moving = (running.take_id, self._progress(running)) if running else None
        self._put("running", self._running, [self._moving[1]] if self._moving else [])

    def _put(self, name: str, place: QVBoxLayout, banners: Sequence[QWidget]) -> None:
        clear(place)
        for banner in banners:
            place.addWidget(banner)
        self._shown[name] = len(banners)
        self.setVisible(any(self._shown.values()))

    def _recovery(self, item: Recovered) -> Banner:
        take_id = item.take.id
        keep = Button("Keep and analyse", "small", clicked=lambda: self.keep_asked.emit(take_id))
        play = Button("Play", "small", clicked=lambda: self.play_asked.emit(take_id))
        delete = Button("Delete", "small", clicked=lambda: self.delete_asked.emit(take_id))
        return Banner(item.sentence, *([keep] if item.may_be_kept else []), *([play] if item.duration else []), delete)

    def _failure(self, one: Failure) -> Banner:
        again = Button("Analyse again", "small", clicked=lambda: self.retry_asked.emit(one.take_id))
        look = Button("Show", "small", clicked=lambda: self.look_asked.emit(one.take_id))
        return Banner(failure_line(one), look, again, warn=True)

    def _progress(self, running: Running) -> Banner:
        cancel = Button("Cancel", "small", clicked=lambda: self.cancel_asked.emit(running.take_id))
        return Banner(progress_line(running), cancel)


def failure_line(one: Failure) -> str:
    """What failed and why; that the recording is safe is said once, by the reason or here."""
    why = f" {one.reason}" if one.reason else ""
    safe = "" if SAFE in one.reason else f" The {SAFE}."
    return f"“{one.title}” is not analysed.{why}{safe}"


def progress_line(running: Running) -> str:
    """ "Analysing: hearing words, 43 %, about 20 s left, 2 more waiting"."""
    parts = [f"Analysing: {running.label[:1].lower()}{running.label[1:]}", f"{running.overall * 100:.0f} %"]
    if running.left_s:
        parts.append(f"about {length(running.left_s)} left")
    if running.waiting:
        parts.append(f"{running.waiting} more waiting")
    return ", ".join(parts)

"""One recording: the countdown, the look at the lens, the answer, and whatever happens to the devices meanwhile."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.types import Event, Span
from ui.capture import mishaps
from ui.capture.countdown import Countdown
from ui.capture.disk_watch import DiskWatch
from ui.capture.reel import Reel
from ui.capture.source import Kind, Picture, Sound, Source
from ui.capture.writer import Counters

Step = Literal["counting", "recording", "finishing", "over"]

# Recorded before "go": a moment for the eyes to reach the lens, then the baseline.
SETTLE_S = 0.2
BASELINE_S = 1.0
ELAPSED_EVERY_S = 0.1


class Recording(QObject):
    """From its first tick to its closed file; used once. All times are the recording's own.

    Signals
    -------
    stepped(str) : the next `Step` begins; not told of "over", which `ended` tells.
    tick(int), go(), elapsed_changed(float), happened(Event) : as of `Recorder`.
    failed(str, str) : one of `Reason`, and a sentence; `ended` follows.
    ended(bool) : the file is closed, or was never made; whether there is something to keep.
    """

    stepped = Signal(str)
    tick = Signal(int)
    go = Signal()
    elapsed_changed = Signal(float)
    happened = Signal(object)
    failed = Signal(str, str)
    ended = Signal(bool)

    def __init__(self, path: Path, source: Source, *, count_down_s: int, longest_s: float, parent: QObject) -> None:
        super().__init__(parent)
        self.path = path
        self.step: Step = "counting"
        self.baseline: Span | None = None
        self.events: tuple[Event, ...] = ()
        self._source, self._longest_s = source, longest_s
        self._count_down_s = count_down_s
        self._go_at = SETTLE_S + BASELINE_S if count_down_s else 0.0
        self._told = 0.0
        self._missing: Set[str] = frozenset()
        self._unwanted = False
        self._reel: Reel | None = None
        self._countdown = Countdown(self)
        self._countdown.tick.connect(self.tick)
        self._countdown.last.connect(self._record)
        self._disk = DiskWatch(self)
        self._disk.full.connect(self._on_disk_full)
        self._disk.gone.connect(self._on_file_gone)

    @property
    def recorded_s(self) -> float:
        """Seconds in the file so far."""
        return self._reel.duration if self._reel is not None else 0.0

    @property
    def elapsed_s(self) -> float:
        """Seconds of answer so far, from "go"."""
        return max(0.0, self.recorded_s - self._go_at)

    @property
    def whole(self) -> bool:
        """Whether the file is known to hold all that was recorded; else see what can be played of it."""
        return self._reel is None or self._reel.whole

    @property
    def stuck(self) -> bool:
        """Whether the encoder never ended: to delete this could mean to wait for it."""
        return self._reel is not None and self._reel.stuck

    @property
    def counters(self) -> Counters:
        return self._reel.counters if self._reel is not None else Counters()

    # ------------------------------------------------------------------ its course

    def start(self, missing: Set[str]) -> None:
        """Count down, then record what the source has but for what is `missing` by then (see `miss`)."""
        self._missing = missing
        self._countdown.start(self._count_down_s)

    def stop(self) -> None:
        """End it and keep it; before "go" there is nothing to keep."""
        if self.step == "counting":
            self.discard()
        elif self.step == "recording":
            self._finish()

    def discard(self) -> None:
        """End it and don't keep it."""
        if self._is_on:
            self._unwanted = True
            self._finish()

    @property
    def _is_on(self) -> bool:
        return self.step in ("counting", "recording")

    @Slot()
    def _record(self) -> None:
        if self.step != "counting":
            return
        picture = self._source.has_picture and "camera" not in self._missing
        sound = self._source.has_sound and "microphone" not in self._missing
        if not (picture or sound):
            self.failed.emit("nothing there", mishaps.NOTHING_THERE)
            self._finish()
            return
        self._reel = Reel(self.path, self._source, picture=picture, sound=sound, parent=self)
        self._reel.unfit.connect(self._on_unfit)
        self._reel.failed.connect(self._on_write_error)
        self._reel.done.connect(self._on_done)
        try:
            self._reel.start()
        except OSError as error:
            self._reel = None
            self._on_write_error(str(error.strerror))
            return
        if self._is_on:
            self._disk.start(self.path)

    def _advance(self) -> None:
        """Something was added to the reel."""
        assert self._reel is not None
        if self.step == "counting" and self.recorded_s >= self._go_at:
            if self._go_at and "camera" in self._reel.holds:
                self.baseline = Span(SETTLE_S, self._go_at)
            self._step_to("recording")
            self.go.emit()
        if self.step != "recording":
            return
        if self.elapsed_s - self._told >= ELAPSED_EVERY_S:
            self._told = self.elapsed_s
            self.elapsed_changed.emit(self._told)
        if self.elapsed_s >= self._longest_s:
            self._finish()

    def _finish(self) -> None:
        self._countdown.stop()
        self._disk.stop()
        self._step_to("finishing")
        if self._reel is not None:
            self._reel.end()
        else:
            self._on_done()

    @Slot()
    def _on_done(self) -> None:
        """The file is closed."""
        self.step = "over"
        self.ended.emit(not self._unwanted and self.elapsed_s > 0)

    def _step_to(self, step: Step) -> None:
        self.step = step
        self.stepped.emit(step)

    # ------------------------------------------------------------------ from the source

    def add_picture(self, picture: Picture) -> None:
        if self._reel is not None and self._is_on:
            self._reel.add_picture(picture)
            self._advance()

    def add_sound(self, sound: Sound) -> None:
        if self._reel is not None and self._is_on:
            self._reel.add_sound(sound)
            self._advance()

    def miss(self, kind: Kind, missing: Set[str]) -> None:
        """A device was lost; `missing` is all that is lost by now."""
        self._missing = missing
        if not self._records(kind):
            return
        alone = self._reel is not None and self._reel.holds <= missing
        self._mark(mishaps.lost(kind, self.recorded_s, alone=alone))
        if alone:
            self._finish()

    def regain(self, kind: Kind, missing: Set[str]) -> None:
        """A device is back."""
        self._missing = missing
        if self._reel is not None and self._is_on:
            self._mark(mishaps.back(kind, self.recorded_s, recorded=self._records(kind)))

    @Slot()
    def _on_unfit(self) -> None:
        self._mark(mishaps.unfit(self.recorded_s))

    def _records(self, kind: Kind) -> bool:
        return self._reel is not None and kind in self._reel.holds and self._is_on

    def _mark(self, event: Event) -> None:
        self.events = (*self.events, event)
        self.happened.emit(event)

    # ------------------------------------------------------------------ from the disk

    @Slot(str)
    def _on_write_error(self, reason: str) -> None:
        if self._unwanted:
            return
        self.failed.emit("unwritable", mishaps.unwritable(reason, closing=not self._is_on))
        if self._is_on:
            self._finish()

    @Slot()
    def _on_disk_full(self) -> None:
        self._mark(mishaps.disk_full(self.recorded_s))
        if self.step == "counting":
            self.failed.emit("no room", mishaps.DISK_FULL)
        self._finish()

    @Slot()
    def _on_file_gone(self) -> None:
        self.failed.emit("unwritable", mishaps.FILE_GONE)
        self.discard()

"""Records one answer: countdown, the look at the lens, the answer, and whatever happens to the devices meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtMultimedia import QVideoSink

from rehearse.types import Event, Span
from ui.capture.reel import Reel
from ui.capture.room import STOP_BYTES, room
from ui.capture.source import Kind, Picture, Sound, Source
from ui.capture.writer import Counters

EventKind = Literal["camera lost", "microphone lost", "camera back", "microphone back", "disk full"]
State = Literal["idle", "previewing", "counting", "recording", "finishing", "failed"]

LONGEST_S = 3600.0
# Recorded before "go": a moment for the eyes to reach the lens, then the baseline.
SETTLE_S = 0.2
BASELINE_S = 1.0
ROOM_EVERY_MS = 2000
ELAPSED_EVERY_S = 0.1

LOST = {
    "camera": "The camera was lost; the recording goes on with sound.",
    "microphone": "The microphone was lost; the recording goes on without sound.",
}
BACK = {"camera": "The camera is there again.", "microphone": "The microphone is there again."}
_LOST: dict[Kind, EventKind] = {"camera": "camera lost", "microphone": "microphone lost"}
_BACK: dict[Kind, EventKind] = {"camera": "camera back", "microphone": "microphone back"}
NOTHING_LEFT = "The {} was lost and nothing else was recorded, so the recording ended here."
NOTHING_THERE = "There is neither a camera nor a microphone to record from."
DISK_FULL = "The disk was nearly full, so the recording ended here."


class Recorder(QObject):
    """Preview and recording of one source.

    `open` a source, then `begin`; `stop` keeps what was recorded, `discard` doesn't. The recording starts
    SETTLE_S + BASELINE_S before "go", or at "go" without a countdown. All times are the recording's own.

    Signals
    -------
    state_changed(str) : one of `State`.
    seen(Picture), heard(Sound) : what the source hands over, for meters and checks, whatever source is open.
    lost(str), back(str) : "camera" or "microphone", in preview and recording alike.
    tick(int) : 3, 2, 1: that second of the countdown begins.
    go() : the countdown is over, the answer begins.
    elapsed_changed(float) : seconds of answer so far, about ten times a second.
    happened(Event) : a device was lost or came back in mid-recording, or the disk filled up; also in `events`.
    finished(Path, float) : the file is complete, with its length in seconds; also where the recording ended by itself.
    discarded() : the file is closed and not wanted; its folder may go.
    failed(str) : a sentence. The source can't be used: the state is "failed" until another is opened. Or a recording
        can't be begun or written: `finished` follows where something was recorded, else `discarded`.
    """

    state_changed = Signal(str)
    seen = Signal(object)
    heard = Signal(object)
    lost = Signal(str)
    back = Signal(str)
    tick = Signal(int)
    go = Signal()
    elapsed_changed = Signal(float)
    happened = Signal(object)
    finished = Signal(object, float)
    discarded = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None, *, longest_s: float = LONGEST_S) -> None:
        super().__init__(parent)
        self._longest_s = longest_s
        self._state: State = "idle"
        self._source: Source | None = None
        self._sink: QVideoSink | None = None
        self._reel: Reel | None = None
        self._broken = False
        self._missing: set[str] = set()
        self._countdown = _timer(self, 1000, self._count)
        self._room = _timer(self, ROOM_EVERY_MS, self._check_room)
        self._forget()

    @property
    def state(self) -> State:
        return self._state

    @property
    def source(self) -> Source | None:
        """The open source; `has_picture` and `has_sound` tell what it offers from "previewing" on."""
        return self._source

    @property
    def missing(self) -> frozenset[str]:
        """What was lost and has not come back: "camera", "microphone"."""
        return frozenset(self._missing)

    @property
    def elapsed_s(self) -> float:
        """Seconds of answer so far, from "go"."""
        return max(0.0, self.recorded_s - self._go_at)

    @property
    def recorded_s(self) -> float:
        """Seconds in the file so far."""
        return self._reel.duration if self._reel is not None else 0.0

    @property
    def baseline(self) -> Span | None:
        """When the person was asked to look at the lens; None without a picture or a countdown, and before "go"."""
        return self._baseline

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(self._events)

    @property
    def counters(self) -> Counters:
        """What was given to the encoder in this recording, or in the last one."""
        return self._reel.counters if self._reel is not None else Counters()

    # ----------------------------------------------------------------- preview

    def open(self, source: Source) -> None:
        """Start a source, show it, and make it the one to record. The recorder owns it from now on.

        Not while a recording is on: stop that first.
        """
        if self._busy:
            raise RuntimeError("a recording is on")
        self.close()
        source.setParent(self)
        self._source = source
        source.ready.connect(self._on_ready)
        source.failed.connect(self._on_source_failed)
        source.picture.connect(self._on_picture)
        source.sound.connect(self._on_sound)
        source.lost.connect(self._on_lost)
        source.back.connect(self._on_back)
        source.start()

    def close(self) -> None:
        """Let go of the source. A recording is stopped first; `finished` or `discarded` still follows."""
        self.stop()
        if self._source is not None:
            self._source.stop()
            self._source.deleteLater()
            self._source = None
        self._missing.clear()
        self._broken = False
        if not self._busy:
            self._become("idle")

    def show_in(self, sink: QVideoSink | None) -> None:
        """Draw the preview there, not mirrored; None draws nowhere."""
        self._sink = sink

    # --------------------------------------------------------------- recording

    def begin(self, path: Path, *, count_down_s: int = 3) -> None:
        """Count down and record to `path`; its folder exists, and nobody but the owner will be able to read the file.

        Ends in `finished` or `discarded`, both after `failed` where something is wrong.
        """
        if self._source is None or self._state != "previewing":
            raise RuntimeError("nothing is previewed")
        self._forget()
        self._path, self._count_left = path, count_down_s
        if not room(path).enough:
            self._refuse(room(path).sentence)
            return
        self._become("counting")
        if count_down_s:
            self._countdown.start()
        self._count()

    def stop(self) -> None:
        """End the recording and keep it; before "go" there is nothing to keep, so it is discarded."""
        if self._state == "counting":
            self.discard()
        elif self._state == "recording":
            self._finish()

    def discard(self) -> None:
        """End the recording or the countdown and don't keep it."""
        if self._state in ("counting", "recording"):
            self._unwanted = True
            self._finish()

    @property
    def _busy(self) -> bool:
        return self._state in ("counting", "recording", "finishing")

    def _become(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    def _forget(self) -> None:
        if self._reel is not None:
            self._reel.deleteLater()
        self._reel = None
        self._baseline: Span | None = None
        self._events: list[Event] = []
        self._unwanted = False
        self._go_at = self._told = 0.0

    @Slot()
    def _count(self) -> None:
        if self._count_left > 0:
            self.tick.emit(self._count_left)
        if self._count_left <= 1:
            self._countdown.stop()
            self._record()
        self._count_left -= 1

    def _record(self) -> None:
        source = self._source
        assert source is not None
        picture = source.has_picture and "camera" not in self._missing
        sound = source.has_sound and "microphone" not in self._missing
        if not (picture or sound):
            self._refuse(NOTHING_THERE)
            return
        self._go_at = SETTLE_S + BASELINE_S if self._count_left > 0 else 0.0
        self._reel = Reel(self._path, source, picture=picture, sound=sound, parent=self)
        self._reel.failed.connect(self._on_write_error)
        self._reel.done.connect(self._on_done)
        try:
            self._reel.start()
        except OSError as error:
            self._reel = None
            self._refuse(f"The recording can't be written: {error.strerror}.")
            return
        if self._busy:
            self._room.start()

    def _advance(self) -> None:
        """Something was added to the reel."""
        assert self._reel is not None
        if self._state == "counting" and self.recorded_s >= self._go_at:
            if self._go_at and "camera" in self._reel.holds:
                self._baseline = Span(SETTLE_S, self._go_at)
            self._become("recording")
            self.go.emit()
        if self._state != "recording":
            return
        if self.elapsed_s - self._told >= ELAPSED_EVERY_S:
            self._told = self.elapsed_s
            self.elapsed_changed.emit(self._told)
        if self.elapsed_s >= self._longest_s:
            self._finish()

    def _finish(self) -> None:
        self._countdown.stop()
        self._room.stop()
        self._become("finishing")
        if self._reel is not None:
            self._reel.end()
        else:
            self._on_done()

    def _refuse(self, sentence: str) -> None:
        """The recording can't be begun; the preview goes on."""
        self._countdown.stop()
        self._become("previewing")
        self.failed.emit(sentence)
        self.discarded.emit()

    @Slot()
    def _on_done(self) -> None:
        """The file is closed."""
        length, kept = self.recorded_s, not self._unwanted and self.elapsed_s > 0
        self._become("failed" if self._broken else "previewing" if self._source is not None else "idle")
        if kept:
            self.finished.emit(self._path, length)
        else:
            self.discarded.emit()

    @Slot()
    def _on_ready(self) -> None:
        if not self._busy:
            self._become("previewing")

    @Slot(str)
    def _on_source_failed(self, sentence: str) -> None:
        self._broken = True
        self.failed.emit(sentence)
        if self._state in ("counting", "recording"):
            self._finish()
        elif self._state != "finishing":
            self._become("failed")

    @Slot(str)
    def _on_write_error(self, reason: str) -> None:
        if self._state in ("counting", "recording"):
            self.failed.emit(f"The recording can't be written: {reason.rstrip('.')}.")
            self._finish()

    # ----------------------------------------------------------- from the source

    @Slot(object)
    def _on_picture(self, picture: Picture) -> None:
        if self._sink is not None:
            self._sink.setVideoFrame(picture.frame)
        if self._reel is not None and self._state in ("counting", "recording"):
            self._reel.add_picture(picture)
            self._advance()
        self.seen.emit(picture)

    @Slot(object)
    def _on_sound(self, sound: Sound) -> None:
        if self._reel is not None and self._state in ("counting", "recording"):
            self._reel.add_sound(sound)
            self._advance()
        self.heard.emit(sound)

    @Slot(str)
    def _on_lost(self, kind: Kind) -> None:
        if kind in self._missing:
            return
        self._missing.add(kind)
        self.lost.emit(kind)
        if not self._records(kind):
            return
        alone = self._reel is not None and self._reel.holds <= self._missing
        self._mark(_LOST[kind], NOTHING_LEFT.format(kind) if alone else LOST[kind])
        if alone:
            self._finish()

    @Slot(str)
    def _on_back(self, kind: Kind) -> None:
        if kind not in self._missing:
            return
        self._missing.discard(kind)
        self.back.emit(kind)
        if self._records(kind):
            self._mark(_BACK[kind], BACK[kind])

    def _records(self, kind: Kind) -> bool:
        return self._reel is not None and kind in self._reel.holds and self._state in ("counting", "recording")

    @Slot()
    def _check_room(self) -> None:
        if self._state == "recording" and room(self._path).free_bytes < STOP_BYTES:
            self._mark("disk full", DISK_FULL)
            self._finish()

    def _mark(self, kind: EventKind, sentence: str) -> None:
        event = Event(at=round(self.recorded_s, 2), kind=kind, sentence=sentence)
        self._events.append(event)
        self.happened.emit(event)


def _timer(parent: QObject, every_ms: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setInterval(every_ms)
    timer.timeout.connect(then)
    return timer

"""The preview of one source, and the recordings made of it one after the other."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtMultimedia import QVideoSink

from rehearse.types import Event, Span
from ui.capture.recording import Recording
from ui.capture.room import room
from ui.capture.source import Kind, Picture, Reason, Sound, Source
from ui.capture.writer import Counters

State = Literal["idle", "previewing", "counting", "recording", "finishing", "failed"]

LONGEST_S = 3600.0


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
    failed(str, str) : one of `Reason`, and a sentence. The source can't be used: the state is "failed" until another
        is opened. Or a recording can't be begun or written: `finished` follows where something was recorded, else
        `discarded`.
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
    failed = Signal(str, str)

    def __init__(self, parent: QObject | None = None, *, longest_s: float = LONGEST_S) -> None:
        super().__init__(parent)
        self._longest_s = longest_s
        self._state: State = "idle"
        self._source: Source | None = None
        self._sink: QVideoSink | None = None
        self._recording: Recording | None = None
        self._broken = False
        self._missing: frozenset[str] = frozenset()

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
        return self._missing

    # The recording that is on, or the last one.

    @property
    def elapsed_s(self) -> float:
        """Seconds of answer so far, from "go"."""
        return self._recording.elapsed_s if self._recording else 0.0

    @property
    def recorded_s(self) -> float:
        """Seconds in the file so far."""
        return self._recording.recorded_s if self._recording else 0.0

    @property
    def baseline(self) -> Span | None:
        """When the person was asked to look at the lens; None without a picture or a countdown, and before "go"."""
        return self._recording.baseline if self._recording else None

    @property
    def events(self) -> tuple[Event, ...]:
        return self._recording.events if self._recording else ()

    @property
    def whole(self) -> bool:
        """Whether the file is known to hold all of it; False where it could not be written or closed as it should."""
        return self._recording is None or self._recording.whole

    @property
    def counters(self) -> Counters:
        """What was given to the encoder."""
        return self._recording.counters if self._recording else Counters()

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
        self._missing = frozenset()
        self._broken = False
        if not self._busy:
            self._become("idle")

    def retry(self) -> None:
        """Try at once to get back what is missing."""
        if self._source is not None:
            self._source.retry()

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
        self._let_go()
        space = room(path)
        if not space.enough:
            self.failed.emit("no room", space.sentence)
            self.discarded.emit()
            return
        made = Recording(path, self._source, count_down_s=count_down_s, longest_s=self._longest_s, parent=self)
        self._follow(made)
        self._become("counting")
        made.start(self._missing)

    def stop(self) -> None:
        """End the recording and keep it; before "go" there is nothing to keep, so it is discarded."""
        if self._recording is not None:
            self._recording.stop()

    def discard(self) -> None:
        """End the recording or the countdown and don't keep it."""
        if self._recording is not None:
            self._recording.discard()

    def _let_go(self) -> None:
        """Of the recording before; not where that could mean to wait for an encoder that never ends."""
        if self._recording is not None and not self._recording.stuck:
            self._recording.deleteLater()
        self._recording = None

    def _follow(self, recording: Recording) -> None:
        self._recording = recording
        recording.stepped.connect(self._become)
        recording.tick.connect(self.tick)
        recording.go.connect(self.go)
        recording.elapsed_changed.connect(self.elapsed_changed)
        recording.happened.connect(self.happened)
        recording.failed.connect(self.failed)
        recording.ended.connect(self._on_ended)

    @property
    def _busy(self) -> bool:
        return self._recording is not None and self._recording.step != "over"

    @Slot(str)
    def _become(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    @Slot(bool)
    def _on_ended(self, kept: bool) -> None:
        recording = self._recording
        assert recording is not None
        self._become("failed" if self._broken else "previewing" if self._source is not None else "idle")
        if kept:
            self.finished.emit(recording.path, recording.recorded_s)
        else:
            self.discarded.emit()

    # ----------------------------------------------------------- from the source

    @Slot()
    def _on_ready(self) -> None:
        if not self._busy:
            self._become("previewing")

    @Slot(str, str)
    def _on_source_failed(self, reason: Reason, sentence: str) -> None:
        self._broken = True
        self.failed.emit(reason, sentence)
        if self._busy:
            self.stop()
        else:
            self._become("failed")

    @Slot(object)
    def _on_picture(self, picture: Picture) -> None:
        if self._sink is not None:
            self._sink.setVideoFrame(picture.frame)
        if self._recording is not None:
            self._recording.add_picture(picture)
        self.seen.emit(picture)

    @Slot(object)
    def _on_sound(self, sound: Sound) -> None:
        if self._recording is not None:
            self._recording.add_sound(sound)
        self.heard.emit(sound)

    @Slot(str)
    def _on_lost(self, kind: Kind) -> None:
        if kind in self._missing:
            return
        self._missing |= {kind}
        self.lost.emit(kind)
        if self._recording is not None:
            self._recording.miss(kind, self._missing)

    @Slot(str)
    def _on_back(self, kind: Kind) -> None:
        if kind not in self._missing:
            return
        self._missing -= {kind}
        self.back.emit(kind)
        if self._recording is not None:
            self._recording.regain(kind, self._missing)

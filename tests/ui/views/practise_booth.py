"""A booth without devices, for tests of Practise: it does what the test tells it to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from rehearse.types import Event, Span
from ui.studio.booth import Booth, Choice, Made, Sounding
from ui.studio.equipment import Condition

BASELINE = Span(0.2, 1.2)


class FakeBooth(Booth):
    """Opens at once into the conditions it is given; `calls` lists what it was asked for."""

    def __init__(self, camera: Condition = "ready", microphone: Condition = "ready", failure: str = "") -> None:
        super().__init__()
        self.cameras = (Choice("cam-1", "Integrated Camera"), Choice("cam-2", "Desk Camera"))
        self.microphones = (Choice("mic-1", "Built-in Microphone"), Choice("mic-2", "Headset"))
        self.camera_id, self.microphone_id = "cam-1", "mic-1"
        self.gets: tuple[Condition, Condition] = (camera, microphone)
        self.gets_failure = failure
        self.calls: list[str] = []
        self.path: Path | None = None
        self.said_s = 0.0
        self.sink: QVideoSink | None = None
        self.ends_at_once = True
        self.events: tuple[Event, ...] = ()

    @property
    def answer_s(self) -> float:
        return self.said_s

    def open(self) -> None:
        self.calls.append("open")
        self.become(*self.gets)

    def allow(self) -> None:
        self.calls.append("allow")
        self.gets = ("ready", "ready")
        self.become(*self.gets)

    def close(self) -> None:
        self.calls.append("close")

    def record(self, path: Path, count_down_s: int) -> None:
        self.calls.append(f"record {count_down_s}")
        self.path, self.events = path, ()
        path.write_bytes(b"recorded")

    def stop(self) -> None:
        self.calls.append("stop")
        if self.ends_at_once:
            QTimer.singleShot(0, self, self.end)

    def discard(self) -> None:
        self.calls.append("discard")
        QTimer.singleShot(0, self, self.drop)

    def preview_into(self, sink: QVideoSink) -> None:
        self.sink = sink

    # ------------------------------------------------------------------ what the test makes happen

    def become(self, camera: Condition, microphone: Condition) -> None:
        self.camera, self.microphone, self.failure = camera, microphone, self.gets_failure
        self.changed.emit()

    def count(self, *left: int) -> None:
        for each in left:
            self.counted.emit(each)

    def happen(self, event: Event) -> None:
        self.events = (*self.events, event)
        self.happened.emit(event)

    def sound(self, level_db: float, peak_db: float, warning: str = "", *, silent: bool = False) -> None:
        self.sounded.emit(Sounding(level_db, peak_db, warning, silent))

    def end(self, failure: str = "", *, whole: bool = True) -> None:
        self.ended.emit(Made(self.said_s + 1.2, BASELINE, self.events, failure, whole))

    def drop(self) -> None:
        self.ended.emit(Made(0.0))

    def see(self, frame: QVideoFrame) -> None:
        assert self.sink is not None
        self.sink.setVideoFrame(frame)

"""The booth of this machine's devices, or of the file that stands in for them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtMultimedia import QVideoSink

from rehearse.types import Event
from ui.capture.devices import Devices
from ui.capture.framing import FramingCheck
from ui.capture.meter import Level, Meter
from ui.capture.recorder import Recorder
from ui.capture.source import Kind, Reason, Source
from ui.context import Context
from ui.studio.booth import Booth, Choice, Made, Sounding
from ui.studio.equipment import Condition

# Why a source can't be opened, and what that means for camera and microphone.
FAILURES: dict[Reason, tuple[Condition, Condition]] = {
    "camera refused": ("refused", "opening"),
    "microphone refused": ("opening", "refused"),
    "camera silent": ("busy", "opening"),
    "microphone silent": ("opening", "busy"),
    "nothing there": ("none", "none"),
}
NOT_READY = "The camera and the microphone were not ready."


class DeviceBooth(Booth):
    """Wires devices, recorder, meter and framing check together, as the settings say."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.devices = Devices(context.camera, parent=self)
        self.recorder = Recorder(self)
        self._meter = Meter(self)
        self._framing = FramingCheck(self)
        self._wanted = self._on = self._open_later = False
        self._failure = ""
        self._opened: tuple[str, str, bool] | None = None
        self.pickable = self.devices.clip is None
        self._connect()

    def _connect(self) -> None:
        recorder = self.recorder
        self.devices.changed.connect(self._on_devices)
        recorder.state_changed.connect(self._on_state)
        recorder.heard.connect(self._meter.add)
        recorder.seen.connect(self._framing.add)
        self._framing.hint.connect(self.hinted)
        recorder.lost.connect(self._on_lost_or_back)
        recorder.back.connect(self._on_lost_or_back)
        recorder.tick.connect(self.counted)
        recorder.go.connect(self._on_go)
        recorder.happened.connect(self._on_happened)
        recorder.finished.connect(self._on_finished)
        recorder.discarded.connect(self._on_discarded)
        recorder.failed.connect(self._on_failed)
        self._meter.level.connect(self._on_level)

    # ------------------------------------------------------------------ devices

    @property
    def answer_s(self) -> float:
        return self.recorder.elapsed_s

    def open(self) -> None:
        self._wanted = True
        if self._on or self.recorder.state == "finishing":
            self._open_later = True
            return
        settings = self._context.settings
        self.devices.camera_id, self.devices.microphone_id = settings.camera_id, settings.microphone_id
        self._look()
        if self._must_ask:
            self._stay_closed()
            return
        wanted = (self.camera_id or "", self.microphone_id, settings.audio_only)
        if wanted == self._opened and self.recorder.state == "previewing":
            self.recorder.retry()
            self._check_framing()
            return
        self._opened = wanted
        self.camera, self.microphone, self.failure = "opening", "opening", ""
        self._meter.reset()
        self.recorder.open(self.devices.source(audio_only=settings.audio_only))
        self.changed.emit()

    def allow(self) -> None:
        self._context.change_settings(devices_allowed=True)
        self.open()

    @property
    def _must_ask(self) -> bool:
        """A file has nobody to look at or listen to; where nothing is plugged in, there is nothing to ask."""
        return self.pickable and not self._context.settings.devices_allowed and bool(self.cameras or self.microphones)

    def _stay_closed(self) -> None:
        self.camera = "off" if self._context.settings.audio_only else "closed"
        self.microphone, self.failure = "closed", ""
        self.changed.emit()

    def close(self) -> None:
        self._wanted = self._open_later = False
        self._opened = None
        self._framing.stop()
        self.recorder.close()

    def preview_into(self, sink: QVideoSink) -> None:
        self.recorder.show_in(sink)

    def _look(self) -> None:
        """Which devices there are, and which are in use."""
        camera, microphone = self.devices.camera, self.devices.microphone
        self.cameras = tuple(Choice(device.id, device.name) for device in self.devices.cameras)
        self.microphones = tuple(Choice(device.id, device.name) for device in self.devices.microphones)
        only_sound = self._context.settings.audio_only
        self.camera_id = None if only_sound else camera.id if camera else ""
        self.microphone_id = microphone.id if microphone else ""

    @Slot()
    def _on_devices(self) -> None:
        """Something was plugged in or out. A recording keeps what it has; its source sees to that."""
        if self._wanted and not self._on:
            self.open()
        else:
            self._look()
            self._look_at_source()
        self.changed.emit()

    @Slot(str)
    def _on_state(self, state: str) -> None:
        if state == "previewing":
            self._look_at_source()
            self._check_framing()

    @Slot(str)
    def _on_lost_or_back(self, _kind: str) -> None:
        self._look_at_source()

    def _check_framing(self) -> None:
        """Hints are for the set-up alone: while one answers, nothing is to be put right."""
        if self._wanted and self.camera == "ready" and not self._on:
            self._framing.start()
        else:
            self._framing.stop()

    def _look_at_source(self) -> None:
        source, missing = self.recorder.source, self.recorder.missing
        if source is None:
            return
        without: Condition = "off" if self._context.settings.audio_only else "none"
        seen: Condition = "ready" if source.has_picture else without
        heard: Condition = "ready" if source.has_sound else "none"
        self.camera = _gone(source, "camera") if "camera" in missing else seen
        self.microphone = _gone(source, "microphone") if "microphone" in missing else heard
        self.changed.emit()

    @Slot(object)
    def _on_level(self, level: Level) -> None:
        self.sounded.emit(Sounding(level.rms_db, level.peak_db, self._meter.warning, level.silent))

    # ------------------------------------------------------------------ the recording

    def record(self, path: Path, count_down_s: int) -> None:
        self._failure = ""
        if self.recorder.state != "previewing":
            self.ended.emit(Made(0.0, failure=NOT_READY))
            return
        self._on = True
        self._framing.stop()
        self.recorder.begin(path, count_down_s=count_down_s)
        if self._failure:  # it did not even begin; where it did, `discarded` has told by now
            self._end(Made(0.0, failure=self._failure))

    def stop(self) -> None:
        self.recorder.stop()

    def discard(self) -> None:
        self.recorder.discard()

    @Slot()
    def _on_go(self) -> None:
        self.counted.emit(0)

    @Slot(object)
    def _on_happened(self, event: Event) -> None:
        self.happened.emit(event)

    @Slot(object, float)
    def _on_finished(self, _path: Path, length: float) -> None:
        recorder = self.recorder
        self._end(Made(length, recorder.baseline, recorder.events, self._failure, recorder.whole))

    @Slot()
    def _on_discarded(self) -> None:
        self._end(Made(0.0, failure=self._failure))

    @Slot(str, str)
    def _on_failed(self, reason: Reason, sentence: str) -> None:
        """In mid-recording `finished` or `discarded` follows; else the devices can't be opened."""
        if self._on:
            self._failure = sentence
            return
        self.camera, self.microphone = FAILURES.get(reason, ("broken", "broken"))
        self.failure = "" if reason in FAILURES else sentence
        self.changed.emit()

    def _end(self, made: Made) -> None:
        if not self._on:
            return
        self._on = False
        if self._open_later:
            self._open_later = False
            self.open()
        self.ended.emit(made)


def _gone(source: Source, kind: Kind) -> Condition:
    return "broken" if source.is_plugged_in(kind) else "lost"

"""Records in a process of its own: `python -m tests.ui.capture.recording_process DEVICE FILE SECONDS`.

DEVICE is "clip:FILE", or "" for this machine's devices. Prints one JSON object a line: what there is, what happens,
and at the end how long the recording is.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication

from rehearse.types import Event
from tests.ui.stalls import StallMeter
from ui.capture.devices import Devices
from ui.capture.meter import Level, Meter
from ui.capture.recorder import Recorder


class Run(QObject):
    def __init__(self, device: str, file: Path, seconds: float) -> None:
        super().__init__()
        self._file, self._seconds = file, seconds
        self.devices = Devices(device, parent=self)
        self.recorder = Recorder(self)
        self.meter = Meter(self)
        self.stalls = StallMeter(self)
        self.levels: list[Level] = []
        self.recorder.heard.connect(self.meter.add)
        self.meter.level.connect(self.levels.append)
        self.meter.warned.connect(lambda sentence: tell(warned=sentence))
        self.devices.changed.connect(self.show_devices)
        self.recorder.state_changed.connect(self.on_state)
        self.recorder.elapsed_changed.connect(self.on_elapsed)
        self.recorder.happened.connect(self.on_event)
        self.recorder.failed.connect(lambda _, sentence: tell(failed=sentence))
        self.recorder.finished.connect(self.on_finished)

    def start(self) -> None:
        self.show_devices()
        self.stalls.start()
        self.recorder.open(self.devices.source())

    def show_devices(self) -> None:
        names = {"cameras": self.devices.cameras, "microphones": self.devices.microphones}
        microphone = self.devices.microphone
        tell(
            **{key: [d.name for d in found] for key, found in names.items()}, microphone=microphone and microphone.name
        )

    def on_state(self, state: str) -> None:
        tell(state=state)
        if state == "previewing" and not self._file.exists():
            self.recorder.begin(self._file, count_down_s=0)

    def on_elapsed(self, seconds: float) -> None:
        tell(elapsed=seconds)
        if seconds >= self._seconds:
            self.recorder.stop()

    def on_event(self, event: Event) -> None:
        tell(event=event.kind, at=event.at)

    def on_finished(self, _file: Path, seconds: float) -> None:
        loudest = max((level.rms_db for level in self.levels), default=None)
        tell(finished=seconds, stall=self.stalls.stop(), frames=self.recorder.counters.frames, loudest=loudest)
        self.recorder.close()
        QCoreApplication.quit()


def tell(**what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    app = QGuiApplication(sys.argv[:1])
    run = Run(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
    run.start()
    sys.exit(app.exec())

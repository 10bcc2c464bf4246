"""A camera and a microphone of this machine."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtMultimedia import QAudioDevice, QCameraDevice, QMediaDevices, QVideoFrameFormat

from ui.capture.eye import Eye
from ui.capture.microphone import Microphone
from ui.capture.permission import REFUSED, Permission
from ui.capture.retry import Retry
from ui.capture.source import Kind, Sound, Source

# A camera that shows nothing for so long after it was started is taken for one that doesn't work.
FIRST_FRAME_MS = 5000
SILENT_CAMERA = "The camera shows no picture. Another program may be using it; close that, or record sound only."
SILENT_MICROPHONE = "The microphone can't be opened. Another program may be using it."
NOTHING = "There is neither a camera nor a microphone."


class CameraSource(Source):
    """Either device may be None. One that is lost is taken up again: when it is back, or while it is listed in vain."""

    def __init__(
        self, camera: QCameraDevice | None, microphone: QAudioDevice | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._camera_device, self._microphone_device = camera, microphone
        self._eye: Eye | None = None
        self._ear: Microphone | None = None
        self._format: QVideoFrameFormat | None = None
        self._is_ready = False
        self._lost: set[Kind] = set()
        self._permissions: list[Permission] = []
        self._eye_retry, self._ear_retry = Retry(self), Retry(self)
        self._eye_retry.due.connect(self._retry_camera)
        self._ear_retry.due.connect(self._retry_microphone)
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._look_for_camera)
        self._devices.audioInputsChanged.connect(self._look_for_microphone)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(FIRST_FRAME_MS)
        self._patience.timeout.connect(self._on_no_frame)

    @property
    def picture_format(self) -> QVideoFrameFormat | None:
        return self._format

    def start(self) -> None:
        kinds: list[Kind] = []
        if self._camera_device is not None:
            kinds.append("camera")
        if self._microphone_device is not None:
            kinds.append("microphone")
        if not kinds:
            self.failed.emit("nothing there", NOTHING)
            return
        self._ask(kinds)

    def stop(self) -> None:
        self._eye_retry.rest()
        self._ear_retry.rest()
        self._close_eye()
        self._close_ear()

    def retry(self) -> None:
        if "camera" in self._lost:
            self._eye_retry.rest()
            self._retry_camera()
        if "microphone" in self._lost:
            self._ear_retry.rest()
            self._retry_microphone()

    def is_plugged_in(self, kind: Kind) -> bool:
        if kind == "camera":
            return _is_there(self._camera_device, QMediaDevices.videoInputs())
        return _is_there(self._microphone_device, QMediaDevices.audioInputs())

    def begin_recording(self) -> float:
        return time.monotonic()

    def _ask(self, kinds: list[Kind]) -> None:
        """Permission for one device after the other, then open them all."""
        if not kinds:
            self._open()
            return
        permission = Permission(kinds[0], self)
        self._permissions.append(permission)
        permission.answered.connect(lambda given: self._on_answer(given, kinds))
        permission.ask()

    def _on_answer(self, given: bool, kinds: list[Kind]) -> None:
        if given:
            self._ask(kinds[1:])
        else:
            self.failed.emit(f"{kinds[0]} refused", REFUSED[kinds[0]])

    def _open(self) -> None:
        self.has_sound = self._microphone_device is not None
        if self._camera_device is not None:
            self._open_eye()
        if self._microphone_device is not None:
            self._open_ear()
        if self._camera_device is None and self._ear is not None:
            self._be_ready()

    def _be_ready(self) -> None:
        self._is_ready = True
        self.ready.emit()

    def _lose(self, kind: Kind) -> None:
        self._lost.add(kind)
        self.lost.emit(kind)

    def _regain(self, kind: Kind) -> None:
        self._lost.discard(kind)
        self.back.emit(kind)

    # -------------------------------------------------------------------- camera

    def _open_eye(self) -> None:
        assert self._camera_device is not None
        self._eye = Eye(self._camera_device, self)
        self._eye.opened.connect(self._on_eye_opened)
        self._eye.picture.connect(self.picture)
        self._eye.lost.connect(self._on_eye_lost)
        self._eye.stalled.connect(self._on_stalled)
        self._patience.start()
        self._eye.start()

    def _close_eye(self) -> None:
        self._patience.stop()
        if self._eye is not None:
            self._eye.stop()
            self._eye.deleteLater()
            self._eye = None

    @Slot(object)
    def _on_eye_opened(self, format: QVideoFrameFormat) -> None:
        self._patience.stop()
        self._eye_retry.rest()
        self.has_picture = True
        if self._is_ready:
            self._regain("camera")
        else:
            self._format = format
            self._be_ready()

    @Slot()
    def _on_eye_lost(self) -> None:
        self._close_eye()
        if self._is_ready:
            self._lose("camera")
            self._eye_retry.failed()
        else:
            self._on_no_frame()

    @Slot(bool)
    def _on_stalled(self, stalled: bool) -> None:
        """Where it does not go on by itself it is opened anew."""
        if stalled:
            self._lose("camera")
            self._eye_retry.failed()
        else:
            self._eye_retry.rest()
            self._regain("camera")

    @Slot()
    def _on_no_frame(self) -> None:
        if self._is_ready:
            self._on_eye_lost()
            return
        self._close_eye()
        self._close_ear()
        self.failed.emit("camera silent", SILENT_CAMERA)

    @Slot()
    def _retry_camera(self) -> None:
        """One that is not plugged in is looked for when the list changes."""
        self._close_eye()
        if self.is_plugged_in("camera"):
            self._open_eye()

    @Slot()
    def _look_for_camera(self) -> None:
        """Pulling a camera out is told by some platforms as an error, by others only as a change of the list."""
        if self._camera_device is None or not self._is_ready:
            return
        there = self.is_plugged_in("camera")
        if self._eye is not None and not there:
            self._on_eye_lost()
        elif self._eye is None and there:
            self._open_eye()

    # ---------------------------------------------------------------- microphone

    def _open_ear(self) -> None:
        assert self._microphone_device is not None
        self._ear = Microphone(self._microphone_device, self)
        self._ear.sound.connect(self._on_sound)
        self._ear.lost.connect(self._on_ear_lost)
        self._ear.start()

    def _close_ear(self) -> None:
        if self._ear is not None:
            self._ear.stop()
            self._ear.deleteLater()
            self._ear = None

    @Slot(object)
    def _on_sound(self, sound: Sound) -> None:
        if "microphone" in self._lost:
            self._ear_retry.rest()
            self._regain("microphone")
        self.sound.emit(sound)

    @Slot()
    def _on_ear_lost(self) -> None:
        self._close_ear()
        if self._is_ready:
            self._lose("microphone")
            self._ear_retry.failed()
        else:
            self._close_eye()
            self.failed.emit("microphone silent", SILENT_MICROPHONE)

    @Slot()
    def _look_for_microphone(self) -> None:
        if self._microphone_device is None or not self._is_ready:
            return
        there = self.is_plugged_in("microphone")
        if self._ear is not None and not there:
            self._on_ear_lost()
        elif self._ear is None and there:
            self._open_ear()

    @Slot()
    def _retry_microphone(self) -> None:
        self._close_ear()
        if self.is_plugged_in("microphone"):
            self._open_ear()


def _is_there(wanted: QCameraDevice | QAudioDevice | None, devices: Sequence[QCameraDevice | QAudioDevice]) -> bool:
    return wanted is not None and any(device.id() == wanted.id() for device in devices)

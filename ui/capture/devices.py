"""Which cameras and microphones there are, and which of them the person chose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QAudioDevice, QCameraDevice, QMediaDevices

from ui.capture.camera import CameraSource
from ui.capture.clip import ClipSource
from ui.capture.source import Source

CLIP = "clip:"


@dataclass(frozen=True)
class Device:
    """`id` stays the same when the device is pulled out and put back; `name` is for people."""

    id: str
    name: str


class Devices(QObject):
    """The lists follow what is plugged in; a choice is kept while its device is away, and holds again with it.

    Parameters
    ----------
    camera : "" for the devices of this machine, or "clip:FILE" for a file in their place.
    camera_id, microphone_id : the person's choice, as kept in the settings; "" for the system's default.

    Signals
    -------
    changed() : a list, or what is in use, is another.
    """

    changed = Signal()

    def __init__(
        self, camera: str = "", *, camera_id: str = "", microphone_id: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.camera_id, self.microphone_id = camera_id, microphone_id
        self.clip = Path(camera.removeprefix(CLIP)) if camera.startswith(CLIP) else None
        self._qt = QMediaDevices(self)
        self._qt.videoInputsChanged.connect(self.changed)
        self._qt.audioInputsChanged.connect(self.changed)

    @property
    def cameras(self) -> tuple[Device, ...]:
        if self.clip is not None:
            return (Device(CLIP, self.clip.name),)
        return tuple(_device(d) for d in QMediaDevices.videoInputs())

    @property
    def microphones(self) -> tuple[Device, ...]:
        if self.clip is not None:
            return (Device(CLIP, self.clip.name),)
        return tuple(_device(d) for d in QMediaDevices.audioInputs())

    @property
    def camera(self) -> Device | None:
        """The one in use: the choice while it is there, else the default; None without any."""
        return _in_use(self.cameras, self.camera_id, _id(QMediaDevices.defaultVideoInput()))

    @property
    def microphone(self) -> Device | None:
        return _in_use(self.microphones, self.microphone_id, _id(QMediaDevices.defaultAudioInput()))

    def choose(self, *, camera_id: str | None = None, microphone_id: str | None = None) -> None:
        """Prefer a device from now on; "" goes back to the system's default, None leaves the choice as it is."""
        self.camera_id = self.camera_id if camera_id is None else camera_id
        self.microphone_id = self.microphone_id if microphone_id is None else microphone_id
        self.changed.emit()

    def source(self, *, audio_only: bool = False, real_time: bool = True) -> Source:
        """A new source of what is in use; one of nothing fails with a sentence when it is started.

        `real_time` False lets a clip be recorded as fast as it can be.
        """
        if self.clip is not None:
            return ClipSource(self.clip, picture=not audio_only, real_time=real_time)
        camera = None if audio_only or self.camera is None else self.camera.id
        microphone = None if self.microphone is None else self.microphone.id
        return CameraSource(
            next((d for d in QMediaDevices.videoInputs() if _id(d) == camera), None),
            next((d for d in QMediaDevices.audioInputs() if _id(d) == microphone), None),
        )


def _in_use(devices: tuple[Device, ...], chosen: str, default: str) -> Device | None:
    by_id = {d.id: d for d in devices}
    return by_id.get(chosen) or by_id.get(default) or next(iter(devices), None)


def _device(device: QCameraDevice | QAudioDevice) -> Device:
    return Device(_id(device), device.description())


def _id(device: QCameraDevice | QAudioDevice) -> str:
    return device.id().toStdString()

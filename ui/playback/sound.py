"""Where the sound of a player goes, and how loud."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer


class SoundOutput(QObject):
    """Follows what the system prefers now: headphones come and go. Without any device the picture plays alone."""

    def __init__(self, player: QMediaPlayer) -> None:
        super().__init__(player)
        self._player = player
        self._audio = QAudioOutput(self)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._follow)
        self._follow()

    @property
    def volume(self) -> float:
        return self._audio.volume()

    def set_volume(self, volume: float) -> None:
        """0..1."""
        self._audio.setVolume(min(max(volume, 0.0), 1.0))

    @property
    def muted(self) -> bool:
        return self._audio.isMuted()

    def set_muted(self, muted: bool) -> None:
        self._audio.setMuted(muted)

    @Slot()
    def _follow(self) -> None:
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self._player.setAudioOutput(None)  # type: ignore[arg-type]
            return
        self._audio.setDevice(device)
        self._player.setAudioOutput(self._audio)

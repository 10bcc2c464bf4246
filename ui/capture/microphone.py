"""One microphone, read as it comes."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudio, QAudioDevice, QAudioFormat, QAudioSource

from ui.capture.clock import SteadyClock
from ui.capture.source import SOUND_RATE, Sound

# Room for what comes while this thread is busy elsewhere.
BUFFER_S = 0.5
FULL_SCALE = 32767
# A microphone always hears something; one that hands over nothing at all for so long is gone, told or not.
DEAD_AFTER_MS = 2000


class Microphone(QObject):
    """Signals: sound(Sound), mono at SOUND_RATE; lost() when it was pulled out or can't be read (any more)."""

    sound = Signal(object)
    lost = Signal()

    def __init__(self, device: QAudioDevice, parent: QObject) -> None:
        super().__init__(parent)
        self._format = recording_format(device)
        self._source = QAudioSource(device, self._format, self)
        self._source.setBufferSize(self._format.bytesForDuration(round(BUFFER_S * 1e6)))
        self._source.stateChanged.connect(self._on_state)
        self._clock = SteadyClock()
        self._heard = 0
        self._stream: QIODevice | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(DEAD_AFTER_MS)
        self._watch.timeout.connect(self._on_nothing)

    def start(self) -> None:
        self._stream = self._source.start()
        if self._stream is None:
            self.lost.emit()
            return
        self._stream.readyRead.connect(self._read)
        self._watch.start()

    def stop(self) -> None:
        self._watch.stop()
        self._stream = None
        self._source.stop()

    @Slot()
    def _read(self) -> None:
        if self._stream is None:
            return
        samples = to_mono(bytes(self._stream.readAll().data()), self._format)
        if not len(samples):
            return
        self._watch.start()
        self._heard += len(samples)
        end = self._clock.at(self._heard / SOUND_RATE, time.monotonic())
        self.sound.emit(Sound(samples, end - len(samples) / SOUND_RATE))

    @Slot()
    def _on_nothing(self) -> None:
        if self._stream is not None and not self._stream.bytesAvailable():
            self._lose()

    @Slot(QAudio.State)
    def _on_state(self, state: QAudio.State) -> None:
        if state == QAudio.State.StoppedState and self._stream is not None:
            self._lose()

    def _lose(self) -> None:
        self._stream = None
        self._watch.stop()
        self.lost.emit()


def recording_format(device: QAudioDevice) -> QAudioFormat:
    """Mono at SOUND_RATE where the device gives it, else its own channels or sample format."""
    format = QAudioFormat()
    format.setSampleRate(SOUND_RATE)
    preferred = device.preferredFormat()
    for channels in (1, preferred.channelCount()):
        for kind in (QAudioFormat.SampleFormat.Int16, preferred.sampleFormat()):
            format.setChannelCount(channels)
            format.setSampleFormat(kind)
            if device.isFormatSupported(format):
                return format
    return preferred


def to_mono(data: bytes, format: QAudioFormat) -> NDArray[np.int16]:
    """Samples of any format as mono int16 at SOUND_RATE."""
    kinds = {
        QAudioFormat.SampleFormat.UInt8: (np.uint8, 128.0, 128.0),
        QAudioFormat.SampleFormat.Int16: (np.int16, 0.0, 32768.0),
        QAudioFormat.SampleFormat.Int32: (np.int32, 0.0, 2147483648.0),
        QAudioFormat.SampleFormat.Float: (np.float32, 0.0, 1.0),
    }
    kind, zero, full = kinds[format.sampleFormat()]
    channels = max(1, format.channelCount())
    samples = np.frombuffer(data[: len(data) // format.bytesPerFrame() * format.bytesPerFrame()], kind)
    if kind is np.int16 and channels == 1 and format.sampleRate() == SOUND_RATE:
        return samples.copy()
    mono = ((samples.reshape(-1, channels).mean(axis=1) - zero) / full).astype(np.float32)
    if format.sampleRate() != SOUND_RATE and len(mono):
        count = round(len(mono) * SOUND_RATE / format.sampleRate())
        mono = np.interp(np.linspace(0, len(mono) - 1, count), np.arange(len(mono)), mono).astype(np.float32)
    whole: NDArray[np.int16] = np.clip(mono * FULL_SCALE, -FULL_SCALE - 1, FULL_SCALE).astype(np.int16)
    return whole

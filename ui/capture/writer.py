"""The encoder's side: a QMediaRecorder that is fed by hand and loses nothing."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferInput,
    QAudioFormat,
    QMediaCaptureSession,
    QMediaFormat,
    QMediaRecorder,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoFrameInput,
)

from ui.capture.source import SOUND_RATE

# The first that this platform can encode; a machine without H.264 gives MPEG-4 for the asking, so each is checked.
VIDEO_CODECS = (QMediaFormat.VideoCodec.H264, QMediaFormat.VideoCodec.MPEG4, QMediaFormat.VideoCodec.MotionJPEG)
AUDIO_CODECS = (QMediaFormat.AudioCodec.FLAC, QMediaFormat.AudioCodec.Opus, QMediaFormat.AudioCodec.AAC)
# Bits a second for each pixel a second: 720p30 takes 3 and 5 Mbit/s.
BITS_PER_PIXEL = {QMediaFormat.VideoCodec.H264: 0.11, QMediaFormat.VideoCodec.MPEG4: 0.18}
AUDIO_BIT_RATE = 128_000
# Waiting frames at which a source that can wait is held, and let go again.
HOLD_AT, RELEASE_AT = 6, 2
# Frames that may wait for an encoder that is too slow, some 160 MB of 720p; those after are left out.
MOST_WAITING = 120
# How long the encoder may take nothing of what still waits at the end, and how long it may take to close the file.
FLUSH_MS = 5000
CLOSE_MS = 20_000
TOO_SLOW = "the encoder did not take the end of it"
NOT_CLOSED = "the file was not closed in time"


@dataclass(frozen=True)
class Counters:
    """Frames and samples given to the encoder, and frames that had to be left out (of another size, say)."""

    frames: int = 0
    left_out: int = 0
    samples: int = 0


class Writer(QObject):
    """Encodes one file. Frames and sound wait here, in order, while the encoder is busy.

    Signals
    -------
    done() : the file is complete.
    failed(str) : once, with a reason, which may be "": it can't be written any more, or not be closed; what came
        before is in it. Call `end`, and `done` follows, also where the encoder never ends.
    full(bool) : whether many frames wait.
    """

    done = Signal()
    failed = Signal(str)
    full = Signal(bool)

    def __init__(self, path: Path, picture: QVideoFrameFormat | None, sound: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.path = path
        self.frames = self.left_out = self.samples = 0
        self.stuck = False  # the encoder was told to end and never did
        self._picture = picture
        self._frames: deque[QVideoFrame] = deque()
        self._buffers: deque[QAudioBuffer] = deque()
        self._ending = self._closing = self._held = self._has_failed = False
        self._flush = QTimer(self)
        self._flush.setSingleShot(True)
        self._flush.setInterval(FLUSH_MS)
        self._flush.timeout.connect(self._close)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(CLOSE_MS)
        self._patience.timeout.connect(self._on_not_closed)
        self._session = QMediaCaptureSession(self)
        self._recorder = QMediaRecorder(self)
        self._session.setRecorder(self._recorder)
        self._frame_input = self._audio_input = None
        if picture is not None:
            self._frame_input = QVideoFrameInput(self)
            self._session.setVideoFrameInput(self._frame_input)
            self._frame_input.readyToSendVideoFrame.connect(self._push)
        if sound:
            self._audio_input = QAudioBufferInput(self)
            self._session.setAudioBufferInput(self._audio_input)
            self._audio_input.readyToSendAudioBuffer.connect(self._push)
        self._recorder.errorOccurred.connect(self._on_error)
        self._recorder.recorderStateChanged.connect(self._on_state)

    @property
    def counters(self) -> Counters:
        return Counters(self.frames, self.left_out, self.samples)

    @property
    def codecs(self) -> tuple[str, str]:
        """What is really written, for example ("MPEG4", "AAC")."""
        format = self._recorder.mediaFormat()
        return format.videoCodec().name, format.audioCodec().name

    def start(self) -> None:
        """Open the file, readable by its owner alone, and the encoders; nothing is in it until something is written."""
        os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        self._recorder.setMediaFormat(media_format(with_picture=self._picture is not None))
        self._recorder.setEncodingMode(QMediaRecorder.EncodingMode.AverageBitRateEncoding)
        self._recorder.setAudioBitRate(AUDIO_BIT_RATE)
        if self._picture is not None:
            self._recorder.setVideoBitRate(video_bit_rate(self._picture, self._recorder.mediaFormat().videoCodec()))
        # Not a QFile of ours: its last writes would call into an interpreter that is gone where the app ends meanwhile.
        self._recorder.setOutputLocation(QUrl.fromLocalFile(str(self.path)))
        self._recorder.record()

    def write_picture(self, frame: QVideoFrame, at: float) -> None:
        """A frame, shown from `at` seconds on."""
        if self._picture is None or len(self._frames) >= MOST_WAITING or not _fits(frame, self._picture):
            self.left_out += 1
            return
        frame.setStartTime(round(at * 1e6))
        frame.setEndTime(round((at + 1 / self._picture.streamFrameRate()) * 1e6))
        self._frames.append(frame)
        self._push()

    def write_sound(self, samples: NDArray[np.int16]) -> None:
        """Samples, heard right after those before."""
        if self._audio_input is None or not len(samples):
            return
        self._buffers.append(QAudioBuffer(QByteArray(samples.tobytes()), _audio_format()))
        self.samples += len(samples)
        self._push()

    def end(self) -> None:
        """Write what waits, then close the file; `done` follows."""
        self._ending = True
        self._flush.start()
        self._push()

    @Slot()
    def _push(self) -> None:
        waiting = len(self._frames) + len(self._buffers)
        while self._frames and self._frame_input and self._frame_input.sendVideoFrame(self._frames[0]):
            self._frames.popleft()
            self.frames += 1
        while self._buffers and self._audio_input and self._audio_input.sendAudioBuffer(self._buffers[0]):
            self._buffers.popleft()
        self._tell_full()
        if self._ending and len(self._frames) + len(self._buffers) < waiting:
            self._flush.start()
        if self._ending and not self._frames and not self._buffers:
            self._close()

    @Slot()
    def _close(self) -> None:
        self._flush.stop()
        self._ending, self._closing = False, True
        if self._frames or self._buffers:
            self._fail(TOO_SLOW)
        self.left_out += len(self._frames)
        self._frames.clear()
        self._buffers.clear()
        if self._recorder.recorderState() == QMediaRecorder.RecorderState.StoppedState:
            self._end()
        else:
            self._patience.start()
            self._recorder.stop()

    def _tell_full(self) -> None:
        waiting = len(self._frames) + len(self._buffers) // 4
        full = waiting >= HOLD_AT or (self._held and waiting > RELEASE_AT)
        if full != self._held:
            self._held = full
            self.full.emit(full)

    def _fail(self, reason: str) -> None:
        """Once: what comes after is of the same cause."""
        if not self._has_failed:
            self._has_failed = True
            self.failed.emit(reason)

    @Slot(QMediaRecorder.Error, str)
    def _on_error(self, _error: QMediaRecorder.Error, reason: str) -> None:
        self._fail("" if self._closing else reason)  # what it says of the end is in no one's words

    @Slot(QMediaRecorder.RecorderState)
    def _on_state(self, state: QMediaRecorder.RecorderState) -> None:
        if state == QMediaRecorder.RecorderState.StoppedState and self._closing:
            self._end()

    @Slot()
    def _on_not_closed(self) -> None:
        self.stuck = True
        self._fail(NOT_CLOSED)
        self._end()

    def _end(self) -> None:
        self._patience.stop()
        self._closing = False
        self.done.emit()


def media_format(*, with_picture: bool) -> QMediaFormat:
    """Matroska with the best codecs that this machine can really encode."""
    format = QMediaFormat(QMediaFormat.FileFormat.Matroska)
    encode = QMediaFormat.ConversionMode.Encode
    if with_picture:
        able = format.supportedVideoCodecs(encode)
        format.setVideoCodec(next((c for c in VIDEO_CODECS if c in able), QMediaFormat.VideoCodec.Unspecified))
    heard = format.supportedAudioCodecs(encode)
    format.setAudioCodec(next((c for c in AUDIO_CODECS if c in heard), QMediaFormat.AudioCodec.Unspecified))
    return format


def video_bit_rate(picture: QVideoFrameFormat, codec: QMediaFormat.VideoCodec) -> int:
    size = picture.frameSize()
    pixels = size.width() * size.height() * picture.streamFrameRate()
    return round(max(800_000, BITS_PER_PIXEL.get(codec, 0.5) * pixels))


def _audio_format() -> QAudioFormat:
    format = QAudioFormat()
    format.setSampleRate(SOUND_RATE)
    format.setChannelCount(1)
    format.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return format


def _fits(frame: QVideoFrame, picture: QVideoFrameFormat) -> bool:
    return frame.size() == picture.frameSize() and frame.pixelFormat() == picture.pixelFormat()

"""One camera, seen frame by frame."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from ui.capture.camera_format import RATE, best_format
from ui.capture.clock import SteadyClock
from ui.capture.source import Picture

STALLED_AFTER_MS = 3000


class Eye(QObject):
    """Signals: opened(QVideoFrameFormat) with the first frame; picture(Picture); lost() when it can't go on.

    stalled(bool) : no frame comes although nothing is said to be wrong, and when one comes again.
    """

    opened = Signal(object)
    picture = Signal(object)
    lost = Signal()
    stalled = Signal(bool)

    def __init__(self, device: QCameraDevice, parent: QObject) -> None:
        super().__init__(parent)
        self._camera = QCamera(device, self)
        self._rate = RATE
        chosen = best_format(device.videoFormats())
        if chosen is not None:
            self._camera.setCameraFormat(chosen)
            self._rate = chosen.maxFrameRate() or RATE
        self._sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._camera.errorOccurred.connect(self._on_error)
        self._clock = SteadyClock()
        self._is_open = self._stopped = self._is_stalled = False
        self._watch = QTimer(self)
        self._watch.setInterval(STALLED_AFTER_MS)
        self._watch.timeout.connect(self._on_nothing)

    def start(self) -> None:
        self._camera.start()

    def stop(self) -> None:
        self._stopped = True
        self._watch.stop()
        self._camera.stop()

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._stopped or not frame.isValid():
            return
        if not self._is_open:
            self._is_open = True
            self.opened.emit(self._format(frame))
        self._watch.start()
        if self._is_stalled:
            self._is_stalled = False
            self.stalled.emit(False)
        now = time.monotonic()
        at = self._clock.at(frame.startTime() / 1e6, now) if frame.startTime() >= 0 else now
        self.picture.emit(Picture(frame, at))

    @Slot(QCamera.Error, str)
    def _on_error(self, _error: QCamera.Error, _reason: str) -> None:
        if not self._stopped:
            self._stopped = True
            self._watch.stop()
            self.lost.emit()

    @Slot()
    def _on_nothing(self) -> None:
        if not self._is_stalled:
            self._is_stalled = True
            self.stalled.emit(True)

    def _format(self, frame: QVideoFrame) -> QVideoFrameFormat:
        format = QVideoFrameFormat(frame.surfaceFormat())
        format.setStreamFrameRate(self._rate)
        return format

"""A video file as camera and microphone: for trying the app out, and for tests, where there is no camera."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtMultimedia import QVideoFrameFormat

from ui.capture.clip_reader import ClipReader, Opened
from ui.capture.source import Picture, Sound, Source


class ClipSource(Source):
    """Plays a file, over and over; a recording gets it once from its beginning, then its last frame and silence.

    Parameters
    ----------
    path : any file that PyAV reads. What it lacks, sound or picture, the source lacks.
    picture, sound : whether to hand over that part.
    real_time : at the pace of the clock; else a recording gets it as fast as it can take it.
    """

    _opened = Signal(object)
    _read = Signal(object)
    _broken = Signal(str)

    def __init__(
        self,
        path: Path,
        *,
        picture: bool = True,
        sound: bool = True,
        real_time: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._path, self._wanted, self._real_time = path, (picture, sound), real_time
        self._reader: ClipReader | None = None
        self._format: QVideoFrameFormat | None = None
        self._without: set[str] = set()
        self._opened.connect(self._on_opened)
        self._read.connect(self._on_read)
        self._broken.connect(self._on_broken)

    @property
    def picture_format(self) -> QVideoFrameFormat | None:
        return self._format

    def start(self) -> None:
        self.stop()
        self._reader = ClipReader(
            self._path, *self._wanted, self._real_time, self._opened.emit, self._read.emit, self._broken.emit
        )
        self._reader.start()

    def stop(self) -> None:
        if self._reader is not None:
            self._reader.end()
            self._reader = None

    def begin_recording(self) -> float:
        return self._reader.restart() if self._reader else 0.0

    def end_recording(self) -> None:
        if self._reader is not None:
            self._reader.loop()

    def hold(self, full: bool) -> None:
        if self._reader is not None:
            self._reader.hold(full)

    def unplug(self, kind: str) -> None:
        """As if "camera" or "microphone" were pulled out."""
        self._without.add(kind)
        self.lost.emit(kind)

    def plug(self, kind: str) -> None:
        """As if it were put back in."""
        self._without.discard(kind)
        self.back.emit(kind)

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        if self._reader is None:
            return
        self.has_picture, self.has_sound, self._format = opened.format is not None, opened.has_sound, opened.format
        self.ready.emit()

    @Slot(str)
    def _on_broken(self, sentence: str) -> None:
        if self._reader is not None:
            self.failed.emit("unreadable", sentence)

    @Slot(object)
    def _on_read(self, part: Picture | Sound) -> None:
        if self._reader is None:
            return
        self._reader.taken()
        if isinstance(part, Picture):
            if "camera" not in self._without:
                self.picture.emit(part)
        elif "microphone" not in self._without:
            self.sound.emit(part)

"""One recording while it is made: pictures and sound laid on its time, what is missing filled in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtMultimedia import QVideoFrame

from ui.capture.fitted import black_frame, fitted
from ui.capture.matroska import set_duration
from ui.capture.source import Picture, Sound, Source
from ui.capture.track import SoundTrack
from ui.capture.writer import Counters, Writer

# How long a device may be quiet before its part is filled in.
SOUND_PATIENCE_S = 1.0
PICTURE_PATIENCE_S = 2.0
BLACK_EVERY_S = 0.5


class Reel(QObject):
    """Its time starts with the first picture (without a camera, the first sound) after `start`.

    A microphone that says nothing is filled with silence, a camera with black: a frozen face would be measured as if
    it were one. So both streams go on to the end, and a kill loses no more of one than of the other.

    holds : what it is made of: "camera", "microphone".

    Signals
    -------
    done() : the file is complete and closed.
    unfit() : the camera's pictures can't be made to fit the file any more; black stands for them.
    failed(str) : it can't be written any more, or not be closed; a reason in the encoder's words.
    """

    done = Signal()
    unfit = Signal()
    failed = Signal(str)

    def __init__(self, path: Path, source: Source, *, picture: bool, sound: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._path, self._source, self._with_sound = path, source, sound
        self.holds = frozenset(kind for kind, on in (("camera", picture), ("microphone", sound)) if on)
        self._format = source.picture_format if picture else None
        self._writer = Writer(path, self._format, sound, self)
        self._writer.failed.connect(self._on_failed)
        self._writer.done.connect(self._on_done)
        self._writer.full.connect(source.hold)
        self._from = self._zero = self._picture_end = 0.0
        self._track: SoundTrack | None = None
        self._ended = self._told_unfit = False
        self.whole = True  # whether the file holds all that was recorded, as far as is known

    @property
    def stuck(self) -> bool:
        """Whether the encoder never ended: it may still have the file open."""
        return self._writer.stuck

    @property
    def duration(self) -> float:
        """Seconds recorded so far."""
        if self._track is None:
            return 0.0
        return max(self._picture_end, self._track.end) - self._zero

    @property
    def counters(self) -> Counters:
        return self._writer.counters

    @property
    def codecs(self) -> tuple[str, str]:
        return self._writer.codecs

    def start(self) -> None:
        """Raises OSError where the file can't be made."""
        self._writer.start()
        self._from = self._source.begin_recording()

    def add_picture(self, picture: Picture) -> None:
        if self._ended or self._format is None or picture.at < max(self._from, self._picture_end - self._step / 2):
            return
        frame = fitted(picture.frame, self._format)
        if frame is None:
            self._leave_out(picture.at)
            return
        track = self._track or self._begin(picture.at)
        self._write_picture(frame, picture.at)
        if self._with_sound and picture.at - track.end > SOUND_PATIENCE_S:
            self._writer.write_sound(track.fill(picture.at - SOUND_PATIENCE_S / 2))

    def add_sound(self, sound: Sound) -> None:
        if self._ended or not self._with_sound or sound.end <= self._from:
            return
        track = self._track
        if track is None:
            if self._format is not None and sound.end - self._from < PICTURE_PATIENCE_S:
                return
            track = self._begin(max(sound.at, self._from))
        self._writer.write_sound(track.place(sound))
        while self._format is not None and sound.end - self._picture_end > PICTURE_PATIENCE_S:
            self._write_picture(black_frame(self._format), self._picture_end + BLACK_EVERY_S)

    def end(self) -> None:
        """Nothing is added from now on; `done` follows."""
        if self._ended:
            return
        self._ended = True
        if self._track is not None and self._with_sound:
            self._writer.write_sound(self._track.fill(self._picture_end))
        self._writer.end()
        self._source.end_recording()

    @property
    def _step(self) -> float:
        return 1 / (self._format.streamFrameRate() or 30.0) if self._format is not None else 0.0

    def _begin(self, at: float) -> SoundTrack:
        self._zero = self._picture_end = at
        self._track = SoundTrack(at)
        return self._track

    def _leave_out(self, at: float) -> None:
        """A torn picture now and then is nothing to speak of."""
        lasting = self._track is not None and at - self._picture_end > PICTURE_PATIENCE_S / 2
        if lasting and not self._told_unfit:
            self._told_unfit = True
            self.unfit.emit()

    def _write_picture(self, frame: QVideoFrame | None, at: float) -> None:
        if frame is not None:
            self._writer.write_picture(frame, at - self._zero)
        self._picture_end = at + self._step

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        self.whole = False
        self.failed.emit(reason)

    @Slot()
    def _on_done(self) -> None:
        if not self.stuck:
            # Where it is not whole its length is to be found, not told: 0 tells none.
            set_duration(self._path, self.duration if self.whole else 0.0)
        self.done.emit()

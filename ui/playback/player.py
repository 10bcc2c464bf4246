"""The player: a small face for whatever plays the file, so that it can be replaced.

Qt's FFmpeg player underneath. It loads and decodes on threads of its own; frames go to the sink it is given.
"""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtMultimedia import QMediaMetaData, QMediaPlayer, QVideoFrame, QVideoSink

from ui.playback.clock import PlaybackClock
from ui.playback.seeks import Seeks
from ui.playback.sentences import failure, missing
from ui.playback.sound import SoundOutput

SLOWEST, FASTEST = 0.5, 2.0
TICK_MS = 33
USUAL_FPS = 30.0


class Player(QObject):
    """Plays one take.

    Signals
    -------
    position_changed(float) : seconds; about 30 a second while playing, and at once on every seek.
    duration_changed(float) : seconds, once they are known.
    playing_changed(bool) : it plays now, or no longer does.
    rate_changed(float) : the speed.
    loaded() : the file is open; `has_video`, `has_audio` and `fps` are known and the first frame is on its way.
    ended() : the end was reached. The last frame stays; the next `play` begins at the start.
    failed(str) : why it can't be played, a sentence for people.
    """

    position_changed = Signal(float)
    duration_changed = Signal(float)
    playing_changed = Signal(bool)
    rate_changed = Signal(float)
    loaded = Signal()
    ended = Signal()
    failed = Signal(str)

    def __init__(self, sink: QVideoSink | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = QMediaPlayer(self)
        self.sound = SoundOutput(self._player)
        self._seeks = Seeks(self)
        self._path = Path()
        self._clock = PlaybackClock()
        self._duration = 0.0
        self._told_playing = False
        self._ended = False
        self._loaded_told = self._failure_told = False
        self._frame = (0.0, 0.0)  # start and end of the one on screen, seconds
        self._sink = sink if sink is not None else QVideoSink(self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._connect()

    def _connect(self) -> None:
        self._player.setVideoSink(self._sink)
        if self._player.pitchCompensationAvailability() != QMediaPlayer.PitchCompensationAvailability.Unavailable:
            self._player.setPitchCompensation(True)
        self._sink.videoFrameChanged.connect(self._frame_came)
        self._player.positionChanged.connect(self._reported)
        self._player.durationChanged.connect(self._duration_came)
        self._player.mediaStatusChanged.connect(self._status_changed)
        self._player.playbackStateChanged.connect(self._tell_playing)
        self._player.errorOccurred.connect(self._fail)
        self._timer.timeout.connect(self._tick)
        self._seeks.begun.connect(self._seek_now)

    # ------------------------------------------------------------------ the file

    def load(self, path: Path, *, duration: float = 0.0) -> None:
        """Open a file and show its first frame. `duration` (s) is used where the file doesn't tell its own."""
        self.unload()
        self._path, self._duration = path, duration
        self._loaded_told = self._failure_told = False
        if not path.is_file():
            self.failed.emit(missing(path))
            return
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._player.pause()
        self.duration_changed.emit(self._duration)

    def unload(self) -> None:
        """Let go of the file."""
        self._seeks.forget()
        self._timer.stop()
        self._player.stop()
        self._player.setSource(QUrl())
        self._clock = PlaybackClock(rate=self._clock.rate)
        self._duration, self._ended, self._frame = 0.0, False, (0.0, 0.0)
        self._tell_playing()

    @property
    def has_video(self) -> bool:
        return self._player.hasVideo()

    @property
    def has_audio(self) -> bool:
        return self._player.hasAudio()

    @property
    def fps(self) -> float:
        """Frames a second as the file tells it; 30 where it doesn't."""
        for track in self._player.videoTracks():
            told = track.value(QMediaMetaData.Key.VideoFrameRate)
            if isinstance(told, int | float) and told > 0:
                return float(told)
        return USUAL_FPS

    @property
    def duration_s(self) -> float:
        return self._duration

    def _duration_came(self, milliseconds: int) -> None:
        # A recording cut off by a crash doesn't tell how long it is.
        if milliseconds > 0:
            self._duration = milliseconds / 1000
            self.duration_changed.emit(self._duration)

    # ------------------------------------------------------------------ playing

    @property
    def playing(self) -> bool:
        return self._told_playing

    def play(self) -> None:
        if self._ended or (self._duration and self._clock.told >= self._duration):
            self.seek(0.0)
        self._seeks.hurry()
        self._clock = self._clock.set(self._clock.told, time.monotonic())
        self._player.play()

    def pause(self) -> None:
        self._player.pause()

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    @property
    def rate(self) -> float:
        return self._clock.rate

    def set_rate(self, rate: float) -> None:
        """Speed, 0.5 to 2; voices keep their pitch."""
        rate = min(max(rate, SLOWEST), FASTEST)
        if rate != self.rate:
            self._clock = PlaybackClock(self._clock.told, time.monotonic(), rate, self._clock.told)
            self._player.setPlaybackRate(rate)
            self.rate_changed.emit(rate)

    def _tell_playing(self) -> None:
        now = self._player.playbackState() == QMediaPlayer.PlaybackState.PlayingState
        if now == self._told_playing:
            return
        self._told_playing = now
        if now:
            self._timer.start()
        else:
            self._timer.stop()
        self.playing_changed.emit(now)

    # ------------------------------------------------------------------ where it is

    @property
    def position_s(self) -> float:
        return self._clock.told

    def seek(self, seconds: float) -> None:
        """Go there; paused, the very frame of that moment is shown. Of seeks in quick succession the last counts."""
        top = self._duration if self._duration else seconds
        wanted = min(max(seconds, 0.0), max(top, 0.0))
        self._ended = False
        self._clock = self._clock.set(wanted, time.monotonic())
        self.position_changed.emit(wanted)
        self._seeks.ask(wanted)

    def step(self, frames: int) -> None:
        """Pause, and go that many frames on (below zero: back)."""
        self.pause()
        start, end = self._frame
        length = end - start if 0 < end - start < 1 else 1 / self.fps
        if not self._seeks.under_way and start <= self._clock.told < end:
            self.seek(start + (frames + 0.5) * length)  # the middle of a frame is safe from rounding
        else:
            self.seek(self._clock.told + frames / self.fps)

    def _seek_now(self, seconds: float) -> None:
        # The backend shows the frame that ends at or after the position; a millisecond on, the one that begins there.
        last = self._duration - 0.5 / self.fps if self._duration else seconds
        self._player.setPosition(round(min(seconds, max(last, 0.0)) * 1000) + 1)
        if self._player.playbackState() == QMediaPlayer.PlaybackState.StoppedState:
            self._player.pause()
        if not self.has_video:
            self._seeks.arrived()

    def _frame_came(self, frame: QVideoFrame) -> None:
        if not frame.isValid():
            return
        start, end = frame.startTime() / 1e6, frame.endTime() / 1e6
        self._frame = (start, end if end > start else start + 1 / self.fps)
        self._seeks.frame_came(start)

    def _reported(self, milliseconds: int) -> None:
        seconds = milliseconds / 1000
        if not self.playing or self._seeks.under_way or self._ended:
            return
        self._clock = self._clock.report(seconds, time.monotonic())
        if seconds > self._duration:  # longer than it was said to be
            self._duration = seconds
            self.duration_changed.emit(seconds)

    def _tick(self) -> None:
        if self._seeks.under_way:
            return
        clock = self._clock.tick(time.monotonic())
        told = min(clock.told, self._duration) if self._duration else clock.told
        if told != self._clock.told:
            self._clock = PlaybackClock(clock.reported, clock.at, clock.rate, told)
            self.position_changed.emit(told)

    def _status_changed(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.EndOfMedia:
            self._end()
        elif status == QMediaPlayer.MediaStatus.LoadedMedia and not self._loaded_told:
            self._loaded_told = True
            self.loaded.emit()
        elif status == QMediaPlayer.MediaStatus.InvalidMedia:
            self._fail(QMediaPlayer.Error.FormatError)

    def _end(self) -> None:
        """Stay on the last frame; what the player would do by itself is to go blank."""
        self._seeks.forget()
        self._ended = True
        at = self._duration or self._clock.told
        self._clock = self._clock.set(at, time.monotonic())
        self._tell_playing()
        self.position_changed.emit(at)
        self.ended.emit()

    def _fail(self, error: QMediaPlayer.Error, _detail: str = "") -> None:
        if error != QMediaPlayer.Error.NoError and not self._failure_told:
            self._failure_told = True
            self._seeks.forget()
            self.failed.emit(failure(self._path, error))

"""What a recording holds, read back with PyAV, and clips to record from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

RATE = 48_000


@dataclass(frozen=True, eq=False)
class Recorded:
    """`frames` and `brightness`: time and mean luma (0..255) of each frame; `sound` (n,) from time 0."""

    duration: float
    frames: NDArray[np.float64]
    brightness: NDArray[np.float64]
    sound: NDArray[np.int16]
    sound_start: float
    codecs: tuple[str, ...]

    def dark(self) -> NDArray[np.float64]:
        """Times of black frames."""
        return self.frames[self.brightness < 20]

    def flashes(self) -> NDArray[np.float64]:
        """When the picture turns bright."""
        bright = self.brightness > 128
        return self.frames[1:][bright[1:] & ~bright[:-1]]

    def beeps(self) -> NDArray[np.float64]:
        """When the sound sets in after at least 0.3 s of quiet."""
        loud = np.flatnonzero(np.abs(self.sound.astype(int)) > 3000) / RATE
        return loud[np.diff(loud, prepend=-1.0) > 0.3] + self.sound_start if len(loud) else loud


def read(path: Path) -> Recorded:
    times, brightness = [], []
    with av.open(str(path)) as file:
        codecs = tuple(s.codec_context.name for s in file.streams)
        duration = file.duration / 1e6 if file.duration else 0.0
        if file.streams.video:
            for frame in file.decode(video=0):
                times.append(frame.time)
                brightness.append(float(frame.reformat(64, 36, "gray").to_ndarray().mean()))
    sound, start = _sound(path)
    return Recorded(duration, np.array(times), np.array(brightness), sound, start, codecs)


def _sound(path: Path) -> tuple[NDArray[np.int16], float]:
    parts: list[NDArray[np.int16]] = []
    start = 0.0
    with av.open(str(path)) as file:
        if not file.streams.audio:
            return np.zeros(0, np.int16), 0.0
        mono = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for frame in file.decode(audio=0):
            start = frame.time if not parts else start
            parts += [part.to_ndarray()[0] for part in mono.resample(frame)]
    return np.concatenate(parts) if parts else np.zeros(0, np.int16), start


def make_clip(
    path: Path, *, seconds: float, size: tuple[int, int] = (320, 180), fps: int = 30, sound: bool = True
) -> Path:
    """A grey picture that flashes white, with a beep, for 0.1 s at the start of every second but the first."""
    with av.open(str(path), "w") as file:
        video = file.add_stream("mpeg4", rate=fps)
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        video.bit_rate = 1_000_000
        audio = file.add_stream("flac", rate=RATE, layout="mono") if sound else None
        for number in range(round(seconds * fps)):
            _write_frame(file, video, size, number, fps)
            if audio is not None:
                _write_sound(file, audio, number, fps)
        for stream in filter(None, (video, audio)):
            file.mux(stream.encode())
    return path


def _on(at: float) -> bool:
    return at >= 0.99 and at % 1.0 < 0.0999


def _write_frame(file, video, size, number, fps) -> None:
    shade = 235 if _on(number / fps + 1e-6) else 60
    frame = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), shade, np.uint8), "rgb24")
    frame.pts, frame.time_base = number, Fraction(1, fps)
    file.mux(video.encode(frame))


def _write_sound(file, audio, number, fps) -> None:
    count = RATE // fps
    at = (number * count + np.arange(count)) / RATE
    on = (at >= 0.99) & (at % 1.0 < 0.1)
    samples = (12000 * np.sin(2 * np.pi * 880 * at) * on).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(samples[None], "s16", "mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, number * count, Fraction(1, RATE)
    file.mux(audio.encode(frame))


@contextmanager
def no_more_than(size: int) -> Iterator[None]:
    """Files of this process can't grow beyond `size` bytes, as on a disk that is full."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

"""The sound of a recording as 16 kHz mono samples on disk, on the recording's own clock."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from rehearse.errors import MediaError
from rehearse.media.container import audio_stream, decoded, open_media, time_zero
from rehearse.media.resample import RATE, Resampler
from rehearse.paths import PRIVATE_FILE

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

FULL_SCALE = 0.99
MICROSECONDS = 1_000_000
# Timestamps are rounded and jitter; only what exceeds this is a gap (or an overlap).
TOLERANCE_S = 0.05
# A jump beyond this is a broken timestamp, not a silence.
JUMP_S = 600.0
ENDS_EARLY_S = 0.5


@dataclass(frozen=True)
class Audio:
    """Decoded sound. Sample 0 is the recording's time zero (the earliest start of sound or picture).

    samples : (n,) float32 mono, -1..1, a read-only memory map of a file; (0,) where the recording has no sound.
    rate : of `samples`, Hz (always 16000).
    source_rate : of the recording, Hz; 0 where it has no sound.
    clipped_share : part (0..1) of the recorded samples at full scale, counted at the source's own rate.
    damaged : parts could not be decoded, or the file ends before it says it does; `samples` is what was readable.
    """

    samples: NDArray[np.float32]
    rate: int = RATE
    source_rate: int = 0
    clipped_share: float = 0.0
    damaged: bool = False

    @property
    def duration(self) -> float:
        return len(self.samples) / self.rate


def decode_audio(path: Path, *, out: Path, progress: Callable[[float], None] = lambda _: None) -> Audio:
    """Decode a recording's sound into the file `out` (float32, owner-only) and map it.

    Channels are averaged; a late start and gaps in the timestamps are filled with silence, overlaps dropped, so that
    sample n is at n / 16000 s. A recording without sound gives no samples. On an error (or Cancelled) `out` is removed.

    Raises
    ------
    MediaError : the file cannot be opened, or `out` cannot be written.
    """
    try:
        with open_media(path) as container, _private(out) as sink:
            stream = audio_stream(container)
            reader = _Reader(sink)
            if stream is not None:
                _read(container, stream, reader, progress=progress)
    except OSError as error:
        out.unlink(missing_ok=True)
        raise MediaError(
            f"The sound cannot be unpacked to {out}: {error.strerror}.", "Make room on the disk."
        ) from None
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    progress(1.0)
    return Audio(
        samples=_mapped(out),
        source_rate=stream.rate if stream is not None else 0,
        clipped_share=reader.clipped / max(1, reader.counted),
        damaged=reader.damaged,
    )


def _read(
    container: InputContainer, stream: AudioStream, reader: _Reader, *, progress: Callable[[float], None]
) -> None:
    stated = (container.duration or 0) / MICROSECONDS
    zero, told = time_zero(container), 0.0
    frame: AudioFrame
    for frame in decoded(container, stream, on_damage=reader.mark_damaged):
        reader.add(frame, time=None if frame.time is None else frame.time - zero)
        if reader.position >= told:
            told = reader.position + 1.0
            progress(min(1.0, reader.position / stated) if stated else 0.0)
    reader.close()
    if reader.position < stated - ENDS_EARLY_S and not _reaches(container, stated - ENDS_EARLY_S, zero=zero):
        reader.mark_damaged()


def _reaches(container: InputContainer, time: float, *, zero: float) -> bool:
    """Whether anything, sound or picture, is stored at or after `time`: a file cut short still states its length."""
    import av

    try:
        container.seek(int((zero + time) * MICROSECONDS), backward=True)
        return any(
            float((p.pts + (p.duration or 0)) * p.time_base) - zero >= time
            for p in container.demux()
            if p.pts is not None and p.time_base is not None
        )
    except av.error.FFmpegError:
        return False


class _Reader:
    """Frames in, samples on the recording's clock out; counts clipping on the way."""

    def __init__(self, sink: BinaryIO) -> None:
        self.resampler = Resampler(sink)
        self.shift = 0.0
        self.counted = self.clipped = 0
        self.damaged = False

    @property
    def position(self) -> float:
        return self.resampler.position

    def mark_damaged(self) -> None:
        self.damaged = True

    def add(self, frame: AudioFrame, *, time: float | None) -> None:
        channels = _channels(frame)
        self.counted += channels.size
        self.clipped += int(np.count_nonzero(np.abs(channels) >= FULL_SCALE))
        mono, rate = channels.mean(axis=0), frame.sample_rate
        self.resampler.use(rate)
        lag = self._lag(time)
        if lag > 0:
            self.resampler.silence(lag)
        self.resampler.add(mono[round(-lag * rate) :] if lag < 0 else mono)

    def close(self) -> None:
        self.resampler.close()

    def _lag(self, time: float | None) -> float:
        """Seconds by which the frame lies after (or, negative, before) what was written; 0 within the tolerance."""
        if time is None:
            return 0.0
        lag = time + self.shift - self.position
        if abs(lag) > JUMP_S:
            self.shift -= lag
            self.mark_damaged()
            return 0.0
        started = self.position > 0
        return lag if abs(lag) > TOLERANCE_S or not started else 0.0


def _channels(frame: AudioFrame) -> NDArray[np.float32]:
    """Samples of a frame, (channels, n) float32 in -1..1."""
    raw: NDArray[Any] = frame.to_ndarray()
    if not frame.format.is_planar:
        raw = raw.reshape(-1, frame.layout.nb_channels).T
    if raw.dtype.kind == "f":
        return np.nan_to_num(raw.astype(np.float32, copy=False), posinf=1.0, neginf=-1.0)
    middle, scale = (128, 128.0) if raw.dtype == np.uint8 else (0, -float(np.iinfo(raw.dtype).min))
    return ((raw.astype(np.float32) - middle) / scale).astype(np.float32, copy=False)


@contextlib.contextmanager
def _private(out: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner can read, whatever was there before."""
    out.unlink(missing_ok=True)
    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as sink:
        yield sink


def _mapped(out: Path) -> NDArray[np.float32]:
    """The samples in `out`; an empty file cannot be mapped."""
    if out.stat().st_size == 0:
        return np.zeros(0, np.float32)
    return np.memmap(out, dtype=np.float32, mode="r")

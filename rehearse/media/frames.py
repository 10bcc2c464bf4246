"""Pictures of a recording, sampled evenly in time and upright."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rehearse.errors import MediaError
from rehearse.media.container import decoded, open_media, time_zero, video_stream
from rehearse.media.picture import ToRgb, jpeg

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

LONGEST_SIDE = 1280
# Keeps the choice of frames steady where a container rounds timestamps to milliseconds.
SLACK_S = 0.002
THREADS = 2
MICROSECONDS = 1_000_000


@dataclass(frozen=True)
class Frame:
    """A picture. `time` in seconds from time zero (that of the sound); `rgb` (h, w, 3) uint8, contiguous, upright."""

    time: float
    rgb: NDArray[np.uint8]


def read_frames(path: Path, *, rate: float, progress: Callable[[float], None] = lambda _: None) -> Iterator[Frame]:
    """Pictures at about `rate` a second, evenly by their timestamps; all of them where the video has fewer.

    One picture is held at a time; those between are decoded (as the codec requires) but not converted. The longest
    side is at most 1280. A file without video yields nothing; damaged pictures are left out.

    Raises
    ------
    MediaError : the file cannot be opened.
    """
    with open_media(path) as container:
        video = video_stream(container)
        if video is None:
            return
        _use_threads(video)
        clock, zero = _Sampler(rate=rate), time_zero(container)
        to_rgb = ToRgb(aspect=video.sample_aspect_ratio, longest=LONGEST_SIDE)
        length = (container.duration or 0) / MICROSECONDS
        for frame in _frames(container, video, clock=clock, zero=zero):
            time = _time(frame, zero=zero)
            if time is not None and clock.take(time):
                yield Frame(time=max(0.0, time), rgb=to_rgb(frame))
                progress(min(1.0, time / length) if length else 0.0)
    progress(1.0)


def thumbnail(path: Path, *, at: float, width: int = 320) -> bytes:
    """A JPEG, `width` pixels wide, of the first picture at or after `at` seconds, else of the last or first one.

    Raises
    ------
    MediaError : the file cannot be opened, or holds no picture.
    """
    with open_media(path) as container:
        video = video_stream(container)
        frame = _frame_at(container, video, at=at) or _frame_at(container, video, at=0.0) if video else None
        if frame is None or video is None:
            raise MediaError(f"{path} holds no picture.", "A thumbnail needs a recording with video.")
        return jpeg(ToRgb(aspect=video.sample_aspect_ratio, longest=LONGEST_SIDE)(frame), width=width)


class _Sampler:
    """Picks the first frame in each step of 1/rate seconds."""

    def __init__(self, *, rate: float) -> None:
        self.rate = rate
        self.step = -1

    def due(self, time: float) -> bool:
        return int((max(0.0, time) + SLACK_S) * self.rate) > self.step

    def take(self, time: float) -> bool:
        if not self.due(time):
            return False
        self.step = int((max(0.0, time) + SLACK_S) * self.rate)
        return True


def _use_threads(video: VideoStream) -> None:
    video.thread_type = "AUTO"
    video.codec_context.thread_count = THREADS


def _frames(container: InputContainer, video: VideoStream, *, clock: _Sampler, zero: float) -> Iterator[VideoFrame]:
    """Decoded frames; where every packet stands alone (MJPEG), those that are not due are not even decoded."""

    def wanted(packet: Packet[Stream]) -> bool:
        return packet.pts is None or clock.due(float(packet.pts * (packet.time_base or 0)) - zero)

    if video.codec.intra_only:
        return decoded(container, video, wanted=wanted)
    return decoded(container, video)


def _time(frame: VideoFrame, *, zero: float) -> float | None:
    return None if frame.time is None or frame.is_corrupt else frame.time - zero


def _frame_at(container: InputContainer, video: VideoStream, *, at: float) -> VideoFrame | None:
    zero = time_zero(container)
    container.seek(int((zero + max(0.0, at)) * MICROSECONDS), backward=True)
    last: VideoFrame | None = None
    frames: Iterator[VideoFrame] = decoded(container, video)
    for last in frames:
        time = _time(last, zero=zero)
        if time is not None and time >= at:
            break
    return last

"""Small recordings with known content, written by the tests themselves."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray


def tone(seconds: float, *, rate: int, hz: float = 440.0, level: float = 0.3) -> NDArray[np.float32]:
    return (level * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def beep_at(when: float, seconds: float, *, rate: int) -> NDArray[np.float32]:
    """Silence with a 0.2 s beep at `when`."""
    samples = np.zeros(round(seconds * rate), np.float32)
    beep = tone(0.2, rate=rate, level=0.5)
    start = round(when * rate)
    samples[start : start + len(beep)] = beep
    return samples


def picture(grey: int, *, width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """A grey picture whose top left quarter is red."""
    rgb = np.full((height, width, 3), grey, np.uint8)
    rgb[: height // 2, : width // 2] = (220, 0, 0)
    return rgb


def red_corner(rgb) -> str:
    """Which quarter of the picture is red."""
    h, w = rgb.shape[0] // 2, rgb.shape[1] // 2
    quarters = {
        "top left": rgb[:h, :w],
        "top right": rgb[:h, w:],
        "bottom left": rgb[h:, :w],
        "bottom right": rgb[h:, w:],
    }
    return max(quarters, key=lambda name: float(quarters[name][..., 0].mean() - quarters[name][..., 1].mean()))


def write_clip(
    path: Path,
    *,
    sound: NDArray[np.float32] | None = None,
    rate: int = 48_000,
    sound_starts: float = 0.0,
    sound_gap: tuple[float, float] | None = None,
    times: Sequence[float] | None = None,
    codec: str = "libx264",
    acodec: str | None = None,
    rotation: int = 0,
    mirrored: bool = False,
    size: tuple[int, int] = (64, 48),
    shift: float = 0.0,
) -> Path:
    """Write `sound` ((n,) or (channels, n)) and one picture at each of `times`; both `shift` s late.

    `sound_gap` = (at, seconds) leaves a hole in the sound's timestamps.
    """
    with av.open(str(path), "w") as container:
        video = container.add_stream(codec, rate=30) if times is not None else None
        if video is not None:
            video.width, video.height = size
            video.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
            video.codec_context.time_base = Fraction(1, 1000)
            if rotation or mirrored:
                video.set_display_rotation(rotation, hflip=mirrored)
        audio = None
        if sound is not None:
            sound = np.atleast_2d(sound)
            layout = "mono" if len(sound) == 1 else "stereo"
            audio = container.add_stream(acodec or _default_codec(path), rate=rate, layout=layout)
        packets = []
        if video is not None:
            packets += _video_packets(video, times or (), size=size, shift=shift)
        if audio is not None and sound is not None:
            packets += _audio_packets(audio, sound, rate=rate, shift=shift + sound_starts, gap=sound_gap)
        for packet in sorted(packets, key=lambda p: float(p.dts * p.time_base)):
            container.mux(packet)
    return path


def _default_codec(path: Path) -> str:
    return {".wav": "pcm_s16le", ".flac": "flac", ".ogg": "libopus", ".webm": "libopus"}.get(path.suffix, "aac")


def _video_packets(video, times, *, size, shift):
    packets = []
    for number, time in enumerate(times):
        frame = av.VideoFrame.from_ndarray(
            picture(40 + 5 * (number % 40), width=size[0], height=size[1]), format="rgb24"
        )
        frame.pts, frame.time_base = round((time + shift) * 1000), Fraction(1, 1000)
        packets += video.encode(frame)
    return packets + video.encode(None)


def _audio_packets(audio, sound, *, rate, shift, gap):
    packets, block = [], 1024
    for start in range(0, sound.shape[1], block):
        part = np.ascontiguousarray(sound[:, start : start + block], np.float32)
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout=audio.layout.name)
        late = gap[1] if gap and start / rate >= gap[0] else 0.0
        frame.sample_rate, frame.time_base = rate, Fraction(1, rate)
        frame.pts = start + round((shift + late) * rate)
        packets += audio.encode(frame)
    return packets + audio.encode(None)

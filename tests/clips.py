"""Small videos for tests, whose picture and sound tell where they are."""

from fractions import Fraction

import av
import numpy as np

FPS, RATE = 30, 48_000
SECONDS = 4
SIGNAL_AT = 2.0  # white picture and a tone from here on


def make_video(path, *, codec="mpeg4", sound="flac", start=0.0, options=None):
    """A dark silent picture that turns white and sounds at `SIGNAL_AT`; everything `start` s late on its clock."""
    with av.open(str(path), "w") as out:
        picture = out.add_stream(codec, rate=FPS, options=options or {})
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        audio = out.add_stream(sound, rate=RATE, layout="mono") if sound else None
        for n in range(SECONDS * FPS):
            bright = 235 if n >= SIGNAL_AT * FPS else 16
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), bright, np.uint8), format="rgb24")
            frame.pts, frame.time_base = n + round(start * FPS), Fraction(1, FPS)
            out.mux(picture.encode(frame))
            if audio:
                out.mux(audio.encode(tone(n, start)))
        for stream in (picture, audio) if audio else (picture,):
            out.mux(stream.encode(None))
    return path


def tone(n, start):
    size = RATE // FPS
    at = np.arange(n * size, (n + 1) * size)
    samples = np.where(at >= SIGNAL_AT * RATE, np.sin(at * 0.1) * 20_000, 0).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, n * size + round(start * RATE), Fraction(1, RATE)
    return frame

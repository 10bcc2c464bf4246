"""Sound laid on the recording's time: gaps filled with silence, overlaps cut, slow drift taken out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ui.capture.source import SOUND_RATE, Sound

Samples = NDArray[np.int16]

DRIFT_S = 0.03
JUMP_S = 0.25
STRETCH = 0.01


class SoundTrack:
    """Samples of a recording, one after the other: the encoder knows no other time than their number.

    A sound card's clock and a camera's differ by up to some hundred parts in a million, a third of a second in an
    hour; and a microphone may stall, or be pulled out and put back. What is off by more than DRIFT_S is stretched by
    at most STRETCH, inaudibly, until it fits; what is off by more than JUMP_S is filled or cut at once.
    """

    def __init__(self, start: float) -> None:
        self._start = start
        self.written = 0

    @property
    def end(self) -> float:
        """Where the samples so far end, seconds on the source's clock."""
        return self._start + self.written / SOUND_RATE

    def place(self, sound: Sound) -> Samples:
        """What to write next so that `sound` lies at its time; may be empty."""
        late = sound.at - self.end
        samples = sound.samples
        if (self.written == 0 and late < 0) or late < -JUMP_S:
            samples = samples[round(-late * SOUND_RATE) :]
        elif late > JUMP_S or (self.written == 0 and late > 0):
            samples = np.concatenate([_silence(late), samples])
        elif abs(late) > DRIFT_S:
            samples = _stretched(samples, late)
        self.written += len(samples)
        return samples

    def fill(self, until: float) -> Samples:
        """Silence up to `until`, where nothing is heard."""
        samples = _silence(max(0.0, until - self.end))
        self.written += len(samples)
        return samples


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SOUND_RATE), np.int16)


def _stretched(samples: Samples, by_s: float) -> Samples:
    most = STRETCH * len(samples)
    count = len(samples) + round(min(most, max(-most, by_s * SOUND_RATE)))
    if count < 2:
        return samples
    at = np.linspace(0, len(samples) - 1, count)
    return np.interp(at, np.arange(len(samples)), samples).astype(np.int16)

"""Filled pauses by their sound: a steady voiced stretch in speech that no word accounts for.

Recognisers drop "um" and "uh"; what they leave is speech without a word, or a word far longer than its letters need,
because its span swallowed the filler. There a filled pause shows as a long vowel or nasal: voiced, with little change
of spectrum and a flat or slowly falling pitch (O'Shaughnessy 1992; Shriberg 1994). Precision goes first: what is
merely possible is not reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rehearse.language.tokens import is_filled_pause
from rehearse.measures.doubtful_speech import SHORTEST_S, Stretch, believed, overlong, uncovered
from rehearse.measures.spectral_change import HOP, RATE, spectral_change
from rehearse.signals.pitch import Pitch
from rehearse.types import Span, Word

FloatArray = npt.NDArray[np.floating[Any]]

HOP_S = HOP / RATE
LONGEST_S = 1.2
# Median spectral change: real "um" and "uh" lie at 6-21 dB, words at 24-48; a lone syllable, rising out of silence and
# falling back, at up to 33.
STEADY_DB, ALONE_DB = 22.0, 35.0
# Of a speech region, the part that its one voiced island must fill.
ALONE_SHARE = 0.6
# Flat is what fillers are said to be (under 3 semitones a second); real ones were met at 4 to 6.
FLAT_SEMITONES_S = 6.0
BRIDGE_S, SHORTEST_ISLAND_S = 0.04, 0.06
ONSET_S = 0.12
LONGER_THAN_A_TAIL_S = 0.35
LIKELY, RATHER_LIKELY, POSSIBLE, DOUBTFUL = 0.8, 0.7, 0.6, 0.4


@dataclass(frozen=True, slots=True)
class SoundFiller:
    """A stretch that sounds like a filled pause."""

    start: float
    end: float
    probability: float


@dataclass(frozen=True, slots=True)
class _Island:
    """A voiced stretch in 10 ms frames, half-open, short breaks bridged."""

    first: int
    last: int

    @property
    def seconds(self) -> float:
        return (self.last - self.first) * HOP_S


def find_sound_fillers(
    samples: FloatArray,
    *,
    speech: Sequence[Span],
    words: Sequence[Word],
    pitch: Pitch,
    minimum: float = 0.5,
) -> tuple[SoundFiller, ...]:
    """Filled pauses that the sound bears witness to, in order of time.

    Parameters
    ----------
    samples : (n,) mono at 16 kHz; only the doubtful stretches are looked at.
    speech : where somebody speaks.
    words : the transcript. Its filled pauses are set aside, so that the sound answers without knowing the text.
    minimum : the least probability to report.
    """
    words = [word for word in words if not is_filled_pause(word.text)]
    sure = believed(speech, words)
    heard = (
        *(_heard_alone(samples, stretch, pitch) for stretch in uncovered(speech, sure) if stretch.alone),
        *(_heard_beside_words(samples, stretch, pitch) for stretch in uncovered(speech, words) if not stretch.alone),
        *(_heard_in_word(samples, stretch, pitch) for stretch in overlong(sure)),
    )
    return _apart(filler for filler in heard if filler and filler.probability >= minimum)


def _apart(found: Iterable[SoundFiller]) -> tuple[SoundFiller, ...]:
    """In order of time; of two that overlap the first."""
    kept: list[SoundFiller] = []
    for filler in sorted(found, key=lambda filler: filler.start):
        if not kept or filler.start >= kept[-1].end:
            kept.append(filler)
    return tuple(kept)


# --------------------------------------------------------------------------- what is heard there


def _heard_alone(samples: FloatArray, stretch: Stretch, pitch: Pitch) -> SoundFiller | None:
    """A single syllable between two silences: it may change more, whatever its pitch does."""
    islands = _islands(_between(pitch, stretch))
    if len(islands) != 1 or islands[0].seconds < ALONE_SHARE * (stretch.end - stretch.start):
        return None
    change = _change(samples, stretch, islands[0])
    if change > ALONE_DB:
        return None
    return _filler(stretch, islands[0], LIKELY if change <= STEADY_DB else RATHER_LIKELY)


def _heard_beside_words(samples: FloatArray, stretch: Stretch, pitch: Pitch) -> SoundFiller | None:
    """The longest voiced island. A short one that runs on from a word is rather that word's own drawn-out end."""
    f0 = _between(pitch, stretch)
    islands = _islands(f0)
    if not islands:
        return None
    island = max(islands, key=lambda island: island.seconds)
    runs_on = stretch.after_word and island.first == 0 and island.seconds < LONGER_THAN_A_TAIL_S
    return _judge(samples, stretch, f0, island, DOUBTFUL if runs_on else LIKELY)


def _heard_in_word(samples: FloatArray, stretch: Stretch, pitch: Pitch) -> SoundFiller | None:
    """An island at the word's start with the word itself still to come; without that, the word is merely drawn out."""
    f0 = _between(pitch, stretch)
    islands = _islands(f0)
    if len(islands) < 2 or islands[0].first * HOP_S > ONSET_S:
        return None
    return _judge(samples, stretch, f0, islands[0], LIKELY)


def _judge(
    samples: FloatArray, stretch: Stretch, f0: FloatArray, island: _Island, probability: float
) -> SoundFiller | None:
    if _change(samples, stretch, island) > STEADY_DB:
        return None
    if abs(pitch_slope(f0[island.first : island.last])) > FLAT_SEMITONES_S:
        probability = min(probability, POSSIBLE)
    return _filler(stretch, island, probability)


def _change(samples: FloatArray, stretch: Stretch, island: _Island) -> float:
    start = stretch.start + island.first * HOP_S
    return float(np.median(spectral_change(samples, start, island.last - island.first)))


def _filler(stretch: Stretch, island: _Island, probability: float) -> SoundFiller | None:
    if not SHORTEST_S <= island.seconds <= LONGEST_S:
        return None
    start = stretch.start + island.first * HOP_S
    return SoundFiller(start, start + island.seconds, probability)


def _between(pitch: Pitch, stretch: Stretch) -> FloatArray:
    """F0 at every 10 ms of the stretch, by the nearest frame."""
    times = stretch.start + np.arange(round((stretch.end - stretch.start) / HOP_S)) * HOP_S
    if not len(pitch.f0):
        return np.full(len(times), np.nan)
    f0: FloatArray = pitch.f0[np.minimum((times / pitch.step + 0.5).astype(int), len(pitch.f0) - 1)]
    return f0


def _islands(f0: FloatArray) -> list[_Island]:
    voiced = np.flatnonzero(np.isfinite(f0))
    if not len(voiced):
        return []
    pieces = np.split(voiced, np.flatnonzero(np.diff(voiced) > round(BRIDGE_S / HOP_S) + 1) + 1)
    return [_Island(int(piece[0]), int(piece[-1]) + 1) for piece in pieces if len(piece) * HOP_S >= SHORTEST_ISLAND_S]


def pitch_slope(f0: FloatArray) -> float:
    """Semitones a second between the first and the last third of the voiced frames, by medians."""
    semitones = 12 * np.log2(f0[np.isfinite(f0)])
    third = max(1, len(semitones) // 3)
    rise = np.median(semitones[-third:]) - np.median(semitones[:third])
    return float(rise / (len(f0) * HOP_S * 2 / 3))

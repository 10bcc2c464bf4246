"""An analysis as lanes ready to be drawn: marks with their times as arrays, curves, the outline of the sound. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rehearse.types import Analysis, Curve
from ui.widgets.timeline.spans import LABELS, LaneKey, TimelineSpan, curve, how_sure, measure, spans

Floats = NDArray[np.float64]
PEAKS_PER_SECOND = 50
LOUDEST_SHARE = 99.0
SMOOTH = 10  # steps that one bar of the lane stands for, about


@dataclass(frozen=True, eq=False)
class LaneCurve:
    """A figure over time: `values` NaN where it is undefined; `low` and `high` are the lane's edges."""

    label: str
    unit: str
    start: float
    step: float
    values: Floats
    low: float
    high: float
    band: tuple[float, float] | None
    sure: str

    def at(self, seconds: float) -> float | None:
        """The value told for that moment, None where it is undefined."""
        index = round((seconds - self.start) / self.step)
        if not 0 <= index < len(self.values) or np.isnan(self.values[index]):
            return None
        return float(self.values[index])


@dataclass(frozen=True, eq=False)
class Lane:
    """One lane. `note` says why nothing is in it; `sound` is the loudness (0..1) of each 1/50 s, speech lane only."""

    key: LaneKey
    spans: tuple[TimelineSpan, ...] = ()
    note: str = ""
    curve: LaneCurve | None = None
    sound: Floats = field(default_factory=lambda: np.zeros(0))
    starts: Floats = field(init=False)
    ends: Floats = field(init=False)
    styles: NDArray[np.str_] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", np.array([s.start for s in self.spans], np.float64))
        object.__setattr__(self, "ends", np.array([s.end for s in self.spans], np.float64))
        object.__setattr__(self, "styles", np.array([s.style for s in self.spans], np.str_))

    @property
    def label(self) -> str:
        return LABELS[self.key]

    @property
    def empty(self) -> bool:
        return not self.spans and self.curve is None and not len(self.sound)


def make_lanes(analysis: Analysis, peaks: NDArray[np.float32] | None = None) -> tuple[Lane, ...]:
    """All lanes, in the order of `LABELS`; `peaks` is the (n, 2) outline of the sound, 50 a second."""
    by_lane: dict[LaneKey, list[TimelineSpan]] = {key: [] for key in LABELS}
    for span in spans(analysis):
        by_lane[span.lane].append(span)
    curves = {"pace": _pace(analysis), "pitch": _pitch(analysis)}
    sound = loudness(peaks)
    return tuple(
        Lane(
            key,
            tuple(found),
            _note(analysis, key),
            curves.get(key),
            sound if key == "speech" else np.zeros(0),
        )
        for key, found in by_lane.items()
    )


def duration_of(analysis: Analysis) -> float:
    """Seconds; words that end after a duration written too short are still shown."""
    return max([analysis.recording.duration, 0.1, *(w.end for w in analysis.transcript.words[-1:])])


def loudness(peaks: NDArray[np.float32] | None) -> Floats:
    """Peaks (n, 2) as n levels 0..1, the loudest fifth of a second filling the lane, clicks aside."""
    if peaks is None or not len(peaks):
        return np.zeros(0)
    level = np.nan_to_num(np.abs(peaks).max(axis=1).astype(np.float64))
    means = np.convolve(level, np.full(SMOOTH, 1 / SMOOTH), mode="same")
    full = max(float(np.percentile(means, LOUDEST_SHARE)), 1e-4)
    share: Floats = np.minimum(level / full, 1.0)
    return share


def _pace(analysis: Analysis) -> LaneCurve | None:
    figure = measure(analysis, "speech_rate")
    advice = figure.band if figure else None
    band = (advice[0], advice[1]) if advice and advice[0] is not None and advice[1] is not None else None
    return _lane_curve(analysis, curve(analysis, "pace"), "speech_rate", band, least=60.0)


def _pitch(analysis: Analysis) -> LaneCurve | None:
    variation = curve(analysis, "pitch_variation")
    found = variation or curve(analysis, "pitch")
    return _lane_curve(analysis, found, "pitch_variation", None, least=2.0 if variation else 40.0)


def _lane_curve(
    analysis: Analysis, found: Curve | None, key: str, band: tuple[float, float] | None, *, least: float
) -> LaneCurve | None:
    if found is None:
        return None
    values = np.array([np.nan if v is None else v for v in found.values], np.float64)
    low, high = _edges(values, band, least)
    sure = how_sure(measure(analysis, key))
    return LaneCurve(found.label, found.unit, found.start, found.step, values, low, high, band, sure)


def _edges(values: Floats, band: tuple[float, float] | None, least: float) -> tuple[float, float]:
    """The lane's lowest and highest value: all of the curve and the advice, and never less than `least` apart."""
    low = min([float(np.nanmin(values)), *(band or ())])
    high = max([float(np.nanmax(values)), *(band or ())])
    spare = max(0.0, least - (high - low)) / 2
    return low - spare, high + spare


_KEYS: dict[LaneKey, str] = {
    "pauses": "pauses_per_minute",
    "fillers": "fillers_per_minute",
    "pace": "speech_rate",
    "pitch": "pitch_variation",
    "eyes": "eye_contact_share",
}
_NONE: dict[LaneKey, str] = {
    "speech": "No speech was heard",
    "pauses": "None of a quarter of a second or more",
    "fillers": "None heard",
    "pace": "Can't tell: too little was said for a curve",
    "pitch": "Can't tell: too little of the voice was heard for a curve",
    "eyes": "Can't tell: nothing was seen",
    "story": "Nothing of a story was heard",
}


def _note(analysis: Analysis, key: LaneKey) -> str:
    """What to say where the lane is empty: why nothing can be told, or that there was none."""
    if key == "story":
        note = "Can't tell: no words to look at" if analysis.story is None else analysis.story.note
        return _sentence(note) or _NONE[key]
    figure = measure(analysis, _KEYS[key]) if key in _KEYS else None
    if figure is not None and figure.value is None:
        return _sentence(figure.note or "can't tell")
    return _NONE[key]


def _sentence(note: str) -> str:
    return note[:1].upper() + note[1:]


def nearest(lane: Lane, seconds: float, slack: float) -> int | None:
    """The index of the mark at that moment or at most `slack` seconds from it: the nearest, then the shortest."""
    away = np.maximum(np.maximum(lane.starts - seconds, seconds - lane.ends), 0.0)
    near = np.flatnonzero(away <= slack)
    if not len(near):
        return None
    lengths = lane.ends[near] - lane.starts[near]
    return int(near[np.lexsort((lengths, away[near]))[0]])


def neighbour(marks: Sequence[TimelineSpan], index: int, step: int) -> int:
    """The next (`step` 1) or previous (-1) mark, staying at the ends."""
    return min(max(index + step, 0), len(marks) - 1)

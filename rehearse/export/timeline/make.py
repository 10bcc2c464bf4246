"""A whole timeline from an analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.export.timeline.eyes import eye_lane
from rehearse.export.timeline.lanes import advice_of, curve_lane, filler_lane, find_curve, pause_lane, sound_lane
from rehearse.export.timeline.shapes import Scale, Timeline, make_ticks
from rehearse.export.timeline.story import story_lane
from rehearse.types import Analysis

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def make_timeline(analysis: Analysis, peaks: NDArray[np.float32] | None = None) -> Timeline:
    """Seven lanes (sound, pauses, fillers, pace, pitch, eye contact, story); those without content say why.

    Parameters
    ----------
    peaks : (n, 2) lowest and highest sample per step, evenly over the whole recording; without it speech is drawn.
    """
    duration = max([analysis.recording.duration, 0.1, *(w.end for w in analysis.transcript.words[-1:])])
    size = 1 + sum(duration > limit for limit in (240, 900, 1800))
    scale = Scale(duration, size)
    advice = advice_of(analysis.measures, "speech_rate")
    lanes = (
        sound_lane(analysis, peaks, scale),
        pause_lane(analysis, scale),
        filler_lane(analysis, scale),
        curve_lane("Pace", find_curve(analysis, "pace"), scale, "pace", band=advice),
        curve_lane("Pitch", find_curve(analysis, "pitch"), scale, "pitch"),
        eye_lane(analysis, scale),
        story_lane(analysis, scale),
    )
    return Timeline(duration, lanes, make_ticks(scale), size)

"""The one hint on the picture that helps most right now, steady enough to be read.

The limits are those of `rehearse.measures.framing`. A hint comes once its fault has lasted, and goes once the figure is
back by a margin, so that a face on the edge of a limit makes nothing flicker. Sides are the person's own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Literal, NamedTuple

from rehearse.measures.framing import HINTS

WINDOW_S = 1.5
SETTLE_S = 1.0
# Of the way from a limit to the other one (or to nothing); how far back inside ends a hint.
MARGIN = 0.1
# Mean luma of a picture, %, under which not finding a face says nothing of who is there.
BLACK = 8.0

Side = Literal["low", "high"]


class Hint(NamedTuple):
    """`key` is one of `HINTS`, or both are "" where nothing needs a change."""

    key: str
    sentence: str


NONE = Hint("", "")
_DARK = Hint("face_light", "The picture is too dark to see you: put a lamp or a window in front of you.")
# The most useful first: (key, side, sentence).
_ORDER: tuple[tuple[str, Side, str], ...] = (
    ("face_missing", "high", "No face is seen in the picture."),
    ("several_faces", "high", "More than one face is in the picture."),
    ("face_light", "low", "Your face is dark: put a lamp or a window in front of you."),
    ("face_light", "high", "Your face is too bright: turn the light down or away."),
    ("face_height", "low", "Come a little closer, so that your eyes can be seen."),
    ("face_height", "high", "Move back until your shoulders show."),
    ("eye_height", "high", "Your face sits low: tilt the camera down or sit higher."),
    ("eye_height", "low", "Your face sits high: tilt the camera up or sit lower."),
    ("face_offset", "low", "Move a little to your left."),
    ("face_offset", "high", "Move a little to your right."),
    ("light_difference", "high", "You are lit from one side: turn towards the light."),
)


@dataclass(frozen=True)
class Look:
    """One picture: faces counted, the face's figures by their keys in `HINTS`, and the picture's mean luma, %."""

    seconds: float
    faces: int
    figures: Mapping[str, float]
    picture_light: float = 50.0


@dataclass
class HintChooser:
    """Takes one `Look` after the other; time that runs backwards starts afresh."""

    _recent: deque[Look] = field(default_factory=deque)
    _sides: dict[str, Side] = field(default_factory=dict)
    _shown: Hint = NONE
    _next: Hint = NONE
    _next_since: float = 0.0

    def choose(self, look: Look) -> Hint:
        """What to say now, this picture included."""
        if not self._recent or look.seconds < self._recent[-1].seconds:
            self._recent, self._sides = deque(), {}
            self._shown, self._next, self._next_since = NONE, NONE, look.seconds
        self._recent.append(look)
        while look.seconds - self._recent[0].seconds > WINDOW_S:
            self._recent.popleft()
        self._sides = dict(self._faults())
        wanted = self._wanted()
        if wanted != self._next:
            self._next, self._next_since = wanted, look.seconds
        if look.seconds - self._next_since >= SETTLE_S:
            self._shown = self._next
        return self._shown

    def _wanted(self) -> Hint:
        for key, side, sentence in _ORDER:
            if self._sides.get(key) == side:
                dark = key == "face_missing" and median(look.picture_light for look in self._recent) < BLACK
                return _DARK if dark else Hint(key, sentence)
        return NONE

    def _faults(self) -> Iterator[tuple[str, Side]]:
        for key, value in self._values().items():
            side = _side(key, value, self._sides.get(key))
            if side:
                yield key, side

    def _values(self) -> dict[str, float]:
        """Medians over the window, of the pictures with a face."""
        seen = [look.figures for look in self._recent if look.figures]
        values = {key: median(figures[key] for figures in seen) for key in seen[-1]} if seen else {}
        values["face_missing"] = 100 * median(look.faces == 0 for look in self._recent)
        values["several_faces"] = 100 * median(look.faces > 1 for look in self._recent)
        return values


def _side(key: str, value: float, before: Side | None) -> Side | None:
    """On which side of its limits a figure lies; it has to come back by the margin to leave the side it was on."""
    low, high = HINTS[key].low, HINTS[key].high
    slack = MARGIN * ((high or 0.0) - (low or 0.0))
    if low is not None and value < low + (slack if before == "low" else 0.0):
        return "low"
    if high is not None and value > high - (slack if before == "high" else 0.0):
        return "high"
    return None

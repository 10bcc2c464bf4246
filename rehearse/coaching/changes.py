"""Whether a difference between two spans of time is one that anybody could hear. Pure.

A change is one only where it exceeds all of: the just-noticeable difference (`NOTICEABLE`), the person's own spread
from take to take, the error of the figures themselves, and what so few days would differ by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Literal

# standard error of a median, in those of a mean, for normal noise
MEDIAN_ERROR = 1.253
# two standard errors: chance alone exceeds them in one comparison of twenty
BY_CHANCE = 1.96


@dataclass(frozen=True)
class Noticeable:
    """The smallest difference worth telling: `absolute` in the measure's unit, or a `relative` share of the value."""

    absolute: float = 0.0
    relative: float = 0.0
    source: str = ""

    def at(self, value: float) -> float:
        return max(self.absolute, self.relative * abs(value))


CHOSEN = "no published threshold; chosen here"
NOTICEABLE: dict[str, Noticeable] = {
    "speech_rate": Noticeable(absolute=8.0, relative=0.05, source="Quené 2007: about 5 % of tempo"),
    "syllable_rate": Noticeable(relative=0.05, source="Quené 2007: about 5 % of tempo"),
    "articulation_rate": Noticeable(relative=0.05, source="Quené 2007: about 5 % of tempo"),
    "pitch_variation": Noticeable(absolute=1.0, source="'t Hart 1981: 3 semitones of range, about 1 of SD"),
    "pitch_range": Noticeable(absolute=3.0, source="'t Hart 1981: 3 semitones"),
    "mean_pause": Noticeable(absolute=0.1, relative=0.2, source="Klatt 1976: 20 % of a duration"),
    "fillers_per_minute": Noticeable(absolute=2.0, source=CHOSEN),
    "filled_pauses_per_minute": Noticeable(absolute=2.0, source=CHOSEN),
    "discourse_markers_per_minute": Noticeable(absolute=2.0, source=CHOSEN),
    "pauses_per_minute": Noticeable(absolute=2.0, source=CHOSEN),
    "inside_pauses_per_minute": Noticeable(absolute=2.0, source=CHOSEN),
    "eye_contact_share": Noticeable(absolute=10.0, source=CHOSEN),
    "answer_length": Noticeable(absolute=15.0, source=CHOSEN),
    "decision_after_s": Noticeable(absolute=10.0, source=CHOSEN),
}
# How a listener would notice the change; of the rest by ear.
NOTICED = {"eye_contact_share": "visible", "decision_after_s": "clear"}
UNLISTED = Noticeable(relative=0.1, source=CHOSEN)


@dataclass(frozen=True)
class Day:
    """The median of a day's takes."""

    date: str
    value: float
    takes: int
    error: float | None


Verdict = Literal["changed", "no audible change", "too early"]


@dataclass(frozen=True)
class Change:
    """`now` held against `before`. `threshold` is what a change must exceed; `days` is 0 for the own baseline."""

    days: int
    verdict: Verdict
    before: float | None
    now: float | None
    threshold: float | None
    sentence: str


def find_change(
    key: str, unit: str, before: Sequence[Day], now: Sequence[Day], spread: float | None, *, days: int, name: str
) -> Change:
    """The median of `now` against that of `before`, which the sentence calls `name`.

    `spread` is the standard deviation from take to take, None where too few are known.
    """
    was, is_now = _middle(before), _middle(now)
    if was is None or is_now is None or spread is None:
        return Change(days, "too early", was, is_now, None, f"Too early to say: too few takes to hold against {name}.")
    own = max(spread, chance(spread, len(before), len(now)))
    threshold = max(NOTICEABLE.get(key, UNLISTED).at(was), own, _error(before), _error(now))
    figures = f"{figure(was)} to {figure(is_now)} {unit}".rstrip()
    if abs(is_now - was) <= threshold:
        reason = "your own spread" if own >= threshold else "what can be told apart"
        sentence = (
            f"No {NOTICED.get(key, 'audible')} change from {name}: {figures}, within {reason} (± {figure(threshold)})."
        )
        return Change(days, "no audible change", was, is_now, threshold, sentence)
    word = "Up" if is_now > was else "Down"
    return Change(days, "changed", was, is_now, threshold, f"{word} from {name}: {figures}.")


def chance(spread: float, before: int, now: int) -> float:
    """What two medians of so many values differ by where nothing has changed, in 19 comparisons of 20."""
    return BY_CHANCE * MEDIAN_ERROR * spread * sqrt(1 / before + 1 / now)


def figure(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 20 else f"{value:.1f}"


def _middle(days: Sequence[Day]) -> float | None:
    return median(d.value for d in days) if days else None


def _error(days: Sequence[Day]) -> float:
    return median(errors) if (errors := [d.error for d in days if d.error is not None]) else 0.0

"""The figures of a take as the tab of numbers shows them. Pure: no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from rehearse.coaching.trends import BASELINE_TAKES, Reading
from rehearse.export import wording
from rehearse.types import Analysis, Measure, SelfRating

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Pace and length", ("speech_rate", "syllable_rate", "articulation_rate", "answer_length", "response_latency")),
    ("Pauses", ("inside_pauses_per_minute", "pauses_per_minute", "mean_pause", "phonation_ratio", "mean_run")),
    (
        "Fillers",
        (
            *("fillers_per_minute", "filled_pauses_per_minute", "discourse_markers_per_minute"),
            "fillers_per_100_words",
        ),
    ),
    ("Voice", ("pitch_variation", "pitch_range", "loudness_range", "snr", "clipping")),
    (
        "Eye contact",
        (
            *("eye_contact_share", "gaze_near_share", "gaze_away_share", "longest_look_away"),
            *("glances_per_minute", "blink_rate"),
        ),
    ),
    (
        "Framing and light",
        (
            *("face_offset", "eye_height", "face_height", "face_light", "light_difference"),
            *("several_faces", "face_missing"),
        ),
    ),
    ("Story", (wording.DECIDED_AFTER, *wording.STORY_TIMES)),
)
ENGINES = {
    "pocketsphinx": "PocketSphinx",
    "faster-whisper": "Whisper",
    "MediaPipe face mesh": "MediaPipe Face Mesh",
    "rehearse cues": "Rehearse",
}
OTHERS = "More"
GUESSES = {
    "speech_rate": "wpm",
    "fillers_per_minute": "fillers_per_minute",
    "eye_contact_share": "eye_contact_share",
}


@dataclass(frozen=True)
class Usual:
    """The person's own baseline: the median of `takes` earlier ones by the same engine."""

    value: float
    takes: int


@dataclass(frozen=True)
class Bar:
    """A figure on its scale, every field a share 0..1 of the bar's length; `band` is the advice."""

    value: float
    error: float
    band: tuple[float, float] | None
    usual: float | None


@dataclass(frozen=True)
class Row:
    """One figure in words. `detail` says advice, own baseline and guess; `source` how sure and made by what."""

    key: str
    label: str
    value: str
    error: str
    known: bool
    detail: str
    source: str
    note: str
    bar: Bar | None


def groups(
    analysis: Analysis, usual: Mapping[str, Usual], rating: SelfRating | None = None
) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """The figures by subject, in the order in which they are shown; subjects without any are left out."""
    by_key = {measure.key: measure for measure in analysis.measures}
    listed = [(name, [by_key.pop(key) for key in keys if key in by_key]) for name, keys in GROUPS]
    listed.append((OTHERS, list(by_key.values())))
    return tuple((name, tuple(make_row(m, usual.get(m.key), rating) for m in found)) for name, found in listed if found)


def make_row(measure: Measure, usual: Usual | None, rating: SelfRating | None) -> Row:
    known = measure.value is not None
    return Row(
        key=measure.key,
        label=wording.STORY_TIMES.get(measure.key, measure.label).capitalize()
        if measure.key in wording.STORY_TIMES
        else measure.label,
        value=wording.value(measure),
        error=wording.error(measure),
        known=known,
        detail=_detail(measure, usual, rating),
        source=f"{wording.SURE[measure.certainty]}, by {_made_by(measure)}" if known else "",
        note=_sentence(measure.note),
        bar=make_bar(measure, usual) if known else None,
    )


def _made_by(measure: Measure) -> str:
    """The maker under its own name, with a space before the per cent sign, as every figure here has."""
    said = re.sub(r"(?<=\d)%", " %", wording.made_by(measure))
    engine = measure.provenance.engine
    return said.replace(engine, ENGINES.get(engine, engine), 1)


def _sentence(note: str) -> str:
    note = note.removeprefix("can't tell: ")
    return note[:1].upper() + note[1:]


def _detail(measure: Measure, usual: Usual | None, rating: SelfRating | None) -> str:
    _, scale = wording.unit_scale(measure)
    parts = []
    if band := wording.band(measure):
        parts.append(f"advice {band}")
    if usual is not None:
        parts.append(f"your usual {wording.number(usual.value * scale)}")
    if (guess := guess_of(measure, rating)) is not None:
        parts.append(f"you guessed {wording.number(guess)}")
    joined = ", ".join(parts)
    return joined[:1].upper() + joined[1:]


def guess_of(measure: Measure, rating: SelfRating | None) -> float | None:
    """The person's own guess in the unit that is shown: a guessed share 0..1 beside per cent is put in per cent."""
    name = GUESSES.get(measure.key)
    guess = getattr(rating, name) if rating is not None and name else None
    if guess is None:
        return None
    return float(guess) * 100 if measure.key == "eye_contact_share" and guess <= 1 else float(guess)


def make_bar(measure: Measure, usual: Usual | None) -> Bar | None:
    """The figure, its error, the advice and the own baseline on one scale; None where there is no advice."""
    value = measure.value
    if value is None or measure.band is None or measure.band == (None, None):
        return None
    low, high = scale_of(measure, value)
    span = high - low

    def share(amount: float) -> float:
        return min(1.0, max(0.0, (amount - low) / span))

    first, last = measure.band
    band = (share(first if first is not None else low), share(last if last is not None else high))
    error = (measure.error or 0.0) / span
    return Bar(share(value), min(error, 1.0), band, share(usual.value) if usual else None)


def scale_of(measure: Measure, value: float) -> tuple[float, float]:
    """From and to of a bar: the advice with room around it, widened where the figure lies outside."""
    first, last = measure.band or (None, None)
    edges = [edge for edge in (first, last) if edge is not None]
    width = (last - first) if first is not None and last is not None else abs(edges[0]) or 1.0
    low, high = min(edges) - width / 2, max(edges) + width / 2
    if min(edges) >= 0 and value >= 0:
        low = max(0.0, low) if first is not None else 0.0
    if measure.unit.startswith("%"):
        high = min(high, 100.0)
    slack = measure.error or 0.0
    return min(low, value - slack) if value < low else low, max(high, value + slack * 1.2, low + 1e-9)


def usual_before(readings: Iterable[Reading], analysis: Analysis, take_id: str, created_at: str) -> dict[str, Usual]:
    """The own baseline of every figure: the median of the takes before this one, made by the same engine.

    Rough and trusted figures are never mixed; under three takes there is no baseline.
    """
    earlier: dict[str, list[Reading]] = {}
    for reading in _before(readings, take_id, created_at):
        earlier.setdefault(reading.key, []).append(reading)
    found = ((m.key, _usual(m, earlier.get(m.key, ()))) for m in analysis.measures)
    return {key: usual for key, usual in found if usual is not None}


def _before(readings: Iterable[Reading], take_id: str, created_at: str) -> Iterator[Reading]:
    """Those of takes made before; none where the times cannot be told."""
    with suppress(ValueError):
        made = datetime.fromisoformat(created_at)
        for reading in readings:
            if reading.take_id != take_id and datetime.fromisoformat(reading.created_at) < made:
                yield reading


def _usual(measure: Measure, earlier: Sequence[Reading]) -> Usual | None:
    values = [reading.value for reading in earlier if reading.value is not None and _comparable(reading, measure)]
    return Usual(median(values), len(values)) if len(values) >= BASELINE_TAKES else None


def _comparable(reading: Reading, measure: Measure) -> bool:
    same_trust = (reading.certainty == "rough") == (measure.certainty == "rough")
    made_by = f"{measure.provenance.engine} {measure.provenance.model}".strip()  # as the library's index names it
    return same_trust and reading.engine == made_by and reading.unit == measure.unit


def about_usual(usual: Mapping[str, Usual]) -> str:
    """What "your usual" means here, or why there is none."""
    if not usual:
        return "What is usual for you is shown after three takes measured the same way."
    most = max(each.takes for each in usual.values())
    return f"“Your usual” is the middle of {most} earlier takes measured the same way."

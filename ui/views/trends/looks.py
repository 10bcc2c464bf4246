"""How the figures are called and written, and the days they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rehearse.export.wording import number

ALL = 0  # the span from the first figure on
SPANS = (7, 28, 90, ALL)
SPEAKING = " while speaking"
Band = tuple[float | None, float | None]
Per = Literal["day", "take"]
MOST_TICKS = 6
MONTH = 30.44


@dataclass(frozen=True)
class Look:
    """How a measure is shown: its name, its unit in words, its token, and the highest value it can have."""

    title: str
    unit: str
    ink: str
    ceiling: float | None = None


LOOKS = {
    "speech_rate": Look("Pace", "words a minute", "pace"),
    "fillers_per_minute": Look("Fillers", "a minute", "filler"),
    "inside_pauses_per_minute": Look("Pauses inside clauses", "a minute", "pause"),
    "eye_contact_share": Look("Eye contact", f"%, lens zone{SPEAKING}", "gaze", 100.0),
    "pitch_variation": Look("Pitch variation", "semitones", "pitch"),
}


def amount(value: float, key: str) -> str:
    """The figure as it is written; per cent are whole ones."""
    return f"{value:.0f}" if LOOKS[key].ceiling == 100.0 else number(value)


def advice_text(band: Band | None, key: str) -> str:
    """ "120 to 170", "up to 5", or nothing where there is no advice."""
    low, high = band or (None, None)
    if low is None:
        return f"up to {amount(high, key)}" if high is not None else ""
    return f"{amount(low, key)} to {amount(high, key)}" if high is not None else f"from {amount(low, key)}"


def span_label(span: int) -> str:
    """ "28 days", or "All"."""
    return f"{span} days" if span else "All"


def of_span(span: int) -> str:
    """ "of the last 28 days", or "so far"."""
    return f"of the last {span} days" if span else "so far"


def day_label(day: date) -> str:
    """ "Sat 21 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"


def day_ticks(first: date, days: int) -> tuple[tuple[int, str], ...]:
    """Weekdays for a week; a date each week or fortnight up to three months; beginnings of months for more."""
    each = [first + timedelta(days=index) for index in range(days)]
    if days <= 7:
        return tuple((index, f"{day:%a}") for index, day in enumerate(each))
    if days <= 90:
        step = 7 if days <= 28 else 15
        return tuple((index, f"{day.day} {day:%b}") for index, day in enumerate(each) if (days - 1 - index) % step == 0)
    months = [(index, day) for index, day in enumerate(each) if day.day == 1]
    step = -(-len(months) // MOST_TICKS)
    return tuple((index, f"{day:%b %Y}") for index, day in months[::step])

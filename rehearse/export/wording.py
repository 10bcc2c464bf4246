"""How figures, times and levels are put into words, the same in the terminal and in every report."""

from __future__ import annotations

from datetime import datetime

from rehearse.types import Analysis, Element, Measure, Moment

ELEMENTS = {
    "decision": "Decision",
    "tradeoff": "Trade-off",
    "cost": "Cost",
    "situation": "Situation",
    "task": "Task",
    "action": "Action",
    "result": "Result",
    "reflection": "Reflection",
}
LEVELS = ("not heard", "thin", "clear")
SURE = {"sure": "sure", "estimate": "estimate", "rough": "rough", "unknown": "can't tell"}
SHARES = ("share", "ratio")
ROUGH = "The words were recognised roughly: check a quote or a count by ear before you trust it."


def clock(seconds: float) -> str:
    """65.4 as "1:05", an hour as "1:00:00"."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def length(seconds: float) -> str:
    """65.4 as "1 min 5 s"."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def when(created_at: str) -> str:
    """An ISO 8601 time as "21 Nov 2026, 09:15", in its own zone; other text as it is."""
    try:
        moment = datetime.fromisoformat(created_at)
    except ValueError:
        return created_at
    return f"{moment.day} {moment:%b %Y, %H:%M}"


def number(value: float) -> str:
    """Three figures at most: 146, 20.5, 3.1, 0.42."""
    if abs(value) >= 100:
        return f"{value:.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}".removesuffix(".0")
    digits = 2 if abs(value) < 1 else 1
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def unit_scale(measure: Measure) -> tuple[str, float]:
    """The unit to show and what to multiply by: shares are shown in per cent."""
    return ("%", 100.0) if measure.unit in SHARES else (measure.unit, 1.0)


def value(measure: Measure) -> str:
    """ "146 words/min", or "can't tell"."""
    if measure.value is None:
        return SURE["unknown"]
    unit, scale = unit_scale(measure)
    return f"{number(measure.value * scale)} {unit}".rstrip()


def error(measure: Measure) -> str:
    """ "± 3", or nothing."""
    _, scale = unit_scale(measure)
    return "" if measure.error is None or measure.value is None else f"± {number(measure.error * scale)}"


def band(measure: Measure) -> str:
    """ "120 to 170", "up to 5", or nothing where there is no advice."""
    low, high = measure.band or (None, None)
    _, scale = unit_scale(measure)
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"up to {number(high * scale)}" if high is not None else f"from {number((low or 0) * scale)}"
    return f"{number(low * scale)} to {number(high * scale)}"


def place_in_band(measure: Measure) -> str:
    """ "below", "within" or "above" the advice; "" where there is none, or the error is too wide to say."""
    low, high = measure.band or (None, None)
    if measure.value is None or (low is None and high is None):
        return ""
    slack = measure.error or 0.0
    if low is not None and measure.value < low:
        return "below" if measure.value + slack < low else ""
    if high is not None and measure.value > high:
        return "above" if measure.value - slack > high else ""
    return "within"


def made_by(measure: Measure) -> str:
    """The engine, and the share of the take that the figure was measured on where that is not all of it."""
    source = measure.provenance
    return source.engine if source.share >= 0.995 else f"{source.engine}, on {source.share:.0%} of the take"


def starts(moment: Moment) -> str:
    """When a moment begins; "" for one that speaks of the answer as a whole."""
    return "" if moment.end <= moment.start == 0 else clock(moment.start)


def level(element: Element) -> str:
    return LEVELS[element.level]


def headline(analysis: Analysis) -> str:
    """What the recording answers, in one line."""
    return analysis.question.text if analysis.question else "An answer"


def occasion(episode: float) -> str:
    """Whether one past occasion is told, from its probability."""
    if episode >= 0.6:
        return "one specific occasion"
    return "more a habit than one occasion" if episode <= 0.4 else "can't tell whether it is one occasion"


def what_was_there(analysis: Analysis) -> str:
    """ "30 s, video, words by faster-whisper base.en"."""
    recording, source = analysis.recording, analysis.transcript.provenance
    picture = "video" if recording.has_video else "sound only"
    return f"{length(recording.duration)}, {picture}, words by {source.engine} {source.model}".rstrip()

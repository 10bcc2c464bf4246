"""How figures, times and levels are put into words, the same in the terminal and in every report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from rehearse.types import Analysis, Element, Event, Measure, Moment, Specificity, Story

if TYPE_CHECKING:  # the classifier's arrays are a third of the time that a window takes to open
    from rehearse.story.patched import PatchedElement

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
STORY_TIMES = {
    "story_setup_s": "set-up",
    "story_decision_s": "decision",
    "story_tradeoff_s": "trade-off",
    "story_cost_s": "cost",
    "story_result_s": "result",
}
DECIDED_AFTER = "decision_after_s"
SURE = {"sure": "sure", "estimate": "estimate", "rough": "rough", "unknown": "can't tell"}
SHARES = ("share", "ratio")
ROUGH = "The words were recognised roughly: check a quote or a count by ear before you trust it."


def clock(seconds: float) -> str:
    """65.4 as "1:05", an hour as "1:00:00"."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def happened(event: Event) -> str:
    """ "At 0:31: The camera was unplugged."; of a recovery, which has no time in the recording, its sentence alone."""
    return event.sentence if event.kind == "recovered" else f"At {clock(event.at)}: {event.sentence}"


def length(seconds: float) -> str:
    """65.4 as "1 min 5 s", 120 as "2 min"."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return f"{rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


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
    return f"{_amount(measure, measure.value * scale)} {unit}".rstrip()


def error(measure: Measure) -> str:
    """ "± 3", or nothing."""
    _, scale = unit_scale(measure)
    if measure.error is None or measure.value is None:
        return ""
    wrong = measure.error * scale
    return f"± {wrong:.0f}" if wrong >= 10 else f"± {_amount(measure, wrong, least=1.0)}"


def _amount(measure: Measure, amount: float, *, least: float = 0.0) -> str:
    """A figure; per cent are whole ones, but where the advice itself lies under one of them."""
    edges = [abs(edge) for edge in measure.band or () if edge is not None]
    if unit_scale(measure)[0].startswith("%") and (not edges or max(edges) * unit_scale(measure)[1] >= 1):
        return str(round(max(least, amount)) if least else round(amount))
    return number(amount)


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
    return LEVELS[element.level] + (", not sure" if element.unsure else "")


def patched(element: PatchedElement) -> str:
    """ "Cost: not heard before, clear now, in the patch", or "Decision: clear, as before"."""
    name = ELEMENTS[element.name]
    if not element.gained:
        return f"{name}: {LEVELS[element.now]}, as before"
    where = ", in the patch" if element.patched_in else ""
    return f"{name}: {LEVELS[element.before]} before, {LEVELS[element.now]} now{where}"


def headline(analysis: Analysis) -> str:
    """What the recording answers, in one line."""
    return analysis.question.text if analysis.question else "An answer"


def occasion(story: Story) -> str:
    """Whether one past occasion is told, or why nothing can be told."""
    if story.note:
        return story.note
    if story.episode >= 0.6:
        return "told as one specific occasion"
    return (
        "told more as a habit than as one occasion" if story.episode <= 0.4 else "can't tell whether it is one occasion"
    )


def counts(specificity: Specificity) -> str:
    """What can be retold, then I, we and hedges. Names are found by their capitals: none found is no news."""
    found = (
        (specificity.numbers, "numbers"),
        (specificity.names, "names"),
        (specificity.dates, "dates"),
        (specificity.past_events, "things that happened"),
    )
    told = [f"{count} {what}" for count, what in found if count or what != "names"]
    return ", ".join([*told, f"“I” {specificity.i}, “we” {specificity.we}, {specificity.hedges} hedges"])


def of_the_delivery(measures: Iterable[Measure]) -> list[Measure]:
    """The measures but for those of the story's times, which have a line of their own."""
    return [measure for measure in measures if measure.key not in STORY_TIMES and measure.key != DECIDED_AFTER]


def decided(analysis: Analysis) -> str:
    """ "the decision is said at 0:51, 49 s into the answer", or nothing."""
    if analysis.story is None or analysis.story.decision_at_s is None:
        return ""
    after = next((m.value for m in analysis.measures if m.key == DECIDED_AFTER and m.value is not None), None)
    into = "" if after is None else f", {length(after)} into the answer"
    return f"the decision is said at {clock(analysis.story.decision_at_s)}{into}"


def story_times(measures: Iterable[Measure]) -> str:
    """ "in the words quoted: set-up 49 s, decision 5 s, cost not heard, result 6 s"; nothing where none can be told."""
    timed = [measure for measure in measures if measure.key in STORY_TIMES]
    if all(measure.value is None for measure in timed):
        return ""
    roughly = ", roughly" if any(measure.certainty == "rough" for measure in timed) else ""
    told = (f"{STORY_TIMES[m.key]} {LEVELS[0] if m.value is None else length(m.value)}" for m in timed)
    return f"in the words quoted{roughly}: {', '.join(told)}"


def what_was_there(analysis: Analysis) -> str:
    """ "30 s, video, words by faster-whisper base.en"."""
    recording, source = analysis.recording, analysis.transcript.provenance
    picture = "video" if recording.has_video else "sound only"
    return f"{length(recording.duration)}, {picture}, words by {source.engine} {source.model}".rstrip()

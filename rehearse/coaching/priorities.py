"""At most three things to do next time, by what an interviewer misses most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rehearse.coaching.follow_ups import LIKELY_EPISODE
from rehearse.types import Element, ElementName, Measure, Mode, Moment, Story

MOST = 3

_NOT_HEARD: dict[ElementName, tuple[float, str]] = {
    "decision": (0.98, "Say in one sentence what you chose and what you turned down for it."),
    "cost": (0.96, "Say what it cost and who paid: one person, one number or one week is enough."),
    "tradeoff": (0.94, "Name both sides of the choice: what you gave up, and what it bought."),
    "result": (0.76, "End with what came of it: one number, date or name."),
    "reflection": (0.7, "Close with one thing you would do differently, and why."),
    "task": (0.55, "Say early what you yourself were answerable for."),
    "situation": (0.6, "Open with where and when it was, in one sentence."),
    "action": (0.65, "Tell what you did yourself, step by step."),
}
_THIN: dict[ElementName, tuple[float, str]] = {
    "decision": (0.9, "Make the decision exact: name the course you took and the one you left."),
    "cost": (0.88, "Make the cost exact: what happened, to whom, and how much."),
    "tradeoff": (0.86, "Give the trade-off its other side: for what you gained, say what you gave up, or the reverse."),
    "result": (0.5, "Put a number, date or name on the result."),
    "reflection": (0.48, "Turn the lesson into one concrete thing you would do differently."),
}
# Measure key: what to do where the figure is under and over its advice; "" where that side needs nothing.
_DELIVERY: dict[str, tuple[str, str]] = {
    "speech_rate": (
        "Pick up the pace a little where the point is already made.",
        "Slow down at the turning points: stop for a breath before the decision and before the cost.",
    ),
    "answer_length": (
        "Give the story more room: add what you weighed and what it cost.",
        "Shorten the set-up so that the decision comes sooner.",
    ),
    "fillers_per_minute": ("", "Where an um comes, try a short silence instead, first at the start of sentences."),
    "filled_pauses_per_minute": (
        "",
        "Where an um comes, try a short silence instead, first at the start of sentences.",
    ),
    "discourse_markers_per_minute": ("", "Choose one marker you lean on and leave it out for one answer."),
    "inside_pauses_per_minute": ("", "Plan the next sentence at its start, so that the pauses fall between sentences."),
}
_ONE_OCCASION = "Tell one occasion from start to end: a day, a place, the people there, and what you did."
_SAME = {"filled_pauses_per_minute": "fillers_per_minute", "discourse_markers_per_minute": "fillers_per_minute"}


def find_priorities(
    *, story: Story | None = None, measures: Sequence[Measure] = (), mode: Mode = "story"
) -> tuple[Moment, ...]:
    """At most three, most important first; each sentence says what to do next time.

    `kind` is the element, "episode" or the measure's key; start and end are where the thin words stand, else 0.
    A figure that is unknown or rough, or within its advice, never becomes one; a decision, trade-off or cost that was
    not heard comes before anything about delivery.
    """
    return find_shortcomings(story=story, measures=measures, mode=mode)[:MOST]


def find_shortcomings(
    *, story: Story | None = None, measures: Sequence[Measure] = (), mode: Mode = "story"
) -> tuple[Moment, ...]:
    """Everything that could become a priority, most important first."""
    told = story if mode == "story" and story is not None and not story.note else None
    found = [*(_story(told) if told else ()), *_delivery(measures)]
    return tuple(sorted(found, key=lambda moment: -moment.severity))


def judged_kinds(
    *, story: Story | None = None, measures: Sequence[Measure] = (), mode: Mode = "story"
) -> frozenset[str]:
    """The kinds of shortcoming that this answer could show: one that is not among them says nothing by its absence."""
    told = story if mode == "story" and story is not None and not story.note else None
    elements = {"episode", *(element.name for element in told.elements)} if told else set()
    return frozenset(elements | {m.key for m in measures if m.key in _DELIVERY and _can_be_told(m)})


def _can_be_told(measure: Measure) -> bool:
    return measure.value is not None and measure.band is not None and measure.certainty not in {"unknown", "rough"}


def _story(story: Story) -> Iterator[Moment]:
    if story.episode < LIKELY_EPISODE:
        yield Moment(0.0, 0.0, "episode", _ONE_OCCASION, 1.0)
    for element in story.elements:
        advice = (_NOT_HEARD if element.level == 0 else _THIN if element.level == 1 else {}).get(element.name)
        if advice:
            severity, sentence = advice
            start, end = _place(element)
            yield Moment(start, end, element.name, sentence, severity)


def _place(element: Element) -> tuple[float, float]:
    times = [(e.start_s, e.end_s) for e in element.evidence if e.start_s is not None and e.end_s is not None]
    return times[0] if times else (0.0, 0.0)


def _delivery(measures: Sequence[Measure]) -> Iterator[Moment]:
    taken: set[str] = set()
    for measure in measures:
        subject = _SAME.get(measure.key, measure.key)
        beyond = _beyond(measure)
        sentence = _DELIVERY.get(measure.key, ("", ""))[beyond > 0] if beyond else ""
        if sentence and subject not in taken:
            taken.add(subject)
            yield Moment(0.0, 0.0, measure.key, sentence, round(0.4 + 0.4 * min(1.0, abs(beyond)), 3))


def _beyond(measure: Measure) -> float:
    """How far outside its advice, as a share of the band's edge: negative under, positive over, 0 inside or unsure.

    A figure within its own error of the edge counts as inside.
    """
    if measure.value is None or measure.band is None or not _can_be_told(measure):
        return 0.0
    low, high = measure.band
    slack = measure.error or 0.0
    if low is not None and measure.value + slack < low:
        return (measure.value - low) / max(abs(low), 1e-9)
    if high is not None and measure.value - slack > high:
        return (measure.value - high) / max(abs(high), 1e-9)
    return 0.0

"""How long an answer stays with the parts of its story, and when the decision comes.

An element lasts as long as the clauses that are quoted for it, together: what says more of it elsewhere is not
counted, and where one clause speaks for two elements it counts for both. Set-up is what comes before the first word of
a decision or of an action. Observed, not scored: there is no advice on how long each should be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

from rehearse.types import Certainty, ElementName, Measure, Provenance, Span, Story, Transcript

NO_WORDS = "can't tell: no words were recognised"


class _Row(NamedTuple):
    key: str
    label: str
    not_heard: str


SETUP = _Row("story_setup_s", "Set-up", "neither a decision nor an action was heard")
DECIDED = _Row("decision_after_s", "Time until the decision", "no decision was heard")
LASTING: dict[ElementName, _Row] = {
    "decision": _Row("story_decision_s", "Time on the decision", "no decision was heard"),
    "tradeoff": _Row("story_tradeoff_s", "Time on the trade-off", "no trade-off was heard"),
    "cost": _Row("story_cost_s", "Time on the cost", "no cost was heard"),
    "result": _Row("story_result_s", "Time on the result", "no result was heard"),
}
ROWS = (SETUP, DECIDED, *LASTING.values())


def measure_timing(story: Story | None, *, transcript: Transcript, answer: Span | None) -> tuple[Measure, ...]:
    """Set-up, time until the decision, and the time on decision, trade-off, cost and result, in seconds.

    What was not heard is unknown rather than 0: its words may have been said and not recognised.

    Parameters
    ----------
    story : as `check_transcript` gives it, with times; None where there were no words to check.
    transcript : says whether the words, and so these times, are rough.
    answer : from the first speech to the last; None without speech.
    """
    made_by = _provenance(story, transcript)
    if story is None or answer is None or story.note:
        note = story.note if story and story.note else NO_WORDS
        return tuple(_unknown(row, note, made_by) for row in ROWS)
    certainty: Certainty = "rough" if transcript.rough else "estimate"
    values = _seconds(story, answer.start)
    return tuple(
        Measure(row.key, row.label, round(seconds, 1), "s", certainty, made_by)
        if (seconds := values[row.key]) is not None
        else _unknown(row, f"can't tell: {row.not_heard}", made_by)
        for row in ROWS
    )


def _seconds(story: Story, began: float) -> dict[str, float | None]:
    first = min((span.start for span in _said(story, "decision", "action")), default=None)
    return {
        SETUP.key: None if first is None else max(0.0, first - began),
        DECIDED.key: None if story.decision_at_s is None else max(0.0, story.decision_at_s - began),
        **{row.key: _together(_said(story, name)) for name, row in LASTING.items()},
    }


def _said(story: Story, *names: ElementName) -> list[Span]:
    """When the evidence for the elements `names` is said."""
    quotes = [quote for element in story.elements if element.name in names for quote in element.evidence]
    return [Span(q.start_s, q.end_s) for q in quotes if q.start_s is not None and q.end_s is not None]


def _together(spans: Sequence[Span]) -> float | None:
    """Seconds that the spans cover together; None without any."""
    covered, reached = 0.0, -inf
    for span in sorted(spans, key=lambda span: span.start):
        covered += max(0.0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return covered if spans else None


def _provenance(story: Story | None, transcript: Transcript) -> Provenance:
    made_by = story.provenance if story and story.provenance else Provenance("story check")
    return replace(made_by, settings={**made_by.settings, "words": transcript.provenance.engine})


def _unknown(row: _Row, note: str, made_by: Provenance) -> Measure:
    return Measure(row.key, row.label, None, "s", "unknown", made_by, note=note)

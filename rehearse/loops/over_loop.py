"""Over several answers of a loop: figures side by side, stories that were told twice, the one thing to do next time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from rehearse.bank.drift import find_drift
from rehearse.bank.grouping import group
from rehearse.bank.telling import Telling
from rehearse.bank.wording import frozen_share
from rehearse.coaching.priorities import find_priorities
from rehearse.coaching.trends import NOTICEABLE, UNLISTED
from rehearse.loops.heard import FIGURES, AnswerSummary, LoopFigure, LoopPriority, Told, ToldTwice
from rehearse.loops.run import LoopRun, place_of
from rehearse.types import Measure, Moment

# The severity that a priority of delivery reaches at most, and one of the story's core always passes.
DELIVERY_AT_MOST = 0.8
# A follow-up of fewer words tells no facts of its own.
FEWEST_WORDS = 8


def find_figures(answers: Sequence[AnswerSummary]) -> tuple[LoopFigure, ...]:
    """Each of `FIGURES` that any of the answers can tell."""
    return tuple(figure for key in FIGURES if (figure := _figure(key, answers)) is not None)


def _figure(key: str, answers: Sequence[AnswerSummary]) -> LoopFigure | None:
    """Think-aloud rounds are of another kind: they are held against each other only where there is nothing else."""
    stories = [each for each in answers if each.question.mode == "story"] or list(answers)
    found = [(m, each.place) for each in stories for m in each.measures if m.key == key]
    told = [(m, place) for m, place in found if m.value is not None and m.certainty != "unknown"]
    if not told:
        return None
    last = told[-1][0]
    same = [(m.value, m.error or 0.0, place) for m, place in told if m.value is not None and _comparable(m, last)]
    low, high = min(same), max(same)
    noticeable = NOTICEABLE.get(key, UNLISTED).at(low[0])
    return LoopFigure(
        key=key,
        label=last.label,
        unit=last.unit,
        rough=last.certainty == "rough",
        middle=median(value for value, *_ in same),
        lowest=low[0],
        lowest_at=low[2],
        highest=high[0],
        highest_at=high[2],
        differs=high[0] - low[0] > max(noticeable, low[1] + high[1]),
        answers=len(same),
        left_out=len(found) - len(same),
    )


def _comparable(one: Measure, other: Measure) -> bool:
    same_trust = (one.certainty == "rough") == (other.certainty == "rough")
    same_engine = (one.provenance.engine, one.provenance.model) == (other.provenance.engine, other.provenance.model)
    return same_trust and same_engine and one.unit == other.unit


def find_told_twice(run: LoopRun, takes: Mapping[str, Told]) -> Iterator[ToldTwice]:
    """The same story in answers to several questions, then what a follow-up told differently from its answer."""
    where = {answer.take: place_of(step) for step, answer in zip(run.walk, run.answers, strict=True) if answer.take}
    order = list(where)
    tellings = [telling for take in order if (telling := _telling(takes.get(take))) is not None]
    for story in group(tellings):
        for before, after in pairwise(sorted(story.tellings, key=lambda telling: order.index(telling.take_id))):
            yield _compared(before, after, where, takes, frozen=frozen_share(before.text, after.text))
    yield from _retold_when_asked(run, takes)


def _retold_when_asked(run: LoopRun, takes: Mapping[str, Told]) -> Iterator[ToldTwice]:
    for step, answer in zip(run.walk, run.answers, strict=True):
        told = _telling(takes.get(answer.take))
        for number, put in enumerate(answer.follow_ups, start=1):
            again = _telling(takes.get(put.take), fewest=FEWEST_WORDS)
            if told is not None and again is not None:
                where = {answer.take: place_of(step), put.take: place_of(step, number)}
                found = _compared(told, again, where, takes, frozen=None)
                yield from (found,) if found.drift else ()


def _telling(told: Told | None, *, fewest: int = 0) -> Telling | None:
    """What was said; None in a think-aloud round, and where nothing is known."""
    if told is None or told.analysis is None:
        return None
    question = told.take.question
    text = " ".join(word.text.strip() for word in told.analysis.transcript.words)
    if (question is not None and question.mode == "think-aloud") or len(text.split()) <= fewest:
        return None
    return Telling(told.take.id, date.min, text, story=told.take.story, rough=told.analysis.transcript.rough)


def _compared(
    before: Telling, after: Telling, where: Mapping[str, str], takes: Mapping[str, Told], *, frozen: float | None
) -> ToldTwice:
    both = [takes[each.take_id].analysis for each in (before, after)]
    return ToldTwice(
        before=where[before.take_id],
        after=where[after.take_id],
        drift=find_drift((before, after)),
        frozen=frozen,
        rough=any(analysis is not None and analysis.transcript.rough for analysis in both),
    )


def find_priority(run: LoopRun, takes: Mapping[str, Told]) -> LoopPriority | None:
    """What weighs most over all answers: a small thing in each may count for more than a great one in a single answer.

    A decision, trade-off or cost that was missed or thin in any answer comes before anything about delivery. The answer
    alone is looked at: what comes out only when asked is still to be told unasked.
    """
    found: dict[str, list[tuple[str, Moment]]] = {}
    of = 0
    for step, answer in zip(run.walk, run.answers, strict=True):
        told = takes.get(answer.take)
        if told is None or told.analysis is None:
            continue
        of += 1
        mode = step.question.mode
        for moment in find_priorities(story=told.analysis.story, measures=told.analysis.measures, mode=mode):
            found.setdefault(moment.kind, []).append((place_of(step), moment))
    if not found:
        return None
    weightiest = max(found.values(), key=_weight)
    hardest = max((moment for _, moment in weightiest), key=lambda moment: moment.severity)
    return LoopPriority(hardest, tuple(place for place, _ in weightiest), of)


def _weight(found: Sequence[tuple[str, Moment]]) -> tuple[bool, float]:
    severities = [moment.severity for _, moment in found]
    return max(severities) > DELIVERY_AT_MOST, sum(severities)

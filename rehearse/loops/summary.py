"""What was heard in a mock loop: by answer and round, over the loop, whether a story stayed the same, one priority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rehearse.loops.by_answer import summarise_answer
from rehearse.loops.heard import CORE, AnswerSummary, LoopSummary, RoundSummary, Told
from rehearse.loops.over_loop import find_figures, find_priority, find_told_twice
from rehearse.loops.run import LoopRun
from rehearse.story.patched import PatchedStory
from rehearse.types import ElementName


def make_summary(
    run: LoopRun, takes: Mapping[str, Told], *, wholes: Mapping[str, PatchedStory] | None = None
) -> LoopSummary:
    """The summary of a run, ended or not. Pure and quick: nothing is checked anew.

    `takes` are those of `run.takes` that are there, by id; `wholes` the stories together with their follow-ups as
    `coaching.chain.read_whole` gives them, by the id of the answer. `LoopSummary.heard` counts for each element in how
    many answers it was not heard, thin and clear, told unasked.
    """
    answers = tuple(
        summarise_answer(step, answer, takes, (wholes or {}).get(answer.take))
        for step, answer in zip(run.walk, run.answers, strict=True)
    )
    known = [told for take in run.takes if (told := takes.get(take)) is not None]
    return LoopSummary(
        run=run.id,
        title=run.loop.title,
        started_at=run.started_at,
        finished_at=run.finished_at,
        closed_at=run.closed_at,
        rounds=tuple(_rounds(run, answers)),
        questions=len(answers),
        answered=sum(bool(each.take) for each in answers),
        skipped=sum(each.skipped for each in answers),
        follow_ups=sum(bool(put.take) for each in answers for put in each.follow_ups),
        seconds=sum(told.take.duration for told in known),
        heard=_heard(answers),
        figures=find_figures(answers),
        told_twice=tuple(find_told_twice(run, takes)),
        priority=find_priority(run, takes),
        waiting=tuple(told.take.id for told in known if told.analysis is None and told.take.state != "failed"),
    )


def _rounds(run: LoopRun, answers: Sequence[AnswerSummary]) -> Iterator[RoundSummary]:
    for place, part in enumerate(run.loop.rounds):
        its = tuple(each for each, step in zip(answers, run.walk, strict=True) if step.place[0] == place)
        yield RoundSummary(part.title, part.kind, part.sceptical, its, find_figures(its))


def _heard(answers: Sequence[AnswerSummary]) -> dict[ElementName, tuple[int, int, int]]:
    levels = {name: [e.alone for each in answers for e in each.elements if e.name == name] for name in CORE}
    return {name: (found.count(0), found.count(1), found.count(2)) for name, found in levels.items() if found}

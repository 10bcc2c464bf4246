"""How a mock loop and its summary are put into words, the same in the terminal and on screen."""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.bank.drift import Said
from rehearse.export.wording import ELEMENTS, LEVELS, clock, length, number, unit_scale, value
from rehearse.language.plurals import counted
from rehearse.loops.heard import AnswerSummary, HeardElement, LoopFigure, LoopPriority, LoopSummary, ToldTwice
from rehearse.loops.run import LoopRun
from rehearse.questions.loop import Loop, Round, Step, expected_s, kind_name, longest_s
from rehearse.types import ElementName, Measure, Provenance

ROUGH = " The words were recognised roughly: listen before you trust it."
SHOWN = ("speech_rate", "fillers_per_minute", "eye_contact_share")


def minutes(seconds: float) -> str:
    """ "about 25 min"; under two minutes by the second."""
    return f"about {round(seconds / 60)} min" if seconds >= 120 else f"about {length(seconds)}"


def loop_line(loop: Loop, walk: Sequence[Step] = ()) -> str:
    """ "3 rounds, 7 questions, 18 to 33 min"; `walk` is as `questions.steps` gives it, where its questions exist.

    The longer time is that with all follow-ups.
    """
    asked = sum(len(part.questions) for part in loop.rounds)
    parts = [counted(len(loop.rounds), "round"), counted(asked, "question")]
    if walk:
        least, most = (round(seconds(tuple(walk)) / 60) for seconds in (expected_s, longest_s))
        parts.append(f"{least} to {most} min" if most > least else minutes(expected_s(tuple(walk))))
    return ", ".join(parts)


def round_line(part: Round) -> str:
    """ "Sceptical director, pushes back, 15 s to think, answers up to 4 min"."""
    told = [kind_name(part.kind)] if part.kind else []
    told += ["pushes back"] if part.sceptical and part.kind != "sceptical-director" else []
    told.append(f"{length(part.think_s)} to think" if part.think_s else "no time to think")
    told += [f"answers up to {length(part.answer_s)}"] if part.answer_s else []
    if part.follow_ups is not None:
        told.append(f"up to {counted(part.follow_ups, 'follow-up')}" if part.follow_ups else "no follow-ups")
    return ", ".join(told)


def run_state(run: LoopRun, *, under_way: bool = False) -> str:
    """ "finished", "given up at 2.1", or "stopped at 2.1, round 2 of 3: Director".

    `under_way` says that the app runs it at this moment.
    """
    if run.finished_at:
        return "finished"
    if run.closed_at:
        return f"given up at {run.place}"
    if run.position.phase == "over":
        return "all questions asked"
    state = "under way" if under_way else "stopped"
    part = run.step.place[0] + 1
    return f"{state} at {run.place}, round {part} of {len(run.loop.rounds)}: {run.step.round}"


def in_short(summary: LoopSummary) -> str:
    """ "5 of 7 questions answered, 1 skipped, 6 follow-ups, 14 min 20 s of answers"."""
    parts = [f"{summary.answered} of {counted(summary.questions, 'question')} answered"]
    parts += [f"{summary.skipped} skipped"] if summary.skipped else []
    parts += [counted(summary.follow_ups, "follow-up")] if summary.follow_ups else []
    parts += [f"{length(summary.seconds)} of answers"] if summary.seconds else []
    return ", ".join(parts)


def answer_line(answer: AnswerSummary) -> str:
    """What was heard in one answer: its length, its story, its figures; or why that cannot be told."""
    told = [length(answer.seconds)] if answer.seconds else []
    told += [element(each) for each in answer.elements]
    told += [f"{m.label.lower()} {value(m)}" for m in answer.measures if m.key in SHOWN and m.value is not None]
    told += [answer.note] if answer.note else []
    return "; ".join(told)


def element(heard: HeardElement) -> str:
    """ "decision clear", or "cost not heard, clear when asked"."""
    told = f"{ELEMENTS[heard.name].lower()} {LEVELS[heard.alone]}"
    return f"{told}, {LEVELS[heard.now]} when asked" if heard.now > heard.alone else told


def heard_line(name: ElementName, counts: tuple[int, int, int]) -> str:
    """ "Cost: clear in 1 of 4 answers, thin in 1, not heard in 2"."""
    missing, thin, clear = counts
    told = [f"clear in {clear} of {counted(sum(counts), 'answer')}"]
    told += [f"thin in {thin}"] if thin else []
    told += [f"not heard in {missing}"] if missing else []
    return f"{ELEMENTS[name]}: {', '.join(told)}"


def figure_line(figure: LoopFigure) -> str:
    """ "Pace: 150 words/min (2.1) to 182 (2.2)", or one value where no difference can be told apart."""
    rough = ", roughly" if figure.rough else ""
    left = f"; {counted(figure.left_out, 'answer')} left out" if figure.left_out else ""
    if figure.answers == 1:
        return f"{figure.label}: {_figure(figure, figure.middle)} in {figure.lowest_at}{rough}{left}"
    if not figure.differs:
        return f"{figure.label}: about {_figure(figure, figure.middle)} throughout{rough}{left}"
    low, high = _figure(figure, figure.lowest), _figure(figure, figure.highest)
    return f"{figure.label}: {low} ({figure.lowest_at}) to {high} ({figure.highest_at}){rough}{left}"


def told_twice_lines(twice: ToldTwice) -> tuple[str, ...]:
    """What became of a story between two places of the loop, then each difference with the words on both sides."""
    if not twice.drift:
        return (
            f"{twice.before} and {twice.after} tell one story; nothing that could be compared was told in two ways.",
        )
    rough = ROUGH if twice.rough else ""
    told = (f"{_said(twice.before, each.before)}; {_said(twice.after, each.after)}" for each in twice.drift)
    return (f"{twice.after} tells the story of {twice.before} with other details.{rough}", *told)


def _said(place: str, said: Said) -> str:
    return f"{place} “{said.words}” (“{said.quote}”)"


def priority_lines(priority: LoopPriority) -> tuple[str, str]:
    """What to do, and where it showed."""
    where = f"In {len(priority.places)} of {counted(priority.of, 'answer')}: {', '.join(priority.places)}."
    return priority.moment.sentence, where


def _figure(figure: LoopFigure, amount: float) -> str:
    shown = Measure(figure.key, figure.label, amount, figure.unit, "sure", Provenance(""))
    unit, scale = unit_scale(shown)
    if figure.key == "answer_length":
        return clock(amount)
    return f"{number(amount * scale)} {unit}".rstrip()

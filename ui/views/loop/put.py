"""What is put to the person, as a recording answers it and as it is shown."""

from __future__ import annotations

from collections.abc import Mapping

from rehearse.export.wording import clock, length
from rehearse.language.plurals import counted
from rehearse.loops.follow_up import follow_up_question
from rehearse.loops.run import LoopRun
from rehearse.questions.loop import PATIENCE, kind_name
from ui.studio.asked import PATCH_TARGET_S, Asked

WORDS_A_SECOND = 3.5
READING_S = (2.0, 20.0)  # at least, at most


def asked_of(run: LoopRun) -> Asked:
    """What the next recording answers: the question, or the follow-up to it."""
    question, follow_up = run.step.question, run.follow_up
    if follow_up is None:
        return Asked(question, loop=run.id, loop_place=run.place)
    put = follow_up_question(question, follow_up, target_s=PATCH_TARGET_S)
    return Asked(put, run.answer.take, follow_up.element, loop=run.id, loop_place=run.place)


def text_of(run: LoopRun) -> str:
    """The words of what is put now."""
    return run.follow_up.question if run.follow_up else run.step.question.text


def language_of(run: LoopRun, languages: Mapping[str, str]) -> str:
    """The language of what is put now; `languages` by pack. Follow-ups that no pack wrote are in English."""
    question, follow_up = run.step.question, run.follow_up
    if follow_up is not None and follow_up.question not in question.follow_ups:
        return "en"
    return languages.get(question.key.partition("/")[0], "en")


def longest_s(run: LoopRun) -> float:
    """Seconds after which the answer is cut off."""
    return PATCH_TARGET_S[1] * PATIENCE if run.follow_up else run.step.answer_s


def target(run: LoopRun) -> str:
    """ "of about 2:00, at most 4:30"."""
    return f"{asked_of(run).target}, at most {clock(longest_s(run))}"


def reading_s(text: str) -> float:
    """How long one reads a text that nobody says."""
    least, most = READING_S
    return min(most, max(least, len(text.split()) / WORDS_A_SECOND))


def round_about(run: LoopRun) -> str:
    """What the round that comes is like, in plain sentences."""
    step = run.step
    part = run.loop.rounds[step.place[0]]
    count = len(part.questions)
    told = [counted(count, "question")]
    before, to = ("", "") if count == 1 else (" before each", " to each")
    told.append(f"{length(step.think_s)} to think{before}" if step.think_s else "no time to think")
    if step.follow_ups:
        told.append(f"up to {counted(step.follow_ups, 'follow-up')}{to}")
    sentences = [", ".join(told) + "."]
    if step.sceptical:
        sentences.append("The interviewer pushes back on what you claim.")
    if step.think_aloud:
        sentences.append("Think aloud: what you weigh matters more than where you end.")
    kind = kind_name(part.kind)
    return " ".join([f"{kind}:" if kind and kind != part.title else "", *sentences]).strip()

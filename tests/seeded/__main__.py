"""Write the made-up library; see the package."""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import replace
from datetime import UTC, date, timedelta
from pathlib import Path

from rehearse.loops import moves
from rehearse.loops.run import LoopRun, new_run
from rehearse.questions import builtin_packs
from rehearse.questions.loop import Loop, Round
from rehearse.serial import to_json
from rehearse.store.ids import ALPHABET, FORMAT
from rehearse.types import TAKE_SCHEMA, FollowUp, Question, Take
from tests.seeded.answers import make_analysis, scripts
from tests.seeded.model import Plan, practise

TAG = "made up"
LADDER = FollowUp("cost", "What did it cost, and who paid?")
EVERY = 4  # of the questions one in so many is practised, so that stories are told again


def fill_seeded(root: Path, *, today: date, days: int = 90, seed: int = 1) -> list[str]:
    """Write the take folders and mock loops of the `days` up to `today`; returns the takes' ids, oldest first.

    The index is left to the library.
    """
    pool = [question for pack in builtin_packs() if pack.daily for question in pack.questions]
    questions = pool[::EVERY]
    plans = practise(questions, first=today - timedelta(days=days - 1), days=days, seed=seed)
    chance = random.Random(seed)
    ids = [f"{p.at.astimezone(UTC):{FORMAT}}-{''.join(chance.choices(ALPHABET, k=4))}" for p in plans]
    loops = {p.loop: f"{ids[p.loop][:-4]}lp{chance.randint(10, 99)}" for p in plans if p.loop >= 0}
    for plan, take_id in zip(plans, ids, strict=True):
        _write(root, plan, take_id, ids, loops, chance)
    for begun, loop_id in loops.items():
        answers = [(p, i) for p, i in zip(plans, ids, strict=True) if p.loop == begun]
        _write_loop(root, loop_id, answers)
    return ids


def _write(root: Path, plan: Plan, take_id: str, ids: list[str], loops: dict[int, str], chance: random.Random) -> None:
    told = scripts()
    analysis = make_analysis(plan, told[random.Random(plan.question.key).randrange(len(told))], chance)
    take = Take(
        schema=TAKE_SCHEMA,
        id=take_id,
        created_at=plan.at.isoformat(),
        recording_file="recording.mkv",
        question=plan.question,
        duration=analysis.recording.duration,
        tags=(TAG,),
        notes="Made up by tests.seeded: nobody gave this answer.",
        rating=plan.rating,
        patch_of=ids[plan.patch_of] if plan.patch_of >= 0 else "",
        patch_element="cost" if plan.patch_of >= 0 else "",
        loop=loops.get(plan.loop, ""),
        loop_place=plan.place,
        favourite=plan.favourite,
    )
    folder = root / "takes" / take_id
    folder.mkdir(parents=True, mode=0o700)
    (folder / "take.json").write_bytes(to_json(take))
    (folder / "analysis.json").write_bytes(to_json(analysis, indent=-1))


def _write_loop(root: Path, loop_id: str, answers: list[tuple[Plan, str]]) -> None:
    asked: dict[str, Question] = {plan.question.key: plan.question for plan, _ in answers}
    titles = ("Recruiter screen", "Hiring manager", "Director")
    rounds = tuple(
        Round(title, (key,), 10.0, follow_ups=1 if number == 1 else 0)
        for number, (title, key) in enumerate(zip(titles, asked, strict=True))
    )
    at = answers[0][0].at.isoformat()
    run = new_run(Loop("made-up/loop", "A made-up loop", rounds), asked.__getitem__, id=loop_id, at=at)
    for plan, take_id in answers:
        run = _answer(run, plan, take_id)
    run = moves.finished(run, answers[-1][0].at.isoformat())
    folder = root / "loops" / loop_id
    folder.mkdir(parents=True, mode=0o700)
    (folder / "loop.json").write_bytes(to_json(run))


def _answer(run: LoopRun, plan: Plan, take_id: str) -> LoopRun:
    if plan.kind == "follow-up":
        run = moves.followed_up(run, replace(LADDER))
    ways = {"opening": moves.opened, "asking": moves.asked, "thinking": moves.thought}
    while run.position.phase in ways:
        run = ways[run.position.phase](run)
    return moves.answered(run, take_id)


def main(args: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.seeded", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), help="the last day, YYYY-MM-DD")
    asked = parser.parse_args(args)
    ids = fill_seeded(asked.folder, today=asked.today, days=asked.days, seed=asked.seed)
    print(f"{len(ids)} made-up takes in {asked.folder}.")


if __name__ == "__main__":
    main(sys.argv[1:])

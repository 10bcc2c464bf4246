"""A library in which stories are told again: the retellings of tests/data/stories, each as a take."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from rehearse.bank.telling import Telling
from rehearse.paths import private_dir
from rehearse.serial import to_json
from rehearse.store import open_library
from rehearse.types import Question, Word
from tests import builders
from tests.accuracy.stories import load

FIRST = datetime.fromisoformat("2026-03-01T10:15:00+00:00")
COMPETENCIES = {
    "billing": "ownership", "ward": "judgement", "museum": "conflict", "cluster": "leadership", "school": "courage",
}  # fmt: skip
STEP_S = 0.5


def retellings(*stories: str) -> list[dict[str, Any]]:
    """The rows of the data for these stories, for all of them without any."""
    return [row for row in load("retellings") if not stories or row["story"] in stories]


def fill_retold(root: Path, rows: Iterable[dict[str, Any]], *, first: datetime = FIRST) -> None:
    """Write a take a day for each row."""
    open_library(root).close()
    for number, row in enumerate(rows):
        add_retelling(root, number, row, at=first + timedelta(days=number))
    open_library(root).close()


def add_retelling(root: Path, number: int, row: dict[str, Any], *, at: datetime | None = None) -> str:
    """Write one; its id ends in "bcd0" for number 0. The words come one each `STEP_S`."""
    at = at or FIRST + timedelta(days=number)
    words = tuple(Word(text, n * STEP_S, (n + 0.8) * STEP_S, 0.9) for n, text in enumerate(row["text"].split()))
    question = Question(f"p/{row['story']}", f"About the {row['story']}?", competency=COMPETENCIES[row["story"]])
    made = builders.make_analysis(question=question)
    assert made.story is not None
    bare = tuple(dataclasses.replace(element, evidence=()) for element in made.story.elements)
    analysis = dataclasses.replace(
        made,
        transcript=dataclasses.replace(made.transcript, words=words),
        story=dataclasses.replace(made.story, text=row["text"], elements=bare),
    )
    take_id = f"{at:%Y%m%d-%H%M%S}-bcd{number:x}"
    folder = private_dir(root / "takes" / take_id)
    take = dataclasses.replace(builders.make_take(), id=take_id, created_at=at.isoformat(), question=question)
    (folder / "take.json").write_bytes(to_json(take))
    (folder / "analysis.json").write_bytes(to_json(analysis))
    return take_id


def retold_often(count: int, *, stories: int = 100, seed: int = 1) -> list[Telling]:
    """Years of tellings, two a day, of so many stories: the answers of the data with words left out and put in.

    The competency is the number of the story.
    """
    chance = random.Random(seed)
    answers = [row["text"].split() for name in ("train-f", "train-g") for row in load(name)[::2]][:stories]
    words = [word for answer in answers for word in answer]
    told = []
    for number in range(count):
        story = chance.randrange(len(answers))
        kept = [word for word in answers[story] if chance.random() < 0.8]
        text = " ".join(word if chance.random() < 0.85 else f"{chance.choice(words)} {word}" for word in kept)
        told.append(Telling(f"t{number:05d}", date(2010, 1, 1) + timedelta(days=number // 2), text, "", f"{story}"))
    return told

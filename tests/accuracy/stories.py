"""The labelled answers in tests/data/stories (see its GUIDE.md)."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

from rehearse.language.tokens import tokenise

STORIES = Path(__file__).parents[1] / "data/stories"
HEARD = STORIES / "heard.jsonl"


def load(name: str) -> list[dict[str, Any]]:
    """The rows of `name`.jsonl."""
    return [json.loads(line) for line in (STORIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line]


def heard_texts() -> dict[str, str]:
    """What a recogniser heard of training answers that a voice said, by id (`tests.accuracy.hear_stories`)."""
    rows = load(HEARD.stem) if HEARD.exists() else []
    return {row["id"]: row["heard"] for row in rows}


def training_answers() -> list[str]:
    """The files of answers to train on."""
    return sorted(path.stem for path in STORIES.glob("train-*.jsonl"))


def short_passages() -> list[str]:
    """The files of labelled passages of a sentence or two to train on."""
    return sorted(path.stem for path in STORIES.glob("clauses*.jsonl"))


def fold_of(row: dict[str, Any], number: int) -> int:
    """The fold of five of a row: neighbouring answers (`number` counts them) and a group's passages stay together."""
    return (int(re.sub(r"\D", "", row["group"])) if "group" in row else number // 2) % 5


def stripped(text: str) -> str:
    """`text` as a recogniser without case and punctuation writes it."""
    return " ".join(token.text for token in tokenise(text))


def misheard(text: str, share: float = 0.125) -> str:
    """`text` as a poor recogniser writes it, simulated: `share` of the words dropped, swapped for another of the text,
    or said twice."""
    chance, words = random.Random(len(text)), stripped(text).split()
    heard: list[str] = []
    for word in words:
        drawn = chance.random() / share
        if drawn > 1:
            heard.append(word)
        elif drawn > 0.4:
            heard += [chance.choice(words)] if drawn < 0.8 else [word, word]
    return " ".join(heard)

"""The texts that the readers are trained on, as they were written and as they might be heard."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from rehearse.story.encoder import LONGEST, package_encoder, pieces_of
from rehearse.story.scores import CORE
from tests.accuracy.labelled import Labelled, written_and_heard
from tests.accuracy.stories import short_passages, training_answers

MISHEARD = 0.08  # of the words, where no recogniser heard them


@dataclass
class Text:
    """`states` of its pieces with the marks at both ends, as they go into the first layer; `runs` the pieces of each
    clause; `marks` its levels."""

    key: str
    fold: int
    short: bool
    states: Tensor
    runs: list[tuple[int, int]]
    marks: np.ndarray
    levels: np.ndarray


def readings(chance: random.Random) -> tuple[list[Text], ...]:
    """The training texts as written, with words misheard, and as a recogniser heard them, else misheard once more."""
    read: tuple[list[Text], ...] = ([], [], [])
    for written, heard in written_and_heard([*training_answers(), *short_passages()]):
        for number, text in enumerate((written, written, heard or written)):
            said = [(token.text, place) for place, token in enumerate(text.passage.tokens)]
            simulated = number > 0 and text is written
            read[number].append(_text(text, list(_misheard(said, MISHEARD, chance)) if simulated else said))
    return read


def _text(text: Labelled, heard: Sequence[tuple[str, int]]) -> Text:
    """`heard`: words with the place in the passage that they stand for."""
    ends = text.passage.clauses
    clause = np.repeat(np.arange(len(ends)), [end - start for start, end in ends])
    runs_of = zip(heard, pieces_of([word for word, _ in heard]), strict=True)
    pieces = [(piece, place) for (_, place), run in runs_of for piece in run][:LONGEST]
    runs, marks = _clauses([place for _, place in pieces], clause, text.marks)
    if text.short and len(runs) == 1:
        marks = text.levels[None]
    states = torch.from_numpy(package_encoder().embed([piece for piece, _ in pieces])).bfloat16()
    return Text(text.key, text.fold, text.short, states, runs, marks, text.levels)


def _misheard(said: Sequence[tuple[str, int]], share: float, chance: random.Random) -> Iterator[tuple[str, int]]:
    """Words dropped, swapped for others of the text, and hesitations put in, `share` of them in all."""
    for word, place in said:
        drawn = chance.random()
        if drawn < 0.4 * share:
            continue
        if drawn > 1 - 0.3 * share:
            yield chance.choice(("um", "uh")), place
        yield (chance.choice(said)[0] if drawn < 0.7 * share else word), place


def _clauses(places: Sequence[int], clause: np.ndarray, marked: np.ndarray) -> tuple[list[tuple[int, int]], np.ndarray]:
    """The pieces of each clause (the mark at the beginning counts), and for each element its level or -1 (unsure)."""
    runs: list[tuple[int, int]] = []
    for number, place in enumerate(places):
        if runs and clause[place] == clause[places[number - 1]]:
            runs[-1] = (runs[-1][0], number + 2)
        else:
            runs.append((number + 1, number + 2))
    rows = []
    for start, end in runs:
        inside = marked[[places[number - 1] for number in range(start, end)]]
        share = (inside > 0).mean(axis=0)
        level = np.where(share >= 0.5, inside.max(axis=0), np.where(share <= 0.1, 0, -1))
        rows.append(np.where((inside < 0).any(axis=0), -1, level))
    return runs, np.array(rows, dtype=int).reshape(-1, len(CORE))


def inserted(text: Text, other: Text, chance: random.Random) -> Text:
    """`other` said between two clauses of `text`: what either tells is told."""
    clause = chance.randrange(len(text.runs) + 1)
    at = text.runs[clause][0] if clause < len(text.runs) else len(text.states) - 1
    moved = len(other.states) - 2
    middle = [(start - 1 + at, end - 1 + at) for start, end in other.runs]
    after = [(start + moved, end + moved) for start, end in text.runs[clause:]]
    return replace(
        text,
        states=torch.cat([text.states[:at], other.states[1:-1], text.states[at:]]),
        runs=[*text.runs[:clause], *middle, *after],
        marks=np.concatenate([text.marks[:clause], other.marks, text.marks[clause:]]),
        levels=np.maximum(text.levels, other.levels),
    )

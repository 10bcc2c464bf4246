"""Train the readers of `rehearse.story.reader`: `make story-readers`. Needs torch, which the app never does.

Each reader is trained without the answers of one fold: together they are the app's readers, and what each says of its
own fold (tests/data/stories/held-out.json) is what `make story-model` learns from. Some five minutes a reader on two
cores that have nothing else to do. Texts are read with words dropped, swapped and doubled as a recogniser would, and
with short passages put between their clauses.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as f

from rehearse.story.encoder import LONGEST, package_encoder, pieces_of
from rehearse.story.passage import read_passage
from rehearse.story.reader import FIRST_CHANGED
from rehearse.story.scores import CORE
from rehearse.story.tensors import write_tensors
from tests.accuracy.reader_net import Batch, Reader
from tests.accuracy.stories import STORIES, fold_of, load, short_passages, training_answers
from tests.accuracy.train_cues import evidence_mask

TARGET = Path(__file__).parents[2] / "rehearse/story/data/readers.safetensors"
HELD_OUT = STORIES / "held-out.json"
EPOCHS, BATCH_PIECES = 6, 1500
CHANGE_RATE, HEAD_RATE, WARM_UP = 1.5e-3, 2e-3, 0.1
CLAUSE_SHARE, CLAUSE_WEIGHT = 1.5, 2.0
# How much of each text is misheard, and how often each of these readings is taken.
MISHEARD, READINGS = (0.0, 0.08), (0, 0, 1)
INSERTED = 0.3
# The folds that a reader is trained without. More readers would read better and longer, a quarter of a second each.
HELD = (0, 1)


@dataclass
class Text:
    """`states` of its pieces with the marks at both ends; `runs` the pieces of each clause; `marks` its levels."""

    key: str
    fold: int
    short: bool
    states: Tensor
    runs: list[tuple[int, int]]
    marks: np.ndarray
    levels: np.ndarray


def texts(misheard: float, chance: random.Random) -> Iterator[Text]:
    for name in (*training_answers(), *short_passages()):
        for number, row in enumerate(load(name)):
            yield read(row, fold_of(row, number), misheard, chance)


def read(row: dict[str, Any], fold: int, misheard: float, chance: random.Random) -> Text:
    passage, short = read_passage(row["text"]), "labels" not in row
    levels = np.array([(row if short else row["labels"])[name] for name in CORE])
    marked = np.stack(
        [
            -np.ones(len(passage.tokens))
            if short and level
            else level * evidence_mask(passage, row.get("evidence", {}).get(name, []))
            for name, level in zip(CORE, levels, strict=True)
        ],
        axis=1,
    )
    clause = np.repeat(np.arange(len(passage.clauses)), [end - start for start, end in passage.clauses])
    said = [(token.text, place) for place, token in enumerate(passage.tokens)]
    heard = list(_misheard(said, misheard, chance)) if misheard else said
    runs_of = zip(heard, pieces_of([word for word, _ in heard]), strict=True)
    pieces = [(piece, place) for (_, place), run in runs_of for piece in run][:LONGEST]
    runs, marks = _clauses([place for _, place in pieces], clause, marked)
    if short and len(runs) == 1:
        marks = levels[None]
    states = torch.from_numpy(np.ascontiguousarray(_below([piece for piece, _ in pieces]))).bfloat16()
    return Text(row["id"], fold, short, states, runs, marks, levels)


def _below(pieces: Sequence[int]) -> np.ndarray:
    encoder = package_encoder()
    return encoder.run(encoder.embed(pieces), 0, FIRST_CHANGED)


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


def batched(chosen: Sequence[Text]) -> Batch:
    width, clauses = max(len(one.states) for one in chosen), max(1, *(len(one.runs) for one in chosen))
    batch = Batch(
        torch.zeros(len(chosen), width, chosen[0].states.shape[1], dtype=torch.bfloat16),
        torch.zeros(len(chosen), width, dtype=torch.bool),
        torch.zeros(len(chosen), clauses, width),
        torch.full((len(chosen), clauses, len(CORE)), -1),
        torch.tensor(np.array([one.levels for one in chosen])),
    )
    for row, one in enumerate(chosen):
        batch.states[row, : len(one.states)] = one.states
        batch.mask[row, : len(one.states)] = True
        batch.marks[row, : len(one.runs)] = torch.tensor(one.marks)
        for clause, (start, end) in enumerate(one.runs):
            batch.clauses[row, clause, start:end] = 1
    return batch


def batches(chosen: Sequence[Text]) -> Iterator[list[Text]]:
    """Texts of like length together, about `BATCH_PIECES` a batch."""
    batch: list[Text] = []
    for one in sorted(chosen, key=lambda text: len(text.states)):
        if batch and len(one.states) * (len(batch) + 1) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(one)
    yield batch


def reached(levels: Tensor) -> Tensor:
    return torch.stack([levels >= 1, levels >= 2], -1).float()


def loss_of(reader: Reader, batch: Batch) -> Tensor:
    """Of the texts, and of the clauses whose level is known."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        answer, clauses, real = reader(batch)
    whole = f.binary_cross_entropy_with_logits(answer, reached(batch.levels))
    known = ((batch.marks >= 0) & real[..., None])[..., None]
    weight = torch.tensor(CLAUSE_WEIGHT)
    each = f.binary_cross_entropy_with_logits(clauses, reached(batch.marks), reduction="none", pos_weight=weight)
    return whole + CLAUSE_SHARE * (each * known).sum() / known.sum().clamp(min=1) / 2


def fit(readings: Sequence[Sequence[Text]], seed: int) -> Reader:
    """`readings` are the same texts, read well and misheard."""
    torch.manual_seed(seed)
    chance, reader = random.Random(seed), Reader()
    changes = [values for name, values in reader.named_parameters() if name.startswith("layers")]
    heads = [values for name, values in reader.named_parameters() if not name.startswith("layers")]
    optimiser = torch.optim.AdamW([{"params": heads, "weight_decay": 0.01}, {"params": changes, "weight_decay": 0.05}])
    pool = [text for text in readings[0] if text.short]
    for epoch in range(EPOCHS):
        chosen = [readings[chance.choice(READINGS)][place] for place in range(len(readings[0]))]
        for place in range(len(chosen)):
            for _ in range(chance.choice((1, 1, 2)) if chance.random() < INSERTED else 0):
                chosen[place] = inserted(chosen[place], chance.choice(pool), chance)
        order = list(batches(chosen))
        chance.shuffle(order)
        for number, batch in enumerate(order):
            done = (epoch + number / len(order)) / EPOCHS
            rate = min(1.0, (done + 1e-3) / WARM_UP) * max(0.02, 1 - done)
            optimiser.param_groups[0]["lr"], optimiser.param_groups[1]["lr"] = HEAD_RATE * rate, CHANGE_RATE * rate
            optimiser.zero_grad()
            loss_of(reader, batched(batch)).backward()
            nn.utils.clip_grad_norm_([*heads, *changes], 1.0)
            optimiser.step()
    return reader.eval()


@torch.no_grad()
def say(reader: Reader, chosen: Sequence[Text]) -> dict[str, list[list[float]]]:
    """The log-odds of each text, by id."""
    said = {}
    for batch in batches(chosen):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            answer, _, _ = reader(batched(batch))
        said |= {one.key: np.round(row.numpy(), 3).tolist() for one, row in zip(batch, answer.float(), strict=True)}
    return said


def main() -> None:
    torch.set_num_threads(2)
    chance = random.Random(1)
    readings = [list(texts(share, chance)) for share in MISHEARD]
    arrays: dict[str, np.ndarray] = {}
    held: dict[str, list[list[float]]] = {}
    for fold in HELD:
        began = time.monotonic()
        reader = fit([[text for text in each if text.fold != fold] for each in readings], fold)
        arrays |= {f"{fold}/{name}": values for name, values in reader.arrays().items()}
        held |= say(reader, [text for text in readings[0] if text.fold == fold])
        print(f"reader {fold}: {time.monotonic() - began:.0f} s", flush=True)
    write_tensors(TARGET, arrays)
    lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(held.items()))
    HELD_OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

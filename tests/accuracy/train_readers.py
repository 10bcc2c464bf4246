"""Train the readers of `rehearse.story.reader`: `make story-readers`. Needs torch, which the app never does.

Each reader is trained without the answers of one fold: together they are the app's readers, and what each says of its
own fold (tests/data/stories/held-out.json) is what `make story-model` learns from. Some eight minutes a reader on two
cores that have nothing else to do. Texts are read as they were written, as a recogniser heard them, and with words
dropped, swapped and doubled, and with short passages put between their clauses.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as f

from rehearse.story.scores import CORE
from rehearse.story.tensors import write_tensors
from tests.accuracy.reader_net import Batch, Reader
from tests.accuracy.reader_texts import Text, inserted, readings
from tests.accuracy.stories import STORIES

TARGET = Path(__file__).parents[2] / "rehearse/story/data/readers.safetensors"
HELD_OUT = STORIES / "held-out.json"
EPOCHS, BATCH_PIECES = 5, 1500
CHANGE_RATE, HEAD_RATE, WARM_UP = 1.5e-3, 2e-3, 0.1
CLAUSE_SHARE, CLAUSE_WEIGHT = 1.5, 2.0
# How often each reading of a text is taken: as written, simulated, recognised.
READINGS = (0, 0, 1, 2)
INSERTED = 0.3
# The folds that a reader is trained without. More readers would read better and longer, some 0.3 s each.
HELD = (0, 1)


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


def fit(read_as: Sequence[Sequence[Text]], seed: int) -> Reader:
    """`read_as`: the same texts in each of their readings."""
    torch.manual_seed(seed)
    chance, reader = random.Random(seed), Reader()
    changes = [values for name, values in reader.named_parameters() if name.startswith("layers")]
    heads = [values for name, values in reader.named_parameters() if not name.startswith("layers")]
    optimiser = torch.optim.AdamW([{"params": heads, "weight_decay": 0.01}, {"params": changes, "weight_decay": 0.05}])
    pool = [text for text in read_as[0] if text.short]
    for epoch in range(EPOCHS):
        chosen = [read_as[chance.choice(READINGS)][place] for place in range(len(read_as[0]))]
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
    read_as = readings(random.Random(1))
    arrays: dict[str, np.ndarray] = {}
    held: dict[str, list[list[float]]] = {}
    for fold in HELD:
        began = time.monotonic()
        reader = fit([[text for text in each if text.fold != fold] for each in read_as], fold)
        arrays |= {f"{fold}/{name}": values for name, values in reader.arrays().items()}
        held |= say(reader, [text for text in (*read_as[0], *read_as[2]) if text.fold == fold])
        print(f"reader {fold}: {time.monotonic() - began:.0f} s", flush=True)
    write_tensors(TARGET, arrays)
    lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(held.items()))
    HELD_OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

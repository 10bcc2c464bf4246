"""Each clause read where it stands: how far it tells a decision, a trade-off, a cost, and what the whole comes to.

A reader is the encoder with low-rank changes to its layers and linear heads, trained together on labelled answers
(tests/accuracy/train_readers.py). Several readers, each trained without a fifth of the answers, read the same words;
their mean counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from rehearse.story.encoder import LONGEST, WIDTH, Encoder, gelu, package_encoder, pieces_of
from rehearse.story.passage import Passage
from rehearse.story.tensors import Array, read_tensors

# Where an answer is longer than the encoder, a stretch begins this many clauses before the last one ended.
SHARED_CLAUSES = 6
# Of the vectors before they are judged: as the encoder gives them they are small, which training does not like.
SCALE = np.float32(4)
HEAD = ("clause", "clause_bias", "best", "bias", "mean", "hidden", "out")


@dataclass(frozen=True)
class Reading:
    """Log-odds of "heard" and "clear" for decision, trade-off and cost.

    answer : of the whole, shape (3, 2); not calibrated.
    clauses : of each clause, shape (clauses, 3, 2).
    """

    answer: Array
    clauses: Array


@dataclass(frozen=True)
class Head:
    """How a reader judges: each clause linearly; the whole by its best clauses, by their mean, and, for what takes two
    clauses to say, by hidden units over what the telling clauses hold together.
    """

    clause: Array
    clause_bias: Array
    best: Array
    bias: Array
    mean: Array
    hidden: Array
    out: Array

    def __call__(self, vectors: Array) -> tuple[Array, Array]:
        """(answer, clauses) from the clauses' vectors, shape (clauses, WIDTH)."""
        vectors = SCALE * vectors
        clauses = vectors @ self.clause.T + self.clause_bias
        top = clauses.max(axis=0)
        spread = np.exp(clauses - top)
        answer = (top + np.log(spread.sum(axis=0))) * self.best + self.bias + vectors.mean(axis=0) @ self.mean.T
        telling = clauses.reshape(-1, 3, 2).mean(axis=2)
        telling = np.exp(telling - telling.max(axis=0))
        held = (telling / telling.sum(axis=0)).T @ vectors
        hidden = gelu((self.hidden @ held[:, :, None])[:, :, 0])
        return answer.reshape(3, 2) + (self.out @ hidden[:, :, None])[:, :, 0], clauses.reshape(-1, 3, 2)


@dataclass(frozen=True)
class Readers:
    """`members` are (encoder, head) each."""

    members: tuple[tuple[Encoder, Head], ...]

    def __call__(self, passage: Passage) -> Reading:
        """Read a passage of at least one clause. Linear in its length."""
        pieces = list(pieces_of([token.text for token in passage.tokens]))
        vectors = [np.zeros((len(passage.clauses), WIDTH), dtype=np.float32) for _ in self.members]
        for first, fresh, past in _stretches(passage, pieces):
            self._read(passage, pieces, (first, fresh, past), vectors)
        judged = [head(rows) for (_, head), rows in zip(self.members, vectors, strict=True)]
        answer, clauses = (np.mean([pair[part] for pair in judged], axis=0) for part in (0, 1))
        return Reading(answer, clauses)

    def _read(
        self, passage: Passage, pieces: Sequence[list[int]], stretch: tuple[int, int, int], vectors: list[Array]
    ) -> None:
        """Fill in the rows of clauses `fresh` to `past` from reading clauses `first` to `past`."""
        first, fresh, past = stretch
        runs = [[i for piece in pieces[start:end] for i in piece] for start, end in passage.clauses[first:past]]
        ends = 1 + np.cumsum([0, *map(len, runs)])
        ids = [i for run in runs for i in run][:LONGEST]
        for (encoder, _), rows in zip(self.members, vectors, strict=True):
            states = encoder.read(ids)
            for clause in range(fresh, past):
                inside = states[ends[clause - first] : ends[clause - first + 1]]
                rows[clause] = inside.mean(axis=0) if len(inside) else 0


def _stretches(passage: Passage, pieces: Sequence[list[int]]) -> Iterator[tuple[int, int, int]]:
    """(first, first not read before, past-last) clauses that the encoder can take at once."""
    lengths = [sum(map(len, pieces[start:end])) for start, end in passage.clauses]
    fresh = 0
    while fresh < len(lengths):
        first = max(0, fresh - SHARED_CLAUSES)
        while first < fresh and sum(lengths[first : fresh + 1]) > LONGEST:
            first += 1
        past, total = fresh, sum(lengths[first:fresh])
        while past < len(lengths) and (past == fresh or total + lengths[past] <= LONGEST):
            total += lengths[past]
            past += 1
        yield first, fresh, past
        fresh = past


@cache
def own_readers() -> Readers:
    """The readers that come with the app. Raises EncoderMissing where the encoder's package is not installed."""
    base = package_encoder()
    with as_file(files("rehearse.story").joinpath("data/readers.safetensors")) as path:
        tensors = read_tensors(path)
    numbers = sorted({name.split("/")[0] for name in tensors})
    return Readers(tuple(_member(base, tensors, number) for number in numbers))


def _member(base: Encoder, tensors: dict[str, Array], number: str) -> tuple[Encoder, Head]:
    own = {name.split("/", 1)[1]: values for name, values in tensors.items() if name.startswith(number + "/")}
    names = [name.removesuffix(".up") for name in own if name.endswith(".up")]
    changes = {name: (own[name + ".up"], own[name + ".down"]) for name in names}
    return Encoder(base.tensors, changes), Head(*(own["head." + part] for part in HEAD))

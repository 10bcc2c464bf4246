"""The model file: `data/weights.json`, made by `make story-model`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from rehearse.story.tensors import Array
from rehearse.types import ElementName


class Weights(msgspec.Struct, frozen=True):
    """A linear scorer over named features."""

    bias: float
    values: list[float]

    def score(self, features: Array) -> Array:
        """Log-odds per row of `features`, shape (rows, features)."""
        scores: Array = features @ np.asarray(self.values, dtype=np.float32) + np.float32(self.bias)
        return scores


class Head(msgspec.Struct, frozen=True):
    """One level of one element: window scorer (core elements only), answer scorer, and the cut on its probability."""

    answer: Weights
    cut: float
    window: Weights | None = None


class Joined(msgspec.Struct, frozen=True):
    """A core element from cues and readers together: "heard" and "clear", their cuts, and where "clear" is a guess."""

    heard: Weights
    clear: Weights
    cuts: tuple[float, float]
    doubt: tuple[float, float]


class Model(msgspec.Struct, frozen=True):
    """All weights but the readers'."""

    version: str
    cues: list[str]
    words: list[str]
    heard: dict[ElementName, Head]
    clear: dict[ElementName, Head]
    episode: Weights
    joined: dict[ElementName, Joined] = {}


@cache
def own_model() -> Model:
    """The model that comes with the app."""
    data = files("rehearse.story").joinpath("data/weights.json").read_bytes()
    return msgspec.json.decode(data, type=Model)


def probability(log_odds: float) -> float:
    return float(1 / (1 + np.exp(-log_odds)))

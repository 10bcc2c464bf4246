"""The telling that a telling is most like, among few and among ten thousand.

Both ways give the same answer: `AmongFew` looks at each pair and needs nothing loaded, `AmongMany` at those that may be
the likest.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import accumulate
from math import sqrt
from typing import TYPE_CHECKING, Protocol

from rehearse.bank.likeness import Weights, likeness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Between the least likeness of two tellings of one story and the most of two stories, in the project's own answers.
SAME = 0.25
# What is left out of a telling when others are looked for, as a length (the whole telling's is 1): so much two tellings
# that share nothing else can be alike.
LEFT_OUT = 0.15
FEW_IN_QUESTION = 6
ROUNDING = 1e-9


class Alike(Protocol):
    """Tellings by their places, and which of them is like another one."""

    def add(self, place: int, said: Weights) -> None:
        """From now on others may be like this one."""

    def likest(self, said: Weights) -> int | None:
        """The place of the telling that is most like this one, the first of several: stories change as they are told.
        None where none is as like as two tellings of one story are."""


class AmongFew:
    """Pair by pair: a window that opens on few takes need not wait for numpy."""

    def __init__(self) -> None:
        self._prints: dict[int, Weights] = {}

    def add(self, place: int, said: Weights) -> None:
        self._prints[place] = said

    def likest(self, said: Weights) -> int | None:
        return _likest((likeness(said, other), place) for place, other in self._prints.items())


class AmongMany:
    """Word by word, all its holders at once. The words of a telling that weigh least for how many hold them are not
    looked up: how alike two tellings are is then known but for `LEFT_OUT`, and those still in question are compared."""

    def __init__(self) -> None:
        self._prints: dict[int, Weights] = {}
        self._holders: dict[str, array[int]] = {}
        self._values: dict[str, array[float]] = {}
        self._places = 0

    def add(self, place: int, said: Weights) -> None:
        self._prints[place] = said
        self._places = max(self._places, place + 1)
        for word, value in said.items():
            self._holders.setdefault(word, array("q")).append(place)
            self._values.setdefault(word, array("d")).append(value)

    def likest(self, said: Weights) -> int | None:
        looked_up, left_out = self._parted(said)
        if not looked_up:
            return None
        scores = self._scores(looked_up)
        places = self._in_question(said, scores, sqrt(sum(value * value for value in left_out.values())))
        if len(places) > FEW_IN_QUESTION and left_out:
            places = self._in_question(said, scores + self._scores(left_out), 0.0)
        return _likest((likeness(said, self._prints[place]), place) for place in places)

    def _parted(self, said: Weights) -> tuple[Weights, Weights]:
        """The words to look up, and the others that anybody holds, of `LEFT_OUT` at most."""
        held = {word: value for word, value in said.items() if word in self._holders}
        least_first = sorted(held, key=lambda word: held[word] ** 2 / len(self._holders[word]))
        lengths = accumulate(held[word] ** 2 for word in least_first)
        count = sum(length <= LEFT_OUT**2 for length in lengths)
        return {word: held[word] for word in least_first[count:]}, {word: held[word] for word in least_first[:count]}

    def _in_question(self, said: Weights, scores: NDArray[np.float64], unknown: float) -> list[int]:
        """Places that may be the likest where the scores may be too low by `unknown`."""
        likely = int(scores.argmax())
        least = max(SAME, likeness(said, self._prints[likely])) - unknown - ROUNDING
        return [int(place) for place in (scores >= least).nonzero()[0]]

    def _scores(self, said: Weights) -> NDArray[np.float64]:
        """For each place how alike it is by these words."""
        import numpy as np

        holders = np.concatenate([np.frombuffer(self._holders[word], np.int64) for word in said])
        values = np.concatenate([np.frombuffer(self._values[word], np.float64) * value for word, value in said.items()])
        return np.bincount(holders, weights=values, minlength=self._places).astype(np.float64, copy=False)


def _likest(scores: Iterable[tuple[float, int]]) -> int | None:
    alike, place = max(scores, key=lambda score: (score[0], -score[1]), default=(0.0, 0))
    return place if alike >= SAME else None

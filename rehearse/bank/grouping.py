"""Which takes tell the same story: as the person said, else by likeness of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearse.bank.likeness import Weights, fingerprint, likeness
from rehearse.bank.telling import Telling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Between the least likeness of two tellings of one story and the most of two stories, in the project's own answers.
SAME = 0.25
FEWEST_WORDS = 30
FEW = 150


@dataclass
class Group:
    """Tellings of one story, in the order in which they were told; `name` is the person's, "" where none was given."""

    name: str = ""
    tellings: list[Telling] = field(default_factory=list)


def group(tellings: Sequence[Telling]) -> list[Group]:
    """The stories of all tellings, in the order in which they were first told.

    Tellings that the person named stand together whatever they say; the others join the story that they are most
    like, or begin one. Those of few words stand alone, since nothing can be told of them.
    """
    ordered = sorted(tellings, key=lambda telling: (telling.on, telling.take_id))
    named = {telling.story: Group(telling.story) for telling in ordered if telling.story}
    prints = [fingerprint(telling.text) for telling in ordered]
    alike = _AlikeOfFew(prints) if len(prints) <= FEW else _Alike(prints)
    homes: dict[int, Group] = {}
    for place, telling in enumerate(ordered):
        if telling.story:
            homes[place] = named[telling.story]
            alike.place(place)
    for place, telling in enumerate(ordered):
        if not telling.story:
            other = alike.likest(place) if len(telling.text.split()) >= FEWEST_WORDS else None
            homes[place] = Group() if other is None else homes[other]
            alike.place(place)
    for place, home in sorted(homes.items()):
        home.tellings.append(ordered[place])
    return list({id(homes[place]): homes[place] for place in sorted(homes)}.values())


class _AlikeOfFew:
    """The same as `_Alike`, pair by pair: a window that opens on few takes need not wait for numpy."""

    def __init__(self, prints: Sequence[Weights]) -> None:
        self._prints = prints
        self._placed: list[int] = []

    def place(self, place: int) -> None:
        """From now on others may be like this one."""
        self._placed.append(place)

    def likest(self, place: int) -> int | None:
        """The placed telling that is most like this one, or None."""
        scores = [(likeness(self._prints[place], self._prints[other]), -other) for other in self._placed]
        best, other = max(scores, default=(0.0, 0))
        return -other if best >= SAME else None


class _Alike:
    """Likeness of one telling to all that were placed. Only those that share a word are looked at, word by word and
    all at once: years of answers are a million pairs."""

    def __init__(self, prints: Sequence[Weights]) -> None:
        import numpy as np

        self._prints = prints
        self._placed = np.zeros(len(prints), dtype=bool)
        holders: dict[str, list[int]] = {}
        for place, said in enumerate(prints):
            for word in said:
                holders.setdefault(word, []).append(place)
        self._holders = {word: np.array(places) for word, places in holders.items()}
        self._values = {word: np.array([prints[place][word] for place in places]) for word, places in holders.items()}

    def place(self, place: int) -> None:
        """From now on others may be like this one."""
        self._placed[place] = True

    def likest(self, place: int) -> int | None:
        """The placed telling that is most like this one: stories change as they are told. None where none is as like
        as two tellings of one story are."""
        scores = self._scores(place)
        best = int(scores.argmax())
        return best if scores[best] >= SAME else None

    def _scores(self, place: int) -> NDArray[np.float64]:
        import numpy as np

        said = self._prints[place]
        if not said:
            return np.zeros(len(self._prints))
        holders = np.concatenate([self._holders[word] for word in said])
        values = np.concatenate([self._values[word] * value for word, value in said.items()])
        scores = np.bincount(holders, weights=values, minlength=len(self._prints))
        return np.where(self._placed, scores, 0.0)

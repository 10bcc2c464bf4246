"""Which takes tell the same story: as the person said, else by likeness of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rehearse.bank.likeness import Weights, fingerprint, likeness
from rehearse.bank.telling import Telling

# Between the least likeness of two tellings of one story and the most of two stories, in the project's own answers.
SAME = 0.25
FEWEST_WORDS = 30


@dataclass
class Group:
    """Tellings of one story, in the order in which they were told; `name` is the person's, "" where none was given."""

    name: str = ""
    tellings: list[Telling] = field(default_factory=list)
    prints: list[Weights] = field(default_factory=list)

    def add(self, telling: Telling, said: Weights) -> None:
        self.tellings.append(telling)
        self.prints.append(said)

    def likeness(self, said: Weights) -> float:
        """To the telling that is most like it: stories change as they are told."""
        return max((likeness(said, other) for other in self.prints), default=0.0)


def group(tellings: Sequence[Telling]) -> list[Group]:
    """The stories of all tellings, in the order in which they were first told.

    Tellings that the person named stand together whatever they say; the others join the story that they are most
    like, or begin one. Those of few words stand alone, since nothing can be told of them.
    """
    ordered = sorted(tellings, key=lambda telling: (telling.on, telling.take_id))
    named = {telling.story: Group(telling.story) for telling in ordered if telling.story}
    prints = {telling.take_id: fingerprint(telling.text) for telling in ordered}
    for telling in ordered:
        if telling.story:
            named[telling.story].add(telling, prints[telling.take_id])
    groups = list(named.values())
    for telling in ordered:
        if not telling.story:
            _place(telling, prints[telling.take_id], groups)
    for each in groups:
        each.tellings.sort(key=lambda telling: (telling.on, telling.take_id))
    return sorted(groups, key=lambda each: (each.tellings[0].on, each.tellings[0].take_id))


def _place(telling: Telling, said: Weights, groups: list[Group]) -> None:
    if len(telling.text.split()) >= FEWEST_WORDS:
        likest = max(groups, key=lambda each: each.likeness(said), default=None)
        if likest is not None and likest.likeness(said) >= SAME:
            likest.add(telling, said)
            return
    groups.append(Group())
    groups[-1].add(telling, said)

"""Which takes tell the same story: as the person said, else by likeness of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rehearse.bank.alike import Alike, AmongFew, AmongMany
from rehearse.bank.likeness import fingerprint
from rehearse.bank.telling import Telling

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
    alike: Alike = AmongFew() if len(ordered) <= FEW else AmongMany()
    word_for_word: dict[str, int] = {}
    homes: dict[int, Group] = {}
    for place, telling in enumerate(ordered):
        if telling.story:
            homes[place] = named[telling.story]
            if word_for_word.setdefault(telling.text, place) == place:
                alike.add(place, fingerprint(telling.text))
    for place, telling in enumerate(ordered):
        if not telling.story:
            enough = len(telling.text.split()) >= FEWEST_WORDS
            other = word_for_word.get(telling.text)
            if other is None:
                said = fingerprint(telling.text)
                other = alike.likest(said) if enough else None
                alike.add(place, said)
                word_for_word[telling.text] = place
            homes[place] = homes[other] if other is not None and enough else Group()
    for place, home in sorted(homes.items()):
        home.tellings.append(ordered[place])
    return list({id(homes[place]): homes[place] for place in sorted(homes)}.values())

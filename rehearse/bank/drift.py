"""What changed between two tellings of one story, side by side: amounts, dates and names that were told differently.

Whether it was wrong the first time or the second the person knows; an interviewer who hears both asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from rehearse.bank.amounts import Amount
from rehearse.bank.dates import find_facts
from rehearse.bank.names import Name, Names, find_names, one_role, written_names
from rehearse.bank.telling import Telling

QUOTED = 45  # characters on either side of what changed
# Telling words that two amounts must share: where their unit is the only one of its kind fewer will do.
SHARED, SHARED_ALONE = 2, 1
NAME = "name"
NONE = Names((), frozenset())


@dataclass(frozen=True)
class Said:
    """A fact as it was told: its words, those around it, and which word of the telling's text it begins with."""

    take_id: str
    quote: str
    words: str
    word: int


@dataclass(frozen=True)
class Drift:
    """One fact told in two ways; `kind` is what was counted ("week"), one of `DATES`, or "name"."""

    kind: str
    before: Said
    after: Said


@dataclass(frozen=True)
class _Facts:
    """What can be told differently in a telling."""

    take_id: str
    text: str
    amounts: tuple[Amount, ...]
    names: Names


def find_drift(tellings: Sequence[Telling]) -> tuple[Drift, ...]:
    """What differs from each telling of a story to the next, in the order of the later one.

    What is told in one of them only is no difference; where the words were recognised roughly no name is believed.
    """
    known = frozenset[str]().union(*(written_names(each.text) for each in tellings if not each.rough))
    facts = [
        _Facts(each.take_id, each.text, find_facts(each.text), NONE if each.rough else find_names(each.text, known))
        for each in tellings
    ]
    return tuple(drift for before, after in pairwise(facts) for drift in _between(before, after))


def _between(before: _Facts, after: _Facts) -> list[Drift]:
    pairs: tuple[tuple[str, Amount | Name, Amount | Name], ...] = (*_amounts(before, after), *_names(before, after))
    found = [Drift(kind, _said(a, before), _said(b, after)) for kind, a, b in pairs]
    return sorted(found, key=lambda drift: drift.after.word)


def _amounts(before: _Facts, after: _Facts) -> Iterable[tuple[str, Amount, Amount]]:
    """Two amounts are of one fact where they count the same and the words around them agree; those that are the same
    in both are set aside first."""
    old, new = list(before.amounts), list(after.amounts)
    for amount in list(new):
        same = next((each for each in old if each.unit == amount.unit and each.value == amount.value), None)
        if same is not None:
            old.remove(same)
            new.remove(amount)
    alike = [(len(a.about & b.about), a, b) for a, b in product(old, new) if _one_fact(a, b, old, new)]
    taken: set[int] = set()
    for _, a, b in sorted(alike, key=lambda pair: -pair[0]):
        if not taken & {id(a), id(b)}:
            taken |= {id(a), id(b)}
            yield a.unit, a, b


def _one_fact(a: Amount, b: Amount, old: Sequence[Amount], new: Sequence[Amount]) -> bool:
    if not a.unit or a.unit != b.unit:
        return False
    alone = sum(each.unit == a.unit for each in old) == sum(each.unit == a.unit for each in new) == 1
    return len(a.about & b.about) >= (SHARED_ALONE if alone else SHARED)


def _names(before: _Facts, after: _Facts) -> Iterable[tuple[str, Name, Name]]:
    """A name that only one telling has, and one that only the other has, in the same role; each is told once."""
    old = [name for name in before.names.names if not after.names.hold(name)]
    new = [name for name in after.names.names if not before.names.hold(name)]
    taken: set[tuple[str, ...]] = set()
    for a, b in product(old, new):
        if not taken & {a.parts, b.parts} and one_role(a, b):
            taken |= {a.parts, b.parts}
            yield NAME, a, b


def _said(fact: Amount | Name, telling: _Facts) -> Said:
    text = telling.text
    start = text.find(" ", max(0, fact.start - QUOTED)) + 1 if fact.start > QUOTED else 0
    end = text.rfind(" ", fact.end, fact.end + QUOTED) if fact.end + QUOTED < len(text) else len(text)
    start, end = min(start, fact.start), max(end, fact.end)
    quote = " ".join(text[start:end].split())
    return Said(telling.take_id, quote, text[fact.start : fact.end], text.count(" ", 0, fact.start))

"""What changed between two tellings of one story: amounts that were told differently, side by side.

Whether it was wrong the first time or the second the person knows; an interviewer who hears both asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rehearse.bank.amounts import Amount, find_amounts

QUOTED = 45  # characters on either side of an amount
# Telling words that two amounts must share: where their unit is the only one of its kind fewer will do.
SHARED, SHARED_ALONE = 2, 1


@dataclass(frozen=True)
class Said:
    """An amount as it was told: the words around it, and where it stands in the telling's text."""

    take_id: str
    quote: str
    amount: str
    start: int


@dataclass(frozen=True)
class Drift:
    """One fact told in two ways; `unit` is what was counted."""

    unit: str
    before: Said
    after: Said


def find_drift(before: tuple[str, str], after: tuple[str, str]) -> tuple[Drift, ...]:
    """Amounts that differ between two tellings, each (take id, text), in the order of the later one.

    Two amounts are of one fact where they count the same and the words around them agree; amounts that are the same
    in both are set aside first. What is told in one of them only is no drift.
    """
    old, new = list(find_amounts(before[1])), list(find_amounts(after[1]))
    for amount in list(new):
        same = next((each for each in old if each.unit == amount.unit and each.value == amount.value), None)
        if same is not None:
            old.remove(same)
            new.remove(amount)
    pairs = sorted(
        ((len(a.about & b.about), a, b) for a in old for b in new if _one_fact(a, b, old, new)),
        key=lambda pair: -pair[0],
    )
    return tuple(sorted(_drifts(pairs, before, after), key=lambda drift: drift.after.start))


def _one_fact(a: Amount, b: Amount, old: Sequence[Amount], new: Sequence[Amount]) -> bool:
    if not a.unit or a.unit != b.unit:
        return False
    alone = sum(each.unit == a.unit for each in old) == sum(each.unit == a.unit for each in new) == 1
    return len(a.about & b.about) >= (SHARED_ALONE if alone else SHARED)


def _drifts(
    pairs: Sequence[tuple[int, Amount, Amount]], before: tuple[str, str], after: tuple[str, str]
) -> list[Drift]:
    taken: set[int] = set()
    found = []
    for _, a, b in pairs:
        if id(a) not in taken and id(b) not in taken:
            taken |= {id(a), id(b)}
            found.append(Drift(a.unit, _said(a, before), _said(b, after)))
    return found


def _said(amount: Amount, telling: tuple[str, str]) -> Said:
    take_id, text = telling
    start = text.find(" ", max(0, amount.start - QUOTED)) + 1 if amount.start > QUOTED else 0
    end = text.rfind(" ", amount.end, amount.end + QUOTED) if amount.end + QUOTED < len(text) else len(text)
    start, end = min(start, amount.start), max(end, amount.end)
    return Said(take_id, " ".join(text[start:end].split()), text[amount.start : amount.end], amount.start)

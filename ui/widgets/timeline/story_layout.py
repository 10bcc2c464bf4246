"""Where the names of a story's elements stand on their lane, so that none is cut by another. Pure: no Qt.

Decision, trade-off and cost are blocks; the rest are lines with their name above. A name stands where there is room:
in its block, beside it, and shortened where only that fits. Lines that overlap share one name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rehearse.export.wording import ELEMENTS

SHORT = {
    "decision": "dec.",
    "tradeoff": "trade",
    "situation": "sit.",
    "reflection": "refl.",
}
GAP = 6.0  # pixels between two names, and between a name and a block
INSIDE = 5.0  # pixels between a block's edge and its name

Width = Callable[[str], float]


@dataclass(frozen=True)
class Mark:
    """One quote of an element, from `left` to `right` pixels."""

    element: str
    left: float
    right: float
    thin: bool = False


@dataclass(frozen=True)
class Placed:
    """A mark with its name and where that begins; `name` is "" where there is no room for one."""

    mark: Mark
    name: str = ""
    at: float = 0.0
    inside: bool = False


@dataclass(frozen=True)
class Room:
    """Where names may stand: `left` to `right`, less what is `taken`."""

    left: float
    right: float
    taken: tuple[tuple[float, float], ...] = ()

    def free(self, left: float, right: float) -> bool:
        return self.left <= left and right <= self.right and all(b <= left or right <= a for a, b in self.taken)

    def less(self, left: float, right: float) -> Room:
        return replace(self, taken=(*self.taken, (left, right)))


def place_blocks(marks: Sequence[Mark], room: Room, width: Width) -> tuple[list[Placed], Room]:
    """The blocks, longest first, and the room that they and their names leave."""
    blocks = list(_cleared(marks))
    for block in blocks:
        room = room.less(block.left - GAP / 2, block.right + GAP / 2)
    placed = []
    for block in sorted(blocks, key=lambda mark: mark.left):
        found = _in_or_beside(block, room, width)
        if found.name and not found.inside:
            room = room.less(found.at - GAP / 2, found.at + width(found.name) + GAP / 2)
        placed.append(found)
    return sorted(placed, key=lambda each: each.mark.left - each.mark.right), room


def _cleared(marks: Sequence[Mark]) -> Iterator[Mark]:
    """A long block that begins under a shorter one starts after it."""
    for mark in marks:
        over = [
            other.right
            for other in marks
            if other is not mark and other.left <= mark.left + 1 and mark.left < other.right < mark.right
        ]
        yield replace(mark, left=max(over) + 2) if over else mark


def _in_or_beside(block: Mark, room: Room, width: Width) -> Placed:
    names = _names(block.element)
    for name in names:
        if width(name) + 2 * INSIDE <= block.right - block.left:
            return Placed(block, name, block.left + INSIDE, inside=True)
    for name in names:
        for at in (block.right + GAP, block.left - GAP - width(name)):
            if room.free(at, at + width(name)):
                return Placed(block, name, at)
    return Placed(block)


def place_lines(marks: Iterable[Mark], room: Room, width: Width) -> list[Placed]:
    """Lines with their names; those that overlap share the first one's place."""
    placed: list[Placed] = []
    groups = list(_groups(marks))
    for place, group in enumerate(groups):
        last = place + 1 == len(groups)
        name, at = _above(group, room, room.right if last else groups[place + 1][0].left - GAP, width)
        if name:
            room = room.less(at - GAP / 2, at + width(name) + GAP / 2)
        placed.append(Placed(group[0], name, at))
        placed += [Placed(mark) for mark in group[1:]]
    return placed


def _groups(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """Lines in order of time, those that overlap together."""
    group: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (each.left, each.right)):
        if group and mark.left >= max(each.right for each in group):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _above(group: Sequence[Mark], room: Room, limit: float, width: Width) -> tuple[str, float]:
    """The name over a group and where it begins: at the group's start or near it."""
    elements = list(dict.fromkeys(mark.element for mark in group))
    whole = ", ".join(_names(each)[0] for each in elements)
    shorter = ", ".join(_names(each)[-1] for each in elements)
    for name in dict.fromkeys((whole, shorter, *_names(elements[0]))):
        wide = width(name)
        start = max(group[0].left, room.left)
        latest = max(start, max(mark.right for mark in group) - wide)  # still over its own line
        for at in (start, start + GAP, limit - wide):
            if start - wide < at <= latest and at + wide <= limit and room.free(at, at + wide):
                return name, at
    return "", 0.0


def _names(element: str) -> tuple[str, ...]:
    name = ELEMENTS[element].lower()
    return (name, SHORT[element]) if element in SHORT else (name,)

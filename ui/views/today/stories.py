"""Which stories have been told: for each competency how many, and how clear their parts were at best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rehearse.questions import MARKED
from rehearse.store import TakeRow
from rehearse.types import Question


@dataclass(frozen=True)
class Told:
    """The stories told of one competency: how many, and the best level heard of each element, None without a story."""

    competency: str
    stories: int
    levels: tuple[int | None, ...]


@dataclass(frozen=True)
class Untold:
    """A competency without a story, and a question that asks for one."""

    competency: str
    question_key: str


def coverage(rows: Iterable[TakeRow], pool: Sequence[Question]) -> tuple[tuple[Told, ...], tuple[Untold, ...]]:
    """Competencies with stories, those told most first, and those of the pool without one."""
    stories: dict[str, list[TakeRow]] = {}
    for row in rows:
        if row.competency and row.decision is not None:
            stories.setdefault(row.competency.casefold(), []).append(row)
    told = [Told(sentence_case(name), len(found), _best(found)) for name, found in stories.items()]
    asks: dict[str, str] = {}
    for question in pool:
        asks.setdefault(question.competency.casefold(), question.key)
    untold = tuple(Untold(sentence_case(name), key) for name, key in asks.items() if name and name not in stories)
    return tuple(sorted(told, key=lambda each: (-each.stories, each.competency))), untold


def _best(rows: Sequence[TakeRow]) -> tuple[int | None, ...]:
    return tuple(max((getattr(row, name) or 0 for row in rows), default=None) for name in MARKED)


def sentence_case(name: str) -> str:
    return name[:1].upper() + name[1:]

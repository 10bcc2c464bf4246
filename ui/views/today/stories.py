"""Which stories have been told: for each competency how many, and how clear their parts were at best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rehearse.questions import MARKED
from rehearse.store import TakeRow
from rehearse.types import Question


@dataclass(frozen=True)
class Told:
    """A competency with answers: how many stories they tell, None until that is counted, and the best level heard of
    each element, None without a story."""

    competency: str
    stories: int | None
    levels: tuple[int | None, ...]


@dataclass(frozen=True)
class Untold:
    """A competency without a story, and a question that asks for one."""

    competency: str
    question_key: str


def coverage(
    rows: Iterable[TakeRow], pool: Sequence[Question], stories: Mapping[str, int] | None
) -> tuple[tuple[Told, ...], tuple[Untold, ...]]:
    """Competencies with stories, those with most first, and those of the pool without one."""
    answers: dict[str, list[TakeRow]] = {}
    for row in rows:
        if row.competency and row.decision is not None:
            answers.setdefault(row.competency.casefold(), []).append(row)
    told = [
        Told(sentence_case(name), None if stories is None else stories.get(name, 0), _best(found))
        for name, found in answers.items()
    ]
    asks: dict[str, str] = {}
    for question in pool:
        asks.setdefault(question.competency.casefold(), question.key)
    untold = tuple(Untold(sentence_case(name), key) for name, key in asks.items() if name and name not in answers)
    most = {each.competency: each.stories if each.stories is not None else 0 for each in told}
    size = {sentence_case(name): len(found) for name, found in answers.items()}
    order = sorted(told, key=lambda each: (-most[each.competency], -size[each.competency], each.competency))
    return tuple(order), untold


def _best(rows: Sequence[TakeRow]) -> tuple[int | None, ...]:
    return tuple(max((getattr(row, name) or 0 for row in rows), default=None) for name in MARKED)


def sentence_case(name: str) -> str:
    return name[:1].upper() + name[1:]

"""The story bank: every story that was told, what it serves, how it changes, and which competencies lack one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rehearse.bank.drift import Drift, find_drift
from rehearse.bank.grouping import Group, group
from rehearse.bank.likeness import telling_words
from rehearse.bank.telling import Telling
from rehearse.bank.wording import FROZEN, frozen_share
from rehearse.types import ElementName, Level

AIM = 2  # stories a competency
STALE_DAYS = 28
NAME_WORDS = 9
COMPARED = 8  # of a story's tellings the last so many: what changed years ago is settled
CORE: tuple[ElementName, ...] = ("decision", "tradeoff", "cost")


@dataclass(frozen=True)
class BankStory:
    """One story over all its tellings, which stand in the order of time.

    named : whether the person gave `name`; else it is proposed from what was said.
    levels : the best level heard of each element of the core in any telling.
    drift : what changed from telling to telling among the last `COMPARED`.
    frozen : share of the last telling's wording that stood in the one before, 0..1; None with one telling.
    """

    name: str
    named: bool
    tellings: tuple[Telling, ...]
    competencies: tuple[str, ...]
    levels: dict[ElementName, Level]
    drift: tuple[Drift, ...]
    frozen: float | None
    last_told: date

    @property
    def over_rehearsed(self) -> bool:
        """Whether the wording has nearly frozen."""
        return self.frozen is not None and self.frozen >= FROZEN

    def days_since(self, today: date) -> int:
        return (today - self.last_told).days


@dataclass(frozen=True)
class Cover:
    """The stories that serve a competency, by name; `aim` are wanted."""

    competency: str
    stories: tuple[str, ...]
    aim: int = AIM


@dataclass(frozen=True)
class Bank:
    stories: tuple[BankStory, ...]
    coverage: tuple[Cover, ...]


def make_bank(tellings: Sequence[Telling], *, competencies: Iterable[str] = ()) -> Bank:
    """The bank of all tellings; `competencies` are those that the person's packs ask for, told or not.

    Stories come with the one told last first; competencies in the order given, then others that were told.
    """
    stories = sorted(map(_story, group(tellings)), key=lambda story: story.last_told, reverse=True)
    stories = _apart(stories)
    told = {competency.casefold(): competency for story in stories for competency in story.competencies}
    wanted = {name.casefold(): name for name in competencies if name} | told
    coverage = tuple(
        Cover(name, tuple(s.name for s in stories if key in {c.casefold() for c in s.competencies}))
        for key, name in wanted.items()
    )
    return Bank(tuple(stories), coverage)


def count_stories(groups: Iterable[Group], *, before: date = date.max) -> dict[str, int]:
    """How many stories serve each competency (casefolded) by what was told before a day."""
    served = [{each.competency.casefold() for each in found.tellings if each.on < before} - {""} for found in groups]
    return dict(Counter(name for names in served for name in names))


def _story(found: Group) -> BankStory:
    tellings = tuple(found.tellings)
    return BankStory(
        name=found.name or _proposed(found),
        named=bool(found.name),
        tellings=tellings,
        competencies=tuple(dict.fromkeys(each.competency for each in tellings if each.competency)),
        levels={name: max((each.levels.get(name, 0) for each in tellings), default=0) for name in CORE},
        drift=find_drift(tellings[-COMPARED:]),
        frozen=frozen_share(tellings[-2].text, tellings[-1].text) if len(tellings) > 1 else None,
        last_told=max(each.on for each in tellings),
    )


def _proposed(found: Group) -> str:
    """The decision in the person's own words, else the words that the story turns on, else the question."""
    decision = next((each.decision for each in reversed(found.tellings) if each.decision), "")
    words = decision.split()
    if words:
        return " ".join(words[:NAME_WORDS]) + (" …" if len(words) > NAME_WORDS else "")
    turns_on = telling_words([each.text for each in found.tellings[-COMPARED:]])
    return ", ".join(turns_on) if turns_on else found.tellings[-1].question or "An answer"


def _apart(stories: Sequence[BankStory]) -> list[BankStory]:
    """Two stories with one proposed name are told apart by a number."""
    taken: dict[str, int] = {}
    apart = []
    for story in stories:
        count = taken[story.name] = taken.get(story.name, 0) + 1
        apart.append(story if count == 1 else replace(story, name=f"{story.name} ({count})"))
    return apart

"""Two takes side by side: figures with their difference where it can be heard or seen, and the story. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rehearse.coaching.trends import NOTICEABLE, NOTICED, UNLISTED
from rehearse.export import wording
from rehearse.store import Filter, Library, StoredTake, TakeRow
from rehearse.types import Analysis, Element, Measure, Story
from ui.playback.captions import Captions
from ui.views.review.story import Quote
from ui.views.review.words import day_and_time

FIGURES = (
    *("speech_rate", "answer_length", "decision_after_s", "inside_pauses_per_minute", "mean_pause"),
    *("fillers_per_minute", "pitch_variation", "eye_contact_share"),
)
OTHER_ENGINE = "measured differently: not compared"


@dataclass(frozen=True)
class Figure:
    """One row of the table: both values in words, and what a listener would notice. `changed` where one would."""

    label: str
    first: str
    second: str
    difference: str
    changed: bool


@dataclass(frozen=True)
class Told:
    """An element in one take: its level in words and the first words for it."""

    level: str
    quote: Quote | None


@dataclass(frozen=True)
class ElementPair:
    label: str
    first: Told
    second: Told


@dataclass(frozen=True)
class Side:
    """One of the two takes. `name` is as the chooser calls it."""

    stored: StoredTake
    name: str
    captions: Captions | None


@dataclass(frozen=True)
class Comparison:
    """`choices` are the takes of the question, oldest first: id and name."""

    title: str
    first: Side
    second: Side
    figures: tuple[Figure, ...]
    elements: tuple[ElementPair, ...]
    choices: tuple[tuple[str, str], ...]
    note: str


def read_comparison(library: Library, first: str, second: str, *, now: datetime) -> Comparison:
    """Read two takes. Raises NotFoundError where one is gone, StoreError where it cannot be read."""
    one, other = library.get(first), library.get(second)
    question = one.take.question
    rows = tuple(reversed(library.list(Filter(question_key=question.key)))) if question else ()
    choices = tuple((row.id, name_of(row.id, row.created_at, rows, now=now)) for row in rows)
    sides = [_side(stored, rows, now) for stored in (one, other)]
    return Comparison(
        title=one.take.title or (question.text if question else "Two answers"),
        first=sides[0],
        second=sides[1],
        figures=figures(one.analysis, other.analysis),
        elements=elements(one.analysis, other.analysis),
        choices=choices,
        note=_note(one, other),
    )


def name_of(take_id: str, created_at: str, rows: Sequence[TakeRow], *, now: datetime) -> str:
    """ "Take 2, yesterday 18:04"."""
    ids = [row.id for row in rows]
    day = day_and_time(created_at, now=now)
    return f"Take {ids.index(take_id) + 1}, {day}" if take_id in ids else day[:1].upper() + day[1:]


def _side(stored: StoredTake, rows: Sequence[TakeRow], now: datetime) -> Side:
    take, analysis = stored.take, stored.analysis
    name = name_of(take.id, take.created_at, rows, now=now)
    return Side(stored, name, Captions(analysis.transcript) if analysis else None)


def _note(one: StoredTake, other: StoredTake) -> str:
    """What keeps the two from being compared in full, or ""."""
    if one.analysis is None or other.analysis is None:
        return "One of the two has no results yet, so only the recordings can be compared."
    same = (one.take.question and one.take.question.key) == (other.take.question and other.take.question.key)
    notes = ("" if same else "They answer different questions.",)
    rough = one.analysis.transcript.rough or other.analysis.transcript.rough
    return " ".join([*filter(None, notes), *([wording.ROUGH] if rough else [])])


# --------------------------------------------------------------------------- figures


def figures(first: Analysis | None, second: Analysis | None) -> tuple[Figure, ...]:
    """The key figures of both; none where one has no analysis."""
    if first is None or second is None:
        return ()
    ones, others = ({m.key: m for m in analysis.measures} for analysis in (first, second))
    return tuple(compare(ones[key], others[key]) for key in FIGURES if key in ones and key in others)


def compare(one: Measure, other: Measure) -> Figure:
    """Two figures of one kind. The second is held against the first."""
    difference, changed = _difference(one, other)
    return Figure(one.label, _shown(one), _shown(other), difference, changed)


def _shown(measure: Measure) -> str:
    return f"{wording.value(measure)} {wording.error(measure)}".strip()


def _difference(one: Measure, other: Measure) -> tuple[str, bool]:
    """What to say of the difference, and whether anybody would notice it."""
    if one.value is None or other.value is None:
        return wording.SURE["unknown"], False
    if not _comparable(one, other):
        return OTHER_ENGINE, False
    gap = other.value - one.value
    if _shown(one) == _shown(other):
        return "the same", False
    if abs(gap) <= threshold(one, other):
        return f"no {NOTICED.get(one.key, 'audible')} change", False
    unit, scale = wording.unit_scale(one)
    unit = "points" if unit == "%" else unit  # of per cent: 20 % more would be a share of the share
    return f"{wording.number(abs(gap) * scale)} {unit} {'more' if gap > 0 else 'less'}", True


def threshold(one: Measure, other: Measure) -> float:
    """What a difference must exceed: what can be noticed, and the errors of both figures together."""
    noticeable = NOTICEABLE.get(one.key, UNLISTED).at(one.value or 0.0)
    errors: float = ((one.error or 0.0) ** 2 + (other.error or 0.0) ** 2) ** 0.5
    return max(noticeable, errors)


def _comparable(one: Measure, other: Measure) -> bool:
    same_trust = (one.certainty == "rough") == (other.certainty == "rough")
    by = [(m.provenance.engine, m.provenance.model, m.unit) for m in (one, other)]
    return same_trust and by[0] == by[1]


# --------------------------------------------------------------------------- story


def elements(first: Analysis | None, second: Analysis | None) -> tuple[ElementPair, ...]:
    """Every element in both; none where nothing can be told of one of them."""
    one, other = (analysis.story if analysis else None for analysis in (first, second))
    if one is None or other is None or one.note or other.note:
        return ()
    return tuple(_pairs(one, other))


def _pairs(one: Story, other: Story) -> Iterator[ElementPair]:
    others = {element.name: element for element in other.elements}
    for element in one.elements:
        if element.name in others:
            yield ElementPair(wording.ELEMENTS[element.name], _told(element), _told(others[element.name]))


def _told(element: Element) -> Told:
    said = next(iter(element.evidence), None)
    if said is None or not element.level:
        return Told(wording.level(element), None)
    time = "" if said.start_s is None else wording.clock(said.start_s)
    return Told(wording.level(element), Quote(said.quote, said.start_s, time))

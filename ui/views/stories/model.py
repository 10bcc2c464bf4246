"""What the place of the stories shows, gathered from the library without any widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rehearse.bank.bank import COMPARED, STALE_DAYS, Bank, BankStory, make_bank
from rehearse.bank.drift import Drift, Said
from rehearse.bank.telling import Telling
from rehearse.export.wording import ELEMENTS, LEVELS
from rehearse.questions import Catalogue, all_packs
from rehearse.store import Library
from rehearse.types import Question
from ui.views.today.days import day_name
from ui.views.today.stories import sentence_case


@dataclass(frozen=True)
class TellingRow:
    """One take of a story: when it was told, as answer to what, and how it stood."""

    take_id: str
    when: str
    question: str
    marks: str


@dataclass(frozen=True)
class SaidRow:
    """A fact as it was told: when, in which words, and which word of the take it is."""

    take_id: str
    when: str
    quote: str
    words: str
    word: int


@dataclass(frozen=True)
class DriftRow:
    """One fact told in two ways."""

    before: SaidRow
    after: SaidRow


@dataclass(frozen=True)
class StoryPage:
    """A story in full.

    `marks` are (element, level) of the best telling; `notes` are worth knowing before the next one.
    """

    name: str
    named: bool
    about: str
    competencies: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    drift: tuple[DriftRow, ...]
    tellings: tuple[TellingRow, ...]

    @property
    def drift_title(self) -> str:
        """Which tellings were compared, where that is not all of them."""
        return (
            f"Told in two ways in the last {COMPARED} tellings" if len(self.tellings) > COMPARED else "Told in two ways"
        )

    @property
    def take_ids(self) -> tuple[str, ...]:
        return tuple(telling.take_id for telling in self.tellings)


@dataclass(frozen=True)
class CoverRow:
    """A competency with the names of the stories that serve it, and a question that asks for another one, or ""."""

    competency: str
    stories: tuple[str, ...]
    aim: int
    question_key: str

    @property
    def lacking(self) -> int:
        return max(0, self.aim - len(self.stories))


@dataclass(frozen=True)
class Shelf:
    """The whole place."""

    stories: tuple[StoryPage, ...]
    coverage: tuple[CoverRow, ...]

    @property
    def sentence(self) -> str:
        """How far the stories reach, in a sentence."""
        if not self.stories:
            return ""
        met = sum(not row.lacking for row in self.coverage)
        count = len(self.stories)
        stories = "1 story" if count == 1 else f"{count} stories"
        return f"{stories}. {met} of {len(self.coverage)} competencies have two or more."


def gather(library: Library, *, today: date, catalogue: Catalogue | None = None) -> Shelf:
    """Read every answer once and group them by what they tell; meant for the background."""
    packs = (catalogue or all_packs()).packs
    pool = [question for pack in packs if pack.daily for question in pack.questions]
    bank = make_bank(library.tellings(), competencies=[sentence_case(question.competency) for question in pool])
    return Shelf(tuple(_page(story, today) for story in bank.stories), _coverage(bank, pool))


def only(shelf: Shelf, competency: str) -> Shelf:
    """What serves one competency; everything where it is ""."""
    key = competency.casefold()
    if not key:
        return shelf
    stories = (story for story in shelf.stories if key in map(str.casefold, story.competencies))
    return Shelf(tuple(stories), tuple(row for row in shelf.coverage if row.competency.casefold() == key))


def only_line(competency: str, shown: Shelf) -> str:
    """ "Courage: 1 of 2 stories."; `shown` is what `only` gives."""
    count, aim = len(shown.stories), shown.coverage[0].aim if shown.coverage else 0
    if count < aim:
        return f"{sentence_case(competency)}: {count} of {aim} stories."
    return f"{sentence_case(competency)}: {count} {'story' if count == 1 else 'stories'}."


def _page(story: BankStory, today: date) -> StoryPage:
    texts = {telling.take_id: telling for telling in story.tellings}
    return StoryPage(
        name=_shown_name(story),
        named=story.named,
        about=_about(story, today),
        competencies=tuple(map(sentence_case, story.competencies)),
        marks=tuple((ELEMENTS[name], LEVELS[level]) for name, level in story.levels.items()),
        notes=tuple(_notes(story, today)),
        drift=tuple(_drift(drift, texts, today) for drift in reversed(story.drift)),
        tellings=tuple(_telling(telling, today) for telling in reversed(story.tellings)),
    )


def _shown_name(story: BankStory) -> str:
    """A name that the person gave stays as it was typed; one taken from what was said begins like a sentence."""
    return story.name if story.named else sentence_case(story.name)


def _about(story: BankStory, today: date) -> str:
    """ "Told 3 times, last on Tuesday"."""
    count = len(story.tellings)
    times = {1: "Told once", 2: "Told twice"}.get(count, f"Told {count} times")
    return f"{times}, {'last ' if count > 1 else ''}{_on(day_name(story.last_told, today))}"


def _on(day: str) -> str:
    return day.lower() if day in ("Today", "Yesterday") else f"on {day}"


def _notes(story: BankStory, today: date) -> Iterable[str]:
    if story.frozen is not None and story.over_rehearsed:
        yield (
            f"{story.frozen:.0%} of the last telling is word for word the one before. "
            "Begin it from another moment next time: what is recited sounds recited."
        )
    days = story.days_since(today)
    if days >= STALE_DAYS:
        yield f"Not told for {days} days. Tell it once more before you need it."


def _telling(telling: Telling, today: date) -> TellingRow:
    marks = ", ".join(f"{ELEMENTS[name].lower()} {LEVELS[level]}" for name, level in telling.levels.items())
    return TellingRow(telling.take_id, day_name(telling.on, today), telling.question or "An answer", marks)


def _drift(drift: Drift, texts: dict[str, Telling], today: date) -> DriftRow:
    return DriftRow(_said(drift.before, texts, today), _said(drift.after, texts, today))


def _said(said: Said, texts: dict[str, Telling], today: date) -> SaidRow:
    telling = texts[said.take_id]
    return SaidRow(said.take_id, day_name(telling.on, today), said.quote, said.words, said.word)


def _coverage(bank: Bank, pool: Sequence[Question]) -> tuple[CoverRow, ...]:
    """Those that lack most first, in the packs' order."""
    asks: dict[str, str] = {}
    for question in pool:
        asks.setdefault(question.competency.casefold(), question.key)
    shown = {story.name: _shown_name(story) for story in bank.stories}
    rows = [
        CoverRow(
            sentence_case(cover.competency),
            tuple(shown[name] for name in cover.stories),
            cover.aim,
            asks.get(cover.competency.casefold(), ""),
        )
        for cover in bank.coverage
    ]
    return tuple(sorted(rows, key=lambda row: -row.lacking))


# --------------------------------------------------------------------------- changing

Change = Callable[[Library], object]


def rename(library: Library, take_ids: Sequence[str], name: str) -> None:
    """Give the takes' story a name, which keeps them together; "" leaves them to their likeness."""
    for take_id in take_ids:
        library.change_take(take_id, story=" ".join(name.split()))


def move(library: Library, take_id: str, story: StoryPage, to: str) -> None:
    """Say that a take of a story tells another one; the takes that it leaves behind are kept together."""
    if not story.named:
        rename(library, [other for other in story.take_ids if other != take_id], story.name)
    rename(library, [take_id], to)


def join(library: Library, take_id: str, story: StoryPage, to: StoryPage) -> None:
    """Say that a take tells a story that was told before, whose takes are kept together too."""
    if not to.named:
        rename(library, to.take_ids, to.name)
    move(library, take_id, story, to.name)


def name_of_its_own(shelf: Shelf) -> str:
    """A name that no story has."""
    taken = {story.name for story in shelf.stories}
    return next(name for number in range(1, len(taken) + 2) if (name := f"Story {number}") not in taken)


def time_of(library: Library, said: SaidRow) -> float | None:
    """When a fact is said in its take."""
    return library.time_of_word(said.take_id, said.word)

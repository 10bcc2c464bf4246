"""What Today shows, gathered from the library without any widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rehearse.errors import RehearseError
from rehearse.export import wording
from rehearse.questions import MARKED, Answered, Catalogue, all_packs, todays_question
from rehearse.store import Library, TakeRow
from rehearse.types import Measure, Question
from ui.samples import is_sample, own
from ui.views.today.advice import Advice, find_advice

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FIGURES = ("speech_rate", "fillers_per_minute", "eye_contact_share")


@dataclass(frozen=True)
class WeekDay:
    """One day of the week. `takes` are the day's answers, the newest first; `relation` places it against today."""

    name: str
    date: date
    takes: tuple[str, ...]
    relation: str

    @property
    def told(self) -> str:
        """What the day holds, for those who hear the screen."""
        count = len(self.takes)
        answers = "no answer" if not count else "1 answer" if count == 1 else f"{count} answers"
        return f"{self.date:%A}, today, {answers}" if self.relation == "today" else f"{self.date:%A}, {answers}"


@dataclass(frozen=True)
class Told:
    """The stories told of one competency: how many, and the best level heard of each element, None without a story."""

    competency: str
    stories: int
    levels: tuple[int | None, ...]


@dataclass(frozen=True)
class Latest:
    """The newest take and what is known of it in a line."""

    take_id: str
    title: str
    line: str


@dataclass(frozen=True)
class Failure:
    """A take whose analysis did not come to its end, and why in a sentence."""

    take_id: str
    title: str
    reason: str


@dataclass(frozen=True)
class Board:
    """The whole page. `question` is None where there are no packs; `untold` are competencies without a story."""

    day: date
    question: Question | None
    answered_today: bool
    standing: str
    week: tuple[WeekDay, ...]
    told: tuple[Told, ...]
    untold: tuple[str, ...]
    advice: Advice | None
    answers: int
    latest: Latest | None
    failed: tuple[Failure, ...]


def gather(library: Library, *, today: date, skipped: Iterable[str] = (), catalogue: Catalogue | None = None) -> Board:
    """Read the library once; meant for the background, where ten thousand takes may be looked through."""
    rows = library.list()
    mine = own(rows)
    newest = next(iter(mine or rows), None)
    pool = questions_of_the_day(catalogue or all_packs())
    history = [answer for row in mine if (answer := answered(row))]
    question = choose(pool, history, today, frozenset(skipped))
    days = days_of(mine)
    told, untold = coverage(mine, pool)
    return Board(
        day=today,
        question=question,
        answered_today=bool(days.get(today)),
        standing=standing(len(days), answered_today=bool(days.get(today)), question=question, untold=untold),
        week=week(days, today),
        told=told,
        untold=untold,
        advice=find_advice(library, mine),
        answers=len(mine),
        latest=latest(newest, measures_of(library, newest), today) if newest else None,
        failed=failures(library, rows),
    )


# --------------------------------------------------------------------------- the question


def questions_of_the_day(catalogue: Catalogue) -> tuple[Question, ...]:
    return tuple(question for pack in catalogue.packs if pack.daily for question in pack.questions)


def answered(row: TakeRow) -> Answered | None:
    """The take as an earlier answer; None where it belongs to no question, or to no day."""
    on = day_of(row)
    if not row.question_key or on is None:
        return None
    levels = {name: level for name in MARKED if (level := getattr(row, name)) is not None}
    return Answered(row.question_key, on, levels)


def choose(
    pool: Sequence[Question], history: Sequence[Answered], today: date, skipped: frozenset[str]
) -> Question | None:
    """Today's question; another one where the person has passed over some, and from the start once all were."""
    left = [question for question in pool if question.key not in skipped] or list(pool)
    return todays_question(left, history=history, date=today) if left else None


# --------------------------------------------------------------------------- days


def day_of(row: TakeRow) -> date | None:
    """The day a take counts for, in its own time zone."""
    try:
        return datetime.fromisoformat(row.created_at).date()
    except ValueError:
        return None


def days_of(rows: Iterable[TakeRow]) -> dict[date, tuple[str, ...]]:
    """Ids by day, in the order of the rows."""
    found: dict[date, list[str]] = {}
    for row in rows:
        if (day := day_of(row)) is not None:
            found.setdefault(day, []).append(row.id)
    return {day: tuple(ids) for day, ids in found.items()}


def week(days: dict[date, tuple[str, ...]], today: date) -> tuple[WeekDay, ...]:
    """Monday to Sunday around today."""
    monday = today - timedelta(days=today.weekday())
    dates = [monday + timedelta(days=index) for index in range(7)]
    return tuple(
        WeekDay(name, day, days.get(day, ()), "today" if day == today else "past" if day < today else "ahead")
        for name, day in zip(DAYS, dates, strict=True)
    )


def aim_line(days: Sequence[WeekDay], aim: int) -> str:
    """How the week stands against the person's own aim."""
    done = sum(bool(day.takes) for day in days)
    return f"Answered on {done} of {aim} days" + (", as you set out to" if done >= aim else "")


def standing(days: int, *, answered_today: bool, question: Question | None, untold: Sequence[str]) -> str:
    """Where one stands, in a sentence or two."""
    if not days:
        return "No answer yet. The first one is what later ones are held against."
    first = f"Answers on {days} day{'s' if days > 1 else ''} so far"
    first += ", today's among them." if answered_today else "."
    asked = question.competency.casefold() if question else ""
    if any(asked == name.casefold() for name in untold):
        return f"{first} No story about {asked} yet."
    return first


# --------------------------------------------------------------------------- stories


def coverage(rows: Iterable[TakeRow], pool: Sequence[Question]) -> tuple[tuple[Told, ...], tuple[str, ...]]:
    """Competencies with stories, those told most first, and the names of those of the pool without one."""
    stories: dict[str, list[TakeRow]] = {}
    for row in rows:
        if row.competency and row.decision is not None:
            stories.setdefault(row.competency.casefold(), []).append(row)
    told = [Told(sentence_case(name), len(found), _best(found)) for name, found in stories.items()]
    names = dict.fromkeys(question.competency.casefold() for question in pool)
    untold = tuple(sentence_case(name) for name in names if name and name not in stories)
    return tuple(sorted(told, key=lambda each: (-each.stories, each.competency))), untold


def _best(rows: Sequence[TakeRow]) -> tuple[int | None, ...]:
    return tuple(max((getattr(row, name) or 0 for row in rows), default=None) for name in MARKED)


def sentence_case(name: str) -> str:
    return name[:1].upper() + name[1:]


# --------------------------------------------------------------------------- the newest take


def measures_of(library: Library, row: TakeRow) -> tuple[Measure, ...]:
    """The take's figures for its line; none where they cannot be read."""
    try:
        analysis = library.get(row.id).analysis if row.analysed else None
    except RehearseError:
        return ()
    known = {measure.key: measure for measure in analysis.measures} if analysis else {}
    return tuple(known[key] for key in FIGURES if key in known)


def failures(library: Library, rows: Iterable[TakeRow]) -> tuple[Failure, ...]:
    """Takes without an analysis that was wanted, newest first."""
    return tuple(Failure(row.id, title_of(row), _reason(library, row)) for row in rows if row.state == "failed")


def _reason(library: Library, row: TakeRow) -> str:
    try:
        return library.get(row.id).take.failure
    except RehearseError:
        return row.problem


def latest(row: TakeRow, measures: Iterable[Measure], today: date) -> Latest:
    """A line such as "Yesterday, 1 min 52 s. 146 words a minute, 3.1 fillers a minute, lens 64 % (± 6)"."""
    said = [text for text in (figure(measure) for measure in measures) if text]
    rough = "; words recognised roughly" if row.rough and said else ""
    state = {"waiting": "waits for its analysis", "failed": "could not be analysed"}.get(row.state, "")
    known = f"{', '.join(said)}{rough}" if said else state
    source = "The sample answer" if is_sample(row) else day_name(day_of(row), today)
    when = ", ".join([source, *([wording.length(row.duration)] if row.duration else [])])
    return Latest(row.id, title_of(row), f"{when}. {known}" if known else when)


def title_of(row: TakeRow) -> str:
    return row.question or row.title or "An answer"


def figure(measure: Measure) -> str:
    """One of `FIGURES` in words, or nothing where it could not be told."""
    if measure.value is None:
        return ""
    if measure.key == "eye_contact_share":
        wrong = f" ({wording.error(measure)})" if measure.error else ""
        return f"lens {wording.value(measure)}{wrong}"
    what = "words a minute" if measure.key == "speech_rate" else "fillers a minute"
    return f"{wording.number(measure.value)} {what}"


def day_name(day: date | None, today: date) -> str:
    """ "Today", "Yesterday", the weekday within a week, else the date."""
    if day is None:
        return "At an unknown time"
    back = (today - day).days
    if back in (0, 1):
        return "Yesterday" if back else "Today"
    if 1 < back < 7:
        return f"{day:%A}"
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B %Y}"


def heading(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"

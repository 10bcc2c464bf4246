"""The random model behind a made-up library: what somebody might have practised, day by day.

With t the days since the first, skill grows as s = 1 - exp(-t / 45).

days      a weekday is practised with probability 0.85, a day of the weekend with 0.6, and about every 40 days 5 to 9
          days are missed in a row; 1, 2 or 3 takes on a day with 0.55, 0.3, 0.15.
figures   value = start + (goal - start) * s + a day's mood + a take's noise, both normal; see `FIGURES`. Pitch
          variation hardly moves: it must come out as "no audible change". Eye contact cannot be told in 6 % of takes.
words     for the first fifth of the days the rough recogniser, then another one: under the first a third of the
          fillers go unheard and the pace reads 6 % lower, which a trend must not take for a change.
story     each element is clear with probability start + (goal - start) * s (`ELEMENTS`), else thin or not heard.
questions today's question, as the app would choose it; a second take answers the same question again half of the time.
          Each question has one story of the person's, so stories are told again.
rating    four takes of five; guesses are measured + a bias that shrinks with s + noise (`GUESSES`).
patches   where no cost was heard one take of four is patched, some minutes later.
loops     on Saturdays that are practised, a mock loop of three questions with one follow-up.
favourite one take of twelve.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from rehearse.questions import Answered, todays_question
from rehearse.types import Question, SelfRating

# key: start, goal, day's mood, take's noise, lowest
FIGURES = {
    "speech_rate": (176.0, 150.0, 3.0, 6.0, 60.0),
    "fillers_per_minute": (9.0, 3.5, 0.8, 1.4, 0.0),
    "inside_pauses_per_minute": (5.0, 2.8, 0.4, 0.9, 0.0),
    "eye_contact_share": (44.0, 68.0, 3.0, 6.0, 2.0),
    "pitch_variation": (2.6, 2.75, 0.1, 0.25, 0.4),
}
# element: probability that it is clear at first, and with full skill
ELEMENTS = {
    "decision": (0.45, 0.9),
    "tradeoff": (0.15, 0.6),
    "cost": (0.08, 0.5),
    "result": (0.6, 0.9),
    "reflection": (0.2, 0.5),
}
# figure: bias of the guess at first, with full skill, and its noise
GUESSES = {
    "speech_rate": (-30.0, -8.0, 12.0),
    "fillers_per_minute": (-5.0, -1.0, 1.5),
    "eye_contact_share": (26.0, 8.0, 8.0),
}
TAU = 45.0
ROUGH_SHARE = 0.2
UNHEARD, SLOWER = 0.67, 0.94

Kind = Literal["answer", "patch", "follow-up"]


@dataclass(frozen=True)
class Plan:
    """One take of the model. `figures` are by key of the measure, None where it could not be told."""

    at: datetime
    kind: Kind
    question: Question
    figures: dict[str, float | None]
    levels: dict[str, int]
    rough: bool
    favourite: bool
    rating: SelfRating | None = None
    loop: int = -1
    place: str = ""
    patch_of: int = -1


def practise(questions: Sequence[Question], *, first: date, days: int, seed: int) -> list[Plan]:
    """The takes of so many days from `first` on, in their order; `patch_of` and `loop` are places in this list."""
    chance = random.Random(seed)
    plans: list[Plan] = []
    history: list[Answered] = []
    for day in _practised(chance, first, days):
        on = first + timedelta(days=day)
        today = todays_question(questions, history=history[-400:], date=on)
        person = Person(chance, day, rough=day < days * ROUGH_SHARE)
        begun = len(plans)
        plans += person.loop(questions, on, begun) if on.weekday() == 5 else person.answers(questions, today, on, begun)
        history += [Answered(p.question.key, on, p.levels) for p in plans[begun:] if p.kind == "answer"]
    return plans


def _practised(chance: random.Random, first: date, days: int) -> Iterator[int]:
    away = chance.randint(20, 45)
    back = away + chance.randint(5, 9)
    for day in range(days):
        if day >= back:
            away = day + chance.randint(25, 55)
            back = away + chance.randint(5, 9)
        weekend = (first + timedelta(days=day)).weekday() >= 5
        if not away <= day < back and chance.random() < (0.6 if weekend else 0.85):
            yield day


class Person:
    """Somebody on one day."""

    def __init__(self, chance: random.Random, day: int, *, rough: bool) -> None:
        self.chance, self.rough = chance, rough
        self.skill = 1 - math.exp(-day / TAU)
        self.mood = {key: chance.gauss(0, mood) for key, (_, _, mood, _, _) in FIGURES.items()}

    def answers(self, questions: Sequence[Question], today: Question, on: date, begun: int) -> Iterator[Plan]:
        at = self._begin(on)
        place = begun
        for number in range(self.chance.choices((1, 2, 3), (0.55, 0.3, 0.15))[0]):
            question = today if not number or self.chance.random() < 0.5 else self.chance.choice(questions)
            plan = self._take(at + timedelta(minutes=12 * number), "answer", question)
            yield plan
            if not plan.levels["cost"] and self.chance.random() < 0.25:
                yield self._take(plan.at + timedelta(minutes=5), "patch", question, patch_of=place)
                place += 1
            place += 1

    def loop(self, questions: Sequence[Question], on: date, begun: int) -> Iterator[Plan]:
        at = self._begin(on)
        for number, question in enumerate(self.chance.sample(list(questions), 3), start=1):
            yield self._take(at + timedelta(minutes=6 * number), "answer", question, loop=begun, place=f"{number}.1")
            if number == 2:
                after = at + timedelta(minutes=6 * number + 3)
                yield self._take(after, "follow-up", question, loop=begun, place="2.1.1")

    def _begin(self, on: date) -> datetime:
        clock = time(self.chance.randint(7, 9), self.chance.randint(0, 59), self.chance.randint(0, 59))
        return datetime.combine(on, clock).astimezone()

    def _take(
        self, at: datetime, kind: Kind, question: Question, *, loop: int = -1, place: str = "", patch_of: int = -1
    ) -> Plan:
        figures: dict[str, float | None] = {key: self._figure(key) for key in FIGURES}
        true = dict(figures)
        if self.rough:
            figures["fillers_per_minute"] = (true["fillers_per_minute"] or 0.0) * UNHEARD
            figures["speech_rate"] = (true["speech_rate"] or 0.0) * SLOWER
        if self.chance.random() < 0.06:
            figures["eye_contact_share"] = None
        levels = {name: self._level(*shares) for name, shares in ELEMENTS.items()}
        rated = kind == "answer" and self.chance.random() < 0.8
        rating = self._rating(true, levels) if rated else None
        favourite = kind == "answer" and self.chance.random() < 1 / 12
        return Plan(at, kind, question, figures, levels, self.rough, favourite, rating, loop, place, patch_of)

    def _figure(self, key: str) -> float:
        start, goal, _, noise, least = FIGURES[key]
        value = start + (goal - start) * self.skill + self.mood[key] + self.chance.gauss(0, noise)
        return min(max(least, value), 97.0 if key == "eye_contact_share" else math.inf)

    def _level(self, start: float, goal: float) -> int:
        clear = start + (goal - start) * self.skill
        return self.chance.choices((2, 1, 0), (clear, (1 - clear) / 2, (1 - clear) / 2))[0]

    def _rating(self, true: dict[str, float | None], levels: dict[str, int]) -> SelfRating:
        guess = {key: (true[key] or 0.0) + self._bias(*bias) for key, bias in GUESSES.items()}
        overall = round(1.5 + sum(levels.values()) / 4 + self.chance.gauss(0, 0.6))
        return SelfRating(
            overall=min(5, max(1, overall)),
            wpm=float(round(guess["speech_rate"], -1)),
            fillers_per_minute=float(max(0, round(guess["fillers_per_minute"]))),
            eye_contact_share=round(min(100.0, max(0.0, guess["eye_contact_share"])) / 100, 1),
        )

    def _bias(self, start: float, goal: float, noise: float) -> float:
        return start + (goal - start) * self.skill + self.chance.gauss(0, noise)

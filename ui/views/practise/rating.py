"""The person's own view of an answer, before the numbers are shown."""

from __future__ import annotations

from dataclasses import dataclass

from rehearse.types import SelfRating

WHY = "Your guess first, then what was measured. The difference shows what your own ear does not catch yet."
OVERALL = ("1  weak", "2", "3", "4", "5  strong")


@dataclass(frozen=True)
class Guess:
    """One figure to guess: its field in `SelfRating`, the words around its box, and what may stand in it."""

    field: str
    label: str
    unit: str
    help: str
    most: int
    scale: float = 1.0


GUESSES = (
    Guess("wpm", "Pace", "words a minute", "Easy conversation runs at about 150.", 400),
    Guess("fillers_per_minute", "Fillers", "a minute", "Um, uh, like, you know.", 60),
    Guess("eye_contact_share", "Eye contact", "% of the time", "Looking at the lens while you spoke.", 100, 0.01),
)


def rating_of(overall: int | None, texts: dict[str, str]) -> SelfRating | None:
    """The rating as it was typed, by the guesses' fields; None where everything was left out."""
    guessed = {guess.field: _number(texts.get(guess.field, ""), guess) for guess in GUESSES}
    if overall is None and not any(value is not None for value in guessed.values()):
        return None
    return SelfRating(overall=overall, **guessed)


def _number(text: str, guess: Guess) -> float | None:
    digits = text.strip()
    if not digits.isdecimal() or int(digits) > guess.most:
        return None
    return round(int(digits) * guess.scale, 2)

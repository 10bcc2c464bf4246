"""Amounts in what was said, with the words around them: "forty thousand dollars", "3 weeks", "half the team"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rehearse.bank.likeness import weight
from rehearse.language.tokens import Token, is_filled_pause, tokenise, word_set

NEAR = 7  # words on either side that say what an amount is about
TELLING = 2.0  # weight from which a word says what is spoken of

_TEENS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_TEENS.split())}
_SMALL |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "k": 1000, "grand": 1000, "million": 10**6, "m": 10**6, "billion": 10**9}
_SPELLED = word_set("hundred thousand million billion")
CENTURIES = (19, 20)
HALF = 0.5
_MONEY = {"$": "dollar", "£": "pound", "€": "euro"}
_SAME_UNIT = {
    "bucks": "dollar",
    "quid": "pound",
    "percent": "%",
    "per": "%",
    "cent": "%",
    "hr": "hour",
    "mins": "minute",
}
_SAME_UNIT |= {
    "people": "person",
    "folks": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "kids": "child",
}
# Between an amount and what it counts: "three of the big customers".
_SKIPPED = word_set(
    "of the our my their his her its more other another extra different full whole solid straight odd or"
)
_EACH = word_set("a an each per every")
_NO_UNIT = word_set(
    "and but so to in on at by for with from was were is are had i we he she they it that which who when"
)


@dataclass(frozen=True)
class Amount:
    """`value` of `unit`, a noun in the singular or "" for a bare number; `about` are the telling words nearby.

    `start`, `end` are character offsets.
    """

    value: float
    unit: str
    about: frozenset[str]
    start: int
    end: int


def find_amounts(text: str) -> tuple[Amount, ...]:
    """The amounts in the order of the text. "one" by itself is none, nor is an ordinal."""
    tokens = [token for token in tokenise(text) if not is_filled_pause(token.text)]
    return tuple(_amount(text, tokens, first, last, value) for first, last, value in _numbers(tokens))


def _numbers(tokens: Sequence[Token]) -> Iterator[tuple[int, int, float]]:
    """First and last word of each number, and its value."""
    place = 0
    while place < len(tokens):
        value, after = _read(tokens, place)
        if after > place and not (after == place + 1 and tokens[place].text == "one"):
            yield place, after - 1, value
        place = max(after, place + 1)


def _read(tokens: Sequence[Token], place: int) -> tuple[float, int]:
    """The number that begins at a word, and the place after it; the place itself where none does."""
    total, current, at = 0.0, -1.0, place
    while at < len(tokens):
        word = tokens[at].text
        step = _digits(word) if word[0].isdigit() else _SMALL.get(word, -1)
        if step >= 0 and _continues(current, step):
            current = step + max(current, 0.0)
        elif total == 0 and current in CENTURIES and 10 <= step < 100 and at == place + 1:
            return current * 100 + step, at + 1
        elif word in _SCALES and current >= 0:
            scale = _SCALES[word]
            total, current = (total, current * 100) if scale == 100 else (total + current * scale, 0.0)
        elif (word in _SPELLED or word == "dozen") and _articled(tokens, at) and at == place:
            one = HALF if at > 1 and tokens[at - 2].text == "half" else 1.0
            current = one * (12.0 if word == "dozen" else _SCALES[word])
        elif not (word == "and" and at > place and tokens[at - 1].text in _SPELLED and _small_next(tokens, at)):
            break
        at += 1
    half = HALF * _half_next(tokens, at)
    return (total + max(current, 0.0) + half, at + 3 * bool(half)) if current >= 0 else (0.0, place)


def _continues(current: float, step: float) -> bool:
    """Whether a number word goes on with the number: after nothing, after a ten, after a hundred or a thousand."""
    return (
        current < 0
        or current == 0
        or (current % 100 == 0 and step < 100)
        or (current % 10 == 0 and 0 < step < 10 < current)
    )


def _digits(word: str) -> float:
    try:
        return float(word.replace(",", ""))
    except ValueError:  # a time of day, a version
        return -1.0


def _articled(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].text in {"a", "an", "half"}


def _small_next(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].text in _SMALL


def _half_next(tokens: Sequence[Token], at: int) -> bool:
    return [token.text for token in tokens[at : at + 3]] == ["and", "a", "half"]


def _amount(text: str, tokens: Sequence[Token], first: int, last: int, value: float) -> Amount:
    start, end = tokens[first].start, tokens[last].end
    unit = _MONEY.get(text[start - 1 : start], "") or ("%" if text[end : end + 1] == "%" else _unit(tokens, last))
    return Amount(value, unit, words_about(tokens, first, last) - {unit}, start, end)


def words_about(tokens: Sequence[Token], first: int, last: int) -> frozenset[str]:
    """The words around some that say what is spoken of."""
    nearby = (*tokens[max(0, first - NEAR) : first], *tokens[last + 1 : last + 1 + NEAR])
    return frozenset(
        singular(t.text)
        for t in nearby
        if weight(t.text) >= TELLING and t.text not in _SMALL and t.text not in _SCALES and t.text[0].isalpha()
    )


def _unit(tokens: Sequence[Token], last: int) -> str:
    if tokens[last].stop:
        return ""
    ahead = tokens[last + 1 : last + 4]
    if len(ahead) > 1 and ahead[0].text in _EACH:  # "forty thousand a year"
        return f"a {singular(ahead[1].text)}"
    for token in ahead:
        if token.text in _NO_UNIT:
            return ""
        if token.text not in _SKIPPED and token.text not in _SMALL:
            return singular(token.text)
        if token.stop:
            return ""
    return ""


def singular(word: str) -> str:
    """A noun without its plural: "weeks" and "week" are one unit."""
    known = _SAME_UNIT.get(word)
    if known:
        return known
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word

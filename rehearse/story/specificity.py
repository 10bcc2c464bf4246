"""What of an answer can be retold: numbers, names, dates, past events; and I, we and hedges, counted and not scored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rehearse.language.tokens import Token, word_set
from rehearse.types import Specificity

_NUMBER = re.compile(
    r"\d.*|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half)"
)
_DATES = word_set(
    "january february april june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday yesterday christmas easter diwali ramadan thanksgiving q1 q2 q3 q4"
)
_DATE_AFTER = word_set("in by last until since from next late early of this mid")
_I = word_set("i i'm i'd i've i'll me my mine myself")
_WE = word_set("we we're we'd we've we'll us our ours ourselves")
_HEDGES = word_set("maybe perhaps probably possibly somewhat somehow basically roughly kinda sorta")
_HEDGE_PAIRS = {
    ("sort", "of"),
    ("kind", "of"),
    ("i", "guess"),
    ("i", "suppose"),
    ("more", "or"),
    ("a", "bit"),
    ("i", "think"),
}
_PAST = word_set(
    "said told went got came took made gave lost knew thought kept left put found sent sold bought paid wrote broke "
    "fell began built saw met sat stood spent brought chose drove hit led rang shut won wore ran held felt cut let "
    "quit read set taught caught drew flew grew threw woke spoke stuck swore understood withdrew"
)
_NOT_PAST = word_set("need feed speed seed indeed exceed proceed succeed hundred")


def measure_specificity(text: str, tokens: Sequence[Token]) -> Specificity:
    """Count what makes an answer specific.

    A number said in several words counts once. Names are found by their capitals inside a sentence and so are 0 for
    text without case: then the count says nothing. Past events are simple-past verbs other than "was", "had", "did".
    """
    words = [token.text for token in tokens]
    return Specificity(
        numbers=_runs([is_number(word) for word in words]),
        names=_names(text, tokens),
        dates=sum(_is_date(words, place) for place in range(len(words))),
        past_events=sum(_is_past(word) for word in words),
        i=sum(word in _I for word in words),
        we=sum(word in _WE for word in words),
        hedges=sum(word in _HEDGES for word in words) + sum(pair in _HEDGE_PAIRS for pair in pairwise(words)),
        words=len(words),
    )


def is_number(word: str) -> bool:
    """Whether a word in its comparable form is a number above one, in digits or letters."""
    return _NUMBER.fullmatch(word) is not None


def has_date(words: Sequence[str]) -> bool:
    """Whether a weekday, a month, a year or a feast is among words in their comparable form."""
    return any(_is_date(words, place) for place in range(len(words)))


def _runs(flags: Sequence[bool]) -> int:
    return sum(flag and (place == 0 or not flags[place - 1]) for place, flag in enumerate(flags))


def _is_date(words: Sequence[str], place: int) -> bool:
    word = words[place]
    if word in {"march", "may"}:
        return place > 0 and words[place - 1] in _DATE_AFTER
    return word in _DATES or bool(re.fullmatch(r"(?:19|20)\d\d", word))


def _is_past(word: str) -> bool:
    return word in _PAST or (len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST)


def _names(text: str, tokens: Sequence[Token]) -> int:
    """Runs of capitalised words that do not open a sentence, "I" and dates left out."""
    capital = []
    for place, token in enumerate(tokens):
        opens = place == 0 or tokens[place - 1].stop == "."
        known = token.text in _I or token.text in _DATES or token.text in {"march", "may"}
        capital.append(text[token.start].isupper() and not opens and not known)
    return _runs(capital)

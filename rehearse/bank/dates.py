"""When something was, in what was said, as amounts that are told apart like others: "in May", "last autumn", "Q3"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rehearse.bank.amounts import Amount, find_amounts, words_about
from rehearse.language.tokens import Token, is_filled_pause, tokenise, word_set

# Apart from what is counted: three months are no month.
MONTH, WEEKDAY, SEASON, QUARTER, YEAR = DATES = (
    "calendar month", "day of the week", "season", "calendar quarter", "calendar year",
)  # fmt: skip
_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_NAMED = {name: (MONTH, number) for number, name in enumerate(_MONTHS.split(), 1)}
_NAMED |= {name: (WEEKDAY, number) for number, name in enumerate(_DAYS.split(), 1)}
_NAMED |= {"spring": (SEASON, 1), "summer": (SEASON, 2), "autumn": (SEASON, 3), "fall": (SEASON, 3)}
_NAMED |= {"winter": (SEASON, 4)}
# Also a verb, an adjective or somebody's name: a time only where the words around say so.
_DOUBTFUL = word_set("march april may june august spring fall")
_ORDINALS = word_set(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth st nd rd th"
)
_BEFORE = word_set("in of since until till last next this that early late mid during the") | _ORDINALS
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_YEARS = range(1950, 2050)
_BEFORE_YEAR = word_set("in since of until till during early late by")


def find_dates(text: str) -> tuple[Amount, ...]:
    """Months, days of the week, seasons, quarters and years; `unit` says which, `value` is the number among them."""
    tokens = [token for token in tokenise(text) if not is_filled_pause(token.text)]
    return tuple(
        Amount(value, kind, words_about(tokens, place, last), tokens[place].start, tokens[last].end)
        for place, last, kind, value in _dates(tokens)
    )


def is_date_word(word: str) -> bool:
    """Whether a word (in lower case) is the name of a month, a day or a season, whatever else it may be."""
    return word in _NAMED


def find_facts(text: str) -> tuple[Amount, ...]:
    """Dates and amounts; "in 2019" is a year, not an amount of what is named next."""
    amounts, dates = find_amounts(text), find_dates(text)
    starts = {date.start for date in dates}
    return (*dates, *(_year(text, each) for each in amounts if not starts & {each.start}))


def _dates(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str, int]]:
    """First and last word, kind and number of each."""
    for place, token in enumerate(tokens):
        before = tokens[place - 1].text if place else ""
        after = tokens[place + 1].text if place + 1 < len(tokens) else ""
        kind, number = _NAMED.get(token.text, ("", 0))
        if kind and (token.text not in _DOUBTFUL or _is_time(token.text, before, after)):
            yield place, place, kind, number
        elif token.text == "quarter" and before in _QUARTERS:
            yield place - 1, place, QUARTER, _QUARTERS[before]
        elif token.text == "q" and after in ("1", "2", "3", "4"):
            yield place, place + 1, QUARTER, int(after)


def _is_time(word: str, before: str, after: str) -> bool:
    if word in ("spring", "fall"):
        return before in _BEFORE - {"of"} - _ORDINALS
    return before in _BEFORE - {"that", "the"} or after in _ORDINALS


def _year(text: str, amount: Amount) -> Amount:
    before = text[: amount.start].casefold().split()[-1:]
    is_year = amount.value in _YEARS and before and before[0] in _BEFORE_YEAR
    return Amount(amount.value, YEAR, amount.about, amount.start, amount.end) if is_year else amount

"""Numbers as they are spoken, since recognisers write "2019" and "40%" where people say words."""

from __future__ import annotations

import re

_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_UNITS = {"%": "percent", "$": "dollars", "£": "pounds", "€": "euros", "&": "and", "+": "plus"}
_SUFFIXES = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion", "x": "times"}
_PIECE = re.compile(r"\d+(?:,\d{3})+|\d+|[a-z']+|[%£€$&+.]", re.IGNORECASE)


def spoken(token: str) -> tuple[str, ...]:
    """The words of a written token: ("forty", "percent") for "40%"; a token without digits is returned as it is.

    Four digits from 1100 to 2099 (not 2000 to 2009) are read as a year, ordinals by their number, times in pairs.
    """
    if not any(character.isdigit() for character in token):
        return (token,)
    words: list[str] = []
    symbol, fraction = "", False
    for piece in _PIECE.findall(token.rstrip(".,;:!?")):
        digits = piece.replace(",", "")
        if digits.isdigit():
            words += _digit_by_digit(digits) if fraction else _number(digits, grouped="," in piece)
            fraction = False
        elif piece == ".":
            words.append("point")
            fraction = True
        elif piece in "$£€":
            symbol = _UNITS[piece]
        elif piece.lower() not in ("st", "nd", "rd", "th", "s"):
            words.append(_UNITS.get(piece) or _SUFFIXES.get(piece.lower(), piece))
    return tuple([*words, symbol] if symbol else words)


def _digit_by_digit(digits: str) -> list[str]:
    return [_SMALL[int(digit)] for digit in digits]


def _number(digits: str, *, grouped: bool) -> list[str]:
    value = int(digits)
    if len(digits) > 15 or (len(digits) > 1 and digits[0] == "0"):
        return _digit_by_digit(digits)
    if len(digits) == 4 and not grouped and (1100 <= value < 2000 or 2010 <= value < 2100):
        return _below_hundred(value // 100) + (_below_hundred(value % 100) if value % 100 else ["hundred"])
    return _cardinal(value)


def _cardinal(value: int) -> list[str]:
    for scale, name in _SCALES:
        if value >= scale:
            rest = value % scale
            return [*_cardinal(value // scale), name, *(_cardinal(rest) if rest else ())]
    return _below_hundred(value)


def _below_hundred(value: int) -> list[str]:
    if value < len(_SMALL):
        return [_SMALL[value]]
    return [_TENS[value // 10], *([_SMALL[value % 10]] if value % 10 else ())]

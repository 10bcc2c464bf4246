"""How many syllables a written word has when it is spoken."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from pathlib import Path

from rehearse.language.numbers import spoken

VOWEL_LETTERS = "AEIOU"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(
    r"(?<=[^aeiouy])(?<![^aeiouyl]l)e$"
    r"|(?<=[^aeioutdy])(?<![^aeiouyl]l)ed$"
    r"|(?<=[^aeiouyszxgc])(?<![^aeiouy]l)(?<!ch)(?<!sh)es$"
    r"|(?<=[^aeiouyl])e(?=(?:ly|ment|ments|less|ness|ful|fully)$)"
)
_APART = re.compile(r"(?<![cgts])i[ao]|(?<!q)ua|eo(?!u)|[aeiou]ing|sm$")


def count_syllables(word: str) -> int:
    """Syllables of one written word, 0 where it holds nothing that is spoken.

    By the CMU pronouncing dictionary (vowels of the first pronunciation); by spelling for words outside it.
    Numbers count as they are spoken ("40%": 4), hyphenated words by their parts, capitals without a vowel by letter.
    """
    return sum(_count(part) for token in spoken(word) for part in _WORD.findall(token))


@functools.lru_cache(maxsize=20_000)
def _count(word: str) -> int:
    lower = word.lower().replace("’", "'")
    known = _known(lower)
    if known:
        return known
    if word.isupper() and 1 < len(word) <= 5:
        return sum(3 if letter == "w" else 1 for letter in lower)
    if lower.endswith("'s"):
        return _count(lower[:-2]) + (lower[-3:-2] in "szx")
    return _by_spelling(lower)


def _by_spelling(word: str) -> int:
    bare = _SILENT_END.sub("", word.replace("'", ""))
    return max(1, len(_VOWELS.findall(bare)) + len(_APART.findall(bare)))


def _known(word: str) -> int:
    """Vowels of the word's first pronunciation; 0 where the dictionary has none."""
    lines, key = _dictionary(), f"{word} ".encode()
    at = bisect_left(lines, key)
    if at == len(lines) or not lines[at].startswith(key):
        return 0
    return sum(phone[0] in VOWEL_LETTERS for phone in lines[at].decode().split()[1:])


@functools.lru_cache(maxsize=1)
def _dictionary() -> list[bytes]:
    """The lines of the dictionary inside PocketSphinx, sorted; it is found without importing that library.

    Searching lines costs microseconds a word and 25 ms at first; parsing them all would cost a third of a second.
    """
    from importlib.util import find_spec

    spec = find_spec("pocketsphinx")
    file = Path(spec.origin).parent / "model" / "en-us" / "cmudict-en-us.dict" if spec and spec.origin else None
    return sorted(file.read_bytes().split(b"\n")) if file and file.is_file() else []

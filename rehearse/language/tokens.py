"""Words of a text with their places, the same whether or not it has case and punctuation."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def word_set(words: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(words.split())


_NEGATED = word_set("is are was were do does did have has had ca could would should wo must need ai might")
_UNMARKED = {f"{verb}nt": f"{verb}n't" for verb in _NEGATED} | {
    "im": "i'm", "ive": "i've", "youre": "you're", "youve": "you've", "theyre": "they're", "theyve": "they've",
    "weve": "we've", "thats": "that's", "whats": "what's", "theres": "there's", "hes": "he's", "shes": "she's",
    "itd": "it'd", "theyd": "they'd", "youd": "you'd", "wouldve": "would've", "couldve": "could've",
    "shouldve": "should've",
}  # fmt: skip


_FILLED_PAUSE = re.compile(r"u+h*m+|u+h+|e+r+m*|e+h*m+|e+u*h+|ä+h+m*|a+h+m*|h+m+|m{2,}")
_SHELL = re.compile(r"^[^\w']+|[^\w']+$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `text` is lower case with plain apostrophes; `start`, `end` are character offsets.

    `stop` is the strongest mark that follows: "." (also ? ! ; : and dashes), "," or "".
    """

    text: str
    start: int
    end: int
    stop: str = ""


def normal(word: str) -> str:
    """A word's comparable form: lower case, plain apostrophe, unmarked contractions marked ("dont": "don't")."""
    text = word.casefold().replace("’", "'").replace("ʼ", "'")
    return _UNMARKED.get(text, text)


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of `text` in order. Hyphenated words count as several, numbers as one."""
    found = list(_TOKEN.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)][: len(found)]
    return tuple(
        Token(normal(match.group()), match.start(), match.end(), stop_mark(text[match.end() : end]))
        for match, end in zip(found, ends, strict=True)
    )


def written_words(text: str) -> list[str]:
    """The words of `tokenise` as they are written, without their places: many times as quick."""
    return _TOKEN.findall(text)


def stop_mark(between: str) -> str:
    """The strongest mark in the characters that follow a word; hyphens inside words are none."""
    if between == " ":
        return ""
    if any(mark in between for mark in ".?!;:…—\n") or " - " in between or "–" in between:
        return "."
    return "," if "," in between else ""


def bare(word: str) -> str:
    """A word without the marks around it, in its comparable form; an apostrophe at its edge stays ("'em")."""
    return normal(_SHELL.sub("", word))


@functools.lru_cache(maxsize=20_000)
def is_filled_pause(word: str) -> bool:
    """um, uh, er, erm, ah, hmm, mm in any spelling, marks around it or not; "uh-huh" and "mm-hmm" are answers."""
    return _FILLED_PAUSE.fullmatch(bare(word)) is not None

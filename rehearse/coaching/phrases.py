"""Phrases that a listener must ask about, and what they would ask; the phrases stand in `data/phrases.toml`.

vague: words in the place of a number, a name or a deed ("some challenges", "improved a lot").
process: somebody else's step in the place of one's own ("waited for approval", "the committee decided").
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from rehearse.language.tokens import Token, is_filled_pause
from rehearse.story.specificity import is_number

PhraseKind = Literal["vague", "process"]
NEAR = 8  # words


@dataclass(frozen=True)
class Phrase:
    """`start`, `end` are character offsets of the text; `ask` is what to say instead."""

    kind: PhraseKind
    start: int
    end: int
    ask: str


class _Row(NamedTuple):
    said: re.Pattern[str]
    ask: str
    amount: bool


class _Found(NamedTuple):
    """A match, by the first and last word of its run."""

    first: int
    last: int
    row: _Row


def find_phrases(tokens: Sequence[Token], kind: PhraseKind) -> tuple[Phrase, ...]:
    """The phrases of a kind in the order of the text, none overlapping another.

    A phrase never runs over the end of a sentence; filled pauses inside it do not hide it.
    """
    found = [phrase for run in _sentences(tokens) for phrase in _in_run(run, kind)]
    return tuple(sorted(found, key=lambda phrase: phrase.start))


def _sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The words between full stops, filled pauses left out."""
    run: list[Token] = []
    for token in tokens:
        if not is_filled_pause(token.text):
            run.append(token)
        if token.stop == "." and run:
            yield run
            run = []
    if run:
        yield run


def _in_run(run: Sequence[Token], kind: PhraseKind) -> list[Phrase]:
    text = " ".join(token.text for token in run)
    starts = [0]
    for token in run[:-1]:
        starts.append(starts[-1] + len(token.text) + 1)
    found = [
        _Found(bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1) - 1, row)
        for row in _lexicon()[kind]
        for match in row.said.finditer(text)
    ]
    kept: list[_Found] = []
    for each in sorted(found, key=lambda each: starts[each.first] - starts[each.last]):
        apart = all(each.last < other.first or other.last < each.first for other in kept)
        if apart and not (each.row.amount and _counted(run, each)):
            kept.append(each)
    return [Phrase(kind, run[each.first].start, run[each.last].end, each.row.ask) for each in kept]


def _counted(run: Sequence[Token], found: _Found) -> bool:
    """Whether a number stands near the phrase."""
    near = run[max(0, found.first - NEAR) : found.last + 1 + NEAR]
    return any(is_number(token.text) for token in near)


@cache
def _lexicon() -> dict[str, list[_Row]]:
    data = tomllib.loads(files("rehearse.coaching").joinpath("data/phrases.toml").read_text(encoding="utf-8"))
    return {kind: [_row(row, data["groups"]) for row in data[kind]] for kind in ("vague", "process")}


def _row(row: dict[str, Any], groups: dict[str, str]) -> _Row:
    said = row["said"]
    for name, group in groups.items():
        said = said.replace("{" + name + "}", group)
    return _Row(re.compile(rf"(?<![\w'])(?:{said})(?![\w'])"), row["ask"], row.get("amount", False))

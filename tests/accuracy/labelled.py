"""Labelled texts to train on: as they were written, and as a recogniser heard them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import numpy as np

from rehearse.story.passage import Passage, read_passage
from rehearse.story.scores import CORE
from tests.accuracy.stories import fold_of, heard_texts, load


@dataclass(frozen=True)
class Labelled:
    """A text with its labels.

    key : the id of its row, and " heard" where a recogniser wrote it down.
    fold : of five; pairs and groups stay together.
    short : a passage of a sentence or two, whose evidence is not marked.
    marks : the level of decision, trade-off and cost that each word is evidence of, shape (words, 3); -1 where it is
        not known which words are.
    """

    key: str
    fold: int
    short: bool
    passage: Passage
    marks: np.ndarray
    row: dict[str, Any]

    def level(self, name: str) -> int:
        return int(self.row.get("labels", self.row)[name])

    @property
    def levels(self) -> np.ndarray:
        """Of decision, trade-off and cost."""
        return np.array([self.level(name) for name in CORE])


def labelled(row: dict[str, Any], fold: int, text: str) -> Labelled:
    """`text` is the row's, or the same words without case and marks."""
    passage, short = read_passage(text), "labels" not in row
    found = Labelled(row["id"], fold, short, passage, np.zeros((len(passage.tokens), len(CORE))), row)
    for place, (name, level) in enumerate(zip(CORE, found.levels, strict=True)):
        quotes = row.get("evidence", {}).get(name, [])
        found.marks[:, place] = -1 if short and level else level * evidence_mask(passage, quotes)
    return found


def heard(written: Labelled, text: str) -> Labelled:
    """What a recogniser made of it: each word has the marks of the one that was said there."""
    passage = read_passage(text)
    said, words = ([token.text for token in each.tokens] for each in (written.passage, passage))
    places = np.zeros(len(words), dtype=int)
    for _, start, end, first, past in SequenceMatcher(None, said, words, autojunk=False).get_opcodes():
        places[first:past] = start + np.arange(past - first) * (end - start) // max(1, past - first)
    marks = written.marks[np.minimum(places, len(said) - 1)]
    return Labelled(f"{written.key} heard", written.fold, written.short, passage, marks, written.row)


def written_and_heard(names: list[str]) -> Iterator[tuple[Labelled, Labelled | None]]:
    """The rows of these files as written, and as heard where a recogniser heard them."""
    texts = heard_texts()
    for name in names:
        for number, row in enumerate(load(name)):
            written = labelled(row, fold_of(row, number), row["text"])
            yield written, heard(written, texts[row["id"]]) if row["id"] in texts else None


def evidence_mask(passage: Passage, quotes: list[str]) -> np.ndarray:
    """Per token, whether it stands in one of the quotes; found by words, so that stripped text works too."""
    words = [token.text for token in passage.tokens]
    mask = np.zeros(len(words), dtype=bool)
    for quote in quotes:
        sought = [token.text for token in read_passage(quote).tokens]
        for start in range(len(words) - len(sought) + 1):
            if words[start : start + len(sought)] == sought:
                mask[start : start + len(sought)] = True
    return mask

"""A text cut into clauses, each with the cues found in it: what a classifier reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rehearse.language.clauses import split_clauses
from rehearse.language.tokens import Token, is_filled_pause, tokenise, word_set
from rehearse.story.lexicon import cues

LONGEST_CLAUSE = 16
LONGEST_WORD = 40
SEAM_REACH = 4
_JOINING = word_set("and but or so because that which who to for with in on at by from than as while after before when")


@dataclass(frozen=True)
class Passage:
    """`clauses` are (first, past-last) token indices, together all tokens; `cues` is 0/1, (clauses, lexicon.cues())."""

    text: str
    tokens: tuple[Token, ...]
    clauses: tuple[tuple[int, int], ...]
    cues: NDArray[np.float32]

    def offsets(self, first: int, past: int) -> tuple[int, int]:
        """Character offsets of clauses `first` to `past` (exclusive), without the fillers at either end."""
        start, end = self.clauses[first][0], self.clauses[past - 1][1]
        while start < end - 1 and is_filled_pause(self.tokens[start].text):
            start += 1
        while end > start + 1 and is_filled_pause(self.tokens[end - 1].text):
            end -= 1
        return self.tokens[start].start, self.tokens[end - 1].end


def read_passage(text: str) -> Passage:
    """Cut `text` into clauses and find the cues of each. Linear in its length."""
    tokens = tokenise(text)
    clauses = tuple(_short_enough(split_clauses(_with_marks(text, tokens)), tokens))
    return Passage(text, tokens, clauses, _find_cues(tokens, clauses))


def _with_marks(text: str, tokens: Sequence[Token]) -> list[str]:
    ends = [token.start for token in tokens[1:]] + [len(text)][: len(tokens)]
    return [text[token.start : end].strip() for token, end in zip(tokens, ends, strict=True)]


def _short_enough(starts: Sequence[int], tokens: Sequence[Token]) -> Iterable[tuple[int, int]]:
    """Clauses of about `LONGEST_CLAUSE` words at most: run-on speech without a seam is cut where it gives way best."""
    for start, end in pairwise([*starts, len(tokens)] if starts else []):
        parts = max(1, round((end - start) / LONGEST_CLAUSE))
        even = [start + (end - start) * part // parts for part in range(1, parts)]
        yield from pairwise([start, *(_best_seam(tokens, place) for place in even), end])


def _best_seam(tokens: Sequence[Token], place: int) -> int:
    """The best place for a cut near `place`: after a mark, before a joining word, else there."""
    near = sorted(range(place - SEAM_REACH, place + SEAM_REACH + 1), key=lambda at: abs(at - place))
    marked = [at for at in near if tokens[at - 1].stop]
    joined = [at for at in near if tokens[at].text in _JOINING and tokens[at - 1].text not in _JOINING]
    return (marked or joined or [place])[0]


def _find_cues(tokens: Sequence[Token], clauses: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    texts = [spoken(token.text for token in tokens[start:end]) for start, end in clauses]
    found = [[pattern.search(text) is not None for pattern in cues().values()] for text in texts]
    return np.array(found, dtype=np.float32).reshape(len(clauses), len(cues()))


def spoken(words: Iterable[str]) -> str:
    """Words as one line without filled pauses and without stuttered repeats ("i i didn't")."""
    kept: list[str] = []
    for word in words:
        if not is_filled_pause(word) and (not kept or kept[-1] != word):
            kept.append(word[:LONGEST_WORD])
    return " ".join(kept)

"""Whether "like", "you know" and their kin are discourse markers where they stand, from the words and gaps around them.

Each marker has ordered rules; the first that fits gives the probability. The rules are grammar: what a verb, a
preposition, a comparison or a complement needs beside it (D'Arcy 2007 on "like", Schiffrin 1987 on the rest). The
probabilities are five rounded classes, so they say "rather yes" and no more than that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rehearse.measures import word_classes as wc

NO, RATHER_NOT, RATHER, YES, SURE = 0.05, 0.3, 0.6, 0.8, 0.9

JOINED, COMMA, EDGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a marker.

    `before` and `after` are the neighbouring words ("" beyond the text); `gap_before` and `gap_after` are JOINED, COMMA
    (or a pause) or EDGE (of a sentence or of the text). `marked` says that the text carries marks or pauses at all, so
    that JOINED means something; `hesitant` that an "um" or another marker is next to it.
    """

    before: str
    after: str
    gap_before: int
    gap_after: int
    marked: bool = False
    hesitant: bool = False

    @property
    def flanked(self) -> bool:
        return self.gap_before > JOINED and self.gap_after > JOINED


# What "like" is after these words, where a number does not follow; the first class that holds the word decides.
_LIKE_AFTER: tuple[tuple[frozenset[str], float], ...] = (
    (wc.COMPARED | wc.AUXILIARIES, NO),
    (wc.words("is"), RATHER),
    (wc.words("been being it's there's"), RATHER_NOT),
    (wc.BE, NO),
    (wc.CONJUNCTIONS | wc.DETERMINERS, SURE),
    (wc.PREPOSITIONS | wc.POSSESSING, YES),
)


def like(at: Context) -> float:
    """Verb, preposition and comparison need a complement; what reports speech ("I was like, no") cannot be left out."""
    if at.before in wc.PERCEPTION:
        return NO
    if at.flanked:
        return YES
    if at.gap_before == EDGE:
        return RATHER if at.gap_after or at.after not in wc.DEMONSTRATIVES else RATHER_NOT
    return _like_by_what_precedes(at) or _like_by_what_follows(at)


def _like_by_what_precedes(at: Context) -> float | None:
    if at.before in wc.SUBJECTS:
        return RATHER if wc.is_past(at.after) or at.after in wc.ADVERBS else NO
    if wc.is_number(at.after) and at.before not in wc.AUXILIARIES:
        return RATHER
    if at.before == "to":
        return RATHER_NOT if at.after in wc.OBJECTS | wc.DETERMINERS | wc.DEMONSTRATIVES | {"it"} else RATHER
    for before, probability in _LIKE_AFTER:
        if at.before in before:
            return probability
    return None


def _like_by_what_follows(at: Context) -> float:
    if at.gap_after == EDGE:
        return RATHER_NOT
    if at.gap_before or at.hesitant:
        return RATHER
    if at.after in wc.DEMONSTRATIVES:
        return NO
    if at.after in wc.CONJUNCTIONS | wc.PREPOSITIONS or (at.after.endswith("ing") and len(at.after) > 5):
        return YES
    return RATHER if at.gap_after or not at.marked else RATHER_NOT


def you_know(at: Context) -> float:
    """Not where it takes an object or answers one ("you know what", "do you know", "as you know")."""
    if at.flanked:
        return SURE
    if at.before in wc.BEFORE_KNOW and not at.gap_before:
        return NO
    if at.after in wc.WH and not at.gap_after:
        return NO
    if at.after in ("that", "about", "him", "them", "her") and not at.gap_after:
        return RATHER_NOT
    return YES if at.gap_after or at.hesitant else RATHER


def i_mean(at: Context) -> float:
    """Not "what I mean", nor "I mean it", "I mean that"."""
    if at.before in wc.WH | wc.AUXILIARIES and not at.gap_before:
        return NO
    if at.after in ("it", "that", "by", "to", "business") and not at.gap_after:
        return RATHER if at.gap_before else RATHER_NOT
    return YES if at.flanked or at.hesitant else RATHER


def kind_of(at: Context) -> float:
    """Set off by gaps it fills; before an adjective or a verb it hedges; after a determiner it is a noun."""
    if at.before in wc.KINDS | wc.DETERMINERS and not at.gap_before and not at.gap_after:
        return NO
    if at.gap_after or (at.hesitant and at.gap_before):
        return RATHER
    return RATHER_NOT


def so(at: Context) -> float:
    """A filler where nothing follows from it: set off inside a sentence; else it joins or opens clauses."""
    if at.gap_before == COMMA and at.gap_after:
        return RATHER
    return RATHER_NOT if at.gap_before else NO


def okay_so(at: Context) -> float:
    return RATHER if at.gap_before or not at.before else RATHER_NOT


def right(at: Context) -> float:
    """A tag ("..., right?") or set off; never "right now", "the right", "that's right"."""
    if at.flanked and at.before not in ("all", "that's", "alright"):
        return RATHER if at.gap_before == COMMA else RATHER_NOT
    return RATHER_NOT if at.gap_before and at.after not in ("now", "away", "there", "here", "up") else NO


def adverb(at: Context) -> float:
    """actually, basically, literally: set off from the sentence, or opening it; inside it they carry meaning."""
    if at.flanked or at.hesitant:
        return RATHER
    return RATHER if at.gap_before == EDGE and at.before else RATHER_NOT


MARKERS: dict[tuple[str, ...], Callable[[Context], float]] = {
    ("okay", "so"): okay_so,
    ("ok", "so"): okay_so,
    ("you", "know"): you_know,
    ("yknow",): you_know,
    ("y'know",): you_know,
    ("i", "mean"): i_mean,
    ("kind", "of"): kind_of,
    ("kinda",): kind_of,
    ("sort", "of"): kind_of,
    ("sorta",): kind_of,
    ("like",): like,
    ("so",): so,
    ("right",): right,
    ("actually",): adverb,
    ("basically",): adverb,
    ("literally",): adverb,
}

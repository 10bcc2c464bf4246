"""Does an answer hold a decision, a trade-off and a real cost? Of a written answer or of a take's transcript.

Precision comes first: "clear" is said only where it is likely; an element that is not found was *not heard*, which is
not to say that it is absent. The definitions stand in tests/data/stories/GUIDE.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rehearse.language.said import as_said, word_starts, words_between
from rehearse.language.tokens import Token, word_set
from rehearse.story.classifier import own_classifier
from rehearse.story.elements import find_elements, nothing_heard
from rehearse.story.passage import read_passage
from rehearse.story.scores import Classifier
from rehearse.story.specificity import measure_specificity
from rehearse.types import Element, Evidence, Story, Transcript, Word

FEWEST_WORDS = 5
FEWEST_FOR_LANGUAGE = 12
LEAST_ENGLISH = 0.25
# A word that the recogniser gives less than this is hardly ever the one that was said.
DOUBTED = 0.1
MASK = "x"
_ENGLISH = word_set(
    "the a an and or but so of to in on at for from with by as that this it its it's i i'm i'd we you he she they me "
    "us him her them my our your his their was were is are be been had have has did do does not no if when then than "
    "there what which who how up out about just all one some more into over because after before said would could got"
)


def check_story(text: str, *, classifier: Classifier | None = None) -> Story:
    """Check a written answer, with or without case and punctuation. Evidence has character offsets, no times.

    `note` says why nothing could be told of a text that is too short or not English; its elements are all level 0.
    """
    passage = read_passage(text)
    scorer = classifier or own_classifier()
    specificity = measure_specificity(text, passage.tokens)
    note = why_not(passage.tokens)
    if note:
        return Story(text, 0.0, nothing_heard(), specificity, provenance=scorer.provenance, note=note)
    scores = scorer(passage)
    elements = find_elements(passage, scores)
    return Story(text, round(scores.episode, 4), elements, specificity, provenance=scorer.provenance)


def check_transcript(transcript: Transcript, *, classifier: Classifier | None = None) -> Story:
    """Check what was said in a take: as `check_story`, with the times of each quote and of the first decision.

    Words that the recogniser doubts speak for nothing; quotes show them all the same.
    """
    words, _ = as_said(transcript.words)
    text = " ".join(word.text.strip() for word in words)
    story = check_story(" ".join(map(_trusted, words)), classifier=classifier)
    quoted = tuple(_quoted(element, text, words) for element in story.elements)
    return replace(story, text=text, elements=quoted, decision_at_s=_decision_at(quoted))


def _trusted(word: Word) -> str:
    """The word, or one of the same length that means nothing where it was hardly understood."""
    text = word.text.strip()
    return MASK * len(text) if word.probability is not None and word.probability < DOUBTED else text


def why_not(tokens: Sequence[Token]) -> str:
    """Why a text cannot be judged, or ""."""
    if len(tokens) < FEWEST_WORDS:
        return "can't tell: too few words to hold a story"
    if len(tokens) >= FEWEST_FOR_LANGUAGE and _english_share(tokens) < LEAST_ENGLISH:
        return "can't tell: this does not read as English"
    return ""


def _english_share(tokens: Sequence[Token]) -> float:
    return sum(token.text in _ENGLISH or token.text.endswith("n't") for token in tokens) / len(tokens)


def _quoted(element: Element, text: str, words: Sequence[Word]) -> Element:
    return replace(element, evidence=tuple(_as_said(quote, text, words) for quote in element.evidence))


def _as_said(quote: Evidence, text: str, words: Sequence[Word]) -> Evidence:
    """The quote in the words as shown, with their times."""
    first, last = words_between(word_starts(words), quote.start, quote.end)
    said = text[quote.start : quote.end]
    return replace(quote, quote=said, start_s=words[first].start, end_s=words[last].end)


def _decision_at(elements: Sequence[Element]) -> float | None:
    times = [q.start_s for e in elements if e.name == "decision" for q in e.evidence if q.start_s is not None]
    return min(times, default=None)

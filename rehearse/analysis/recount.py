"""An analysis anew after the person corrected a word or judged a filler. Pure, and quick enough for the window.

What hangs on the words or on a verdict is found again by the functions that found it first: pace, the place of pauses,
fillers, story, moments, priorities, follow-ups. What hangs on sound or picture alone stays as it was measured: speech,
the pauses' times, the voice's figures (which leave out the filled pauses known when it was analysed), eyes, framing.
The recording is not read, and none of the libraries that read it is imported.

A person's word is not doubted: its probability is 1, also where the recogniser's own text is put back or confirmed.
The rest of a rough transcript stays rough.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rehearse.analysis.conclude import coach, read_story
from rehearse.language.clauses import split_clauses
from rehearse.language.said import as_said
from rehearse.language.syllables import count_syllables
from rehearse.measures.fillers import measure_fillers
from rehearse.measures.fillers_again import find_fillers_again
from rehearse.measures.pace import measure_rates, pace_curve
from rehearse.measures.pauses import measure_pauses_in_words, place_pauses
from rehearse.story.check import check_story
from rehearse.types import Analysis, Measure, Pause, Provenance, Transcript, Word

CORRECTED = "corrected_words"


def prepare() -> None:
    """Load the dictionary and the story's weights, which the first recount would wait for; call it in a thread."""
    count_syllables("prepare")
    check_story("I decided to leave, and it cost us the week.")


def judge_filler(analysis: Analysis, index: int, confirmed: bool | None) -> Analysis:
    """The analysis with the person's verdict on filler `index`; None takes it back. Raises IndexError.

    Filler figures, articulation rate, clusters and priorities follow; the words and the story stay.
    """
    return judge_fillers(analysis, {index: confirmed})


def judge_fillers(analysis: Analysis, verdicts: Mapping[int, bool | None]) -> Analysis:
    """The same for several fillers at once."""
    fillers = list(analysis.fillers)
    for index, confirmed in verdicts.items():
        _check(index, fillers, "filler")
        fillers[index] = replace(fillers[index], confirmed=confirmed)
    analysis = replace(analysis, fillers=tuple(fillers))
    transcript, places = _as_said(analysis.transcript)
    return _concluded(analysis, transcript, places, _of_fillers(analysis, transcript))


def correct_word(analysis: Analysis, index: int, text: str) -> Analysis:
    """The analysis with the text of word `index` corrected; all other words keep their indices. Raises IndexError.

    `text` may be several words, or "" where nothing was said. The recogniser's text is kept in `Word.original` and put
    back by writing it again. Writing what stands there already says that it is right.
    """
    return correct_words(analysis, {index: text})


def correct_words(analysis: Analysis, texts: Mapping[int, str]) -> Analysis:
    """The same for several words at once."""
    words = list(analysis.transcript.words)
    for index, text in texts.items():
        _check(index, words, "word")
        words[index] = _corrected(words[index], " ".join(text.split()))
    return _recounted(analysis, tuple(words))


def recount(analysis: Analysis) -> Analysis:
    """Everything that hangs on words and verdicts anew; an analysis made by this version stays as it is."""
    return _recounted(analysis, analysis.transcript.words)


def _check(index: int, items: Sequence[object], name: str) -> None:
    if not 0 <= index < len(items):
        raise IndexError(f"There is no {name} {index}: there are {len(items)}.")


def _corrected(word: Word, text: str) -> Word:
    first = word.text if word.original is None else word.original
    return replace(word, text=text, probability=1.0, original=None if text == first else first)


def _recounted(analysis: Analysis, words: tuple[Word, ...]) -> Analysis:
    before = analysis.transcript
    made_by = _with_count(before.provenance, words)
    analysis = replace(analysis, transcript=replace(before, words=words, provenance=made_by))
    transcript, places = _as_said(analysis.transcript)
    starts = split_clauses([word.text for word in transcript.words])
    fillers = find_fillers_again(
        analysis.fillers, before=before.words, words=words, speech=analysis.speech, rough=before.rough
    )
    pauses = place_pauses(analysis.pauses, words=transcript.words, clause_starts=starts)
    story, timing = read_story(transcript, question=analysis.question, speech=analysis.speech)
    curve = pace_curve(transcript.words, speech=analysis.speech)
    analysis = replace(
        analysis,
        fillers=fillers,
        pauses=tuple(_in_place(pause, places) for pause in pauses),
        story=story,
        curves=tuple(curve if old.key == curve.key else old for old in analysis.curves),
    )
    measures = (*_of_pauses(analysis, transcript, pauses), *_of_fillers(analysis, transcript), *timing)
    return _concluded(analysis, transcript, places, measures)


def _as_said(transcript: Transcript) -> tuple[Transcript, tuple[int, ...]]:
    words, places = as_said(transcript.words)
    return replace(transcript, words=words), places


def _in_place(pause: Pause, places: Sequence[int]) -> Pause:
    return pause if pause.before_word is None else replace(pause, before_word=places[pause.before_word])


def _of_fillers(analysis: Analysis, transcript: Transcript) -> tuple[Measure, ...]:
    """The figures that follow a verdict on a filler."""
    speech, fillers = analysis.speech, analysis.fillers
    counts = measure_fillers(
        fillers, speech=speech, words=transcript.words, rough=transcript.rough, provenance=transcript.provenance
    )
    return (*measure_rates(transcript, speech=speech, fillers=fillers), *counts)


def _of_pauses(analysis: Analysis, transcript: Transcript, pauses: Sequence[Pause]) -> tuple[Measure, ...]:
    noise = next((measure.value for measure in analysis.measures if measure.key == "snr"), None)
    return measure_pauses_in_words(pauses, speech=analysis.speech, transcript=transcript, signal_to_noise=noise)


def _concluded(
    analysis: Analysis, transcript: Transcript, places: Sequence[int], measures: Iterable[Measure]
) -> Analysis:
    """The analysis with `measures` in the place of those of the same keys, and what follows from all of it."""
    anew = {measure.key: measure for measure in measures}
    kept = tuple(anew.pop(measure.key, measure) for measure in analysis.measures)
    analysis = replace(analysis, measures=(*kept, *anew.values()))
    found = coach(
        transcript=transcript,
        speech=analysis.speech,
        pauses=[_among_said(pause, places) for pause in analysis.pauses],
        fillers=analysis.fillers,
        glances=analysis.glances,
        story=analysis.story,
        measures=analysis.measures,
        question=analysis.question,
    )
    return replace(analysis, moments=found.moments, priorities=found.priorities, follow_ups=found.follow_ups)


def _among_said(pause: Pause, places: Sequence[int]) -> Pause:
    return pause if pause.before_word is None else replace(pause, before_word=bisect_left(places, pause.before_word))


def _with_count(made_by: Provenance, words: Iterable[Word]) -> Provenance:
    """What made the words, with how many of them the person corrected."""
    corrected = sum(word.original is not None for word in words)
    settings = {key: value for key, value in made_by.settings.items() if key != CORRECTED}
    return replace(made_by, settings=settings | {CORRECTED: float(corrected)} if corrected else settings)

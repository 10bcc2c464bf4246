"""What was found in a made-up answer: words with times, pauses, fillers, measures, the story, moments."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rehearse.coaching.follow_ups import find_follow_ups
from rehearse.coaching.moments import find_moments
from rehearse.coaching.priorities import find_priorities
from rehearse.language.tokens import is_filled_pause
from rehearse.types import (
    ANALYSIS_SCHEMA,
    Analysis,
    Certainty,
    Element,
    ElementName,
    Evidence,
    Filler,
    Glance,
    Level,
    Measure,
    Pause,
    Provenance,
    Recording,
    Span,
    Specificity,
    Story,
    Transcript,
    Word,
)
from tests.seeded.model import Plan

MADE_UP: dict[str, str | float | bool] = {"made up": True}
ROUGH = Provenance("PocketSphinx", "5.0.4", "en-us", MADE_UP)
TRUSTED = Provenance("faster-whisper", "1.2.1", "base.en", MADE_UP)
ENERGY = Provenance("Silero VAD", "6", "silero_vad_v6", MADE_UP)
PITCH = Provenance("SwiftF0", "0.1.2", "", MADE_UP)
MESH = Provenance("MediaPipe Face Mesh", "0.10.21", "refined landmarks", MADE_UP, share=0.93)
STORIES = Path(__file__).parent.parent / "data" / "stories"
TOLD: tuple[ElementName, ...] = ("decision", "tradeoff", "cost", "result", "reflection")
THIN_WORDS = 5
NO_EYES = "can't tell: glasses glare in 62 % of frames"
PATCH_WORDS, FOLLOW_UP_WORDS = 60, 80


@dataclass(frozen=True)
class Script:
    """An invented story: its words, and the (first, one past last) words of each element's evidence."""

    words: tuple[str, ...]
    evidence: dict[str, tuple[tuple[int, int], ...]]


@cache
def scripts() -> tuple[Script, ...]:
    """The stories of which every element is quoted."""
    lines = (line for name in ("dev-a", "dev-b") for line in (STORIES / f"{name}.jsonl").read_text().splitlines())
    told = (json.loads(line) for line in lines)
    return tuple(_script(s) for s in told if all(s["labels"][n] == 2 and s["evidence"].get(n) for n in TOLD[:4]))


def _script(story: dict[str, dict[str, list[str]]]) -> Script:
    text = " ".join(str(story["text"]).split())

    def place(quote: str) -> tuple[int, int]:
        start = text.index(" ".join(quote.split()))
        first = text[:start].count(" ")
        return first, first + len(quote.split())

    found = {name: tuple(map(place, quotes)) for name, quotes in story["evidence"].items()}
    return Script(tuple(text.split()), found)


def make_analysis(plan: Plan, script: Script, chance: random.Random) -> Analysis:
    said, places = _said(plan, script)
    pace = plan.figures["speech_rate"] or 150.0
    said, places, ums = _with_fillers(said, places, (plan.figures["fillers_per_minute"] or 0.0) / pace, chance)
    words, pauses = _timed(said, pace, (plan.figures["inside_pauses_per_minute"] or 0.0) / pace, chance, plan.rough)
    fillers = tuple(
        Filler(words[i].start, words[i].end, words[i].text, "filled pause", ("text",), 0.9, word=i) for i in ums
    )
    source = ROUGH if plan.rough else TRUSTED
    transcript = Transcript(words, "en", source, rough=plan.rough)
    story = _story(plan, words, places) if plan.kind == "answer" else None
    measures = _measures(plan, words[-1].end - words[0].start)
    glances = _glances(words[-1].end, plan.figures["eye_contact_share"], chance)
    question, made_at = plan.question, plan.at.isoformat()
    return Analysis(
        schema=ANALYSIS_SCHEMA,
        made_at=made_at,
        app_version="0.1.0",
        recording=Recording("recording.mkv", round(words[-1].end + 1.2, 2), has_audio=True, has_video=True),
        question=question,
        transcript=transcript,
        speech=(Span(words[0].start, words[-1].end),),
        pauses=pauses,
        fillers=fillers,
        glances=glances,
        blinks=(),
        measures=measures,
        curves=(),
        story=story,
        moments=find_moments(transcript=transcript, pauses=pauses, fillers=fillers, glances=glances, story=story),
        priorities=find_priorities(story=story, measures=measures),
        follow_ups=find_follow_ups(story, question=question, words=words, rough=plan.rough),
        warnings=("This answer is made up: nobody gave it.",),
    )


def _said(plan: Plan, script: Script) -> tuple[list[str], dict[str, list[int]]]:
    """The words, without the quotes of what is not heard and cut short where it is thin; and where the quotes stand."""
    if plan.kind != "answer":
        length = PATCH_WORDS if plan.kind == "patch" else FOLLOW_UP_WORDS
        return [w for w in script.words if not is_filled_pause(_bare(w))][-length:], {}
    owner: dict[int, str] = {}
    gone: set[int] = set()
    for name, spans in script.evidence.items():
        level = plan.levels.get(name, 2)
        for first, end in spans:
            gone |= set(range(first if level == 0 else min(first + THIN_WORDS, end), end)) if level < 2 else set()
            owner |= dict.fromkeys(range(first, end), name)
    words: list[str] = []
    places: dict[str, list[int]] = {}
    for place, word in enumerate(script.words):
        if place in gone or is_filled_pause(_bare(word)):
            continue
        if place in owner:
            places.setdefault(owner[place], []).append(len(words))
        words.append(word)
    return words, places


def _bare(word: str) -> str:
    return word.strip(".,;:!?…—").lower()


def _with_fillers(
    words: list[str], places: dict[str, list[int]], share: float, chance: random.Random
) -> tuple[list[str], dict[str, list[int]], list[int]]:
    """Ums put in so that there are `share` of the words; where everything stands now."""
    quoted = {place for found in places.values() for place in found}
    free = [place for place in range(1, len(words)) if place not in quoted]
    before = set(chance.sample(free, min(len(free), round(share * len(words)))))
    out: list[str] = []
    ums: list[int] = []
    moved: dict[int, int] = {}
    for place, word in enumerate(words):
        if place in before:
            ums.append(len(out))
            out.append(chance.choice(("um", "uh")))
        moved[place] = len(out)
        out.append(word)
    return out, {name: [moved[place] for place in found] for name, found in places.items()}, ums


def _timed(
    said: list[str], pace: float, inside: float, chance: random.Random, rough: bool
) -> tuple[tuple[Word, ...], tuple[Pause, ...]]:
    """Words at `pace` a minute, with pauses after sentences and, `inside` of the words, in the middle of clauses."""
    after = {i: chance.uniform(0.45, 1.1) for i, w in enumerate(said[:-1]) if w.endswith((".", "?", "!"))}
    middle = [i for i in range(len(said) - 1) if i not in after]
    for place in chance.sample(middle, min(len(middle), round(inside * len(said)))):
        after[place] = chance.uniform(0.3, 1.7)
    whole = len(said) * 60 / pace
    step = max(0.12, (whole - sum(after.values())) / len(said))
    words: list[Word] = []
    pauses: list[Pause] = []
    at = round(chance.uniform(0.5, 1.5), 2)
    for place, text in enumerate(said):
        probability = None if rough else round(chance.uniform(0.75, 0.99), 2)
        words.append(Word(text, round(at, 2), round(at + step * 0.92, 2), probability))
        at += step
        if place in after:
            size = "brief" if after[place] < 0.5 else "medium" if after[place] < 1 else "long"
            where = "boundary" if text.endswith((".", "?", "!")) else "inside"
            pauses.append(Pause(round(at, 2), round(at + after[place], 2), size, where, place + 1))
            at += after[place]
    return tuple(words), tuple(pauses)


def _story(plan: Plan, words: tuple[Word, ...], places: dict[str, list[int]]) -> Story:
    starts, text = [], ""
    for word in words:
        starts.append(len(text) + bool(text))
        text = f"{text} {word.text}" if text else word.text

    def element(name: ElementName) -> Element:
        level: Level = plan.levels.get(name, 2)  # type: ignore[assignment]
        found = places.get(name, [])[:16] if level else []
        first = [place for number, place in enumerate(found) if place - number == found[0]]  # without what came between
        if not first:
            return Element(name, 0, 0.08)
        start, end = starts[first[0]], starts[first[-1]] + len(words[first[-1]].text)
        quote = Evidence(text[start:end], start, end, words[first[0]].start, words[first[-1]].end)
        return Element(name, level, 0.9 if level == 2 else 0.5, (quote,))

    elements = tuple(element(name) for name in (*TOLD[:3], "situation", *TOLD[3:]))
    decided = next((e.evidence[0].start_s for e in elements if e.name == "decision" and e.evidence), None)
    specificity = Specificity(3, 2, 1, 14, text.lower().count(" i "), text.lower().count(" we "), 4, len(words))
    return Story(text, 0.9, elements, specificity, decided, Provenance("made-up story", "1", "", MADE_UP))


def _measures(plan: Plan, length: float) -> tuple[Measure, ...]:
    words = ROUGH if plan.rough else TRUSTED
    sure: Certainty = "rough" if plan.rough else "sure"
    about: Certainty = "rough" if plan.rough else "estimate"
    f = {key: None if value is None else round(value, 2) for key, value in plan.figures.items()}
    eyes = f["eye_contact_share"]
    seen: Certainty = "unknown" if eyes is None else "estimate"
    return (
        Measure("speech_rate", "Pace", f["speech_rate"], "words/min", sure, words, (120.0, 170.0), 3.0),
        Measure("answer_length", "Answer length", round(length, 1), "s", "sure", ENERGY, plan.question.target_s),
        Measure(
            *("inside_pauses_per_minute", "Pauses inside clauses", f["inside_pauses_per_minute"], "per minute"),
            *("estimate", ENERGY, None, 0.5),
        ),
        Measure(
            *("fillers_per_minute", "Fillers", f["fillers_per_minute"], "per minute", about, words, (None, 5.0), 1.2)
        ),
        Measure("pitch_variation", "Pitch variation", f["pitch_variation"], "semitones", "sure", PITCH, None, 0.2),
        Measure(
            *("eye_contact_share", "Eye contact while speaking", eyes, "%", seen, MESH, None),
            *(None if eyes is None else 6.0, NO_EYES if eyes is None else ""),
        ),
    )


def _glances(end: float, eyes: float | None, chance: random.Random) -> tuple[Glance, ...]:
    count = 0 if eyes is None else round((100 - eyes) / 8)
    starts = sorted(chance.uniform(2, max(3.0, end - 4)) for _ in range(count))
    return tuple(
        Glance(round(at, 2), round(at + chance.uniform(0.5, 3.4), 2), chance.choice(("down", "left", "right")), 14.0)
        for at in starts
    )

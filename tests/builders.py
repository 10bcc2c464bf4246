"""Values for tests: an analysis with every field filled, and libraries of any size.

`python -m tests.builders library FOLDER COUNT` makes a library to look at.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rehearse.serial import to_json
from rehearse.store.ids import FORMAT
from rehearse.types import (
    ANALYSIS_SCHEMA,
    TAKE_SCHEMA,
    Analysis,
    Curve,
    Element,
    Evidence,
    Filler,
    FollowUp,
    Glance,
    Measure,
    Moment,
    Pause,
    Provenance,
    Question,
    Recording,
    Span,
    Specificity,
    Story,
    Take,
    Transcript,
    Word,
)

ANSWER = (
    "so last spring um I was leading the billing migration and our vendor gave us data that was like half missing "
    "I decided to move the launch by two weeks instead of shipping with the gaps uh you know we lost the spring "
    "campaign but nobody got paged and in the end the numbers matched to the cent I would ask for the data earlier"
)
SAID = ANSWER.split()
DECISION, TRADEOFF, RESULT, REFLECTION = (21, 30), (39, 48), (48, 58), (58, 65)
WHISPER = Provenance("faster-whisper", "1.2.1", "base.en", {"beam_size": 5.0})
SPHINX = Provenance("PocketSphinx", "5.0.4", "en-us")
SILERO = Provenance("Silero VAD", "6", "silero_vad_v6", {"threshold": 0.5})
PITCH = Provenance("SwiftF0", "0.1.2")
MESH = Provenance("MediaPipe Face Mesh", "0.10.21", "refined landmarks", {"baseline": "given"}, share=0.94)

QUESTION = Question(
    key="judgement/missing-data",
    text="Tell me about a decision you made with bad or missing data. What did you bet on, and were you right?",
    competency="Judgement",
    why="Asked to see how you choose when nobody can tell you the answer.",
    follow_ups=("What did you give up for it?", "What did it cost, and who paid?", "What would a critic say?"),
)


def make_words(step: float = 0.42, *, rough: bool = False) -> tuple[Word, ...]:
    """The words of `SAID`, one each `step` seconds, with a 1.4 s stop before the decision and one doubtful word."""
    words, at = [], 0.6
    for index, text in enumerate(SAID):
        at += 1.4 if index == DECISION[0] else 0.0
        probability = 0.31 if text == "vendor" else 0.95
        words.append(Word(text, round(at, 2), round(at + step * 0.8, 2), None if rough else probability))
        at += step
    return tuple(words)


def make_fillers(words: tuple[Word, ...]) -> tuple[Filler, ...]:
    kinds = {"um": "filled pause", "uh": "filled pause", "like": "discourse marker", "you": "discourse marker"}
    found = [(i, w) for i, w in enumerate(words) if w.text in kinds]
    fillers = tuple(_filler(w, i, kinds[w.text]) for i, w in found)
    heard = Filler(8.9, 9.4, "uh", "filled pause", ("sound",), 0.6)
    return tuple(sorted((*fillers, heard), key=lambda f: f.start))


def _filler(word: Word, index: int, kind: str) -> Filler:
    text = "you know" if word.text == "you" else word.text
    end = word.end + (0.42 if word.text == "you" else 0.0)
    return Filler(word.start, end, text, kind, ("text",), 0.9, word=index)  # type: ignore[arg-type]


def make_measures(*, wpm: float = 146.0, seen: bool = True, rough: bool = False) -> tuple[Measure, ...]:
    words = SPHINX if rough else WHISPER
    sure = "rough" if rough else "sure"
    nothing_seen = "can't tell: nothing was seen, the recording has no picture"
    return (
        Measure("speech_rate", "Pace", wpm, "words/min", sure, words, (120.0, 170.0), 3.0),
        Measure("articulation_rate", "Articulation rate", 4.6, "syllables/s", sure, words, None, 0.1),
        Measure("answer_length", "Answer length", 28.4, "s", "sure", SILERO, (90.0, 150.0)),
        Measure("inside_pauses_per_minute", "Pauses inside clauses", 2.1, "per minute", "estimate", SILERO, None, 0.5),
        Measure("fillers_per_minute", "Fillers", 4.4, "per minute", "estimate", words, (None, 5.0), 1.5),
        Measure("filled_pauses_per_minute", "Um and uh", 3.1, "per minute", "estimate", words, (None, 5.0), 1.2),
        Measure("pitch_variation", "Pitch variation", 2.9, "semitones", "sure", PITCH, None, 0.2),
        Measure("snr", "Signal to noise", None, "dB", "unknown", SILERO, note="can't tell: no silence to compare with"),
        Measure("eye_contact_share", "Eye contact", 64.0, "%", "estimate", MESH, None, 6.0, "lens zone while speaking")
        if seen
        else Measure("eye_contact_share", "Eye contact", None, "%", "unknown", MESH, note=nothing_seen),
    )


def make_story(words: tuple[Word, ...]) -> Story:
    text = " ".join(w.text for w in words)

    def evidence(first: int, last: int) -> tuple[Evidence, ...]:
        quote = " ".join(w.text for w in words[first:last])
        start = text.index(quote)
        return (Evidence(quote, start, start + len(quote), words[first].start, words[last - 1].end),)

    elements = (
        Element("decision", 2, 0.92, evidence(*DECISION)),
        Element("tradeoff", 1, 0.55, evidence(*TRADEOFF)),
        Element("cost", 0, 0.08),
        Element("situation", 2, 0.9, evidence(0, 9)),
        Element("task", 1, 0.5, evidence(4, 9)),
        Element("action", 2, 0.8, evidence(*DECISION)),
        Element("result", 2, 0.8, evidence(*RESULT)),
        Element("reflection", 1, 0.6, evidence(*REFLECTION)),
    )
    specificity = Specificity(numbers=1, names=0, dates=1, past_events=6, i=3, we=1, hedges=1, words=len(words))
    return Story(text, 0.88, elements, specificity, words[DECISION[0]].start, Provenance("cue lexicon", "1"))


def make_analysis(
    *,
    question: Question | None = QUESTION,
    seen: bool = True,
    rough: bool = False,
    wpm: float = 146.0,
    made_at: str = "2026-11-21T09:20:00+00:00",
) -> Analysis:
    """A 30 s answer that holds something of every kind; `seen` False is sound alone, `rough` the stopgap recogniser."""
    words = make_words(rough=rough)
    decision, cost = words[DECISION[0]], words[TRADEOFF[0]]
    missing = Moment(cost.start, cost.end, "cost", "No cost was heard.", 0.9)
    cluster = Moment(7.0, 10.0, "fillers", "Three fillers in four seconds, just before the decision.", 0.5)
    pause = Moment(words[20].end, decision.start, "pauses", "A 1.4 s pause before the decision: it gave it room.", 0.2)
    return Analysis(
        schema=ANALYSIS_SCHEMA,
        made_at=made_at,
        app_version="0.1.0",
        recording=Recording(
            path="/home/somebody/Videos/answer.mkv",
            duration=30.0,
            size_bytes=4_000_000,
            container="matroska",
            has_audio=True,
            sample_rate=48_000,
            channels=1,
            audio_codec="aac",
            has_video=seen,
            width=1280 if seen else 0,
            height=720 if seen else 0,
            fps=30.0 if seen else 0.0,
            video_codec="h264" if seen else "",
        ),
        question=question,
        transcript=Transcript(words, "en", SPHINX if rough else WHISPER, rough=rough),
        speech=(Span(0.6, words[20].end), Span(decision.start, words[-1].end)),
        pauses=(
            Pause(words[20].end, decision.start, "long", "boundary", DECISION[0]),
            Pause(words[33].end, words[34].start, "brief", "inside", 34),
        ),
        fillers=make_fillers(words),
        glances=(Glance(12.0, 14.5, "down", 17.0), Glance(22.0, 23.0, "left", 21.0)) if seen else (),
        blinks=(Span(3.0, 3.2), Span(9.0, 9.15)) if seen else (),
        measures=make_measures(wpm=wpm, seen=seen, rough=rough),
        curves=make_curves(seen=seen),
        story=make_story(words),
        moments=(pause, cluster, missing),
        priorities=(missing, cluster),
        follow_ups=(
            FollowUp(
                "cost", "What did those two weeks cost, and who paid?", "I decided to move the launch", decision.start
            ),
        ),
        warnings=("The eyes were compared with the lens; a screen right below it looks the same.",) if seen else (),
        timings={"words": 2.1, "face": 3.3},
    )


def make_curves(*, seen: bool = True) -> tuple[Curve, ...]:
    pace = Curve("pace", "Pace", "words/min", 5.0, 1.0, (None, None, 150.0, 160.0, 171.0, 140.0, 120.0, None, 133.0))
    pitch = Curve("pitch", "Pitch", "Hz", 0.0, 0.5, tuple(110.0 + (i * 37) % 50 if i % 7 else None for i in range(60)))
    gaze = Curve("gaze_angle", "Gaze angle", "°", 0.0, 0.5, tuple(float((i * 5) % 9) for i in range(60)))
    return (pace, pitch, gaze) if seen else (pace, pitch)


def make_silence() -> Analysis:
    """A recording in which nobody speaks and nobody is seen."""
    full = make_analysis(seen=False)
    unknown = tuple(
        dataclasses.replace(m, value=None, error=None, certainty="unknown", note="can't tell: no speech was heard")
        for m in full.measures
    )
    return dataclasses.replace(
        full,
        transcript=Transcript((), "en", WHISPER),
        speech=(),
        pauses=(),
        fillers=(),
        measures=unknown,
        curves=(),
        story=None,
        moments=(),
        priorities=(),
        follow_ups=(),
        warnings=("No speech was heard.",),
    )


def make_take(take_id: str = "20261121-091502-k3f7", **changes: object) -> Take:
    take = Take(
        schema=TAKE_SCHEMA,
        id=take_id,
        created_at="2026-11-21T09:15:02+00:00",
        recording_file="recording.mkv",
        source_sha256="0" * 64,
        question=QUESTION,
        duration=30.0,
        baseline=Span(0.0, 1.0),
        tags=("loop",),
        notes="Tell the cost next time.",
    )
    return dataclasses.replace(take, **changes)  # type: ignore[arg-type]


def fill_library(root: Path, count: int) -> None:
    """Write `count` take folders, an hour apart, straight to the disk; the index is left to the library."""
    analysis = to_json(make_analysis(), indent=-1)
    first = datetime(2025, 1, 1, tzinfo=UTC)
    for index in range(count):
        when = first + timedelta(hours=index)
        take_id = f"{when:{FORMAT}}-t{index:05d}"
        folder = root / "takes" / take_id
        folder.mkdir(parents=True, mode=0o700)
        take = make_take(take_id, created_at=when.isoformat(), source_sha256=f"{index:064x}")
        (folder / "take.json").write_bytes(to_json(take))
        (folder / "analysis.json").write_bytes(analysis)
        os.close(os.open(folder / "recording.mkv", os.O_CREAT | os.O_WRONLY, 0o600))


if __name__ == "__main__":
    fill_library(Path(sys.argv[2]), int(sys.argv[3]))

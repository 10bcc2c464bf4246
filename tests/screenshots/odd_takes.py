"""Takes in each state that must look right. Everything in them is made up."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np

from rehearse.measures.framing import HINTS
from rehearse.serial import to_json
from rehearse.types import Analysis, Event, Measure, Question
from tests.builders import MESH, QUESTION, make_analysis, make_silence, make_take
from tests.screenshots.frames import still_video
from tests.ui.widgets.long_take import long_analysis, long_peaks

NO_FACE = "can't tell: no face was seen"
ARABIC = Question("own/arabic", "حدثني عن قرار صعب اتخذته دون بيانات كافية. على ماذا راهنت، وهل كنت على حق؟", "الحكم")
LONG = Question(
    "own/long",
    "Think of the largest piece of work you have been answerable for in the last five years, one in which several "
    "teams, at least one supplier and people outside the company depended on what you would decide. Tell me how the "
    "situation came about, which two or three ways forward were really open to you, what each of them would have "
    "cost, who would have paid for it, why you chose the one you chose, what happened in the first weeks after the "
    "decision, and what you would do in another order if you met the same situation again tomorrow morning.",
    "Judgement",
)
FAILURE = (
    "The analysis was ended from outside, which a system does when memory runs out. Close other programs. "
    "Analyse again; the recording is safe."
)
LOST = Event(12.0, "camera lost", "The camera was lost; the sound went on.")
BACK = Event(30.0, "recovered", "Rehearse ended here while recording; up to here all was kept.")


def add_odd_takes(root: Path) -> None:
    """Write a take of each kind into the library at `root`; its id ends in the name of its kind."""
    full = make_analysis()
    kinds: dict[str, tuple[Analysis | None, dict[str, object]]] = {
        "failed": (None, {"state": "failed", "failure": FAILURE}),
        "untouched": (None, {}),
        "recovered": (full, {"events": (LOST, BACK)}),
        "silence": (make_silence(), {}),
        "soundonly": (make_analysis(seen=False), {}),
        "rough": (make_analysis(rough=True), {}),
        "twofaces": (_seen(full, "several_faces", 31.0), {}),
        "nobody": (_nobody(full), {}),
        "short": (_short(full), {"duration": 2.0}),
        "hour": (long_analysis(3600), {"duration": 3600.0}),
        "arabic": (dataclasses.replace(full, question=ARABIC), {"question": ARABIC}),
        "longquestion": (dataclasses.replace(full, question=LONG), {"question": LONG}),
    }
    for minute, (name, (analysis, changes)) in enumerate(kinds.items()):
        _write(root, minute, name, analysis, changes)


def take_id(name: str, minute: int) -> str:
    return f"20261118-09{minute:02d}02-{name}"


def _write(root: Path, minute: int, name: str, analysis: Analysis | None, changes: dict[str, object]) -> None:
    made = take_id(name, minute)
    folder = root / "takes" / made
    folder.mkdir(parents=True, mode=0o700)
    question = dataclasses.replace(QUESTION, key=f"own/{name}")
    take = make_take(
        made,
        **{"source_sha256": f"{minute + 1:064x}", "question": question, "notes": "", "tags": (), **changes},
        created_at=f"2026-11-18T09:{minute:02d}:02+00:00",
    )
    (folder / "take.json").write_bytes(to_json(take))
    if analysis is not None:
        (folder / "analysis.json").write_bytes(to_json(analysis, indent=-1))
    seconds = take.duration
    peaks = long_peaks(round(seconds))
    np.save(folder / "peaks.npy", peaks * 0.01 if name == "silence" else peaks)
    still_video(folder / take.recording_file, seconds)


def _seen(full: Analysis, key: str, share: float) -> Analysis:
    hint = HINTS[key]
    measure = Measure(key, hint.label, share, hint.unit, "sure", MESH, (hint.low, hint.high), note=hint.when_high)
    return dataclasses.replace(full, measures=(*full.measures, measure))


def _nobody(full: Analysis) -> Analysis:
    """The camera was on and nobody was in its picture."""
    blind = _seen(full, "face_missing", 100.0)
    measures = tuple(
        dataclasses.replace(m, value=None, error=None, certainty="unknown", note=NO_FACE)
        if m.key == "eye_contact_share"
        else m
        for m in blind.measures
    )
    curves = tuple(curve for curve in blind.curves if curve.key != "gaze_angle")
    return dataclasses.replace(
        blind, measures=measures, curves=curves, glances=(), blinks=(), warnings=("No open eyes were seen.",)
    )


def _short(full: Analysis) -> Analysis:
    """Two seconds, three words: too little for any figure."""
    silence = make_silence()
    words = full.transcript.words[:3]
    return dataclasses.replace(
        silence,
        recording=dataclasses.replace(full.recording, duration=2.0),
        transcript=dataclasses.replace(full.transcript, words=words),
        measures=tuple(dataclasses.replace(m, note="can't tell: the answer is too short") for m in silence.measures),
        warnings=("Two seconds are too short for most figures.",),
    )

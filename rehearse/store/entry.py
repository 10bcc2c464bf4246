"""What the index holds about one take, read from its folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rehearse.coaching.carried import outcome_of
from rehearse.coaching.quotes import quotable
from rehearse.errors import StoreError
from rehearse.store.folders import StoredTake, read_take
from rehearse.store.ids import instant, time_of
from rehearse.types import Analysis, Measure, SelfRating, Take

Row = dict[str, object]


@dataclass(frozen=True)
class Entry:
    """Rows for the tables takes, texts and measures."""

    row: Row
    texts: Row
    measures: list[Row]


def entry_of(folder: Path) -> Entry:
    """Read a folder; one that cannot be read gives a row that says so, never an error."""
    stamp = folder.stat().st_mtime_ns  # before reading: a change while we read shows as a difference at the next open
    try:
        stored = read_take(folder)
    except StoreError as error:
        lost = Take(schema=0, id=folder.name, created_at=time_of(folder.name), recording_file="")
        stored = StoredTake(lost, None, folder, error.message)
    return Entry(_row(stored, stamp), _texts(stored), [_measure(folder.name, m) for m in _measures(stored)])


def _row(stored: StoredTake, stamp: int) -> Row:
    take, analysis = stored.take, stored.analysis
    question = take.question
    return (
        {
            "id": stored.folder.name,
            "stamp": stamp,
            "at": _at(take.created_at, stamp),
            "created_at": take.created_at,
            "title": take.title,
            "question_key": question.key if question else "",
            "question": question.text if question else "",
            "competency": question.competency if question else "",
            "duration": take.duration,
            "bytes": _size(stored.recording),
            "sha256": take.source_sha256,
            "tags": json.dumps(take.tags, ensure_ascii=False),
            "analysed": analysis is not None,
            "problem": stored.problem,
            "state": take.state,
            "patch_of": take.patch_of,
            "story": take.story,
            "decided": _decided(analysis),
            "favourite": take.favourite,
            "loop": take.loop,
            "loop_place": take.loop_place,
            "added_at": take.added_at,
        }
        | _said(analysis)
        | _judged(stored)
        | _rated(take)
    )


def _said(analysis: Analysis | None) -> Row:
    levels = {e.name: e.level for e in analysis.story.elements} if analysis and analysis.story else {}
    provenance = analysis.transcript.provenance if analysis else None
    return {
        "engine": f"{provenance.engine} {provenance.model}".strip() if provenance else "",
        "rough": bool(analysis and analysis.transcript.rough),
        "decision": levels.get("decision"),
        "tradeoff": levels.get("tradeoff"),
        "cost": levels.get("cost"),
        "result": levels.get("result"),
    }


def _judged(stored: StoredTake) -> Row:
    """What could be judged of the answer, and what of it fell short, as `history.outcomes` reads it."""
    if stored.analysis is None:
        return {"judged": "[]", "shortcomings": "[]"}
    outcome = outcome_of(stored.take, stored.analysis)
    short = [(m.kind, m.severity, m.sentence, m.start, m.end) for m in outcome.shortcomings]
    return {"judged": json.dumps(sorted(outcome.judged)), "shortcomings": json.dumps(short, ensure_ascii=False)}


def _rated(take: Take) -> Row:
    rating = take.rating or SelfRating()
    return {
        "rated": rating.overall,
        "guessed_wpm": rating.wpm,
        "guessed_fillers": rating.fillers_per_minute,
        "guessed_contact": rating.eye_contact_share,
    }


def _decided(analysis: Analysis | None) -> str:
    """The decision in the person's own words, where they may be quoted; else ""."""
    if analysis is None or analysis.story is None:
        return ""
    said = analysis.transcript
    quote = quotable(analysis.story, "decision", words=said.words, rough=said.rough)
    return quote.quote if quote else ""


def _texts(stored: StoredTake) -> Row:
    take = stored.take
    return {
        "id": stored.folder.name,
        "title": take.title,
        "question": take.question.text if take.question else "",
        "transcript": transcript_text(stored.analysis),
        "notes": take.notes,
        "tags": " ".join(take.tags),
    }


def transcript_text(analysis: Analysis | None) -> str:
    """The words joined by single spaces, none within a word: the n-th space ends the n-th word."""
    return " ".join("_".join(w.text.split()) or "_" for w in analysis.transcript.words) if analysis else ""


def _measures(stored: StoredTake) -> list[Measure]:
    """One row a key: the last of a key that was given twice."""
    return list({m.key: m for m in stored.analysis.measures}.values()) if stored.analysis else []


def _measure(take_id: str, measure: Measure) -> Row:
    made_by = measure.provenance
    low, high = measure.band or (None, None)
    return {
        "take_id": take_id,
        "key": measure.key,
        "label": measure.label,
        "value": measure.value,
        "unit": measure.unit,
        "certainty": measure.certainty,
        "error": measure.error,
        "engine": f"{made_by.engine} {made_by.model}".strip(),
        "share": made_by.share,
        "band_low": low,
        "band_high": high,
    }


def _at(created_at: str, stamp: int) -> float:
    try:
        return instant(created_at).timestamp()
    except ValueError:
        return stamp / 1e9


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0

"""Takes in their order as trends, Today and the story bank see them; patches, follow-ups and the sample left out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime

from rehearse.bank.telling import Telling
from rehearse.coaching.carried import Outcome
from rehearse.coaching.guesses import GUESSED, Rated
from rehearse.coaching.story_trend import Levels
from rehearse.coaching.trends import Reading
from rehearse.store.rows import SAMPLE_TAG
from rehearse.types import ElementName, Moment

_LEVELS: tuple[ElementName, ...] = ("decision", "tradeoff", "cost")
# a whole answer of the person's own: "2.1.3" is the place of a follow-up in a mock loop
_WHOLE = f"t.patch_of = '' AND t.loop_place NOT LIKE '%.%.%' AND instr(t.tags, '\"{SAMPLE_TAG}\"') = 0"
_GUESSES = {
    "speech_rate": "guessed_wpm",
    "fillers_per_minute": "guessed_fillers",
    "eye_contact_share": "guessed_contact",
}


def readings(connection: sqlite3.Connection, keys: tuple[str, ...] | None) -> Iterator[Reading]:
    """Figures, oldest first; of `keys` alone unless None."""
    among = f" AND m.key IN ({', '.join('?' * len(keys))})" if keys is not None else ""
    sql = (
        "SELECT t.id, t.created_at, m.key, m.label, m.value, m.unit, m.certainty, m.error, m.engine,"
        " m.band_low, m.band_high"
        f" FROM measures m JOIN takes t ON t.id = m.take_id WHERE {_WHOLE}{among} ORDER BY t.at, t.id, m.key"
    )
    return (Reading(*row) for row in connection.execute(sql, keys or ()))


def tellings(connection: sqlite3.Connection) -> Iterator[Telling]:
    """The answers that were checked for a story, oldest first."""
    sql = (
        "SELECT t.id, t.created_at, texts.transcript, t.question, t.competency, t.story, t.decided,"
        " t.rough, t.decision, t.tradeoff, t.cost FROM takes t JOIN texts ON texts.id = t.id"
        f" WHERE t.decision IS NOT NULL AND {_WHOLE} ORDER BY t.at, t.id"
    )
    for take_id, created_at, said, question, competency, story, decided, rough, *levels in connection.execute(sql):
        yield Telling(
            take_id,
            _day(created_at),
            said.replace("_", "\u00a0"),
            question,
            competency,
            story,
            decided,
            dict(zip(_LEVELS, levels, strict=True)),
            bool(rough),
        )


def levels(connection: sqlite3.Connection) -> Iterator[Levels]:
    """What was heard of the story in every answer that was checked for one, oldest first."""
    sql = (
        "SELECT t.id, t.created_at, t.decision, t.tradeoff, t.cost, t.result FROM takes t"
        f" WHERE t.decision IS NOT NULL AND {_WHOLE} ORDER BY t.at, t.id"
    )
    return (Levels(id, _day(made).isoformat(), *found) for id, made, *found in connection.execute(sql))


def outcomes(connection: sqlite3.Connection) -> Iterator[Outcome]:
    """What every analysed answer says of all that could be worked on, oldest first."""
    sql = (
        "SELECT t.id, t.created_at, t.judged, t.shortcomings FROM takes t"
        f" WHERE t.analysed AND {_WHOLE} ORDER BY t.at, t.id"
    )
    for take_id, created_at, judged, short in connection.execute(sql):
        found = (
            Moment(start, end, kind, sentence, severity) for kind, severity, sentence, start, end in json.loads(short)
        )
        yield Outcome(take_id, created_at, frozenset(json.loads(judged)), tuple(found))


def ratings(connection: sqlite3.Connection) -> Iterator[Rated]:
    """The person's own view of each answer that they rated, with what was measured, oldest first."""
    columns = ", ".join(_GUESSES[key] for key in GUESSED)
    sql = (
        f"SELECT t.id, t.created_at, t.rated, {columns} FROM takes t WHERE {_WHOLE}"
        f" AND coalesce(t.rated, {columns}) IS NOT NULL ORDER BY t.at, t.id"
    )
    measured: dict[str, dict[str, Reading]] = {}
    for reading in readings(connection, GUESSED):
        measured.setdefault(reading.take_id, {})[reading.key] = reading
    for take_id, created_at, overall, *guesses in connection.execute(sql):
        known = {key: guess for key, guess in zip(GUESSED, guesses, strict=True) if guess is not None}
        yield Rated(take_id, created_at, overall, known, measured.get(take_id, {}))


def _day(created_at: str) -> date:
    """The day a take was made on, in its own zone; the first of all days where that is not known."""
    try:
        return datetime.fromisoformat(created_at).date()
    except ValueError:
        return date.min

"""Thinking aloud: a quiet hint once nothing has been said for a while. Pure; fed with the level of the microphone."""

from __future__ import annotations

from dataclasses import dataclass, replace

QUIET_S = 8.0
HINT = "Say what you are weighing, even half of it."
# Speech stands this far out of the room's own noise, and never under the one level or over the other (dBFS).
ABOVE_ROOM_DB = 10.0
FAINTEST_DB, LOUDEST_ROOM_DB = -55.0, -30.0
# The room is as loud as its quietest moments; it is taken to grow louder only slowly.
RISES_DB_S = 1.0
# A key or a cough is no speech: sound must last, with no longer gaps than those within a word.
SPEECH_S, GAP_S = 0.3, 0.15
# A level that comes after so long a gap says nothing about the time before it.
LONGEST_STEP_S = 1.0


@dataclass(frozen=True)
class Quiet:
    """Since when nothing is said, as far as the levels told.

    `hint` is true from `QUIET_S` into a silence to its end: one hint a silence, and none where `on` is False.
    """

    on: bool = True
    at: float | None = None
    quiet_s: float = 0.0
    hint: bool = False
    room_db: float | None = None
    sound_s: float = 0.0
    gap_s: float = 0.0

    @property
    def speech_db(self) -> float:
        """The level from which sound may be speech."""
        room = FAINTEST_DB if self.room_db is None else self.room_db + ABOVE_ROOM_DB
        return min(max(room, FAINTEST_DB), LOUDEST_ROOM_DB)


def hear(state: Quiet, level_db: float, at: float) -> Quiet:
    """Go on with the level (RMS in dBFS) of the moment `at`, in seconds of any clock that only goes forward."""
    step = 0.0 if state.at is None else min(max(at - state.at, 0.0), LONGEST_STEP_S)
    state = replace(state, at=at, room_db=_room(state.room_db, level_db, step))
    loud = level_db >= state.speech_db
    gap = 0.0 if loud else state.gap_s + step
    sound = state.sound_s + step if loud else state.sound_s if gap < GAP_S else 0.0
    quiet = 0.0 if sound >= SPEECH_S else state.quiet_s + step
    return replace(state, sound_s=sound, gap_s=gap, quiet_s=quiet, hint=state.on and quiet >= QUIET_S)


def _room(room_db: float | None, level_db: float, step: float) -> float:
    if room_db is None:
        return min(level_db, LOUDEST_ROOM_DB - ABOVE_ROOM_DB)  # somebody may be speaking already
    return min(level_db, room_db + RISES_DB_S * step)


def paused(state: Quiet) -> Quiet:
    """Begin anew, as with the next question: what was learnt of the room stays."""
    return replace(state, at=None, quiet_s=0.0, hint=False, sound_s=0.0, gap_s=0.0)

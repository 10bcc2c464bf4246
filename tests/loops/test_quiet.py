"""A quiet hint once nothing was said for eight seconds, and not for anything less."""

import random

from rehearse.loops.quiet import QUIET_S, Quiet, hear, paused

STEP = 0.05


def feed(state, levels, hints=None):
    """Levels 20 times a second; collects when the hint is shown."""
    for level in levels:
        at = (state.at or 0.0) + STEP
        state = hear(state, level, at)
        if hints is not None and state.hint:
            hints.append(round(at, 2))
    return state


def speech(seconds, level=-28.0, room=-62.0, seed=1):
    """Syllables with short gaps, as a meter sees them."""
    chance = random.Random(seed)
    made = []
    while len(made) < seconds / STEP:
        made += [level + chance.uniform(-6, 6) for _ in range(chance.randint(3, 10))]
        made += [room + chance.uniform(-2, 2) for _ in range(chance.randint(0, 3))]
    return made[: int(seconds / STEP)]


def room(seconds, level=-62.0):
    return [level] * int(seconds / STEP)


def test_the_hint_comes_after_eight_seconds_and_goes_with_the_first_word():
    hints = []
    state = feed(Quiet(), speech(5) + room(12), hints)
    assert state.hint and QUIET_S <= hints[0] - 5 <= QUIET_S + 0.5
    assert not feed(state, speech(1)).hint


def test_it_comes_once_in_a_silence_and_again_in_the_next():
    shown = []
    state = Quiet()
    for level in speech(3) + room(20) + speech(3) + room(7) + speech(3) + room(9):
        before = state.hint
        state = feed(state, [level])
        shown += [state.at] if state.hint and not before else []
    assert len(shown) == 2


def test_pauses_between_sentences_bring_none():
    hints = []
    feed(Quiet(), [level for n in range(12) for level in speech(4, seed=n) + room(6)], hints)
    assert hints == []


def test_a_loud_room_is_not_speech_and_speech_in_it_is_heard():
    fan = -38.0
    hints = []
    state = feed(Quiet(), speech(10, -20, fan) + room(10, fan), hints)
    assert hints and state.hint
    hints.clear()
    feed(state, speech(20, -20, fan), hints)
    assert max(hints, default=20.0) <= 21.0


def test_a_room_that_grows_louder_is_learnt():
    state = feed(Quiet(), speech(3) + room(3, -70) + room(60, -45))
    assert state.hint


def test_a_cough_or_a_key_does_not_end_the_silence():
    hints = []
    levels = room(2) + ([-20.0] * 3 + room(1)) * 8
    state = feed(Quiet(), speech(2) + levels, hints)
    assert state.hint and hints[0] < 2 + 10


def test_a_dead_microphone_is_a_silence():
    assert feed(Quiet(), room(9, -120.0)).hint


def test_off_is_off():
    assert not feed(Quiet(on=False), room(30)).hint


def test_the_next_question_begins_anew():
    state = feed(Quiet(), speech(3) + room(7.5))
    assert not feed(paused(state), room(5)).hint
    assert paused(feed(state, room(5))).hint is False


def test_a_machine_that_slept_brings_no_hint():
    state = feed(Quiet(), speech(3))
    state = hear(state, -62.0, 3600.0)
    assert not state.hint and state.quiet_s <= 1.5
    assert hear(state, -62.0, 10.0).quiet_s >= state.quiet_s  # a clock that went back

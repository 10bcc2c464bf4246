"""The live hint on the picture: the right one, of the most useful fault, and steady."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rehearse.measures.framing import HINTS
from rehearse.measures.framing_hints import NONE, SETTLE_S, HintChooser, Look

GOOD = {"face_offset": 0.0, "eye_height": 35.0, "face_height": 35.0, "face_light": 55.0, "light_difference": 10.0}
STEP_S = 0.3


def looks(count: int, *, start: float = 0.0, faces: int = 1, light: float = 50.0, **changes: float) -> list[Look]:
    figures = {**GOOD, **changes} if faces else {}
    return [Look(start + i * STEP_S, faces, figures, light) for i in range(count)]


def told(*parts: list[Look]) -> list[str]:
    chooser = HintChooser()
    return [chooser.choose(look).sentence for part in parts for look in part]


def test_a_good_picture_gets_no_hint():
    assert set(told(looks(20))) == {""}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"faces": 0}, "No face is seen"),
        ({"faces": 0, "light": 2.0}, "too dark to see you"),
        ({"faces": 2}, "More than one face"),
        ({"face_light": 12.0}, "Your face is dark"),
        ({"face_light": 95.0}, "too bright"),
        ({"face_height": 15.0}, "closer"),
        ({"face_height": 70.0}, "Move back"),
        ({"eye_height": 60.0}, "sits low"),
        ({"eye_height": 10.0}, "sits high"),
        # At the picture's left, which is the person's right: the way to the middle is to their left.
        ({"face_offset": -20.0}, "to your left"),
        ({"face_offset": 20.0}, "to your right"),
        ({"light_difference": 70.0}, "one side"),
    ],
)
def test_each_fault_gets_its_own_hint(changes, said):
    chooser = HintChooser()
    hints = [chooser.choose(look) for look in looks(10, **changes)]
    assert said in hints[-1].sentence
    assert hints[-1].key in HINTS


def test_the_most_useful_hint_comes_alone():
    assert "dark" in told(looks(10, face_light=10.0, face_height=10.0, face_offset=30.0))[-1]


def test_a_hint_waits_until_its_fault_has_lasted_and_so_does_its_end():
    said = told(looks(10), looks(10, start=3.0, face_height=10.0), looks(12, start=6.0))
    first = next(i for i, sentence in enumerate(said) if sentence)
    last = max(i for i, sentence in enumerate(said) if sentence)
    assert first * STEP_S >= 3.0 + SETTLE_S
    assert last * STEP_S >= 6.0 + SETTLE_S - STEP_S
    assert said[-1] == ""


def test_one_odd_picture_says_nothing():
    assert set(told(looks(8), looks(1, start=2.4, faces=0), looks(8, start=2.7))) == {""}


def test_a_face_on_the_edge_does_not_flicker():
    edge = HINTS["face_height"].low
    wobbling = [Look(i * STEP_S, 1, {**GOOD, "face_height": edge + (-1) ** (i // 3) * 1.0}) for i in range(80)]
    said = told(wobbling)
    assert sum(a != b for a, b in pairwise(said)) <= 1


def test_time_that_runs_backwards_starts_afresh():
    chooser = HintChooser()
    for look in looks(10, face_height=10.0):
        shown = chooser.choose(look)
    assert shown != NONE
    assert chooser.choose(looks(1)[0]) == NONE

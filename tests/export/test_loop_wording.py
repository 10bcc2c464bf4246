"""Loops in words: nothing is told that cannot be heard, and what is rough is said to be."""

from datetime import date

import pytest

from rehearse.bank.drift import find_drift
from rehearse.bank.telling import Telling
from rehearse.export import loop_wording as words
from rehearse.loops import moves
from rehearse.loops.heard import HeardElement, LoopFigure, ToldTwice
from rehearse.questions.loop import Round
from tests.loops.looping import AT, LOOP, RUN, answer

PACE = LoopFigure("speech_rate", "Pace", "words/min", False, 166, 150, "2.1", 182, "2.2", True, 2, 0)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Pace: 150 words/min (2.1) to 182 words/min (2.2)"),
        ({"differs": False, "left_out": 1}, "Pace: about 166 words/min throughout; 1 answer left out"),
        ({"answers": 1, "rough": True}, "Pace: 166 words/min in 2.1, roughly"),
        ({"key": "answer_length", "label": "Answer length"}, "Answer length: 2:30 (2.1) to 3:02 (2.2)"),
        ({"unit": "share", "lowest": 0.5, "highest": 0.9}, "Pace: 50 % (2.1) to 90 % (2.2)"),
    ],
)
def test_a_figure(changes, line):
    assert words.figure_line(PACE.__class__(**(PACE.__dict__ | changes))) == line


def test_a_story_told_in_two_ways():
    told = ("We lost forty customers in the migration.", "In the migration we lost sixty customers.")
    drift = find_drift([Telling("a", date.min, text) for text in told])
    head, difference = words.told_twice_lines(ToldTwice("2.1", "3.1", drift, 0.1, True))
    assert head.startswith("3.1 tells the story of 2.1 with other details.") and head.endswith("before you trust it.")
    assert difference.startswith("2.1 “forty” (“We lost forty") and "; 3.1 “sixty” (“In the migration" in difference
    (head, _) = words.told_twice_lines(ToldTwice("2.1", "2.1.1", drift, None, False))
    assert head == "2.1.1 tells the story of 2.1 with other details."
    assert len(words.told_twice_lines(ToldTwice("2.1", "3.1", (), 0.1, False))) == 1


def test_what_a_follow_up_brought():
    assert words.element(HeardElement("cost", 0, 2)) == "cost not heard, clear when asked"
    assert words.element(HeardElement("tradeoff", 1, 1)) == "trade-off thin"
    assert words.heard_line("cost", (2, 0, 1)) == "Cost: clear in 1 of 3 answers, not heard in 2"


def test_where_a_run_stands():
    assert words.run_state(RUN) == "stopped at 1.1, round 1 of 3: Screen"
    done = RUN
    for take in ("a", "b", "c", "d"):
        done = answer(done, take)
    assert words.run_state(done) == "all questions asked"
    assert words.run_state(moves.finished(done, AT)) == "finished"
    assert words.run_state(moves.closed(RUN, AT)) == "given up at 1.1"


def test_rounds_and_loops():
    assert words.loop_line(LOOP, RUN.walk) == "3 rounds, 4 questions, 16 to 21 min"
    assert words.loop_line(LOOP) == "3 rounds, 4 questions"
    assert words.round_line(LOOP.rounds[1]) == "Sceptical director, no time to think"
    mine = Round("Me", ("p/a",), 20, None, 90, sceptical=True, follow_ups=0)
    assert words.round_line(mine) == "pushes back, 20 s to think, answers up to 1 min 30 s, no follow-ups"

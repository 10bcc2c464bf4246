"""A loop while it is built."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.questions import find_loop, find_question, write_own_loop
from ui.views.loop.draft import (
    EMPTY_ROUND,
    MOST_QUESTIONS,
    MOST_ROUNDS,
    NO_TITLE,
    Draft,
    changed_round,
    draft_of,
    lacks,
    loop_of,
    moved_round,
    new_round,
    with_kind,
    with_question,
    with_round,
    without_question,
    without_round,
)

QUESTION = find_question("judgement/decision-alone")


def test_a_copy_of_a_loop_that_comes_along_is_kept_as_one_s_own() -> None:
    loop = find_loop("judgement/senior-engineer")
    draft = draft_of(loop, own=False)
    assert (draft.key, draft.title) == ("", "Senior engineer, the whole day (mine)")
    kept = write_own_loop(loop_of(draft, "my-loops/copy"))
    assert [part.questions for part in kept.rounds] == [part.questions for part in loop.rounds]
    assert [part.sceptical for part in kept.rounds] == [part.sceptical for part in loop.rounds]
    assert [part.answer_s for part in kept.rounds] == [part.answer_s for part in loop.rounds]
    assert draft_of(kept, own=True) == replace(draft, key="my-loops/copy")


def test_a_round_brings_what_its_kind_has() -> None:
    part = new_round("sceptical-director")
    assert part.sceptical and part.title == "Sceptical director"
    assert not with_kind(part, "behavioural").sceptical
    assert with_kind(part, "behavioural").title == "Behavioural"
    assert with_kind(replace(part, title="Eva"), "think-aloud-design").title == "Eva"
    assert with_kind(replace(part, questions=("a/b",)), "behavioural").questions == ("a/b",)


def test_rounds_come_move_and_go() -> None:
    draft = with_round(with_round(Draft()))
    draft = changed_round(draft, 1, replace(draft.rounds[1], title="Second"))
    assert moved_round(draft, 1, -1).rounds[0].title == "Second"
    assert moved_round(draft, 0, -1) == draft and moved_round(draft, 2, 1) == draft
    assert len(without_round(draft, 1).rounds) == 2
    for _ in range(20):
        draft = with_round(draft)
    assert len(draft.rounds) == MOST_ROUNDS


def test_a_question_is_asked_once_in_a_round() -> None:
    part = with_question(with_question(new_round("behavioural"), QUESTION), QUESTION)
    assert part.questions == (QUESTION.key,)
    assert without_question(part, 0).questions == ()
    full = replace(part, questions=tuple(f"a/{n}" for n in range(MOST_QUESTIONS)))
    assert with_question(full, QUESTION) == full


@pytest.mark.parametrize("title", ["", "   "])
def test_a_loop_needs_a_title(title: str) -> None:
    assert lacks(Draft(title)) == NO_TITLE


def test_a_loop_needs_a_question_in_each_round() -> None:
    draft = with_round(changed_round(Draft("Mine"), 0, with_question(new_round("behavioural"), QUESTION)))
    assert lacks(draft) == EMPTY_ROUND.format(2)
    assert not lacks(without_round(draft, 1))


def test_odd_spaces_and_an_empty_round_title_are_put_right() -> None:
    part = replace(with_question(new_round("hiring-manager"), QUESTION), title="  ")
    loop = loop_of(Draft("  My   loop\t", (part,)), "my-loops/x")
    assert (loop.title, loop.rounds[0].title) == ("My loop", "Hiring manager")

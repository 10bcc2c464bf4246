"""Mock loop: choosing, being asked, answering, a follow-up, looking back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rehearse.loops import moves
from rehearse.loops.folder import begin_run, release_run, write_run
from rehearse.loops.run import LoopRun
from rehearse.questions import find_loop, find_question
from rehearse.store import Filter
from rehearse.types import FollowUp
from tests.screenshots.shot import shot
from tests.screenshots.studio import Studio
from ui.places import Place, Route
from ui.views.loop.model import LoopPage
from ui.views.loop.steps import Doing

LOOP = "judgement/senior-engineer"
LEVELS = (-24.0, -15.0)
HERE = Route(Place.LOOP)


def choose(studio: Studio) -> Any:
    view = studio.go(HERE)
    studio.until(lambda: view.model.board is not None)
    studio.settle()
    return view


def announced(studio: Studio, rounds: int = 0) -> Any:
    """A round announced, so many of them passed over; the view."""
    view = choose(studio)
    view.model.begin(find_loop(LOOP))
    studio.until(lambda: view.model.course.doing is Doing.OPENING)
    for _ in range(rounds):
        view.model.course.skip_round()
    studio.see_face()
    studio.booth.sound(*LEVELS)
    studio.settle()
    return view


def thinking(studio: Studio, rounds: int = 1) -> Any:
    view = announced(studio, rounds)
    view.model.course.advance()
    view.model.course.advance()
    studio.settle()
    return view


def answering(studio: Studio, rounds: int = 1, seconds: float = 64.0) -> Any:
    view = thinking(studio, rounds)
    if view.model.course.doing is Doing.THINKING:
        view.model.course.advance()
    studio.until(lambda: studio.booth.path is not None)
    studio.booth.count(3, 2, 1, 0)
    studio.booth.said_s = seconds
    view.model.course.answering.during.look()
    studio.booth.sound(*LEVELS)
    studio.settle()
    return view


@shot("loop-choose", "booth")
def loop_choose(studio: Studio) -> None:
    choose(studio)


@shot("loop-unfinished", "practised")
def loop_unfinished(studio: Studio) -> None:
    _past_runs(studio)
    choose(studio)


@shot("loop-edit", "booth")
def loop_edit(studio: Studio) -> None:
    view = choose(studio)
    view.model.edit(next(offer for offer in view.model.board.offers if offer.loop.key == LOOP))
    studio.until(lambda: bool(view.edit.cards))
    studio.settle()


@shot("loop-edit-new", "booth")
def loop_edit_new(studio: Studio) -> None:
    view = choose(studio)
    view.model.edit()
    studio.until(lambda: bool(view.edit.cards))
    view.edit.save.click()
    studio.settle()


@shot("loop-round", "booth")
def loop_round(studio: Studio) -> None:
    announced(studio, 1)


@shot("loop-round-aloud", "booth")
def loop_round_aloud(studio: Studio) -> None:
    announced(studio, 2)


@shot("loop-no-microphone", "booth")
def loop_no_microphone(studio: Studio) -> None:
    announced(studio)
    studio.booth.become("none", "none")
    studio.settle()


@shot("loop-asking", "booth")
def loop_asking(studio: Studio) -> None:
    announced(studio, 1).model.course.advance()
    studio.settle()


@shot("loop-thinking", "booth")
def loop_thinking(studio: Studio) -> None:
    thinking(studio)


@shot("loop-countdown", "booth")
def loop_countdown(studio: Studio) -> None:
    view = thinking(studio)
    view.model.course.advance()
    studio.until(lambda: studio.booth.path is not None)
    studio.booth.count(3)
    studio.settle()


@shot("loop-answering", "booth")
def loop_answering(studio: Studio) -> None:
    answering(studio)


@shot("loop-hint", "booth")
def loop_hint(studio: Studio) -> None:
    answering(studio, rounds=2, seconds=30.0)
    for tenth in range(300, 400):
        studio.booth.said_s = tenth / 10
        studio.booth.sound(-60.0, -50.0)
    studio.settle()


@shot("loop-paused", "booth")
def loop_paused(studio: Studio) -> None:
    answering(studio).model.course.escape()
    studio.settle()


@shot("loop-end", "booth")
def loop_end(studio: Studio) -> None:
    thinking(studio).model.course.escape()
    studio.settle()


@shot("loop-follow-up", "booth")
def loop_follow_up(studio: Studio) -> None:
    view = answering(studio, rounds=4)
    view.model.course.advance()
    studio.until(lambda: view.model.course.doing is Doing.ASKING)
    studio.settle()


@shot("loop-summary", "practised")
def loop_summary(studio: Studio) -> None:
    run = _past_runs(studio)
    view = studio.go(Route(Place.LOOP, loop_run=run.id))
    studio.until(lambda: view.model.page is LoopPage.SUMMARY and view.model.summing.summary is not None)
    studio.settle()


@shot("loop-summary-rounds", "practised")
def loop_summary_rounds(studio: Studio) -> None:
    loop_summary(studio)
    studio.scroll(0.6)
    studio.settle()


def _past_runs(studio: Studio) -> LoopRun:
    """One run that has ended, whose answers are takes of the library, and one that was left in its second round."""
    root, library = studio.context.library.root, studio.context.library
    takes = [row.id for row in library.list(Filter())][:9]
    run = begin_run(root, find_loop(LOOP), find_question)
    asked = FollowUp("cost", "What did it cost, and who paid?")
    left = run
    while run.position.phase != "over":
        if run.position.phase == "opening":
            run = moves.opened(run)
        if not takes:
            run = moves.skipped(run)
            continue
        run = moves.asked(run)
        run = moves.thought(run) if run.position.phase == "thinking" else run
        run = moves.answered(run, takes.pop())
        if run.position.phase == "choosing":
            run = moves.followed_up(run, asked) if run.position.follow_up == 0 and takes else moves.moved_on(run)
        if run.position.follow_up:
            run = moves.skipped(run)
        if run.step.place[0] == 1 and run.position.phase == "asking":
            left = run
    run = moves.finished(run, run.started_at)
    write_run(root, run)
    release_run(root, run.id)
    other = begin_run(root, find_loop(LOOP), find_question)
    write_run(root, replace(left, id=other.id, started_at=other.started_at))
    release_run(root, other.id)
    return run

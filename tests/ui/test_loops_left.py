"""A mock loop that was left in the middle is offered when the app opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rehearse.loops.folder import begin_run, close_run, release_run
from rehearse.loops.run import LoopRun
from rehearse.questions import find_loop, find_question
from tests.ui.make_context import open_context, settle
from tests.ui.views.practise_fakes import Heard, listen
from ui.context import Context
from ui.loops_left import find_unfinished, offer_unfinished
from ui.places import Place, Route


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with open_context(tmp_path / "library") as made:
        yield made


def left(context: Context) -> LoopRun:
    root = context.library.root
    run = begin_run(root, find_loop("judgement/senior-engineer"), find_question)
    release_run(root, run.id)
    return run


def offered(context: Context, qtbot: QtBot) -> Heard:
    heard = listen(context)
    offer_unfinished(context)
    settle(qtbot, context)
    settle(qtbot, context)
    return heard


def test_it_is_offered_with_the_way_on(context: Context, qtbot: QtBot) -> None:
    run = left(context)
    heard = offered(context, qtbot)
    assert heard.sentences == ["Senior engineer, the whole day was left in round 1 of 5."]
    (notice,) = heard.notices
    assert notice.act is not None
    notice.act()
    assert heard.routes == [Route(Place.LOOP, loop_run=run.id)]


def test_nothing_is_said_where_none_was_left(context: Context, qtbot: QtBot) -> None:
    run = left(context)
    close_run(context.library.root, run.id)
    assert not offered(context, qtbot).notices


def test_one_of_long_ago_waits_in_its_own_place(context: Context) -> None:
    left(context)
    now = datetime.now(UTC)
    assert find_unfinished(context.library, now) is not None
    assert find_unfinished(context.library, now + timedelta(days=2)) is None


def test_one_that_is_being_run_is_left_alone(context: Context) -> None:
    begin_run(context.library.root, find_loop("judgement/senior-engineer"), find_question)
    assert find_unfinished(context.library, datetime.now(UTC)) is None

"""Today as it is used: keys, links, banners, and how long it holds up the window."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.builders import fill_library, make_take
from tests.ui.make_context import open_context, settle
from tests.ui.practised import fill_practised
from ui.jobs import JobState
from ui.places import Place, Route
from ui.recovery import Recovered
from ui.views.today.coverage import ROWS
from ui.views.today.latest import Failure
from ui.views.today.notes import Running, failure_line, progress_line
from ui.views.today.view import TodayView


@pytest.fixture
def root(tmp_path):
    return tmp_path / "library"


@pytest.fixture
def opened(root, qtbot):
    """A function that opens Today on the library as it stands: (view, context, routes asked for)."""
    contexts = []

    def make():
        manager = open_context(root)
        context = manager.__enter__()
        contexts.append(manager)
        view = TodayView(context)
        qtbot.addWidget(view)
        routes = []
        context.route_asked.connect(routes.append)
        view.resize(1100, 800)
        view.show()
        view.enter(Route(Place.TODAY))
        settle(qtbot, context)
        return view, context, routes

    yield make
    for manager in contexts:
        manager.__exit__(None, None, None)


def buttons(widget, text):
    return [b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible()]


def buttons_of(widget):
    return [b for b in widget.findChildren(QPushButton) if b.isVisible()]


def test_space_records_the_question_that_is_shown(opened, qtbot):
    view, _, routes = opened()
    assert view.question.record.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert routes[-1].place is Place.PRACTISE and routes[-1].question_key == view._question.key


def test_another_question_changes_the_card(opened, qtbot):
    view, context, _ = opened()
    before = view._question
    view.question.another.click()
    settle(qtbot, context)
    assert view._question != before


def test_every_mark_leads_somewhere(root, opened, qtbot):
    ids = fill_practised(root, today=datetime.now().astimezone().date(), days=30)
    view, _, routes = opened()
    view.latest.review.click()
    assert routes[-1] == Route(Place.REVIEW, take_id=ids[-1])
    buttons(view.advice, "Hear the quote")[0].click()
    assert routes[-1].place is Place.REVIEW and routes[-1].at_s is not None
    competency = view._board.told[0].competency
    buttons(view.coverage, competency)[0].click()
    assert routes[-1] == Route(Place.LIBRARY, competency=competency)
    untold = view._board.untold[0]
    buttons(view.coverage, untold.competency)[0].click()
    assert routes[-1] == Route(Place.PRACTISE, question_key=untold.question_key)


def test_nothing_is_told_twice(root, opened):
    fill_library(root, 3)
    view, _, _ = opened()
    texts = [label.text() for label in view.advice.findChildren(QLabel) if label.isVisible()]
    assert sum(text.startswith("No cost was heard") for text in texts) == 1
    assert view._standing.text().startswith("Answers on 1 day so far, the last on 1 January 2025.")


def test_a_tall_window_shows_more_competencies(root, opened, qtbot):
    fill_practised(root, today=datetime.now().astimezone().date(), days=30)
    view, _, _ = opened()
    few = len(buttons_of(view.coverage))
    view.resize(1100, 1400)
    qtbot.waitUntil(lambda: len(buttons_of(view.coverage)) > few)
    assert few == ROWS


def test_a_recovered_recording_is_offered_and_kept(root, opened, qtbot):
    view, context, _ = opened()
    stored = context.library.begin(None, title="A try")
    stored.recording.write_bytes(b"0" * 100)
    view.show_recovered([Recovered(stored.take, stored.recording, 112.0)])
    assert view.notes.isVisible()
    added = []
    context.jobs.add = added.append
    buttons(view.notes, "Keep and analyse")[0].click()
    settle(qtbot, context)
    take = context.library.get(stored.take.id).take
    assert added == [take.id] and take.state == "waiting" and take.duration == 112.0
    assert take.events[-1].kind == "recovered" and not view.notes.isVisible()


def test_a_recording_that_cannot_be_played_can_only_be_deleted(opened):
    view, _, _ = opened()
    view.show_recovered([Recovered(make_take(), None, 0.0)])
    assert buttons(view.notes, "Delete") and not buttons(view.notes, "Play")


def test_ten_thousand_takes_hold_the_window_up_for_no_tenth_of_a_second(root, opened, qtbot):
    fill_library(root, 10_000)
    view, context, _ = opened()
    stalls = []
    show = view._show

    def timed(gathered):
        began = time.thread_time()
        show(gathered)
        stalls.append(time.thread_time() - began)

    view._show = timed
    began = time.thread_time()
    view.enter(Route(Place.TODAY))
    stalls.append(time.thread_time() - began)
    settle(qtbot, context)
    assert len(stalls) == 2 and max(stalls) < 0.1


def test_cancel_stays_in_place_while_the_analysis_moves_on(opened, qtbot, monkeypatch):
    view, context, _ = opened()
    cancelled, done = [], [0.2]
    monkeypatch.setattr(context.jobs, "states", lambda: (JobState("t", "running", "Hearing words", done[0], 30.0),))
    monkeypatch.setattr(context.jobs, "cancel", cancelled.append)
    context.jobs.changed.emit()
    cancel = buttons(view.notes, "Cancel")[0]
    cancel.setFocus()
    qtbot.mousePress(cancel, Qt.MouseButton.LeftButton)
    done[0] = 0.3
    context.jobs.progressed.emit("t")
    qtbot.wait(1)
    assert "30 %" in " ".join(label.text() for label in view.notes.findChildren(QLabel))
    assert buttons(view.notes, "Cancel") == [cancel] and cancel.hasFocus()
    qtbot.mouseRelease(cancel, Qt.MouseButton.LeftButton)
    assert cancelled == ["t"]


def test_that_a_recording_is_safe_is_said_once():
    assert failure_line(Failure("t", "A", "It broke.")) == "“A” is not analysed. It broke. The recording is safe."
    again = "It was stopped. Analyse again; the recording is safe."
    assert failure_line(Failure("t", "A", again)) == f"“A” is not analysed. {again}"


def test_the_running_analysis_is_a_line():
    running = Running("t", "Hearing words", 0.43, 20.0, 2)
    assert progress_line(running) == "Analysing: hearing words, 43 %, about 20 s left, 2 more waiting"

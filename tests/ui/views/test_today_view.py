"""Today as it is used: keys, links, banners, and how long it holds up the window."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.builders import fill_library, make_take
from tests.speed import within
from tests.ui.make_context import open_pages, settle
from tests.ui.practised import fill_practised
from ui.jobs import JobState
from ui.places import Part, Place, Route
from ui.recovery import Recovered
from ui.views.today import model
from ui.views.today.coverage import ROWS
from ui.views.today.latest import Failure
from ui.views.today.notes import Running, failure_line, progress_line
from ui.views.today.view import TodayView
from ui.views.today.week_card import NO_AIM


@pytest.fixture
def opened(root, qtbot):
    """A function that opens Today on the library as it stands: (view, context, routes asked for)."""
    with open_pages(qtbot, TodayView, Route(Place.TODAY), (1100, 800)) as make:
        yield lambda: make(root)


def buttons(widget, text):
    return [b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible()]


def buttons_of(widget):
    return [b for b in widget.findChildren(QPushButton) if b.isVisible()]


def test_space_records_the_question_that_is_shown(opened, qtbot):
    view, _, routes = opened()
    assert view.question.record.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert routes[-1].place is Place.PRACTISE and routes[-1].question_key == view.gathering.choice.question.key


def test_another_question_changes_the_card(opened, qtbot):
    view, context, _ = opened()
    before = view.gathering.choice
    view.question.another.click()
    settle(qtbot, context)
    assert view.gathering.choice != before


def test_a_pinned_question_stays_until_it_is_unpinned(opened, qtbot):
    view, context, _ = opened()
    view.question.another.click()
    settle(qtbot, context)
    wanted = view.gathering.choice.question
    view.question.pin.click()
    assert context.settings.pinned_question == wanted.key
    qtbot.waitUntil(lambda: view.gathering.choice.reason == "pinned")
    assert view.gathering.choice.question == wanted and view.question.pin.text() == "Unpin"
    view.question.pin.click()
    qtbot.waitUntil(lambda: view.gathering.choice.reason != "pinned")
    assert context.settings.pinned_question == "" and view.question.pin.text() == "Pin"


def test_any_question_can_be_searched_and_practised(opened, qtbot):
    view, _, routes = opened()
    view.question.search.click()
    qtbot.waitUntil(lambda: view.chooser is not None)
    view.chooser.box.setText("disagree")
    found = view.chooser.questions.found
    view.chooser.take.click()
    assert routes[-1] == Route(Place.PRACTISE, question_key=found[0].key)
    qtbot.waitUntil(lambda: view.chooser is None)


def choose(combo, index):
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def test_the_aim_is_set_in_place(opened, qtbot):
    view, context, _ = opened()
    assert not view.week.days.isVisible()
    view.week.change.click()
    assert view.week.days.isVisible() and view.week.days.hasFocus()
    choose(view.week.days, 3)
    choose(view.week.loops, 0)
    assert (context.settings.daily_aim, context.settings.loop_aim) == (3, 0)
    qtbot.waitUntil(lambda: "of 3 days" in view.week._aim.text() and "loop" not in view.week._aim.text())
    choose(view.week.days, 0)
    qtbot.waitUntil(lambda: view.week._aim.text() == NO_AIM)
    view.week.change.click()
    assert not view.week.days.isVisible()


def test_the_reminder_and_the_week_in_review_are_a_click_away(opened, qtbot):
    view, context, routes = opened()
    assert view.week._reminder.text() == "No reminder is set."
    context.change_settings(reminder_on=True, reminder_at="07:30")
    qtbot.waitUntil(lambda: "07:30, while Rehearse is open" in view.week._reminder.text())
    view.week.remind.click()
    assert routes[-1] == Route(Place.SETTINGS, part=Part.REMINDER)
    view.week.review.click()
    assert routes[-1] == Route(Place.WEEK)


def test_many_stories_are_counted_after_the_page_stands(root, opened, qtbot, monkeypatch):
    fill_practised(root, today=datetime.now().astimezone().date(), days=30)
    monkeypatch.setattr(model, "QUICK", 3)
    view, _, _ = opened()
    first = view.gathering.choice
    qtbot.waitUntil(lambda: view.gathering.board.stories is not None)
    assert all(told.stories for told in view.gathering.board.told) and view.gathering.choice == first
    assert view.gathering.settled


def test_every_mark_leads_somewhere(root, opened, qtbot):
    ids = fill_practised(root, today=datetime.now().astimezone().date(), days=30)
    view, _, routes = opened()
    view.latest.review.click()
    assert routes[-1] == Route(Place.REVIEW, take_id=ids[-1])
    buttons(view.advice, "Show me")[0].click()
    assert routes[-1].place is Place.REVIEW and routes[-1].take_id == view.gathering.board.advice.take_id
    competency = view.gathering.board.told[0].competency
    buttons(view.coverage, competency)[0].click()
    assert routes[-1] == Route(Place.STORIES, competency=competency)
    untold = view.gathering.board.untold[0]
    buttons(view.coverage, untold.competency)[0].click()
    assert routes[-1] == Route(Place.PRACTISE, question_key=untold.question_key)


def test_nothing_is_told_twice(root, opened):
    fill_library(root, 3)
    view, _, _ = opened()
    texts = [label.text() for label in view.advice.findChildren(QLabel) if label.isVisible()]
    assert len(set(texts)) == len(texts)
    assert view._standing.text().startswith("1 day of practice so far, the last ")


def test_a_tall_window_shows_more_competencies(root, opened, qtbot):
    fill_practised(root, today=datetime.now().astimezone().date(), days=30)
    view, _, _ = opened()
    few = len(buttons_of(view.coverage))
    view.resize(1100, 1400)
    qtbot.waitUntil(lambda: len(buttons_of(view.coverage)) > few)
    assert few == ROWS + 1  # and the way to all stories


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
    show = view.gathering._take_over

    def timed(gathered):
        began = time.thread_time()
        show(gathered)
        stalls.append(time.thread_time() - began)

    view.gathering._take_over = timed
    began = time.thread_time()
    view.enter(Route(Place.TODAY))
    stalls.append(time.thread_time() - began)
    settle(qtbot, context)
    assert len(stalls) >= 2 and max(stalls) < within(0.1)


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

"""The first start: three steps that can be skipped, devices open in the first alone, a sample that counts nowhere."""

from __future__ import annotations

from datetime import date

import pytest

from rehearse import settings as stored
from rehearse.store import Filter, open_library
from rehearse.types import ANALYSIS_SCHEMA
from tests.ui.make_context import open_watched, settle
from tests.ui.practised import fill_practised
from tests.ui.views.practise_booth import FakeBooth
from ui.places import Place, Route
from ui.samples import BASELINE, SAMPLE_TAG, add_sample, read_sample, sample_dir
from ui.views.first_start.view import FirstStartView


@pytest.fixture
def context(tmp_path):
    with open_watched(tmp_path / "library") as made:
        yield made


@pytest.fixture
def view(context, qtbot):
    made = FirstStartView(context, FakeBooth())
    qtbot.addWidget(made)
    made.resize(1100, 720)
    made.show()
    made.enter(Route(Place.FIRST_START))
    settle(qtbot, context)
    return made


def test_the_sample_that_comes_with_the_app_is_of_today_s_schema_and_whole():
    analysis = read_sample()
    assert analysis.schema == ANALYSIS_SCHEMA and analysis.question.key == "general/two-good-options"
    assert analysis.recording.path == "answer.mp4" and analysis.recording.duration > 130
    assert analysis.transcript.rough and len(analysis.transcript.words) > 150
    assert {e.name: e.level for e in analysis.story.elements}["decision"] == 2
    assert analysis.priorities and analysis.follow_ups
    assert (sample_dir() / "thumbnail.jpg").read_bytes().startswith(b"\xff\xd8\xff")


def test_the_sample_goes_into_an_empty_library_once_and_counts_nowhere(tmp_path):
    with open_library(tmp_path / "library") as library:
        take_id = add_sample(library)
        assert add_sample(library) == take_id and library.count() == 1
        stored_take = library.get(take_id)
        assert stored_take.take.baseline == BASELINE and stored_take.take.tags == (SAMPLE_TAG,)
        assert stored_take.recording.stat().st_size == (sample_dir() / "answer.mp4").stat().st_size
        assert stored_take.peaks is not None and stored_take.thumbnail is not None
        assert library.readings() == ()


def test_a_library_with_takes_gets_no_sample(tmp_path):
    fill_practised(tmp_path / "library", today=date(2026, 11, 21), days=5)
    with open_library(tmp_path / "library") as library:
        assert add_sample(library) == "" and not library.list(Filter(tag=SAMPLE_TAG))


def test_the_devices_are_open_in_the_first_step_alone(view):
    booth = view.devices._booth
    assert booth.calls == ["open"] and view.step == 0
    view.next.click()
    assert booth.calls == ["open", "close"] and view.step == 1
    view.back.click()
    view.leave()
    assert booth.calls == ["open", "close", "open", "close"]


def test_nothing_is_opened_before_it_is_asked_for(view, qtbot):
    booth, devices = view.devices._booth, view.devices
    booth.become("closed", "closed")
    assert devices.allow.isVisible() and not devices.meter.isVisible()
    assert "“Integrated Camera” and “Built-in Microphone”" in devices.sound_words.text()
    view.show_step(1)
    booth.gets = ("closed", "closed")
    view.back.click()
    assert "allow" not in booth.calls
    devices.allow.click()
    assert booth.calls[-1] == "allow" and not devices.allow.isVisible() and devices.meter.isVisible()


def test_it_ends_at_today_s_question_and_is_not_shown_again(view, context):
    view.next.click()
    view.next.click()
    assert view.next.text() == "Go to today's question" and not view.skip.isVisible()
    view.next.click()
    assert context.routes == [Route(Place.TODAY)] and stored.load().settings.first_start_done


def test_all_of_it_can_be_skipped(view, context):
    view.skip.click()
    assert context.routes == [Route(Place.TODAY)] and context.settings.first_start_done


def test_the_sample_can_be_looked_at(view, context):
    view.show_step(2)
    view.sample.look.click()
    (row,) = context.library.list()
    assert context.routes == [Route(Place.REVIEW, take_id=row.id)]


def test_troubles_are_said_beside_the_device(view):
    booth = view.devices._booth
    booth.become("refused", "busy")
    assert "may not use the camera" in view.devices.picture_words.text()
    assert view.devices.sound_words.text().startswith("Another program is using the microphone")
    assert view.devices._retry.isVisible() and not view.devices.meter.isVisible()

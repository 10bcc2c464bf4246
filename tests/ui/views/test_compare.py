"""Two takes side by side: what is told of their difference, and how they are played."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from rehearse.errors import NotFoundError
from rehearse.store import open_library
from rehearse.types import Measure
from tests.builders import SILERO, WHISPER, make_analysis
from tests.ui.make_context import open_watched, settle
from tests.ui.views.review_library import add_take, index
from ui.places import Place, Route
from ui.views.compare.model import OTHER_ENGINE, compare, elements, figures, read_comparison, threshold
from ui.views.compare.view import CompareView
from ui.widgets.basics import Label

pytestmark = pytest.mark.qt_log_ignore("No RHI backend. Using CPU conversion")  # said once, of what is wanted
NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
FIRST, SECOND, THIRD = "20261119-090000-aaaa", "20261120-090000-bbbb", "20261121-090000-cccc"
PACE = Measure("speech_rate", "Pace", 146.0, "words/min", "sure", WHISPER, (120.0, 170.0), 3.0)
EYES = Measure("eye_contact_share", "Eye contact", 64.0, "%", "estimate", WHISPER, None, 6.0)


def pace(value, **changes):
    return dataclasses.replace(PACE, value=value, **changes)


# --------------------------------------------------------------------------- what is told


def test_a_difference_is_told_only_where_it_can_be_heard():
    assert compare(PACE, pace(150.0)).difference == "no audible change"
    heard = compare(PACE, pace(160.0))
    assert heard.difference == "14 words/min more" and heard.changed
    assert compare(PACE, pace(120.0)).difference == "26 words/min less"
    assert compare(EYES, dataclasses.replace(EYES, value=70.0)).difference == "no visible change"
    assert compare(EYES, dataclasses.replace(EYES, value=84.0)).difference == "20 points more"


def test_figures_that_read_alike_are_called_the_same():
    assert compare(PACE, PACE).difference == "the same"
    assert compare(EYES, dataclasses.replace(EYES, value=64.3)).difference == "the same"


def test_the_errors_of_both_count():
    unsure = pace(160.0, error=20.0)
    assert threshold(PACE, unsure) == pytest.approx((3**2 + 20**2) ** 0.5)
    assert not compare(PACE, unsure).changed


def test_figures_of_other_engines_are_not_compared():
    assert compare(PACE, pace(180.0, provenance=SILERO)).difference == OTHER_ENGINE
    assert compare(PACE, pace(180.0, certainty="rough")).difference == OTHER_ENGINE
    other_weights = dataclasses.replace(WHISPER, model="large-v3")
    assert compare(PACE, pace(180.0, provenance=other_weights)).difference == OTHER_ENGINE


def test_what_cannot_be_told_is_not_compared():
    unknown = pace(None, certainty="unknown", error=None, note="can't tell: no words")
    for pair in ((PACE, unknown), (unknown, PACE)):
        found = compare(*pair)
        assert found.difference == "can't tell" and not found.changed
    assert figures(make_analysis(), None) == () and elements(None, make_analysis()) == ()


def test_elements_stand_beside_each_other_with_their_words():
    story = make_analysis().story
    better = tuple(
        dataclasses.replace(e, level=2, evidence=story.elements[1].evidence) if e.name == "cost" else e
        for e in story.elements
    )
    other = dataclasses.replace(make_analysis(), story=dataclasses.replace(story, elements=better))
    cost = next(pair for pair in elements(make_analysis(), other) if pair.label == "Cost")
    assert (cost.first.level, cost.first.quote) == ("not heard", None)
    assert cost.second.level == "clear" and cost.second.quote.at == story.elements[1].evidence[0].start_s
    note = dataclasses.replace(other, story=dataclasses.replace(story, note="can't tell: too few words"))
    assert elements(make_analysis(), note) == ()


# --------------------------------------------------------------------------- the place


@pytest.fixture
def root(tmp_path):
    place = tmp_path / "library"
    for number, (take_id, wpm) in enumerate(((FIRST, 146.0), (SECOND, 172.0), (THIRD, 147.0))):
        add_take(place, take_id, make_analysis(wpm=wpm), created_at=f"2026-11-{19 + number}T09:00:00+00:00")
    index(place)
    return place


@pytest.fixture
def context(root):
    with open_watched(root) as made:
        yield made


@pytest.fixture
def view(context, qtbot):
    context.theme.apply()
    made = CompareView(context)
    qtbot.addWidget(made)
    made.resize(1092, 720)
    made.show()
    made.enter(Route(Place.COMPARE, take_id=FIRST, compare_with=SECOND))
    qtbot.waitUntil(lambda: made.shown is not None, timeout=20_000)
    qtbot.waitUntil(lambda: all(side.player.has_video for side in made.sides), timeout=20_000)
    yield made
    made.leave()
    QApplication.instance().setStyleSheet("")


def test_two_takes_are_read_with_their_names(root):
    with open_library(root) as library:
        found = read_comparison(library, FIRST, SECOND, now=NOW)
        assert found.first.name.startswith("Take 1, 19 Nov") and found.second.name.startswith("Take 2, yesterday")
        assert [take_id for take_id, _ in found.choices] == [FIRST, SECOND, THIRD] and found.note == ""
        with pytest.raises(NotFoundError):
            read_comparison(library, FIRST, "nothing", now=NOW)


def test_a_take_without_results_is_told(root):
    (root / "takes" / SECOND / "analysis.json").unlink()
    with open_library(root) as library:
        found = read_comparison(library, FIRST, SECOND, now=NOW)
    assert "no results yet" in found.note and not found.figures and not found.elements


def texts(view):
    return [label.text() for label in view.findChildren(Label) if label.isVisible()]


def test_figures_and_story_are_shown(view):
    assert "26 words/min more" in texts(view) and "the same" in texts(view)
    assert texts(view).count("not heard") == 2


def test_one_plays_at_a_time_and_space_goes_on_with_it(view, qtbot):
    first, second = (side.player for side in view.sides)
    view.sides[0].play.click()
    qtbot.waitUntil(lambda: first.playing)
    view.sides[1].play.click()
    qtbot.waitUntil(lambda: second.playing and not first.playing)
    view.setFocus()
    QTest.keyClick(view.window().windowHandle(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not second.playing)
    QTest.keyClick(view.window().windowHandle(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: second.playing)


def test_a_quote_plays_its_own_take(view, qtbot):
    jumps = [b for b in view.findChildren(QPushButton) if b.accessibleName().startswith("Play from 0:01")]
    jumps[1].click()
    qtbot.waitUntil(lambda: view.sides[1].player.playing)
    assert view.sides[1].player.position_s >= 0.6 and not view.sides[0].player.playing


def test_another_take_is_chosen_and_never_the_same_twice(view, qtbot):
    chooser = view.sides[1].chooser
    assert [chooser.itemData(i) for i in range(chooser.count())] == [SECOND, THIRD]
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    qtbot.waitUntil(lambda: view.shown.second.stored.take.id == THIRD, timeout=20_000)
    assert view.shown.first.stored.take.id == FIRST and "26 words/min more" not in texts(view)


def test_a_recording_that_is_gone_is_told_in_its_place_and_another_can_stand_there(view, context, root, qtbot):
    view.leave()
    (root / "takes" / SECOND / "recording.mp4").unlink()
    view.enter(Route(Place.COMPARE, take_id=FIRST, compare_with=SECOND))
    second = view.sides[1]
    qtbot.waitUntil(lambda: "not where it was kept" in second.video.accessibleDescription(), timeout=20_000)
    qtbot.waitUntil(lambda: "26 words/min more" in texts(view))
    assert not second.play.isEnabled()
    view._choose_second(THIRD)
    qtbot.waitUntil(lambda: second.player.has_video, timeout=20_000)
    assert second.play.isEnabled() and second.video.accessibleDescription() == ""


def test_results_that_come_meanwhile_are_shown(view, context, root, qtbot):
    with open_library(root) as library:
        library.save_analysis(SECOND, make_analysis(wpm=120.0))
    context.take_changed.emit(THIRD)
    context.take_changed.emit(SECOND)
    qtbot.waitUntil(lambda: "26 words/min less" in texts(view), timeout=20_000)


def test_takes_chosen_faster_than_they_open_leave_the_last(view, context, qtbot):
    for _ in range(5):
        view._choose_second(THIRD)
        view._choose_second(SECOND)
    settle(qtbot, context)
    assert view.shown.second.stored.take.id == SECOND
    view.leave()
    settle(qtbot, context)
    assert view.shown is None and not any(side.player.playing for side in view.sides)


def test_each_leads_to_its_review(view, context):
    next(b for b in view.findChildren(QPushButton) if b.accessibleName() == "Review the second take").click()
    assert context.routes == [Route(Place.REVIEW, take_id=SECOND)]


def test_takes_that_are_gone_lead_to_the_library(view, context, qtbot):
    view.enter(Route(Place.COMPARE, take_id=FIRST, compare_with="nothing"))
    settle(qtbot, context)
    qtbot.waitUntil(lambda: "These takes cannot be compared" in texts(view))
    view.enter(Route(Place.COMPARE, take_id=FIRST, compare_with=SECOND))
    settle(qtbot, context)
    assert view._page.isVisible()

"""What the lanes hold and say, before anything is drawn."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from rehearse.types import Curve, Filler, Span
from tests.builders import make_analysis, make_silence
from tests.ui.widgets.long_take import long_analysis, long_peaks
from ui.widgets.timeline.choice import Choice, chosen_span, in_lane, next_mark
from ui.widgets.timeline.lanes import Lane, loudness, make_lanes, nearest
from ui.widgets.timeline.paint_curves import bars, decimated, segments
from ui.widgets.timeline.paint_marks import edges
from ui.widgets.timeline.read_out import read_out, shortened
from ui.widgets.timeline.spans import LABELS, LaneKey, TimelineSpan, at, filler_style, free_spans, spans, untold_spans
from ui.widgets.timeline.viewport import make_viewport


def lane_of(analysis, key: LaneKey) -> Lane:
    return make_lanes(analysis)[list(LABELS).index(key)]


def test_marks_come_in_order_of_time():
    found = spans(make_analysis())
    assert [s.start for s in found] == sorted(s.start for s in found)
    assert {s.lane for s in found} == {"speech", "pauses", "fillers", "eyes", "story"}


def test_a_mark_carries_what_it_was_made_of():
    analysis = make_analysis()
    assert [s.object for s in spans(analysis) if s.lane == "pauses"] == sorted(analysis.pauses, key=lambda p: p.start)


def test_a_pause_says_where_it_lies_and_how_long_it_is():
    texts = [s.text for s in spans(make_analysis()) if s.lane == "pauses"]
    assert texts[0] == "Long pause between clauses, 1.5 s"
    assert texts[1].startswith("Brief pause inside a clause, ")


def test_rough_words_make_the_place_of_a_pause_doubtful():
    sure = [s.sure for s in spans(make_analysis()) if s.lane == "pauses"]
    rough = [s.sure for s in spans(make_analysis(rough=True)) if s.lane == "pauses"]
    assert set(sure) == {""}
    assert set(rough) == {"from roughly recognised words"}


@pytest.mark.parametrize(
    ("witnesses", "confirmed", "style"),
    [
        (("text",), None, "told"),
        (("text", "sound"), None, "told"),
        (("sound",), None, "heard"),
        (("sound",), True, "told"),
        (("sound",), False, "rejected"),
        (("text",), False, "rejected"),
    ],
)
def test_how_a_filler_is_drawn_follows_who_says_so(witnesses, confirmed, style):
    assert filler_style(Filler(1, 2, "um", "filled pause", witnesses, 0.7, confirmed=confirmed)) == style


def test_a_filler_heard_alone_asks_to_be_judged():
    heard = next(s for s in spans(make_analysis()) if s.lane == "fillers" and s.style == "heard")
    assert heard.sure == "heard in the sound alone, 60% likely: confirm or reject it"


def test_eyes_at_the_lens_fill_what_looks_away_leave():
    eyes = [s for s in spans(make_analysis()) if s.lane == "eyes"]
    assert [(s.style, round(s.start, 1)) for s in eyes] == [
        ("lens", 0.6), ("away", 12.0), ("lens", 14.5), ("away", 22.0), ("lens", 23.0),
    ]  # fmt: skip


def test_where_the_eyes_were_not_seen_nothing_is_claimed():
    analysis = make_analysis()
    unseen = tuple(None if 16 <= i < 26 else 4.0 for i in range(60))
    gaze = Curve("gaze_angle", "Gaze angle", "°", 0.0, 0.5, unseen)
    eyes = [s for s in spans(dataclasses.replace(analysis, curves=(gaze,))) if s.lane == "eyes"]
    untold = [s for s in eyes if s.style == "untold"]
    assert [(s.start, s.end) for s in untold] == [(8.0, 13.0)]
    assert not any(s.style == "lens" and s.start < 13.0 and s.end > 8.0 for s in eyes)


def test_a_gap_under_a_second_is_no_gap():
    assert untold_spans(Curve("gaze_angle", "", "°", 0.0, 0.5, (1.0, None, 1.0, None, None))) == [Span(1.5, 2.5)]


def test_free_spans_reach_the_end():
    assert free_spans([Span(2, 3), Span(2.5, 4)], 1, 6) == [Span(1, 2), Span(4, 6)]


@pytest.mark.parametrize(
    ("key", "note"),
    [
        ("speech", "No speech was heard"),
        ("pauses", "None of a quarter of a second or more"),
        ("fillers", "Can't tell: no speech was heard"),
        ("pace", "Can't tell: no speech was heard"),
        ("pitch", "Can't tell: no speech was heard"),
        ("eyes", "Can't tell: no speech was heard"),
        ("story", "Can't tell: no words to look at"),
    ],
)
def test_an_empty_lane_says_why(key: LaneKey, note: str):
    lane = lane_of(make_silence(), key)
    assert lane.empty
    assert lane.note == note


def test_a_recording_without_picture_says_so_in_the_eyes_lane():
    lane = lane_of(make_analysis(seen=False), "eyes")
    assert lane.empty
    assert lane.note == "Can't tell: nothing was seen, the recording has no picture"


def test_no_fillers_is_not_the_same_as_not_knowing():
    lane = lane_of(dataclasses.replace(make_analysis(), fillers=()), "fillers")
    assert lane.note == "None heard"


def test_the_nearest_mark_wins_then_the_shortest():
    marks = (_mark(0, 10), _mark(4, 5), _mark(20, 21))
    lane = Lane("pauses", marks)
    assert nearest(lane, 4.5, 1.0) == 1
    assert nearest(lane, 8.0, 1.0) == 0
    assert nearest(lane, 19.5, 1.0) == 2
    assert nearest(lane, 15.0, 1.0) is None


def test_reading_a_curve_tells_value_time_and_how_sure():
    said = read_out(lane_of(make_analysis(rough=True), "pace"), 8.2, 0.1)
    assert said.title == "Pace 160 words/min"
    assert said.detail == "around 0:08, rough, advice 120 to 170"


def test_reading_a_gap_in_a_curve_says_it_cant_tell():
    assert read_out(lane_of(make_analysis(), "pace"), 5.0, 0.1).title == "Pace: can't tell here"


def test_reading_beside_every_mark_says_nothing():
    assert read_out(lane_of(make_analysis(), "pauses"), 1.0, 0.1).title == ""


def test_a_long_quote_is_cut_at_a_word_and_closed():
    text = "Decision, clear: “" + "we moved the launch " * 9 + "again”"
    assert shortened(text).endswith(("launch…”", "the…”", "moved…”", "we…”"))
    assert shortened("Speech, 2 s") == "Speech, 2 s"


def test_keys_go_from_lane_to_lane_past_those_without_marks():
    lanes = make_lanes(make_analysis())
    fillers = in_lane(lanes, Choice(2, 0), 1, 0.0)
    assert lanes[fillers.lane].key == "eyes"  # pace and pitch hold no marks here
    assert in_lane(lanes, Choice(len(lanes) - 1, 0), 1, 0.0) == Choice(len(lanes) - 1, 0)


def test_keys_enter_a_lane_at_the_playhead_and_stay_at_its_ends():
    lanes = make_lanes(make_analysis())
    first = in_lane(lanes, Choice(), 1, 28.0)
    assert (lanes[first.lane].key, first.mark) == ("speech", 1)
    assert next_mark(lanes, first, 1) == first
    assert next_mark(lanes, first, -1).mark == 0
    assert chosen_span(lanes, Choice()) is None


def test_the_sound_fills_its_lane_whatever_its_level():
    quiet = long_peaks(10) * 0.01
    assert loudness(quiet).max() == 1.0
    assert len(loudness(np.zeros((0, 2), np.float32))) == 0
    assert np.isfinite(loudness(np.full((50, 2), np.nan, np.float32))).all()


def test_bars_keep_their_place_when_scrolled():
    sound = loudness(long_peaks(600))
    view = make_viewport(600.0, 0.0, 300.0).zoomed_by(4.0, 100.0)
    here, levels = bars(sound, view, 2.0)
    there, moved = bars(sound, view.scrolled_by(2.0), 2.0)
    assert np.array_equal(here[1:], there[:-1])
    assert np.allclose(levels[1:], moved[:-1])


def test_bars_end_with_the_sound_where_the_picture_goes_on():
    sound = loudness(long_peaks(10))
    edges_s, levels = bars(sound, make_viewport(20.0, 0.0, 400.0), 0.2)
    assert len(edges_s) == len(levels) == 50


def test_an_hour_of_curve_is_at_most_a_point_a_pixel_or_so():
    told = lane_of(long_analysis(3600), "pace").curve
    assert told is not None
    times, values = decimated(told, make_viewport(3600.0, 0.0, 900.0))
    assert len(times) == len(values) <= 900
    assert float(np.nanmax(values)) == pytest.approx(170, abs=2)


def test_a_gap_stays_a_gap_and_a_moment_alone_a_mark():
    x, y = np.arange(5.0), np.array([1.0, 1.0, np.nan, 1.0, np.nan])
    assert [(line.x1(), line.x2()) for line in segments(x, y)] == [(0.0, 1.0), (2.0, 4.0)]


def test_of_marks_that_share_a_pixel_one_is_drawn_as_long_as_all():
    marks = (*(_mark(s / 100, s / 100 + 0.05, "inside") for s in range(100)), _mark(50, 51, "inside"))
    left, right = edges(Lane("pauses", marks), make_viewport(100.0, 0.0, 100.0), "inside")
    assert (left, right) == ([0.0, 50.0], [pytest.approx(1.04), 51.0])


def test_marks_off_screen_are_not_drawn():
    view = make_viewport(100.0, 0.0, 100.0).zoomed_by(10.0, 5.0)
    marks = tuple(_mark(start, start + 1, "inside") for start in (1, 5, 60))
    left, _ = edges(Lane("pauses", marks), view, "inside")
    assert len(left) == 1


def test_the_mark_begun_last_is_found():
    marks = (_mark(1, 2), _mark(4, 5))
    assert [at(marks, s) for s in (0.0, 1.0, 3.9, 4.0, 99.0)] == [-1, 0, 0, 1, 1]


def _mark(start: float, end: float, style: str = "") -> TimelineSpan:
    return TimelineSpan("pauses", start, end, "", QRectF(), style=style)

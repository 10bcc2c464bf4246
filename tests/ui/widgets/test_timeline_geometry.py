"""Where things lie on the timeline: zoom, scroll, ruler, lanes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.timeline.rows import BASE, RULER, least_height, make_rows, row_at
from ui.widgets.timeline.viewport import CLOSEST_S, TICK_GAP, Viewport, make_viewport, ticks

VIEW = make_viewport(100.0, 90.0, 500.0)


def test_the_whole_take_fills_the_width():
    assert VIEW.x(0.0) == 90.0
    assert VIEW.x(100.0) == 590.0
    assert not VIEW.zoomed


def test_zooming_keeps_the_moment_under_the_pointer():
    closer = VIEW.zoomed_by(4.0, 30.0)
    assert closer.span == 25.0
    assert closer.x(30.0) == pytest.approx(VIEW.x(30.0))


def test_zooming_out_again_shows_all_of_it():
    assert VIEW.zoomed_by(8.0, 99.0).zoomed_by(1 / 8, 99.0) == VIEW


def test_nobody_zooms_closer_than_two_seconds():
    assert VIEW.zoomed_by(1e6, 50.0).span == CLOSEST_S


def test_a_take_shorter_than_that_is_shown_whole():
    short = make_viewport(1.2, 0.0, 100.0).zoomed_by(10.0, 0.5)
    assert (short.start, short.span) == (0.0, 1.2)


def test_a_take_without_length_has_a_scale_all_the_same():
    assert make_viewport(0.0, 0.0, 0.0).per_second > 0


def test_a_page_is_turned_only_for_what_is_out_of_sight():
    part = VIEW.zoomed_by(5.0, 10.0)
    assert part.paged_to(part.end - 0.1) == part
    turned = part.paged_to(70.0)
    assert turned.start < 70.0 < turned.start + 0.2 * turned.span


@given(
    st.lists(st.tuples(st.sampled_from(["zoom", "scroll"]), st.floats(-80, 80), st.floats(0, 100)), max_size=12),
)
def test_no_zoom_or_scroll_leaves_the_take(moves: list[tuple[str, float, float]]):
    view = VIEW
    for kind, amount, about in moves:
        view = view.zoomed_by(2 ** (amount / 20), about) if kind == "zoom" else view.scrolled_by(amount)
        assert view.start >= -1e-9
        assert view.end <= 100.0 + 1e-6
        assert view.seconds(view.x(view.start)) == pytest.approx(view.start, abs=1e-6)


@pytest.mark.parametrize("duration", [0.1, 2.0, 29.0, 139.0, 3600.0])
@pytest.mark.parametrize("width", [60.0, 300.0, 1700.0])
def test_the_times_on_the_ruler_never_touch(duration: float, width: float):
    step, moments = ticks(Viewport(duration, 0.0, width, 0.0, duration))
    assert moments[0] == 0.0
    assert step * width / duration >= TICK_GAP or step == 1800
    assert all(t <= duration + 1e-6 for t in moments)


def test_a_ruler_begins_at_the_first_whole_step_on_screen():
    _, moments = ticks(Viewport(100.0, 0.0, 720.0, 33.0, 10.0))
    assert moments[0] == 33.0


@pytest.mark.parametrize("height", [100, least_height(), 300, 420, 2000])
def test_lanes_follow_each_other_without_gaps(height: int):
    rows = make_rows(height)
    assert rows[0].top == RULER
    assert all(a.bottom == b.top for a, b in pairwise(rows))
    assert all(row.height >= BASE[row.key] for row in rows)


@pytest.mark.parametrize("height", [least_height(), 300, 420])
def test_lanes_stay_inside_the_widget(height: int):
    assert make_rows(height)[-1].bottom <= height


def test_more_room_goes_first_to_what_has_a_shape():
    small, large = make_rows(least_height()), make_rows(least_height() + 200)
    grown = {a.key: b.height - a.height for a, b in zip(small, large, strict=True)}
    assert grown["speech"] > grown["pace"] > grown["pauses"] > 0


def test_a_place_belongs_to_one_lane():
    rows = make_rows(300)
    assert row_at(rows, RULER - 1) is None
    assert row_at(rows, rows[2].top) == 2
    assert row_at(rows, rows[-1].bottom) is None

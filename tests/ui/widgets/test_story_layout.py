"""Names on the lane of the story: none cut by another, none beyond the lane."""

from __future__ import annotations

from itertools import combinations

import pytest

from ui.widgets.timeline.story_layout import INSIDE, Mark, Room, place_blocks, place_lines

ROOM = Room(100.0, 700.0)


def width(text):
    return 6.0 * len(text)


def lines(*marks, room=ROOM):
    return {placed.mark.element: (placed.name, placed.at) for placed in place_lines(marks, room, width)}


def blocks(*marks, room=ROOM):
    return {placed.mark.element: placed for placed in place_blocks(marks, room, width)[0]}


def test_lines_with_room_have_their_whole_name_at_their_start():
    assert lines(Mark("situation", 110, 180), Mark("task", 200, 240)) == {
        "situation": ("situation", 110),
        "task": ("task", 200),
    }


def test_lines_that_overlap_share_one_name():
    found = lines(Mark("task", 130, 160), Mark("situation", 110, 180), Mark("action", 300, 340))
    assert found == {"situation": ("situation, task", 110), "task": ("", 0.0), "action": ("action", 300)}


def test_a_name_is_shortened_where_the_next_line_begins_soon():
    assert lines(Mark("situation", 110, 130), Mark("task", 150, 170))["situation"] == ("sit.", 110)


def test_a_name_at_the_end_of_the_lane_ends_with_it():
    name, at = lines(Mark("reflection", 660, 700))["reflection"]
    assert (name, at + width(name)) == ("reflection", 700)


def test_a_line_right_after_a_block_has_its_name_a_little_further_on():
    _, left = place_blocks([Mark("tradeoff", 200, 300)], ROOM, width)
    assert lines(Mark("result", 302, 380), room=left) == {"result": ("result", 308)}


def test_where_nothing_fits_nothing_is_written():
    found = lines(Mark("result", 300, 304), Mark("reflection", 306, 310), Mark("action", 312, 320))
    assert found["result"] == ("", 0.0)


def test_a_block_is_named_inside_where_it_is_wide_enough():
    placed = blocks(Mark("decision", 200, 200 + width("decision") + 2 * INSIDE))["decision"]
    assert (placed.name, placed.at, placed.inside) == ("decision", 205, True)


def test_a_narrow_block_is_named_beside_it():
    assert (blocks(Mark("decision", 200, 210))["decision"].at, ROOM.left) == (216, 100)
    between = blocks(Mark("decision", 200, 210), Mark("tradeoff", 210, 300))
    assert between["decision"].at + width("decision") == 194 and between["tradeoff"].inside


def test_a_long_block_under_a_shorter_one_starts_after_it():
    found = blocks(Mark("decision", 200, 260), Mark("tradeoff", 200, 400))
    assert found["tradeoff"].mark.left == 262


@pytest.mark.parametrize("gap", [0, 1, 4, 9, 25, 60])
@pytest.mark.parametrize("wide", [2, 10, 30, 44, 80])
def test_no_two_names_ever_touch_and_none_leaves_the_lane(gap, wide):
    elements = ("situation", "task", "decision", "tradeoff", "cost", "action", "result", "reflection")
    marks = [Mark(e, 100 + n * (wide + gap), 100 + n * (wide + gap) + wide) for n, e in enumerate(elements)]
    main = [mark for mark in marks if mark.element in ("decision", "tradeoff", "cost")]
    placed, left = place_blocks(main, ROOM, width)
    placed += place_lines([mark for mark in marks if mark not in main], left, width)
    names = [(p.at, p.at + width(p.name)) for p in placed if p.name]
    assert all(b <= c or d <= a for (a, b), (c, d) in combinations(names, 2))
    assert all(ROOM.left <= a and b <= ROOM.right for a, b in names if (a, b))
    over = [p for p in placed if p.name and not p.inside]
    assert all(p.at + width(p.name) <= m.left or m.right <= p.at for p in over for m in main)

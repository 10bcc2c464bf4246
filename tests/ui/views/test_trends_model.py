"""Trends are told as they are: gaps stay gaps, other engines stay out, and few takes say nothing."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from rehearse.coaching.guesses import Rated
from rehearse.coaching.story_trend import Levels
from rehearse.coaching.trends import Reading, find_trends
from rehearse.store import open_library
from tests.ui.practised import fill_practised
from tests.ui.views.test_today_model import TODAY
from ui.views.trends import model
from ui.views.trends.figures import figure, guess_figures
from ui.views.trends.looks import ALL, LOOKS, amount, day_ticks
from ui.views.trends.story import story_sentence, story_table
from ui.views.trends.tables import make_table, to_csv
from ui.widgets.chart_data import runs


def reading(
    back, value, *, key="speech_rate", engine="whisper", certainty="sure", error=3.0, at="09", unit="words/min"
):
    on = f"{TODAY - timedelta(days=back)}T{at}:00:00+00:00"
    name = f"take-{back}" if at == "09" else f"take-{back}-{at}"
    return Reading(name, on, key, "Pace", value, unit, certainty, error, engine, 120.0, 170.0)


def trend_of(readings):
    (trend,) = find_trends(readings, today=TODAY)
    return trend


def shown(readings, days=7, per="day"):
    return figure(trend_of(readings), TODAY, days, per=per)


def test_points_stand_on_their_days_and_open_the_day_s_newest_take():
    made = shown([reading(2, 150.0), reading(0, 140.0), reading(0, 146.0, at="18")])
    assert [(p.day, p.value, p.key) for p in made.chart.points] == [(4, 150.0, "take-2"), (6, 143.0, "take-0-18")]
    assert made.figure == "143" and made.unit == "words a minute, ± 3"
    assert made.chart.points[0].text == "Thu 19 Nov: 150 ± 3" and made.chart.points[1].text.endswith("2 takes")
    assert made.chart.band == (120.0, 170.0)


def test_by_take_the_takes_of_a_day_stand_side_by_side_in_it():
    readings = [reading(2, 150.0), reading(0, 140.0), reading(0, 146.0, at="18")]
    made = shown(readings, per="take")
    assert [(p.day, p.value, p.key) for p in made.chart.points] == [
        (4.0, 150.0, "take-2"),
        (5.75, 140.0, "take-0"),
        (6.25, 146.0, "take-0-18"),
    ]
    assert made.figure == "146" and [(a.day, b.day) for a, b in runs(made.chart.points)] == [(5.75, 6.25)]
    crowded = [reading(back, 150.0, at=f"{hour:02}") for back in (3, 1) for hour in range(7, 23)]
    points = shown(crowded, per="take").chart.points
    assert all(abs(a.day - b.day) < 1 for a, b in runs(points)) and len(list(runs(points))) == 30


def test_what_other_recognisers_measured_stands_apart_and_is_marked():
    old = [reading(back, 180.0, engine="sphinx", certainty="rough") for back in (6, 5)]
    made = shown([*old, *(reading(back, 140.0) for back in (4, 3, 0))])
    assert [point.apart for point in made.chart.points] == [True, True, False, False, False]
    assert made.chart.points[0].text.endswith("by sphinx, rough") and made.chart.points[0].key == "take-6"
    assert made.chart.switches == (2,) and made.chart.baseline == 140.0
    assert made.notes == (
        "Hollow: by sphinx, never held against the others.",
        "Dotted: another recogniser from 17 November 2026 on.",
    )
    assert [(a.day, b.day) for a, b in runs(made.chart.own)] == [(2, 3)]
    assert made.figure == "140"


def test_figures_in_another_unit_do_not_stand_on_the_same_axis():
    made = shown([reading(3, 4.1, engine="other", unit="syllables/s"), reading(1, 140.0), reading(0, 141.0)])
    assert [point.value for point in made.chart.points] == [140.0, 141.0]


def test_too_few_takes_are_said_to_be_too_few():
    assert shown([reading(1, 150.0)]).sentence.startswith("Too early to say")


def test_a_week_names_the_days_without_a_figure_when_they_are_few():
    readings = [reading(back, 150.0) for back in (20, 12, 9, 6, 5, 3, 2, 1, 0)]
    assert shown(readings).sentence.endswith("No figure for Tuesday.")
    assert "No figure" not in shown([reading(back, 150.0) for back in (20, 12, 9, 0)]).sentence
    assert "No figure" not in shown(readings, days=28).sentence


def test_the_span_chooses_what_is_held_against_what():
    slow = [reading(back, 180.0) for back in range(60, 40, -2)] + [reading(back, 140.0) for back in range(13, -1, -1)]
    assert "from the 7 days before" in shown(slow).sentence
    assert shown(slow, days=90).sentence == "Down from your first three takes: 180 to 140 words/min."


def test_rough_figures_and_takes_that_could_not_tell_are_told():
    made = shown([reading(3, None), reading(2, 140.0, certainty="rough"), reading(1, 141.0, certainty="rough")])
    assert made.rough and len(made.chart.points) == 2
    assert made.notes[0].startswith("Rough:") and made.notes[1] == "1 take could not tell."


def test_a_span_without_a_take_draws_nothing_and_names_no_figure():
    made = shown([reading(40, 150.0)])
    assert made.figure == "" and made.chart.points == ()


def test_per_cent_are_whole():
    assert amount(67.6, "eye_contact_share") == "68" and amount(67.6, "pitch_variation") == "67.6"


# --------------------------------------------------------------------------- guesses


def rated(back, guess, value, overall=3):
    one = reading(back, value)
    return Rated(one.take_id, one.created_at, overall, {"speech_rate": guess}, {"speech_rate": one})


def test_guesses_stand_above_or_below_what_was_measured():
    made, view = guess_figures([rated(back, 150.0, 170.0) for back in (3, 2, 1)], today=TODAY, days=7, per="day")
    assert made.chart.points[0].value == -20.0 and made.chart.baseline == 0.0 and made.chart.band == (-8.0, 8.0)
    assert (made.figure, made.unit) == ("20", "words a minute too low")
    assert "guessed 20 too low" in made.chart.points[0].text and "too low" in made.sentence
    assert made.chart.range.low < -20 and made.chart.range.high > 8
    assert view.title == "Your own view" and view.figure == "3" and view.chart.range.high <= 5.0


def test_without_a_rating_in_these_days_there_is_no_chart_of_guesses():
    assert guess_figures([], today=TODAY, days=7, per="day") == ()
    assert guess_figures([rated(40, 150.0, 170.0)], today=TODAY, days=7, per="take") == ()


# --------------------------------------------------------------------------- stories


def told(back, decision=2, tradeoff=1, cost=0, result=1, name=""):
    return Levels(name or f"take-{back}", f"{TODAY - timedelta(days=back)}", decision, tradeoff, cost, result)


@pytest.mark.parametrize(("days", "columns"), [(7, 7), (28, 4), (90, 3), (400, 6)])
def test_the_story_table_has_a_column_for_each_stretch(days, columns):
    table = story_table([told(0), told(0, cost=2, name="other")], TODAY, days)
    assert len(table.columns) == columns
    cells = dict(table.rows)
    assert cells["Cost"][-1] == "clear 1 of 2" and cells["Cost"][0] == ""
    assert dict(story_table([told(0)], TODAY, days).rows)["Cost"][-1] == "not heard"


def test_the_story_is_drawn_element_by_element_and_gaps_stay():
    table = story_table([told(27), told(26, cost=2), told(1, cost=2)], TODAY, 28)
    (cost,) = [each for each in table.charts if each.title == "Cost"]
    assert [(point.day, point.value) for point in cost.chart.points] == [(6, 50.0), (27, 100.0)]
    assert list(runs(cost.chart.points, cost.chart.joined)) == []
    assert cost.chart.points[0].text.endswith("clear in 1 of 2, heard in 1") and cost.chart.points[1].key == "take-1"
    assert cost.change.startswith("Cost: ")


def test_wins_only_is_said_of_the_last_takes():
    assert story_table([told(back) for back in (3, 2, 1)], TODAY, 7).wins.startswith(
        "The last 3 answers told wins only"
    )
    assert story_table([told(back, cost=1) for back in (3, 2, 1)], TODAY, 7).wins == ""


def test_the_gap_is_named_only_where_there_is_one():
    assert story_sentence([told(1), told(0)]).startswith("Clear in 2 answers: decision in 2")
    assert story_sentence([told(0, tradeoff=2)]).endswith("The cost is the gap.")
    assert story_sentence([told(0, tradeoff=2, cost=2)]).endswith("cost in 1.")
    assert story_sentence([]) == "No story was told in these days."


# --------------------------------------------------------------------------- the page


def test_a_library_becomes_a_page_a_table_and_a_file(tmp_path):
    fill_practised(tmp_path / "library", today=TODAY)
    with open_library(tmp_path / "library") as library:
        page = model.gather(library, today=TODAY, days=28)
        every = model.gather(library, today=TODAY, days=ALL, per="take")
    assert [figure.key for figure in page.figures] == list(LOOKS)
    assert page.figures[0].chart.band == (120.0, 170.0)
    assert page.figures[3].chart.points[-1].value <= 100
    assert every.days == 41 and len(every.figures[0].chart.points) > len(page.figures[0].chart.points)
    table = page.table()
    assert len(table.headers) == 6 and table.lines[0].cells[0] == "Sat 21 Nov" and table.lines[0].take_id
    assert all(len(line.cells) == 6 for line in table.lines)
    written = list(csv.DictReader(io.StringIO(page.csv())))
    story = [line for line in written if line["measure"].startswith("story_")]
    assert len(written) - len(story) == sum(len(figure.chart.points) for figure in page.figures)
    assert {line["measure"] for line in story} == {
        f"story_{name}" for name in ("decision", "tradeoff", "cost", "result")
    }
    drawn = page.story.charts[2].chart.points
    assert [float(line["value"]) for line in story if line["measure"] == "story_cost"] == [
        pytest.approx(point.value, abs=0.05) for point in drawn
    ]
    assert all((date.fromisoformat(line["day"]) - date.fromisoformat(line["from"])).days <= 6 for line in story)
    days = [date.fromisoformat(line["day"]) for line in written]
    assert max(days) == TODAY and min(days) > TODAY - timedelta(days=28)
    takes = list(csv.DictReader(io.StringIO(every.csv())))
    assert all(line["take"] and line["takes"] == "1" for line in takes)
    levels = [line["value"] for line in takes if line["measure"] == "story_cost"]
    assert len(levels) == len(every.story.levels) and set(levels) <= {"0", "1", "2"}


def test_table_and_file_mark_what_another_recogniser_measured():
    trend = trend_of(
        [reading(2, 180.0, engine="sphinx", certainty="rough"), reading(0, 140.0), reading(0, 141.0, at="18")]
    )
    table = make_table((trend,), TODAY - timedelta(days=6), TODAY, "take")
    assert [line.cells[0] for line in table.lines] == ["Sat 21 Nov, 2", "Sat 21 Nov, 1", "Thu 19 Nov"]
    assert table.lines[-1].cells[1] == "180 ± 3 (other recogniser)" and table.lines[0].take_id == "take-0-18"
    lines = list(
        csv.DictReader(
            io.StringIO(to_csv((trend,), TODAY - timedelta(days=6), TODAY, "day", story_table((), TODAY, 7)))
        )
    )
    assert [(line["engine"], line["rough"], line["own baseline"]) for line in lines] == [
        ("whisper", "False", ""),
        ("sphinx", "True", ""),
    ]


@pytest.mark.parametrize(("back", "wider"), [(10, 28), (40, 90), (200, ALL)])
def test_a_longer_span_is_offered_where_it_holds_something(back, wider):
    assert model._wider(7, TODAY - timedelta(days=back), TODAY) == wider
    assert model._wider(ALL, TODAY - timedelta(days=back), TODAY) is None


def test_ticks_of_years_are_few():
    ticks = day_ticks(TODAY - timedelta(days=1094), 1095)
    assert 4 <= len(ticks) <= 6 and ticks[0][1] == "Dec 2023"

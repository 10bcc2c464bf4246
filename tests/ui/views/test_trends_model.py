"""Trends are told as they are: gaps stay gaps, other engines stay out, and few takes say nothing."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from rehearse.coaching.trends import Reading, find_trends
from rehearse.store import open_library
from tests.ui.practised import fill_practised
from tests.ui.views.test_library_model import row
from tests.ui.views.test_today_model import TODAY
from ui.views.trends import model


def reading(back, value, *, key="speech_rate", engine="whisper", certainty="sure", error=3.0):
    on = f"{TODAY - timedelta(days=back)}T09:00:00+00:00"
    return Reading(f"take-{back}", on, key, "Pace", value, "words/min", certainty, error, engine)


def shown(readings, days=7, takes=None):
    (trend,) = find_trends(readings, today=TODAY)
    return model.figure(trend, TODAY, days, takes or {}, (120.0, 170.0))


def test_points_stand_on_their_days_and_open_the_day_s_newest_take():
    takes = {TODAY: ("newer", "older"), TODAY - timedelta(days=2): ("that",)}
    figure = shown([reading(2, 150.0), reading(0, 146.0)], takes=takes)
    assert [(p.day, p.value, p.key) for p in figure.chart.points] == [(4, 150.0, "that"), (6, 146.0, "newer")]
    assert figure.figure == "146" and figure.unit == "words a minute, ± 3"
    assert figure.chart.points[0].text == "Thu 19 Nov: 150 ± 3"


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


def test_other_engines_and_rough_figures_are_told():
    figure = shown(
        [reading(3, 150.0, engine="other"), reading(2, 140.0, certainty="rough"), reading(1, 141.0, certainty="rough")]
    )
    assert figure.rough and len(figure.chart.points) == 2
    assert figure.notes[1].startswith("1 take is left out")


def test_a_span_without_a_take_draws_nothing_and_names_no_figure():
    figure = shown([reading(40, 150.0)])
    assert figure.figure == "" and figure.chart.points == ()


def test_per_cent_are_whole():
    assert model.amount(67.6, "eye_contact_share") == "68" and model.amount(67.6, "pitch_variation") == "67.6"


@pytest.mark.parametrize(("days", "columns"), [(7, 7), (28, 4), (90, 3)])
def test_the_story_table_has_a_column_for_each_stretch(days, columns):
    made = row(created_at=f"{TODAY}T09:00:00+00:00")
    other = row(created_at=f"{TODAY}T10:00:00+00:00", cost=2)
    table = model.story_table([other, made], TODAY, days)
    assert len(table.columns) == columns
    cells = dict(table.rows)
    assert cells["Cost"][-1] == "clear 1 of 2" and cells["Cost"][0] == ""
    assert model.story_table([made], TODAY, days).rows[2][1][-1] == "not heard"


def test_the_gap_is_named_only_where_there_is_one():
    assert model.story_sentence([row(), row()]).startswith("Clear in 2 answers: decision in 2")
    assert model.story_sentence([row(tradeoff=2)]).endswith("The cost is the gap.")
    assert model.story_sentence([row(tradeoff=2, cost=2)]).endswith("cost in 1.")
    assert model.story_sentence([]) == "No story was told in these days."


def test_a_library_becomes_a_page_a_table_and_a_file(tmp_path):
    fill_practised(tmp_path / "library", today=TODAY)
    with open_library(tmp_path / "library") as library:
        page = model.gather(library, today=TODAY, days=28)
    assert [figure.key for figure in page.figures] == list(model.LOOKS)
    assert page.figures[0].chart.band == (120.0, 170.0)
    assert page.figures[3].chart.points[-1].value <= 100
    headers, rows = model.table(page)
    assert len(headers) == 6 and rows[0][0] == "Sat 21 Nov" and all(len(cells) == 6 for cells in rows)
    written = list(csv.DictReader(io.StringIO(model.to_csv(page.trends, TODAY, 28))))
    assert len(written) == sum(len(figure.chart.points) for figure in page.figures)
    days = [date.fromisoformat(line["day"]) for line in written]
    assert max(days) == TODAY and min(days) > TODAY - timedelta(days=28)

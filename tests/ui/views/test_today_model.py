"""What Today shows is read from the takes, and from nothing else."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from rehearse.questions import Catalogue, builtin_packs
from rehearse.serial import to_json
from rehearse.store import open_library
from tests.builders import make_analysis, make_take
from tests.ui.practised import COST, fill_practised
from ui.samples import SAMPLE_TAG
from ui.views.today import days, model
from ui.views.today.advice import find_advice
from ui.views.today.coverage import LISTED, NOTHING, listed, rest_line

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.fixture
def root(tmp_path):
    return tmp_path / "library"


def keep(root, take, analysis=None):
    folder = root / "takes" / take.id
    folder.mkdir(parents=True)
    (folder / "take.json").write_bytes(to_json(take))
    (folder / "recording.mkv").write_bytes(b"x")
    if analysis:
        (folder / "analysis.json").write_bytes(to_json(analysis))


def gather(root, **more):
    with open_library(root) as library:
        return model.gather(library, today=TODAY, **more)


def test_an_empty_library_still_has_a_question_and_says_that_nothing_was_answered(root):
    board = gather(root)
    assert board.question is not None and board.latest is None and board.advice is None
    assert board.standing.startswith("No answer yet.")
    assert [day.relation for day in board.week] == ["past"] * 5 + ["today", "ahead"]
    assert not board.told and rest_line(board, 0, 0) == NOTHING


def test_a_practised_library_fills_week_coverage_and_latest(root):
    ids = fill_practised(root, today=TODAY)
    board = gather(root)
    assert board.answered_today and board.latest is not None and board.latest.take_id == ids[-1]
    assert "words a minute" in board.latest.line and "(± 6)" in board.latest.line
    assert sum(told.stories for told in board.told) == len(ids) == board.answers
    answered = {date.fromisoformat(f"{i[:4]}-{i[4:6]}-{i[6:8]}") for i in ids}
    assert [bool(day.takes) for day in board.week] == [day.date in answered for day in board.week]
    assert not {each.competency for each in board.untold} & {told.competency for told in board.told}
    asked = {question.key: question.competency for pack in builtin_packs() for question in pack.questions}
    assert all(asked[each.question_key].casefold() == each.competency.casefold() for each in board.untold)
    assert f"No story yet either: {listed([each.competency for each in board.untold[2:]])}." in rest_line(board, 9, 2)


def test_the_sample_answer_counts_nowhere_but_can_be_reviewed(root):
    keep(root, make_take(tags=(SAMPLE_TAG,), created_at=f"{TODAY}T09:00:00+00:00"), make_analysis())
    board = gather(root)
    assert board.answers == 0 and not board.told and not board.answered_today and board.advice is None
    assert not any(day.takes for day in board.week)
    assert board.latest is not None and board.latest.line.startswith("The sample answer, 30 s. 146 words a minute")
    with open_library(root) as library:
        assert library.readings() == ()


def test_another_question_is_one_that_was_not_passed_over(root):
    first = gather(root).question
    second = gather(root, skipped=[first.key]).question
    assert second.key != first.key
    everything = [question.key for pack in builtin_packs() for question in pack.questions]
    assert gather(root, skipped=everything).question == first
    assert gather(root, catalogue=Catalogue(())).question is None


def test_the_advice_is_what_the_last_answers_had_in_common(root):
    fill_practised(root, today=TODAY, days=10)
    with open_library(root) as library:
        advice = find_advice(library, library.list())
    assert advice is not None and advice.sentence == COST.sentence
    assert advice.why == "No cost was heard in any of your last three answers."


def test_the_advice_quotes_the_last_time_it_was_clear(root):
    fill_practised(root, today=TODAY, days=40)
    with open_library(root) as library:
        clear = next(row for row in library.list() if row.cost == 2)
        advice = find_advice(library, library.list())
        quote = next(e for e in library.get(clear.id).analysis.story.elements if e.name == "cost").evidence[0]
    assert advice.heard is not None
    assert (advice.heard.take_id, advice.heard.quote, advice.heard.at_s) == (clear.id, quote.quote, quote.start_s)


def test_one_answer_and_a_thin_element_are_said_as_they_are(root):
    moment = dataclasses.replace(COST, kind="tradeoff")
    keep(root, make_take(), dataclasses.replace(make_analysis(), priorities=(moment,)))
    with open_library(root) as library:
        assert find_advice(library, library.list()).why == "The trade-off was not clear in your last answer."


def test_a_failed_take_is_told_and_a_waiting_one_is_not_given_figures(root):
    keep(root, make_take("20261120-091502-aaaa", state="failed", failure="It broke."))
    keep(root, make_take("20261121-091502-bbbb", state="waiting", created_at="2026-11-21T09:15:02+00:00"))
    board = gather(root)
    assert [(f.take_id, f.reason) for f in board.failed] == [("20261120-091502-aaaa", "It broke.")]
    assert board.latest.line == "Today, 30 s. waits for its analysis"


@pytest.mark.parametrize(
    ("back", "name"), [(0, "Today"), (1, "Yesterday"), (3, "Wednesday"), (7, "14 November"), (400, "17 October 2025")]
)
def test_days_are_named_as_people_do(back, name):
    assert days.day_name(TODAY - timedelta(days=back), TODAY) == name


def test_the_aim_is_said_when_it_is_met():
    found = days.week({TODAY - timedelta(days=n): ("a",) for n in range(3)}, TODAY)
    assert days.aim_line(found, 5) == "Answered on 3 of 5 days"
    assert days.aim_line(found, 3) == "Answered on 3 of 3 days, as you set out to"


def test_a_last_answer_of_long_ago_is_dated(root):
    keep(root, make_take(created_at="2025-01-01T09:15:02+00:00"))
    assert gather(root).standing.startswith("Answers on 1 day so far, the last on 1 January 2025.")


def test_long_lists_of_names_end_in_a_count():
    assert listed(("Courage", "Candour")) == "courage, candour"
    assert listed(tuple("ABCDEFGHI")).endswith(f"and {9 - LISTED} more")

"""What the library finds and how it words it."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from rehearse.store import TakeRow, open_library
from tests.ui.practised import fill_practised
from tests.ui.views.test_today_model import TODAY
from ui.views.library import model
from ui.views.library.filters import Query, days_line

ROW = TakeRow(
    id="20261121-091502-k3f7",
    created_at="2026-11-21T09:15:02+00:00",
    title="",
    question_key="judgement/missing-data",
    question="Tell me about a decision.",
    competency="Judgement",
    duration=112.0,
    bytes=3_000_000,
    engine="faster-whisper base.en",
    decision=2,
    tradeoff=1,
    cost=0,
    wpm=146.2,
    fillers_per_minute=3.1,
    eye_contact=None,
    analysed=True,
    rough=False,
    tags=("loop",),
    problem="",
    state="kept",
    patch_of="",
)


def row(**changes):
    return dataclasses.replace(ROW, **changes)


@pytest.fixture
def library(tmp_path):
    root = tmp_path / "library"
    fill_practised(root, today=TODAY)
    with open_library(root) as opened:
        yield opened


def test_everything_is_listed_newest_first_with_what_the_library_holds(library):
    shelf = model.find(library, Query())
    assert [entry.row for entry in shelf.entries] == list(library.list())
    assert shelf.count == len(shelf.entries) and shelf.bytes == 4000 * shelf.count
    assert shelf.tags == ("loop",) and "judgement" in shelf.competencies


def test_a_search_shows_the_passage_and_knows_the_word(library):
    found = model.find(library, Query(text="campaign"))
    entry = found.entries[0]
    assert ("campaign", True) in entry.snippet
    said = library.get(entry.row.id).analysis.transcript.words
    assert said[entry.word].text == "campaign"
    assert model.find(library, Query(text="nobodysaidthis")).entries == ()


def test_filters_narrow_a_search_as_well_as_the_list(library):
    loops = model.find(library, Query(text="campaign", tag="LOOP")).entries
    assert loops and all("loop" in entry.row.tags for entry in loops)
    judged = model.find(library, Query(competency="Judgement")).entries
    assert judged and {entry.row.competency.casefold() for entry in judged} == {"judgement"}
    assert model.find(library, Query(problems=True)).entries == ()


@pytest.mark.parametrize(("change", "passes"), [({}, False), ({"problem": "x"}, True), ({"state": "failed"}, True)])
def test_problems_are_takes_that_cannot_be_read_or_whose_analysis_failed(change, passes):
    assert model.fits(row(**change), Query(problems=True)) is passes


def test_a_line_in_words():
    assert model.about(ROW) == "21 Nov 2026, 09:15 · 1 min 52 s · judgement"
    assert model.figures(ROW) == (("146", "words a minute"), ("3.1", "fillers a minute"))
    spoken = model.spoken(model.Entry(ROW))
    assert "decision clear, trade-off thin, cost not heard" in spoken and "146 words a minute" in spoken
    assert model.marks(row(decision=None, tradeoff=None, cost=None)) == ()


@pytest.mark.parametrize(
    ("change", "job", "chip"),
    [
        ({}, "", ("loop", "chip")),
        ({"state": "waiting"}, "", ("waits for its analysis", "chip-quiet")),
        ({"state": "waiting"}, "analysing, 40 %", ("analysing, 40 %", "chip-quiet")),
        ({"state": "failed"}, "", ("not analysed", "chip-warn")),
        ({"problem": "damaged"}, "", ("cannot be read", "chip-warn")),
        ({"rough": True}, "", ("rough words", "chip-quiet")),
        ({"bytes": 0, "rough": True}, "", ("video removed", "chip-quiet")),
    ],
)
def test_the_state_stands_first(change, job, chip):
    assert model.chips(row(**change), job)[0] == chip


def test_two_analysed_takes_of_one_question_can_be_compared():
    assert model.comparable([ROW, row(id="b")]) == ""
    assert "Choose two" in model.comparable([ROW])
    assert "different questions" in model.comparable([ROW, row(question_key="a/b")])
    assert "different questions" in model.comparable([row(question_key=""), row(question_key="")])
    assert "not analysed" in model.comparable([ROW, row(analysed=False)])


def test_tags_in_common_change_and_the_others_stay():
    rows = [row(tags=("loop", "courage")), row(tags=("loop", "old"))]
    assert model.common_tags(rows) == ("loop",)
    assert model.parse_tags(" second  round, , loop,loop") == ("second round", "loop")
    assert model.retagged(("loop", "old"), before=("loop",), after=("new",)) == ("old", "new")
    assert model.retagged(("loop", "old"), before=("loop",), after=("loop",)) == ("loop", "old")


def test_how_many_there_are_and_how_large():
    shelf = model.Shelf((model.Entry(ROW),), 1, 10_214, 4_200_000_000, (), ())
    assert model.size_line(shelf) == "10\u202f214 takes, 4.2 GB on this disk"
    assert model.found_line(shelf, Query()) == "" and model.found_line(shelf, Query(tag="a")) == "1 found"


def test_a_search_tells_how_many_hold_the_words_and_shows_the_best(library, monkeypatch):
    monkeypatch.setattr(model, "MOST_FOUND", 2)
    query = Query(text="campaign")
    shelf = model.find(library, query, today=TODAY)
    held = len(library.search("campaign", limit=1_000))
    assert len(shelf.entries) == 2 < shelf.found == held
    assert model.found_line(shelf, query) == f"The best 2 of {held} found"
    first = model.begin(library, query, 1, today=TODAY)
    assert first == shelf.entries[:1] and first[0].snippet


def test_filters_of_story_time_and_favourites_combine(library):
    newest, *_ = library.list()
    library.change_take(newest.id, favourite=True)
    found = model.find(library, Query(favourite=True, back=7, story=("cost", newest.cost), rough=False), today=TODAY)
    assert [entry.row.id for entry in found.entries] == [newest.id] and found.count == len(library.list())
    week = model.find(library, Query(back=7), today=TODAY).entries
    assert 0 < len(week) < found.count and all(entry.row.created_at >= "2026-11-15" for entry in week)
    said = model.find(library, Query(text="campaign", back=7), today=TODAY).entries
    assert said and {entry.row.id for entry in said} <= {entry.row.id for entry in week}
    assert model.find(library, Query(rough=True), today=TODAY).entries == ()


def test_the_first_screenful_is_the_beginning_of_everything(library):
    for query in (Query(), Query(story=("cost", 0))):
        everything = model.find(library, query, today=TODAY).entries
        assert model.begin(library, query, 5, today=TODAY) == everything[:5]
    said = Query(text="campaign")
    assert model.begin(library, said, 5) == model.find(library, said).entries[:5] != ()


def test_a_favourite_is_said_to_be_one():
    assert "favourite" in model.spoken(model.Entry(row(favourite=True)))
    assert "favourite" not in model.spoken(model.Entry(row()))


@pytest.mark.parametrize(
    ("first", "last", "line"),
    [
        (date(2026, 10, 1), date(2026, 11, 14), "1 Oct to 14 Nov 2026"),
        (date(2026, 11, 2), date(2026, 11, 14), "2 to 14 Nov 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 Dec 2025 to 2 Jan 2026"),
        (date(2026, 11, 14), date(2026, 11, 14), "14 Nov 2026"),
    ],
)
def test_chosen_days_in_words(first, last, line):
    assert days_line(first, last) == line


def test_chosen_days_hold_both_ends_and_combine(library):
    every = [
        date.fromisoformat(entry.row.created_at[:10]) for entry in model.find(library, Query(), today=TODAY).entries
    ]
    first, last = sorted(set(every))[1], sorted(set(every))[-2]
    found = model.find(library, Query(days=(first, last)), today=TODAY).entries
    days = [date.fromisoformat(entry.row.created_at[:10]) for entry in found]
    assert min(days) == first and max(days) == last and len(days) == sum(first <= day <= last for day in every)
    fewer = model.find(library, Query(days=(first, last), story=("cost", 0)), today=TODAY).entries
    assert 0 < len(fewer) < len(found) and all(entry.row.cost == 0 for entry in fewer)

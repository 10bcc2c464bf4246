"""The made-up library is one: it opens, says that it is made up, and holds what trends and reviews need."""

import time
from datetime import date

import pytest

from rehearse.coaching.trends import find_trends
from rehearse.loops.folder import list_runs
from rehearse.store import Filter, open_library
from tests.seeded.__main__ import TAG, fill_seeded

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    place = tmp_path_factory.mktemp("seeded")
    began = time.perf_counter()
    fill_seeded(place, today=TODAY)
    assert time.perf_counter() - began < 20
    return place


def test_every_take_can_be_read_and_says_that_it_is_made_up(root):
    with open_library(root) as library:
        rows = library.list(Filter(patches=True))
        assert library.list(Filter(problems_only=True, patches=True)) == ()
        for row in rows:
            stored = library.get(row.id)
            assert row.tags == (TAG,)
            assert "Made up" in stored.take.notes
            assert stored.analysis is not None
            assert stored.analysis.transcript.provenance.settings == {"made up": True}
            story = stored.analysis.story
            for element in story.elements if story else ():
                assert all(story.text[e.start : e.end] == e.quote for e in element.evidence)


def test_it_holds_gaps_patches_loops_ratings_favourites_and_two_recognisers(root):
    with open_library(root) as library:
        rows = library.list()
        days = {row.created_at[:10] for row in rows}
        assert 40 < len(days) < 80
        assert max(sum(r.created_at[:10] == day for r in rows) for day in days) >= 3
        assert library.count(Filter(patches=True)) > len(rows)
        assert 0 < library.count(Filter(favourite=True)) < len(rows) / 3
        assert library.count(Filter(rough=True))
        assert len(library.ratings()) > len(rows) / 2
        trends = {trend.key: trend for trend in find_trends(library.readings(), today=TODAY)}
        loops = {row.loop for row in rows if row.loop}
    assert trends["speech_rate"].switches[0].engine == "faster-whisper base.en"
    assert [series.rough for series in trends["speech_rate"].others] == [True]
    assert trends["eye_contact_share"].unknown > 0
    assert {run.id for run in list_runs(root).runs} == loops
    assert all(run.finished_at for run in list_runs(root).runs)


def test_the_trends_find_what_the_model_holds(root):
    with open_library(root) as library:
        trends = {trend.key: trend for trend in find_trends(library.readings(), today=TODAY)}
    assert all(change.verdict != "changed" for change in trends["pitch_variation"].changes)
    assert trends["fillers_per_minute"].changes[-1].verdict == "changed"
    assert trends["fillers_per_minute"].changes[-1].now < trends["fillers_per_minute"].changes[-1].before


def test_the_seed_decides(tmp_path):
    one, again, other = (
        fill_seeded(tmp_path / name, today=TODAY, days=20, seed=seed) for name, seed in (("a", 3), ("b", 3), ("c", 4))
    )
    assert one == again != other
    first = one[0]
    assert (tmp_path / "a/takes" / first / "analysis.json").read_bytes() == (
        tmp_path / "b/takes" / first / "analysis.json"
    ).read_bytes()

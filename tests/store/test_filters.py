import dataclasses
from datetime import date, datetime, timedelta

import pytest

from rehearse.store import Filter, open_library
from rehearse.store.rows import days
from rehearse.types import SelfRating
from tests.builders import QUESTION, make_analysis

OTHER = dataclasses.replace(QUESTION, key="p/other", competency="Conflict", text="Tell me about a fight.")


def at_level(analysis, **levels):
    elements = tuple(dataclasses.replace(e, level=levels.get(e.name, e.level)) for e in analysis.story.elements)
    return dataclasses.replace(analysis, story=dataclasses.replace(analysis.story, elements=elements))


@pytest.fixture
def library(tmp_path):
    """Four takes on 1 to 4 January 2026, oldest first in `ids`."""
    with open_library(tmp_path / "library") as library:
        made = (
            (make_analysis(), QUESTION),
            (at_level(make_analysis(rough=True), cost=2), QUESTION),
            (at_level(make_analysis(), cost=2), OTHER),
            (at_level(make_analysis(), cost=2, decision=0), OTHER),
        )
        for n, (analysis, question) in enumerate(made, start=1):
            path = tmp_path / f"{n}.wav"
            path.write_bytes(b"%d" % n)
            at = datetime(2026, 1, n, 12).astimezone().isoformat()
            library.add(path, analysis=analysis, question=question, created_at=at)
        yield library


def found(library, **filter) -> list[int]:
    """Days of January of the takes that fit, oldest first."""
    rows = library.list(Filter(**filter))
    assert library.count(Filter(**filter)) == len(rows)
    return sorted(int(row.created_at[8:10]) for row in rows)


def day(n: int) -> date:
    return date(2026, 1, n)


def ids(library) -> dict[int, str]:
    return {int(row.created_at[8:10]): row.id for row in library.list()}


def test_a_favourite_is_marked_listed_and_survives_a_rebuild(library):
    library.change_take(ids(library)[2], favourite=True)
    assert found(library, favourite=True) == [2]
    library.rebuild()
    assert [row.favourite for row in library.list()] == [False, False, True, False]
    library.change_take(ids(library)[2], favourite=False)
    assert found(library, favourite=True) == []


def test_whole_days_of_a_range_both_ends_included(library):
    def between(first, last):
        since, until = days(first, last)
        return found(library, since=since, until=until)

    assert between(day(2), day(3)) == [2, 3]
    assert between(None, day(2)) == [1, 2]
    assert between(day(4), None) == [4]
    assert between(day(3), day(2)) == []
    assert between(None, None) == [1, 2, 3, 4]


def test_levels_of_the_story(library):
    assert found(library, levels=(("cost", 2),)) == [2, 3, 4]
    assert found(library, levels=(("cost", 2), ("decision", 0))) == [4]
    assert found(library, levels=(("result", 2),)) == [1, 2, 3, 4]
    assert found(library, levels=(("tradeoff", 0),)) == []


def test_rough_ones_and_trusted_ones(library):
    assert found(library, rough=True) == [2]
    assert found(library, rough=False) == [1, 3, 4]


def test_what_was_said_and_all_filters_together(library):
    library.change_take(ids(library)[3], favourite=True, notes="Ask Zoë about it")
    assert found(library, text="zoe") == [3]
    assert found(library, text='"billing migration" vend*') == [1, 2, 3, 4]
    assert found(library, text="billing -fight") == [1, 2]
    assert found(library, text="  ") == [1, 2, 3, 4]
    assert found(library, text='"') == []
    since, until = days(day(2), day(4))
    every = {"favourite": True, "competency": "conflict", "text": "billing", "levels": (("cost", 2),), "rough": False}
    assert found(library, since=since, until=until, **every) == [3]
    assert found(library, since=since, until=until, **every | {"rough": True}) == []


@pytest.mark.parametrize("text", ["'; DROP TABLE takes; --", "NEAR(a b)", "title:x", "*", "a AND", "(", "\x00"])
def test_no_text_is_syntax(library, text):
    assert found(library, text=text) in ([], [1, 2, 3, 4])
    assert library.count() == 4


def test_a_search_is_narrowed_down(library):
    assert len(library.search("billing")) == 4
    hits = library.search("billing", among=Filter(competency="Conflict", levels=(("decision", 0),)))
    assert [hit.take.id for hit in hits] == [ids(library)[4]]
    assert hits[0].word is not None


def test_a_thousand_years_back_and_a_day_of_daylight_saving():
    since, until = days(date(2026, 3, 29), date(2026, 3, 29))
    assert until - since in (23 * 3600, 24 * 3600, 25 * 3600)
    since, _ = days(date(1999, 1, 1) - timedelta(days=1), None)
    assert since < datetime(1999, 1, 1).astimezone().timestamp()


def test_a_rating_is_indexed_with_the_take(library):
    take_id = ids(library)[1]
    library.change_take(take_id, rating=SelfRating(4, 150.0, 6.0, 0.7))
    row = library._index._connection.execute(
        "SELECT rated, guessed_wpm, guessed_fillers, guessed_contact FROM takes WHERE id = ?", [take_id]
    ).fetchone()
    assert row == (4, 150.0, 6.0, 0.7)

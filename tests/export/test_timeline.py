from dataclasses import replace

from rehearse.export.timeline import make_timeline
from rehearse.types import Element, Evidence
from tests.builders import make_analysis


def story_bars(*quotes: tuple[str, float, float]):
    analysis = make_analysis()
    elements = tuple(
        Element(name, 2, 0.9, (Evidence("words", 0, 5, start, end),))  # type: ignore[arg-type]
        for name, start, end in quotes
    )
    story = replace(analysis.story, elements=elements)
    lane = make_timeline(replace(analysis, story=story), None).lanes[-1]
    return {bar.style: bar for bar in lane.bars}


def test_a_long_span_that_begins_under_a_short_one_is_drawn_after_it():
    bars = story_bars(("decision", 5.0, 7.0), ("tradeoff", 5.0, 15.0))
    assert bars["tradeoff"].x == bars["decision"].x + bars["decision"].width
    assert "0:05" in bars["tradeoff"].title


def test_spans_apart_stay_where_they_are():
    alone = story_bars(("tradeoff", 8.0, 15.0))["tradeoff"]
    assert story_bars(("decision", 5.0, 7.0), ("tradeoff", 8.0, 15.0))["tradeoff"] == alone

"""The lane of the story's elements, each where it was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rehearse.export.timeline.shapes import Bar, Lane, Scale
from rehearse.export.wording import ELEMENTS, LEVELS, clock
from rehearse.types import Analysis, Evidence

MAIN_ELEMENTS = ("decision", "tradeoff", "cost")


def story_lane(analysis: Analysis, scale: Scale) -> Lane:
    """A bar for each quote; the three main elements are labelled."""
    if analysis.story is None:
        return Lane("Story", "can't tell")
    bars = []
    for element in analysis.story.elements:
        main = element.name in MAIN_ELEMENTS
        for said in element.evidence if element.level else ():
            if said.start_s is not None and said.end_s is not None:
                title = f"{ELEMENTS[element.name]}, {LEVELS[element.level]}: “{said.quote}”, {clock(said.start_s)}"
                style = element.name if main else "element"
                bars.append(_story_bar(scale, said, style, title, ELEMENTS[element.name] if main else ""))
    bars.sort(key=lambda bar: bar.style != "element")
    return Lane("Story", "" if bars else "nothing was heard", tuple(_gives_way(bar, bars) for bar in bars))


def _gives_way(bar: Bar, bars: Sequence[Bar]) -> Bar:
    """A labelled bar that begins under a shorter one is drawn from that one's end; its title keeps the time."""
    over = [b for b in bars if b.label and b.x <= bar.x < b.x + b.width < bar.x + bar.width and b.width < bar.width]
    if not bar.label or not over:
        return bar
    begin = max(b.x + b.width for b in over)
    return replace(bar, x=begin, width=bar.x + bar.width - begin)


def _story_bar(scale: Scale, said: Evidence, style: str, title: str, label: str) -> Bar:
    y, height = (3.0, 17.0) if label else (23.0, 3.0)
    bar = scale.bar(said.start_s or 0.0, said.end_s or 0.0, style, title, y=y, height=height)
    return Bar(bar.x, bar.width, y, height, style, title, label)

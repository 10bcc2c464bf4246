"""Going from mark to mark with the keyboard. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ui.widgets.timeline.lanes import Lane, neighbour
from ui.widgets.timeline.spans import TimelineSpan, at


@dataclass(frozen=True)
class Choice:
    """The lane and the mark in it that the keyboard is on; -1 for none."""

    lane: int = -1
    mark: int = -1

    @property
    def chosen(self) -> bool:
        return self.mark >= 0


def chosen_span(lanes: tuple[Lane, ...], choice: Choice) -> TimelineSpan | None:
    if not choice.chosen or choice.lane >= len(lanes) or choice.mark >= len(lanes[choice.lane].spans):
        return None
    return lanes[choice.lane].spans[choice.mark]


def next_mark(lanes: tuple[Lane, ...], choice: Choice, step: int) -> Choice:
    return Choice(choice.lane, neighbour(lanes[choice.lane].spans, choice.mark, step))


def in_lane(lanes: tuple[Lane, ...], choice: Choice, step: int, position: float) -> Choice:
    """The next lane down (`step` 1) or up that holds marks, at the mark where the last one was, or the playhead is."""
    before = chosen_span(lanes, choice)
    moment = before.start if before else position
    lane = choice.lane + step if choice.chosen else (0 if step > 0 else len(lanes) - 1)
    while 0 <= lane < len(lanes) and not lanes[lane].spans:
        lane += step
    if not 0 <= lane < len(lanes):
        return choice
    return Choice(lane, max(at(lanes[lane].spans, moment), 0))

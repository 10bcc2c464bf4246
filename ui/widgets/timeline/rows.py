"""Where the lanes lie: heights that grow with the room, each lane by its weight. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ui.widgets.timeline.spans import LABELS, LaneKey

RULER = 22.0
SCROLLER = 12.0
BASE: dict[LaneKey, float] = {
    "speech": 32.0, "pauses": 22.0, "fillers": 22.0, "pace": 30.0, "pitch": 30.0, "eyes": 22.0, "story": 26.0,
}  # fmt: skip
GROWTH: dict[LaneKey, float] = {
    "speech": 3.0, "pauses": 0.6, "fillers": 0.6, "pace": 2.0, "pitch": 2.0, "eyes": 0.6, "story": 0.9,
}  # fmt: skip
MOST = 3.4  # how many times its base height a lane may become


@dataclass(frozen=True)
class Row:
    key: LaneKey
    top: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def least_height() -> int:
    return int(RULER + SCROLLER + sum(BASE.values()))


def make_rows(height: float) -> tuple[Row, ...]:
    """The lanes from under the ruler to above the scroller, on whole pixels."""
    spare = max(0.0, height - least_height())
    share = spare / sum(GROWTH.values())
    rows, top = [], RULER
    for key in LABELS:
        tall = float(round(min(BASE[key] + GROWTH[key] * share, MOST * BASE[key])))
        rows.append(Row(key, top, tall))
        top += tall
    return tuple(rows)


def row_at(rows: tuple[Row, ...], y: float) -> int | None:
    return next((i for i, row in enumerate(rows) if row.top <= y < row.bottom), None)

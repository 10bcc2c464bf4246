"""Which filler Y and X speak of, and what is said after. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.export import wording
from rehearse.types import Analysis, Filler

REACH_S = 6.0


def near(fillers: Sequence[Filler], seconds: float) -> int | None:
    """Index of the filler at that time, else of the nearest within a few seconds; one just heard before one to come."""
    return min(
        (index for index, filler in enumerate(fillers) if _distance(filler, seconds) <= REACH_S),
        key=lambda index: _distance(fillers[index], seconds),
        default=None,
    )


def _distance(filler: Filler, seconds: float) -> float:
    """Seconds away; one that is still to come counts as twice as far, as it has not been heard."""
    return max(seconds - filler.end, 2 * (filler.start - seconds), 0.0)


def verdict(filler: Filler, confirmed: bool) -> bool | None:
    """The same answer given twice takes it back."""
    return None if filler.confirmed is confirmed else confirmed


def told(filler: Filler, analysis: Analysis) -> str:
    """ "“um” at 0:28 confirmed. Fillers: 2.3 per minute ± 0.6." """
    did = {True: "confirmed", False: "rejected: not counted", None: "open again"}[filler.confirmed]
    name = f"“{filler.text}”" if filler.text else "The sound"
    rate = next((m for m in analysis.measures if m.key == "fillers_per_minute"), None)
    now = f" Fillers: {wording.value(rate)} {wording.error(rate)}".rstrip() + "." if rate else ""
    return f"{name} at {wording.clock(filler.start)} {did}.{now}"

"""Where playback is between the player's own, coarser reports. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

AHEAD_S = 0.3  # how far time is carried on without a report: a stalled player must not seem to play
BACK_S = 0.25  # a report this much earlier is the player's doing; a smaller one is its grain


@dataclass(frozen=True)
class PlaybackClock:
    """The last report (`reported` s of the take, at `at` s of a steady clock) and what has been told since."""

    reported: float = 0.0
    at: float = 0.0
    rate: float = 1.0
    told: float = 0.0

    def set(self, seconds: float, now: float) -> PlaybackClock:
        """Placed there, by a seek, a pause or a change of speed."""
        return replace(self, reported=seconds, at=now, told=seconds)

    def report(self, seconds: float, now: float) -> PlaybackClock:
        """The player says so; never back by its own grain."""
        told = self.told if 0 <= self.told - seconds < BACK_S else seconds
        return replace(self, reported=seconds, at=now, told=told)

    def tick(self, now: float) -> PlaybackClock:
        """Time has passed while playing."""
        carried = self.reported + min((now - self.at) * self.rate, AHEAD_S * max(self.rate, 1.0))
        return replace(self, told=max(self.told, carried))

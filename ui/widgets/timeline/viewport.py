"""Which stretch of the take is on screen, and where a moment lies on it. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

CLOSEST_S = 2.0
TICK_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800)
TICK_GAP = 72.0


@dataclass(frozen=True)
class Viewport:
    """A stretch of `span` seconds from `start`, shown from `left` over `width` pixels; always inside 0..`duration`."""

    duration: float
    left: float
    width: float
    start: float = 0.0
    span: float = 0.0

    @property
    def end(self) -> float:
        return self.start + self.span

    @property
    def per_second(self) -> float:
        """Pixels a second."""
        return self.width / self.span

    @property
    def zoomed(self) -> bool:
        """Whether part of the take lies outside."""
        return self.span < self.duration - 1e-6

    def x(self, seconds: float) -> float:
        return self.left + (seconds - self.start) * self.per_second

    def seconds(self, x: float) -> float:
        """The moment at `x`, kept within the take."""
        return min(max(self.start + (x - self.left) / self.per_second, 0.0), self.duration)

    def shows(self, seconds: float) -> bool:
        return self.start <= seconds <= self.end

    def zoomed_by(self, factor: float, about: float) -> Viewport:
        """Closer by `factor` (further away under 1); the moment `about` keeps its place."""
        span = min(max(self.span / factor, min(CLOSEST_S, self.duration)), self.duration)
        share = (about - self.start) / self.span
        return self._at(about - share * span, span)

    def scrolled_to(self, start: float) -> Viewport:
        return self._at(start, self.span)

    def scrolled_by(self, seconds: float) -> Viewport:
        return self._at(self.start + seconds, self.span)

    def paged_to(self, seconds: float) -> Viewport:
        """Turned over, as a page is, so that `seconds` comes near the left edge; as it is where it is shown already."""
        return self if self.shows(seconds) else self._at(seconds - 0.08 * self.span, self.span)

    def whole(self) -> Viewport:
        return self._at(0.0, self.duration)

    def resized(self, left: float, width: float) -> Viewport:
        return replace(self, left=left, width=max(width, 1.0))

    def _at(self, start: float, span: float) -> Viewport:
        return replace(self, start=min(max(start, 0.0), self.duration - span), span=span)


def make_viewport(duration: float, left: float = 0.0, width: float = 1.0) -> Viewport:
    """The whole take."""
    duration = max(duration, 0.1)
    return Viewport(duration, left, max(width, 1.0), 0.0, duration)


def ticks(viewport: Viewport) -> tuple[float, tuple[float, ...]]:
    """The step in seconds and the moments to write on the ruler, those on screen only."""
    step = next((s for s in TICK_STEPS if s * viewport.per_second >= TICK_GAP), TICK_STEPS[-1])
    first, last = int(viewport.start / step), int(viewport.end / step) + 1
    moments = (i * step for i in range(first, last + 1))
    return step, tuple(t for t in moments if viewport.start - 1e-6 <= t <= viewport.end + 1e-6)

"""When a silent microphone is a dead one."""

from __future__ import annotations

# So long nobody is silent to the last bit: a pause to think has the room's noise in it.
SILENT_S = 7.0


class Silence:
    """Remembers since when nothing came."""

    def __init__(self) -> None:
        self._since: float | None = None

    def is_dead(self, silent: bool, at: float) -> bool:
        """Whether the microphone, `silent` or not at `at` seconds of the answer, has been so for SILENT_S."""
        if not silent:
            self._since = None
            return False
        self._since = at if self._since is None else self._since
        return at - self._since >= SILENT_S

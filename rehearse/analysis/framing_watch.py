"""Looks at the preview: `python -m rehearse.analysis.framing_watch`, spoken to as framing_protocol.py says.

It stands apart from the window because the face model's libraries must not be loaded there, and runs at a low priority
so that recording comes first. It ends with 0 when its stdin closes, and with 65 and a last line when that is damaged.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from rehearse.analysis.framing_protocol import (
    FailedMessage,
    FrameError,
    FramingMessage,
    Message,
    ReadyMessage,
    WatchedFrame,
    line,
    read_frame,
)

if TYPE_CHECKING:
    from rehearse.signals.face import FaceTrack

NICENESS = 10
DAMAGED = 65
# Pictures whose votes say whether the eyes are on the lens: one alone wavers.
VOTES = 3


def main() -> int:
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    if hasattr(os, "nice"):
        os.nice(NICENESS)

    def tell(message: Message) -> None:
        out.write(line(message))

    try:
        return watch(sys.stdin.buffer, tell)
    except (BrokenPipeError, KeyboardInterrupt):
        return 0


def watch(frames: BinaryIO, tell: Callable[[Message], None]) -> int:
    """Answer every frame until they end; the exit code."""
    from rehearse.signals.face import open_face_watch

    with open_face_watch() as look:
        teller = FramingTeller()
        tell(ReadyMessage())
        try:
            while frame := read_frame(frames):
                tell(teller.tell(frame, look))
        except FrameError as error:
            tell(FailedMessage(error.message))
            return DAMAGED
    return 0


class FramingTeller:
    """Turns frames into messages; remembers what the steady hint and the eyes' vote need."""

    def __init__(self) -> None:
        from rehearse.measures.framing_hints import HintChooser

        self._hints = HintChooser()
        self._votes: list[bool] = []

    def tell(self, frame: WatchedFrame, look: Callable[..., FaceTrack]) -> FramingMessage:
        """What is to be said of a frame that `look` finds the face in."""
        import numpy as np

        from rehearse.measures.framing import of_the_face
        from rehearse.measures.framing_hints import Look
        from rehearse.media.frames import Frame

        rgb = np.frombuffer(frame.rgb, np.uint8).reshape(frame.height, frame.width, 3)
        track = look(Frame(frame.seconds, rgb))
        figures = of_the_face(track) if track.present[0] else {}
        faces, light = int(track.faces[0]), 100 * float(rgb[::4, ::4].mean()) / 255
        hint = self._hints.choose(Look(frame.seconds, faces, figures, light))
        return FramingMessage(
            frame.seconds,
            faces,
            **{key: round(value, 1) for key, value in figures.items()},
            towards_lens=self._vote(track),
            hint=hint.sentence,
            hint_key=hint.key,
        )

    def _vote(self, track: FaceTrack) -> bool | None:
        from rehearse.signals.gaze import about_at_lens

        if not track.present[0]:
            self._votes.clear()
            return None
        self._votes = [*self._votes[1 - VOTES :], bool(about_at_lens(track)[0])]
        return sum(self._votes) * 2 > len(self._votes)


if __name__ == "__main__":
    code = main()
    # Native threads may still hold locks that an orderly exit would wait for.
    sys.stderr.flush()
    os._exit(code)

"""Decoded video frames as upright pictures and JPEGs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rehearse.media.orientation import Orientation, orientation, shown_size

if TYPE_CHECKING:
    from av.filter import Graph
    from av.video.frame import VideoFrame

TURNS = {0: (), 1: (("transpose", "cclock"),), 2: (("hflip", ""), ("vflip", "")), 3: (("transpose", "clock"),)}


class Upright:
    """Turns frames as they should be seen, in pixels of the format `pixels` (FFmpeg's name for it).

    All come in `size` (width, height) where it is given, else as shown with square pixels and no side above `longest`.
    A filter graph is kept between frames of one kind: its pooled buffers spare the page faults of a fresh picture each
    time, which cost more than the conversion itself.
    """

    def __init__(
        self,
        pixels: str,
        *,
        aspect: Fraction | None = None,
        longest: int | None = None,
        size: tuple[int, int] | None = None,
    ) -> None:
        self._pixels, self._aspect, self._longest, self._size = pixels, aspect, longest, size
        self._kind: tuple[int, int, str, Orientation] | None = None

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        turn = orientation(frame)
        kind = (frame.width, frame.height, frame.format.name, turn)
        if kind != self._kind:
            self._kind, self._graph = kind, self._build(frame, turn)
        self._graph.vpush(frame)
        return self._graph.vpull()

    def _build(self, frame: VideoFrame, turn: Orientation) -> Graph:
        from av.filter import Graph

        shown = self._size or shown_size(
            frame.width, frame.height, aspect=self._aspect, orientation=turn, longest=self._longest
        )
        steps = [("hflip", "")] if turn.mirrored else []
        steps += [*TURNS[turn.quarter_turns], ("scale", f"{shown[0]}:{shown[1]}:flags=bilinear")]
        steps.append(("format", self._pixels))
        graph = Graph()
        graph.threads = 1
        source = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 1000)
        )
        graph.link_nodes(source, *(graph.add(name, args) for name, args in steps), graph.add("buffersink")).configure()
        return graph


class ToRgb:
    """Frames as arrays, with square pixels and no side above `longest`."""

    def __init__(self, *, aspect: Fraction | None, longest: int) -> None:
        self._upright = Upright("rgb24", aspect=aspect, longest=longest)

    def __call__(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """The picture as it should be seen: (h, w, 3) uint8, contiguous."""
        return np.ascontiguousarray(self._upright(frame).to_ndarray(), np.uint8)


def jpeg(rgb: NDArray[np.uint8], *, width: int) -> bytes:
    """A JPEG of a picture (h, w, 3), scaled to `width` pixels across."""
    import av

    height, full = rgb.shape[:2]
    size = (width // 2 * 2, max(2, round(height * width / full) // 2 * 2))
    codec = av.CodecContext.create("mjpeg", "w")
    codec.width, codec.height = size
    codec.pix_fmt, codec.time_base = "yuvj420p", Fraction(1, 1)
    picture = av.VideoFrame.from_ndarray(rgb, format="rgb24")
    picture = picture.reformat(*size, format="yuvj420p", interpolation="AREA", threads=1)
    picture.pts = 0
    return b"".join(bytes(packet) for packet in [*codec.encode(picture), *codec.encode(None)])

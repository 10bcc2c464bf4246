"""What `python -m rehearse.analysis.framing_watch` and its parent say to each other. No heavy library is imported.

The parent writes frames to its stdin: a header of 20 bytes, little-endian, then the picture:

    bytes  0-3   the letters RFRM
    bytes  4-7   uint32 width, pixels
    bytes  8-11  uint32 height, pixels
    bytes 12-19  float64 seconds, the time of the frame, never falling
    then         width x height x 3 bytes RGB, rows from the top, no padding between them; not mirrored

About 320 pixels wide and 2 to 4 a second is what the watch is made for. It answers one JSON object a line: once
`ReadyMessage`, then one `FramingMessage` for every frame in order, and `FailedMessage` as the last line where it can't
go on. Keep at most one or two frames unanswered: then none is stale. Closing its stdin ends it.
"""

from __future__ import annotations

import struct
from math import isfinite
from typing import BinaryIO, NamedTuple

import msgspec

from rehearse.errors import RehearseError

MAGIC = b"RFRM"
HEADER = struct.Struct("<4sIId")
CHANNELS = 3
LONGEST_SIDE = 4096


class FrameError(RehearseError):
    """Bytes that are no frame."""


class WatchedFrame(NamedTuple):
    """A picture of `width` x `height` pixels at `seconds`; `rgb` holds width * height * 3 bytes."""

    width: int
    height: int
    seconds: float
    rgb: bytes


class ReadyMessage(msgspec.Struct, frozen=True, tag="ready", tag_field="type"):
    """The models are loaded; frames are answered from now on."""


class FramingMessage(msgspec.Struct, frozen=True, tag="framing", tag_field="type"):
    """One frame, with the figures of `rehearse.measures.framing` in per cent; None where there is no face.

    seconds : the frame's own time.
    faces : faces in the picture; 0 where nobody is seen.
    face_offset : the face's middle right of the picture's middle, % of width.
    eye_height : the eyes below the top edge, % of height.
    face_height : % of height.
    face_light : % of white.
    light_difference : between the picture's left and right half of the face, %.
    towards_lens : whether the eyes point about at the lens: a guess to within 15 degrees, as no baseline is known. A
        look aside is told, one down at notes or the screen often passes for the lens.
    hint : the one sentence that helps most now, or "". It changes only when what it says has held for a while.
    hint_key : what the hint speaks of (the keys of `measures.framing.HINTS`), or "".
    """

    seconds: float
    faces: int
    face_offset: float | None = None
    eye_height: float | None = None
    face_height: float | None = None
    face_light: float | None = None
    light_difference: float | None = None
    towards_lens: bool | None = None
    hint: str = ""
    hint_key: str = ""


class FailedMessage(msgspec.Struct, frozen=True, tag="failed", tag_field="type"):
    """The last line where the watch can't go on; `message` is a sentence for the log."""

    message: str


Message = ReadyMessage | FramingMessage | FailedMessage


def encode_frame(rgb: bytes | bytearray | memoryview, *, width: int, height: int, seconds: float) -> bytes:
    """One frame as it is written to the watch. Raises FrameError where the size of `rgb` is not that of the picture."""
    _check_size(width, height)
    if len(rgb) != width * height * CHANNELS:
        raise FrameError(f"A frame of {width} x {height} takes {width * height * CHANNELS} bytes, not {len(rgb)}.")
    return HEADER.pack(MAGIC, width, height, seconds) + rgb


def read_frame(stream: BinaryIO) -> WatchedFrame | None:
    """The next frame, or None where the stream ends between frames. Raises FrameError on anything else."""
    head = _read(stream, HEADER.size)
    if not head:
        return None
    if len(head) < HEADER.size:
        raise FrameError("The frames ended within a header.")
    magic, width, height, seconds = HEADER.unpack(head)
    if magic != MAGIC or not isfinite(seconds):
        raise FrameError("What came in is not a frame.")
    _check_size(width, height)
    rgb = _read(stream, width * height * CHANNELS)
    if len(rgb) < width * height * CHANNELS:
        raise FrameError("The frames ended within a picture.")
    return WatchedFrame(width, height, seconds, rgb)


def line(message: Message) -> bytes:
    return msgspec.json.encode(message) + b"\n"


def read_message(data: bytes) -> Message:
    """One line of the watch. Raises FrameError where it is none."""
    try:
        message: Message = msgspec.json.decode(data, type=Message)
    except msgspec.DecodeError as error:
        raise FrameError(f"The framing watch said something that can't be read: {error}") from error
    return message


def _check_size(width: int, height: int) -> None:
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
        raise FrameError(f"A picture of {width} x {height} is not one to be watched.")


def _read(stream: BinaryIO, size: int) -> bytes:
    """`size` bytes, fewer only at the end of the stream."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

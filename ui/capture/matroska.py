"""The length that a Matroska file states.

Qt's recorder counts the last block of sound as if its samples were milliseconds, so that the file claims to be a second
longer than it is, and players wait at the end for what never comes. The number is put right in place.
"""

from __future__ import annotations

import struct
from pathlib import Path

SEGMENT = b"\x18\x53\x80\x67"
INFO = b"\x15\x49\xa9\x66"
SCALE = b"\x2a\xd7\xb1"
DURATION = b"\x44\x89\x88"  # the element's id, and its size: a float of 8 bytes
HEAD_BYTES = 4096
DEFAULT_SCALE_NS = 1_000_000


def set_duration(path: Path, seconds: float) -> bool:
    """State the length of a finished Matroska file. False, and the file as it was, where it states none."""
    try:
        with path.open("r+b") as file:
            head = file.read(HEAD_BYTES)
            at = _duration_at(head)
            if at is None:
                return False
            file.seek(at)
            file.write(struct.pack(">d", seconds * 1e9 / _scale(head)))
    except OSError:
        return False
    return True


def _duration_at(head: bytes) -> int | None:
    info = head.find(INFO, head.find(SEGMENT) + 1)
    found = head.find(DURATION, info) if info > 0 else -1
    return found + len(DURATION) if 0 < found < len(head) - 16 else None


def _scale(head: bytes) -> int:
    """Nanoseconds of a tick."""
    found = head.find(SCALE)
    if found < 0:
        return DEFAULT_SCALE_NS
    size = head[found + len(SCALE)] & 0x7F
    return int.from_bytes(head[found + 4 : found + 4 + size], "big") or DEFAULT_SCALE_NS

"""The frames and lines between the app and the framing watch."""

from __future__ import annotations

import io

import pytest

from rehearse.analysis.framing_protocol import (
    HEADER,
    FailedMessage,
    FrameError,
    FramingMessage,
    ReadyMessage,
    encode_frame,
    line,
    read_frame,
    read_message,
)

PICTURE = bytes(range(24))


class Dripping(io.BytesIO):
    """A pipe that hands out a few bytes at a time."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 5))


def test_frames_come_back_as_they_were_written() -> None:
    written = encode_frame(PICTURE, width=4, height=2, seconds=0.25) + encode_frame(
        memoryview(PICTURE), width=2, height=4, seconds=0.5
    )
    stream = Dripping(written)
    first, second = read_frame(stream), read_frame(stream)
    assert first == (4, 2, 0.25, PICTURE)
    assert second == (2, 4, 0.5, PICTURE)
    assert read_frame(stream) is None


def test_a_header_is_twenty_bytes_little_endian() -> None:
    written = encode_frame(PICTURE, width=4, height=2, seconds=1.0)
    assert HEADER.size == 20
    assert written[:12] == b"RFRM\x04\0\0\0\x02\0\0\0"
    assert written[20:] == PICTURE


@pytest.mark.parametrize(("width", "height"), [(4, 3), (0, 0), (-1, 2), (100_000, 1)])
def test_a_frame_of_the_wrong_size_is_refused_before_it_is_written(width: int, height: int) -> None:
    with pytest.raises(FrameError):
        encode_frame(PICTURE, width=width, height=height, seconds=0.0)


@pytest.mark.parametrize(
    "damage",
    [
        b"RFRM\x04",
        b"XXXX" + bytes(16),
        HEADER.pack(b"RFRM", 4, 2, 0.0) + PICTURE[:-1],
        HEADER.pack(b"RFRM", 0xFFFFFFFF, 0xFFFFFFFF, 0.0),
        HEADER.pack(b"RFRM", 0, 2, 0.0),
        HEADER.pack(b"RFRM", 4, 2, float("nan")) + PICTURE,
    ],
)
def test_what_is_no_frame_is_refused(damage: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(damage))


@pytest.mark.parametrize(
    "message",
    [
        ReadyMessage(),
        FramingMessage(
            1.5, 1, face_offset=-3.0, towards_lens=True, hint="Move a little closer", hint_key="face_height"
        ),
        FailedMessage("no frame"),
    ],
)
def test_messages_come_back_as_they_were_said(message: ReadyMessage | FramingMessage | FailedMessage) -> None:
    said = line(message)
    assert said.endswith(b"\n") and said.count(b"\n") == 1
    assert read_message(said) == message


def test_a_line_that_is_no_message_is_refused() -> None:
    with pytest.raises(FrameError):
        read_message(b"W0000 native chatter\n")

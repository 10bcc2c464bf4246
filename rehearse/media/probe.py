"""What a media file holds, without decoding more than one frame of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.errors import MediaError
from rehearse.media.container import audio_stream, decoded, open_media, time_zero, video_stream
from rehearse.media.orientation import Orientation, orientation, shown_size
from rehearse.serial import to_json
from rehearse.types import Recording

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

MICROSECONDS = 1_000_000


def probe(path: Path) -> Recording:
    """Read a recording's nature: streams, duration, shown size, rotation.

    The duration is the container's; a file that states none (a killed or streamed Matroska) is read through once,
    without decoding. `rotation` is in degrees counter-clockwise, `fps` the average rate.

    Raises
    ------
    MediaError : the file cannot be read; the sentence says in which way.
    """
    with open_media(path) as container:
        audio, video = audio_stream(container), video_stream(container)
        turn, (width, height) = _look(container, video) if video else (Orientation(), (0, 0))
        return Recording(
            path=str(path),
            duration=_stated_duration(container) or _demuxed_duration(path),
            size_bytes=path.stat().st_size,
            container=container.format.name,
            has_audio=audio is not None,
            sample_rate=audio.rate if audio else 0,
            channels=audio.channels if audio else 0,
            audio_codec=audio.codec_context.name if audio else "",
            has_video=video is not None,
            width=width,
            height=height,
            fps=float(video.average_rate or video.guessed_rate or 0) if video else 0.0,
            rotation=turn.degrees,
            video_codec=video.codec_context.name if video else "",
        )


def _look(container: InputContainer, video: VideoStream) -> tuple[Orientation, tuple[int, int]]:
    """Orientation and shown size; the display matrix is only to be had with a decoded frame."""
    frames: Iterator[VideoFrame] = decoded(container, video)
    frame = next(frames, None)
    if frame is None:
        return Orientation(), (video.width, video.height)
    turn = orientation(frame)
    return turn, shown_size(frame.width, frame.height, aspect=video.sample_aspect_ratio, orientation=turn)


def _stated_duration(container: InputContainer) -> float:
    return max(0.0, (container.duration or 0) / MICROSECONDS)


def _demuxed_duration(path: Path) -> float:
    """The end of the last packet, s after time zero."""
    import av

    end = 0.0
    with open_media(path) as container:
        zero = time_zero(container)
        streams = [s for s in (audio_stream(container), video_stream(container)) if s]
        try:
            for packet in container.demux(streams):
                if packet.pts is not None and packet.time_base is not None:
                    end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base) - zero)
        except av.error.FFmpegError:
            pass  # a cut file ends where it ends
    return end


if __name__ == "__main__":
    # for a parent that must not load a decoder itself
    try:
        sys.stdout.buffer.write(to_json(probe(Path(sys.argv[1]))))
    except MediaError as error:  # looked at, and nothing to be read: no other end has this code
        sys.exit(error.exit_code)

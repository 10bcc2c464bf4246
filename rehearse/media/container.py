"""Opening media files: what may be opened, which streams count, where time zero is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rehearse.errors import MediaError

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

# Containers of recordings only: playlists (which may point to the network), subtitles and pictures are not opened.
FORMATS = "mov,mp4,m4a,matroska,webm,wav,w64,flac,ogg,mp3,aac,aiff,caf,avi,mpegts,mpeg,flv,asf"
HINT = "Rehearse reads mp4, mov, mkv, webm, m4a, wav, flac and ogg, among others."
CUT_OFF_HINT = "Recover it with the program that recorded it, or record again; Matroska (.mkv) survives a cut."

AnyFrame = TypeVar("AnyFrame", "AudioFrame", "VideoFrame")


def open_media(path: Path) -> InputContainer:
    """Open a recording for reading; use it in a `with` block.

    Raises
    ------
    MediaError : missing, a folder, unreadable, empty, cut off before its index was written, or not media.
    """
    import av

    _check_file(path)
    try:
        container = av.open(
            f"file:{path}", container_options={"protocol_whitelist": "file", "format_whitelist": FORMATS}
        )
    except av.error.PermissionError:
        raise MediaError(f"{path} may not be read.", "Check the file's permissions.") from None
    except (av.error.FFmpegError, OSError, ValueError):
        raise _not_media(path) from None
    if audio_stream(container) is None and video_stream(container) is None:
        container.close()
        raise MediaError(f"{path} holds neither sound nor picture that can be decoded.", HINT)
    return container


def audio_stream(container: InputContainer) -> AudioStream | None:
    """The first audio stream that has a decoder."""
    return next((s for s in container.streams.audio if _decodable(s)), None)


def video_stream(container: InputContainer) -> VideoStream | None:
    """The first video stream that has a decoder and is not a cover picture."""
    return next((s for s in container.streams.video if _decodable(s) and not _is_cover(s)), None)


def time_zero(container: InputContainer) -> float:
    """Where the recording starts on the container's own clock, s: the earliest start of its sound and its picture."""
    streams = (audio_stream(container), video_stream(container))
    starts = [float(s.start_time * s.time_base) for s in streams if s and s.start_time is not None and s.time_base]
    return min(starts, default=0.0)


def decoded(
    container: InputContainer,
    stream: Stream,
    *,
    wanted: Callable[[Packet[Stream]], bool] = lambda _: True,
    on_damage: Callable[[], None] = lambda: None,
) -> Iterator[AnyFrame]:
    """Frames of one stream in order; what cannot be read or decoded is skipped and reported to `on_damage`.

    `wanted` may refuse packets before they are decoded (only safe where each packet stands alone).
    """
    import av

    try:
        for packet in container.demux(stream):
            if packet.dts is not None and (packet.is_corrupt or not wanted(packet)):
                if packet.is_corrupt:
                    on_damage()
                continue
            try:
                yield from packet.decode()  # type: ignore[misc]
            except av.error.EOFError:
                return
            except av.error.FFmpegError:
                on_damage()
    except av.error.FFmpegError:
        on_damage()


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise MediaError(f"{path} is a folder, not a recording.", "Name a file in it.")
        if not path.exists():
            raise MediaError(f"{path} does not exist.", "Check the name.")
        if not path.is_file():
            raise MediaError(f"{path} is not a regular file.", "Copy it to a file first.")
        if path.stat().st_size == 0:
            raise MediaError(f"{path} is empty: nothing was recorded.", "Record again.")
    except OSError as error:
        raise MediaError(f"{path} cannot be read: {error.strerror}.", "Check the name and its permissions.") from None


def _not_media(path: Path) -> MediaError:
    """Tell an MP4 without its index (a recorder that was killed) from what never was media."""
    with path.open("rb") as file:
        head = file.read(8)
    if head[4:8] == b"ftyp":
        return MediaError(f"{path} was cut off before its index was written, so it cannot be read.", CUT_OFF_HINT)
    if head[:4] in (b"\x1aE\xdf\xa3", b"RIFF", b"fLaC", b"OggS"):
        return MediaError(f"{path} is cut off or damaged at its very start, so it cannot be read.", CUT_OFF_HINT)
    return MediaError(f"{path} is not a sound or video file that can be read.", HINT)


def _decodable(stream: Stream) -> bool:
    return stream.codec_context is not None


def _is_cover(stream: VideoStream) -> bool:
    from av.stream import Disposition

    return bool(stream.disposition & Disposition.attached_pic)

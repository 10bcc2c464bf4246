"""The pictures of a recording in an MP4, as they are.

The picture is never encoded again. The one encoder for H.264 that comes along, x264 in PyAV's wheel, is under the GPL,
and Rehearse uses nothing that is; AV1 is free, but takes minutes, loses quality and is not shown everywhere either.
Where the system records H.264 (Windows, macOS) the MP4 plays everywhere. What Qt records on Linux is MPEG-4 Part 2:
legal in MP4 and shown by VLC and most players, but not by browsers or QuickTime, and `who_plays` says so.
Sound that is not AAC is encoded as AAC, by FFmpeg's own encoder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse.errors import ExportError
from rehearse.media.container import audio_stream, open_media, time_zero, video_stream

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

Advance = Callable[[float], object]

# what MP4 holds, by what it is called; the first plays everywhere
CODECS = {
    "h264": "H.264",
    "hevc": "HEVC",
    "mpeg4": "MPEG-4 Part 2",
    "av1": "AV1",
    "vp9": "VP9",
    "mjpeg": "Motion JPEG",
}
NOT_IN_BROWSERS = ("mpeg4", "mjpeg")
AS_IT_IS = "A copy as it is can be had with --format video."
AAC_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
AUDIO_BIT_RATE = 160_000
# sound that starts within this of where the last ended goes on without a gap: containers round times to 1 ms
SAME_MOMENT_S = 0.02


def remux(source: Path, target: Path, *, advance: Advance = lambda _: None) -> str:
    """Write `source` as MP4 over `target`; returns the picture's codec. `advance` is told the part done, 0..1.

    Raises
    ------
    ExportError : there is no picture, MP4 cannot hold it, or the target cannot be written.
    MediaError : the source cannot be read.
    """
    import av

    with open_media(source) as recording:
        video, audio = video_stream(recording), audio_stream(recording)
        codec = _codec(source, video)
        try:
            # faststart: plays before it has arrived as a whole
            with av.open(f"file:{target}", "w", format="mp4", options={"movflags": "faststart"}) as out:
                for packets in _streams(recording, out, audio, lambda at: advance(at / source.stat().st_size)):
                    out.mux(packets)
        except av.error.FFmpegError as error:
            raise ExportError(f"The video cannot be written as MP4 ({error.strerror}).", AS_IT_IS) from error
    return codec


def who_plays(codec: str) -> str:
    """One sentence on players that do not show this codec; "" where all do."""
    if codec == "h264":
        return ""
    if codec in NOT_IN_BROWSERS:
        return f"The picture is {CODECS[codec]}, as it was recorded: VLC shows it, browsers and QuickTime do not."
    return f"The picture is {CODECS[codec]}, as it was recorded: older players may not show it."


def _codec(source: Path, video: VideoStream | None) -> str:
    if video is None:
        raise ExportError(f"{source} holds sound alone: there is no picture to put into an MP4.", AS_IT_IS)
    codec = video.codec_context.codec.canonical_name
    if codec not in CODECS:
        raise ExportError(f"An MP4 cannot hold this recording's picture ({codec}).", AS_IT_IS)
    return codec


def _streams(
    recording: InputContainer, out: OutputContainer, audio: AudioStream | None, tell: Callable[[int], object]
) -> Iterator[list[Packet[Any]]]:
    """Packets for `out`, in the order of the file."""
    video = video_stream(recording)
    assert video is not None
    zero = time_zero(recording)
    picture = Copy(out, video, zero)
    sound = _sound(out, audio, zero) if audio else None
    for packet in _packets(recording, [video, audio] if audio else [video]):
        tell(packet.pos or 0)
        if packet.stream is video:
            yield picture.take(packet)
        elif sound:
            yield sound.take(packet)
    yield picture.end()
    if sound:
        yield sound.end()


def _packets(recording: InputContainer, streams: list[Any]) -> Iterator[Packet[Any]]:
    """What can be read; a file that was cut off ends where it ends."""
    import av

    try:
        for packet in recording.demux(streams):
            if packet.size and not packet.is_corrupt:
                yield packet
    except av.error.FFmpegError:
        return


def _sound(out: OutputContainer, audio: AudioStream, zero: float) -> Copy | Encode:
    return (Copy if audio.codec_context.codec.canonical_name == "aac" else Encode)(out, audio, zero)


class Copy:
    """A stream whose packets are taken over as they are, on a clock that starts at `zero` s of theirs."""

    def __init__(self, out: OutputContainer, stream: VideoStream | AudioStream, zero: float) -> None:
        self._stream: Any = out.add_stream_from_template(stream)
        tick = float(stream.time_base or 1)
        self._zero = round(zero / tick)
        rate = stream.average_rate if stream.type == "video" else None
        self._step = max(1, round(1 / (rate * tick))) if rate else 1
        self._early: list[Packet[Any]] = []
        self._last: int | None = None

    def take(self, packet: Packet[Any]) -> list[Packet[Any]]:
        """Packets that can be written now. Matroska leaves out when the first ones are to be decoded: they wait."""
        if packet.dts is None:
            self._early.append(packet)
            return []
        waiting, self._early = self._early, []
        for back, early in enumerate(reversed(waiting), 1):
            early.dts = packet.dts - back * self._step
        return [self._moved(each) for each in (*waiting, packet)]

    def end(self) -> list[Packet[Any]]:
        for early in self._early:
            early.dts = early.pts
        return [self._moved(each) for each in self._early if each.dts is not None]

    def _moved(self, packet: Packet[Any]) -> Packet[Any]:
        """The packet on the new clock, later than the one before it: rounded times may be equal, in MP4 none are."""
        dts = (packet.dts or 0) - self._zero
        if self._last is not None:
            dts = max(dts, self._last + 1)
        pts = dts if packet.pts is None else max(packet.pts - self._zero, dts)
        packet.dts, packet.pts, packet.stream = dts, pts, self._stream
        self._last = dts
        return packet


class Encode:
    """Sound that becomes AAC, mono or stereo, on a clock that starts at `zero` s of the recording's."""

    def __init__(self, out: OutputContainer, stream: AudioStream, zero: float) -> None:
        self._zero = zero
        self._rate = stream.rate if stream.rate in AAC_RATES else 48_000
        layout = "mono" if stream.channels == 1 else "stereo"
        self._stream = out.add_stream("aac", rate=self._rate, layout=layout, bit_rate=AUDIO_BIT_RATE)
        self._resampler = _resampler(self._rate, layout)
        self._next: int | None = None

    def take(self, packet: Packet[Any]) -> list[Packet[Any]]:
        """The packet's sound, as far as it can be decoded."""
        import av

        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            return []
        return self._encode(out for frame in frames for out in self._resampler.resample(frame))

    def end(self) -> list[Packet[Any]]:
        return [*self._encode(self._resampler.resample(None)), *self._stream.encode(None)]

    def _encode(self, frames: Iterable[AudioFrame]) -> list[Packet[Any]]:
        return [packet for frame in frames for packet in self._stream.encode(self._timed(frame))]

    def _timed(self, frame: AudioFrame) -> AudioFrame:
        """Put the frame on the clock of samples: right after the last, unless the recording has a gap there."""
        at = float((frame.pts or 0) * (frame.time_base or 0)) - self._zero
        begin = round(at * self._rate)
        if self._next is not None and abs(begin - self._next) < SAME_MOMENT_S * self._rate:
            begin = self._next
        frame.pts, frame.time_base = begin, Fraction(1, self._rate)
        self._next = begin + frame.samples
        return frame


def _resampler(rate: int, layout: str) -> Any:
    import av

    return av.AudioResampler(format="fltp", layout=layout, rate=rate)

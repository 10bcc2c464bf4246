"""The player on a real file, without a sound device: plays, seeks to the frame, steps, ends, fails in words."""

from __future__ import annotations

import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer

from rehearse.media.probe import probe
from tests.speed import within
from ui.playback.player import Player
from ui.widgets.video import VideoView

pytestmark = pytest.mark.qt_log_ignore("No RHI backend. Using CPU conversion")  # said once, of what is wanted

FRAME = 1 / 30
STALL_MS = 50.0


@pytest.fixture
def view(qtbot) -> VideoView:
    made = VideoView()
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.show()
    return made


@pytest.fixture
def player(qtbot, view) -> Iterator[Player]:
    made = Player(view.sink)
    yield made
    made.unload()
    made.deleteLater()


@pytest.fixture
def clip(data: Path) -> Path:
    return data / "presenter" / "still.mp4"


@pytest.fixture
def opened(qtbot, player, view, clip) -> Player:
    with qtbot.waitSignal(player.loaded, timeout=5000):
        player.load(clip)
    qtbot.waitUntil(lambda: view.has_picture, timeout=5000)
    return player


def shown(player: Player) -> float:
    """When the frame on screen begins."""
    return player._frame[0]


def test_loading_shows_the_first_frame_and_tells_the_length(opened, view):
    assert (opened.has_video, opened.has_audio, opened.fps) == (True, True, 30.0)
    assert opened.duration_s == pytest.approx(26.57, abs=0.1)
    assert opened.position_s == 0.0
    assert not opened.playing
    assert view.picture().width() == 640


def test_playing_moves_on_and_pausing_stops(qtbot, opened):
    with qtbot.waitSignal(opened.playing_changed):
        opened.play()
    started = time.monotonic()
    qtbot.waitUntil(lambda: opened.position_s > 0.8, timeout=5000)
    assert time.monotonic() - started > 0.5
    opened.toggle()
    assert not opened.playing
    here = opened.position_s
    qtbot.wait(150)
    assert opened.position_s == here


def test_positions_come_smoothly_and_never_go_back(qtbot, opened):
    told: list[float] = []
    opened.position_changed.connect(told.append)
    opened.play()
    qtbot.wait(1200)
    opened.pause()
    assert len(told) > 20
    steps = np.diff(told)
    assert steps.min() >= 0
    assert np.median(steps) < 0.05


@pytest.mark.parametrize("seconds", [2.0, 3.3333333, 7.015, 0.0, 20.99])
def test_a_seek_while_paused_shows_that_very_frame(qtbot, opened, seconds):
    opened.seek(12.0)
    qtbot.waitUntil(lambda: abs(shown(opened) - 12.0) < FRAME, timeout=5000)
    opened.seek(seconds)
    assert opened.position_s == seconds
    qtbot.waitUntil(lambda: shown(opened) - 0.002 <= seconds < shown(opened) + FRAME, timeout=5000)


def test_steps_go_frame_by_frame(qtbot, opened):
    opened.seek(2.0)
    qtbot.waitUntil(lambda: abs(shown(opened) - 2.0) < 0.002, timeout=5000)
    for number in (1, 2, 3):
        opened.step(1)
        qtbot.waitUntil(lambda n=number: abs(shown(opened) - (2.0 + n * FRAME)) < 0.002, timeout=5000)
    opened.step(-1)
    qtbot.waitUntil(lambda: abs(shown(opened) - (2.0 + 2 * FRAME)) < 0.002, timeout=5000)


def test_steps_asked_for_faster_than_they_are_shown_all_count(qtbot, opened):
    opened.seek(2.0)
    qtbot.waitUntil(lambda: abs(shown(opened) - 2.0) < 0.002, timeout=5000)
    for _ in range(6):
        opened.step(1)
    qtbot.waitUntil(lambda: abs(shown(opened) - (2.0 + 6 * FRAME)) < 0.002, timeout=5000)


def test_of_a_drag_the_last_place_is_shown(qtbot, opened):
    for number in range(80):
        opened.seek(3.0 + number * 0.1)
    assert opened.position_s == pytest.approx(10.9)
    qtbot.waitUntil(lambda: abs(shown(opened) - 10.9) <= FRAME, timeout=5000)


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_the_speed_is_kept_and_so_is_the_pitch(qtbot, opened, rate):
    opened.set_rate(rate)
    assert opened._player.pitchCompensation()
    opened.play()
    qtbot.waitUntil(lambda: opened.position_s > 0.3, timeout=5000)
    before, began = opened.position_s, time.monotonic()
    qtbot.wait(1000)
    gone = (opened.position_s - before) / (time.monotonic() - began)
    assert gone == pytest.approx(rate, rel=0.15)


def test_speeds_beyond_half_and_double_are_not_offered(opened):
    opened.set_rate(9.0)
    assert opened.rate == 2.0
    opened.set_rate(0.1)
    assert opened.rate == 0.5


def test_at_the_end_the_last_frame_stays_and_play_begins_anew(qtbot, opened, view):
    opened.seek(opened.duration_s - 0.4)
    with qtbot.waitSignal(opened.ended, timeout=5000):
        opened.play()
    assert opened.position_s == opened.duration_s
    assert not opened.playing
    assert view.has_picture
    opened.play()
    qtbot.waitUntil(lambda: 0.1 < opened.position_s < 2.0, timeout=5000)
    assert opened.playing


def test_after_the_end_one_can_go_back(qtbot, opened):
    opened.seek(opened.duration_s - 0.3)
    with qtbot.waitSignal(opened.ended, timeout=5000):
        opened.play()
    opened.seek(5.0)
    qtbot.waitUntil(lambda: abs(shown(opened) - 5.0) < 0.002, timeout=5000)
    assert not opened.playing


def test_seeking_beyond_either_end_stays_in_the_take(opened):
    opened.seek(-3.0)
    assert opened.position_s == 0.0
    opened.seek(1e6)
    assert opened.position_s == opened.duration_s


def test_volume_and_mute(opened):
    opened.sound.set_volume(0.4)
    opened.sound.set_muted(True)
    assert (round(opened.sound.volume, 3), opened.sound.muted) == (0.4, True)


def test_a_missing_file_is_told_in_a_sentence(qtbot, player, tmp_path):
    with qtbot.waitSignal(player.failed) as told:
        player.load(tmp_path / "gone.mkv")
    assert told.args[0].startswith("The recording gone.mkv is not where it was kept.")


@pytest.mark.qt_log_ignore("Could not open media")
@pytest.mark.parametrize("content", [b"", b"no film at all" * 100])
def test_a_file_that_is_no_recording_is_told_once(qtbot, player, tmp_path, content):
    told: list[str] = []
    player.failed.connect(told.append)
    (tmp_path / "broken.mkv").write_bytes(content)
    player.load(tmp_path / "broken.mkv")
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    qtbot.wait(100)
    assert len(told) == 1
    assert "broken.mkv can't be played" in told[0]


@pytest.mark.qt_log_ignore("Could not open media")
def test_another_file_after_a_broken_one_plays(qtbot, player, clip, tmp_path):
    (tmp_path / "broken.mkv").write_bytes(b"nothing")
    with qtbot.waitSignal(player.failed, timeout=5000):
        player.load(tmp_path / "broken.mkv")
    with qtbot.waitSignal(player.loaded, timeout=5000):
        player.load(clip)
    player.play()
    qtbot.waitUntil(lambda: player.position_s > 0.2, timeout=5000)


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    path = tmp_path / "spoken.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes((np.sin(np.arange(16_000 * 6) / 20) * 8000).astype("<i2").tobytes())
    return path


def test_a_take_of_sound_alone_plays_and_seeks(qtbot, player, spoken):
    with qtbot.waitSignal(player.loaded, timeout=5000):
        player.load(spoken)
    assert (player.has_video, player.has_audio) == (False, True)
    player.seek(3.0)
    player.play()
    qtbot.waitUntil(lambda: player.position_s > 3.3, timeout=5000)
    player.pause()
    assert 3.3 < player.position_s < 5.0


def test_a_recording_cut_off_by_a_crash_plays_with_the_length_found_for_it(qtbot, player, view, tmp_path, clip):
    path = cut_off(clip, tmp_path / "cut.mkv")
    with qtbot.waitSignal(player.loaded, timeout=5000):
        player.load(path, duration=20.0)
    assert player.duration_s == 20.0
    player.seek(5.0)
    qtbot.waitUntil(lambda: abs(shown(player) - 5.0) < 0.05, timeout=5000)


def test_a_recording_that_ends_in_the_middle_of_a_frame_is_sought_to_its_end(qtbot, player, view, tmp_path, clip):
    whole = cut_off(clip, tmp_path / "whole.mkv").read_bytes()
    path = tmp_path / "cut.mkv"
    path.write_bytes(whole[: len(whole) * 6 // 10])
    duration = probe(path).duration
    assert 5.0 < duration < 25.0
    with qtbot.waitSignal(player.loaded, timeout=5000):
        player.load(path, duration=duration)
    for second in (duration - 1, 2.0, duration + 5):
        player.seek(second)
        wanted = min(second, duration - FRAME)
        qtbot.waitUntil(lambda wanted=wanted: abs(shown(player) - wanted) < 0.06, timeout=5000)
    assert player.position_s == duration


def cut_off(source: Path, path: Path) -> Path:
    """The same film in Matroska, as it is on disk before its writer has closed it."""
    import av

    with av.open(str(source)) as film, av.open(str(path.with_suffix(".part.mkv")), "w") as copy:
        streams = {s.index: copy.add_stream_from_template(s) for s in film.streams if s.type in ("audio", "video")}
        for packet in film.demux(*(film.streams[index] for index in streams)):
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                copy.mux(packet)
        path.write_bytes(path.with_suffix(".part.mkv").read_bytes())
    return path


def test_loading_playing_and_seeking_never_hold_the_window_up(qtbot, player, view, clip):
    longest = Stalls()
    with qtbot.waitSignal(player.loaded, timeout=5000):
        player.load(clip)
    player.play()
    qtbot.wait(700)
    for number in range(20):
        player.seek(number * 1.1)
        qtbot.wait(20)
    player.pause()
    qtbot.wait(50)
    longest.timer.stop()
    assert longest.milliseconds < within(STALL_MS)


class Stalls:
    """The longest work of this thread between two turns of the event loop, by its processor time."""

    def __init__(self) -> None:
        self.milliseconds = 0.0
        self._last = time.thread_time()
        self.timer = QTimer()
        self.timer.timeout.connect(self._turn)
        self.timer.start(0)

    def _turn(self) -> None:
        now = time.thread_time()
        self.milliseconds = max(self.milliseconds, (now - self._last) * 1000)
        self._last = now

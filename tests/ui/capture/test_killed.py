"""A recording whose app is killed in the middle can be played up to about that moment."""

import os
import signal

import pytest

from tests.ui.capture.processes import recording
from tests.ui.capture.recorded import make_clip, read


@pytest.mark.parametrize("sound", [True, False])
def test_kill_9_leaves_a_playable_file(tmp_path, sound):
    clip = make_clip(tmp_path / "clip.mkv", seconds=8, size=(1280, 720), sound=sound)
    with recording(f"clip:{clip}", tmp_path / "r.mkv", 60.0, dict(os.environ)) as process:
        at = process.until(lambda told: told.get("elapsed", 0) > 5.4)["elapsed"]
        process.process.send_signal(signal.SIGKILL)
        process.process.wait(10)
    file = read(tmp_path / "r.mkv")
    print(f"killed at {at:.2f} s, the file plays to {file.frames[-1]:.2f} s")
    assert at - 1.5 < file.frames[-1] <= at + 0.5
    assert file.flashes() == pytest.approx([1, 2, 3, 4, 5][: len(file.flashes())], abs=0.005)
    assert len(file.flashes()) >= 3
    if sound:
        assert file.beeps() == pytest.approx(file.flashes()[: len(file.beeps())], abs=0.005)
        assert len(file.sound) / 48000 > at - 1.5

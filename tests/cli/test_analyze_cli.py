"""`rehearse analyze` as a person runs it: real files in, report out, take kept, Ctrl-C at any time."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from rehearse.cli.main import run
from rehearse.cli.signal_files import signal_files
from rehearse.store import open_library

DATA = Path(__file__).parents[1] / "data"
CLIP = DATA / "presenter/interview_good.mp4"
SOUND = DATA / "speech/a02.flac"
WHISPER = ["--recogniser", "whisper", "--model", str(DATA / "whisper-synthetic")]


def test_sound_alone_becomes_a_take_that_says_nothing_was_seen(tmp_path, capsys):
    library = tmp_path / "library"
    assert run(["--library", str(library), "analyze", str(SOUND), *WHISPER, "--question", "What did you decide?"]) == 0
    shown = capsys.readouterr()
    assert "nothing was seen" in shown.out.lower()
    assert "What did you decide?" in shown.out
    assert "Recognising words" in shown.err
    with open_library(library) as opened:
        assert opened.count() == 1
        stored = opened.get("last")
    assert stored.analysis is not None and stored.recording.read_bytes() == SOUND.read_bytes()


def test_same_file_again_is_told_and_kept_once(tmp_path, capsys):
    library = str(tmp_path / "library")
    for _ in range(2):
        assert run(["--library", library, "analyze", str(SOUND), *WHISPER]) == 0
    assert "already" in capsys.readouterr().err
    with open_library(Path(library)) as opened:
        assert opened.count() == 1


def test_json_is_one_object_a_file_and_failures_do_not_stop_the_rest(tmp_path, capsys):
    missing = tmp_path / "missing.mp4"
    code = run(["analyze", str(missing), str(SOUND), *WHISPER, "--no-store", "--json", "--jobs", "2"])
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert code == first["error"]["exit_code"] == 3
    assert "missing.mp4" in first["error"]["message"] and first["error"]["hint"]
    assert second["take"] is None and second["transcript"]["words"]


def test_nothing_is_stored_where_that_is_asked(tmp_path):
    library = tmp_path / "library"
    assert run(["--library", str(library), "analyze", str(SOUND), *WHISPER, "--no-store"]) == 0
    assert not library.exists()


def test_arrays_of_files_of_one_name_stand_side_by_side_and_nothing_is_written_over(tmp_path, capsys):
    other = tmp_path / "other" / SOUND.name
    other.parent.mkdir()
    other.write_bytes((DATA / "speech/a04.flac").read_bytes())
    arrays = tmp_path / "arrays"
    command = ["analyze", str(SOUND), str(other), *WHISPER, "--no-store", "--signals", str(arrays)]
    assert run(command) == 0
    first, second = (np.load(arrays / name)["f0_hz"] for name in ("a02.npz", "a02-2.npz"))
    assert len(first) != len(second) and len(list(arrays.iterdir())) == 2

    capsys.readouterr()
    (arrays / "a02.npz").write_bytes(b"mine")
    assert run(command) == 6
    shown = capsys.readouterr().err
    assert "a02.npz exists already" in shown and "--force" in shown and "Reading the sound" not in shown
    assert (arrays / "a02.npz").read_bytes() == b"mine"
    assert run([*command, "--force"]) == 0
    assert np.array_equal(np.load(arrays / "a02.npz")["f0_hz"], first, equal_nan=True)


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (["a/x.mp4", "b/x.mov", "c/X.mkv"], ["x", "x-2", "X-3"]),
        (["x-2.mp4", "x.mp4", "y/x.mp4"], ["x-2", "x", "x-3"]),
        (["x.mp4", "y/x.mp4", "x-2.mp4"], ["x", "x-2", "x-2-2"]),
    ],
)
def test_every_recording_has_a_file_of_its_own(tmp_path, files, names):
    made = signal_files(tmp_path, [Path(file) for file in files], force=False)
    assert [file.stem for file in made] == names and {file.parent for file in made} == {tmp_path}


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--baseline", "later"], 2, "two times in seconds"),
        (["--baseline", "3-2"], 2, "does not end after it starts"),
        (["--question", "general/no-such-question"], 7, "no-such-question"),
        (["--recogniser", "whisper"], 4, "No Whisper weights are installed"),
        (["--recogniser", "whisper", "--model", "/nowhere"], 4, "/nowhere"),
    ],
)
def test_wrong_options_are_one_sentence(options, code, words, capsys):
    assert run(["analyze", str(SOUND), *options]) == code
    shown = capsys.readouterr().err
    assert words in shown and "Traceback" not in shown


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM])
def test_interrupt_ends_within_two_seconds_and_keeps_nothing(blow, tmp_path):
    """The quickest of up to three, since other tests use this machine too; nothing may be left of any."""
    took = []
    while len(took) < 3 and min(took, default=9.0) >= 2.5:
        took.append(interrupted(blow, tmp_path / str(len(took))))
    assert min(took) < 2.5


def interrupted(blow, place):
    """Seconds from the signal to the end of an analysis that left nothing in `place`."""
    library, scratch = place / "library", place / "scratch"
    scratch.mkdir(parents=True)
    command = [sys.executable, "-m", "rehearse", "--library", str(library), "analyze", str(CLIP), *WHISPER]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(scratch), "PYTHONUNBUFFERED": "1"}
    )
    assert process.stderr
    while "face and gaze" not in process.stderr.readline():
        assert process.poll() is None
    time.sleep(0.3)
    began = time.monotonic()
    process.send_signal(blow)
    last = process.communicate(timeout=10)[1]
    took = time.monotonic() - began
    assert process.returncode == 130 and "Cancelled" in last
    assert list(scratch.iterdir()) == []
    with open_library(library) as opened:
        assert opened.count() == 0
    return took

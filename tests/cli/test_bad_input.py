"""The whole command on what goes wrong: one sentence that says what to do, the documented exit code, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections import namedtuple
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from rehearse.analysis import assemble
from rehearse.cli.main import run
from rehearse.store import files, open_library
from rehearse.store.folders import STALE_AFTER_S
from tests.builders import fill_library
from tests.media.media_clips import write_clip

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data"
CLIP = DATA / "presenter/interview_good.mp4"
WHISPER = ["--recogniser", "whisper", "--model", str(DATA / "whisper-synthetic")]
SECONDS = 4.0
PICTURES = [i / 10 for i in range(20)]
linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc here")
Usage = namedtuple("Usage", "total used free")


def spoken(rate: int) -> np.ndarray:
    """The first seconds of a spoken answer, (n,) float32 at `rate`."""
    with av.open(str(DATA / "speech/a02.flac")) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
        parts = [p.to_ndarray()[0] for f in container.decode(audio=0) for p in resampler.resample(f)]
    return np.concatenate(parts)[: round(SECONDS * rate)].astype(np.float32)


def analyse(capsys: pytest.CaptureFixture[str], *paths: Path) -> dict[str, dict]:
    """Each file's line of JSON by its name."""
    run(["analyze", *map(str, paths), *WHISPER, "--no-store", "--json"])
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err
    lines = [json.loads(line) for line in shown.out.splitlines()]
    return {path.name: line for path, line in zip(paths, lines, strict=True)}


def measures(analysis: dict) -> dict[str, dict]:
    return {measure["key"]: measure for measure in analysis["measures"]}


def rehearse(*args: str, **options) -> subprocess.CompletedProcess[str]:
    """The command as a process, with what a fresh shell would give it."""
    command = [sys.executable, "-m", "rehearse", *args]
    return subprocess.run(command, cwd=ROOT, text=True, stderr=subprocess.PIPE, check=False, **options)


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    return write_clip(tmp_path_factory.mktemp("sound") / "sound.wav", sound=spoken(16_000), rate=16_000)


# --------------------------------------------------------------------------- what cannot be read


def test_what_is_no_recording_is_told_in_a_sentence_each(tmp_path, capsys):
    whole = CLIP.read_bytes()
    playlist = "#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/x.ts\n"
    contents = {
        "empty.mp4": (b"", "is empty"),
        "text.mp4": (b"hello there\n" * 100, "not a sound or video file"),
        "picture.mp4": (b"\x89PNG\r\n\x1a\n" + bytes(200), "not a sound or video file"),
        "playlist.m3u8": (playlist.encode(), "not a sound or video file"),
        "playlist.mp4": (playlist.encode(), "not a sound or video file"),
        "headless.mp4": (b"\0\0\0\x20ftypisom" + whole[len(whole) // 2 :], "cut off before its index"),
        "headless.mkv": (b"\x1aE\xdf\xa3\xff", "cut off or damaged at its very start"),
    }
    for name, (content, _) in contents.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "archive.mp4", "w") as archive:
        archive.writestr("a.txt", "b" * 1000)
    expected = {name: words for name, (_, words) in contents.items()}
    expected |= {"archive.mp4": "not a sound or video file", "missing.mp4": "does not exist"}
    (tmp_path / "folder.mp4").mkdir()
    expected["folder.mp4"] = "is a folder"
    found = analyse(capsys, *(tmp_path / name for name in expected))
    for name, words in expected.items():
        error = found[name]["error"]
        assert words in error["message"] and error["hint"], name
        assert error["exit_code"] == 3


def test_a_name_that_is_no_text_is_told_and_the_next_file_analysed(tmp_path, sound, capsys):
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.wav"))
    try:
        shutil.copy(sound, odd)
    except OSError:
        pytest.skip("this file system takes no such name")
    assert run(["analyze", str(odd), str(sound), *WHISPER, "--no-store", "--json"]) == 3
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert "not UTF-8" in first["error"]["message"] and "Rename" in first["error"]["hint"]
    assert second["transcript"]["words"]


def test_debug_adds_the_traceback_of_the_worker_to_the_sentence(tmp_path, capsys):
    assert run(["--debug", "analyze", str(tmp_path / "missing.mp4"), *WHISPER, "--no-store"]) == 3
    shown = capsys.readouterr().err
    assert "Traceback" in shown and "media/container.py" in shown
    assert shown.rstrip().endswith("Check the name.")


# --------------------------------------------------------------------------- what can be read all the same


def test_every_format_and_odd_timing_gives_the_same_words_at_the_same_times(tmp_path, capsys):
    high, mid, low = spoken(48_000), spoken(16_000), spoken(8_000)
    uneven = np.cumsum(np.random.default_rng(1).uniform(0.02, 0.25, 20)).tolist()
    clips = {
        "a.wav": write_clip(tmp_path / "a.wav", sound=mid, rate=16_000),
        "a.flac": write_clip(tmp_path / "a.flac", sound=high),
        "a.ogg": write_clip(tmp_path / "a.ogg", sound=high),
        "a.m4a": write_clip(tmp_path / "a.m4a", sound=high),
        "a.mp4": write_clip(tmp_path / "a.mp4", sound=high, times=PICTURES),
        "a.mov": write_clip(tmp_path / "a.mov", sound=high, times=uneven),
        "a.mkv": write_clip(tmp_path / "a.mkv", sound=high, times=PICTURES),
        "a.webm": write_clip(tmp_path / "a.webm", sound=high, times=PICTURES, codec="libvpx"),
        "late.ts": write_clip(tmp_path / "late.ts", sound=high, times=PICTURES, shift=7.0),
        "telephone.wav": write_clip(tmp_path / "telephone.wav", sound=low, rate=8_000),
        "studio.flac": write_clip(tmp_path / "studio.flac", sound=np.stack([spoken(96_000)] * 2), rate=96_000),
    }
    found = analyse(capsys, *clips.values())
    first = [word["start"] for word in found["a.wav"]["transcript"]["words"]][:3]
    assert len(first) == 3
    for name, analysis in found.items():
        assert analysis["recording"]["duration"] == pytest.approx(SECONDS, abs=0.2), name
        starts = [word["start"] for word in analysis["transcript"]["words"]][:3]
        assert starts == pytest.approx(first, abs=0.15), name
        assert (assemble.NOTHING_SEEN in analysis["warnings"]) != analysis["recording"]["has_video"]


def test_a_recording_that_breaks_off_is_analysed_as_far_as_it_goes(tmp_path, capsys):
    whole = write_clip(tmp_path / "whole.mkv", sound=spoken(48_000), times=PICTURES).read_bytes()
    (tmp_path / "cut.mkv").write_bytes(whole[: len(whole) * 3 // 4])
    analysis = analyse(capsys, tmp_path / "cut.mkv")["cut.mkv"]
    assert assemble.DAMAGED in analysis["warnings"]
    assert analysis["transcript"]["words"] and analysis["transcript"]["words"][-1]["end"] < SECONDS


def test_nothing_said_is_told_and_nothing_is_asked(tmp_path, capsys):
    noise = 0.05 * np.random.default_rng(0).standard_normal(48_000 * 3)
    clips = [
        write_clip(tmp_path / "silence.wav", sound=np.zeros(48_000 * 3, np.float32)),
        write_clip(tmp_path / "noise.wav", sound=noise.astype(np.float32)),
        write_clip(tmp_path / "instant.wav", sound=np.zeros(100, np.float32)),
        write_clip(tmp_path / "mute.mp4", times=PICTURES),
        write_clip(tmp_path / "still.mp4", times=[0.0]),
    ]
    for name, analysis in analyse(capsys, *clips).items():
        told = assemble.NO_SOUND if name.endswith("mp4") else assemble.NOTHING_HEARD
        assert told in analysis["warnings"], name
        assert analysis["follow_ups"] == analysis["priorities"] == analysis["moments"] == []
        assert analysis["story"] is None
        for key in ("speech_rate", "fillers_per_minute", "eye_contact_share"):
            measure = measures(analysis)[key]
            assert measure["value"] is None and measure["note"].startswith("can't tell"), (name, key)
        assert (measures(analysis)["clipping"]["value"] is None) == name.endswith("mp4")


def filmed(path: Path, change, *, rotation: int = 0) -> Path:
    """Two seconds of the presenter, each picture (h, w, 3) changed."""
    with av.open(str(CLIP)) as source, av.open(str(path), "w") as target:
        frames = [f for f in source.decode(video=0) if f.time < 2.0][::3]
        pictures = [np.ascontiguousarray(change(f.to_ndarray(format="rgb24"))) for f in frames]
        video = target.add_stream("libx264", rate=10, options={"preset": "ultrafast"})
        video.height, video.width = pictures[0].shape[:2]
        video.pix_fmt = "yuv420p"
        video.codec_context.time_base = Fraction(1, 1000)
        if rotation:
            video.set_display_rotation(rotation)
        for frame, picture in zip(frames, pictures, strict=True):
            shown = av.VideoFrame.from_ndarray(picture, format="rgb24")
            shown.pts, shown.time_base = round(frame.time * 1000), Fraction(1, 1000)
            target.mux(video.encode(shown))
        target.mux(video.encode(None))
    return path


def test_nobody_somebody_turned_and_two_people_are_told_apart(tmp_path, capsys):
    noise = np.random.default_rng(0).integers(0, 255, (240, 320, 3)).astype(np.uint8)
    clips = [
        filmed(tmp_path / "one.mp4", lambda rgb: rgb),
        filmed(tmp_path / "nobody.mp4", lambda rgb: noise),
        filmed(tmp_path / "two.mp4", lambda rgb: np.tile(rgb[:, rgb.shape[1] // 4 : -(rgb.shape[1] // 4)], (1, 2, 1))),
        filmed(tmp_path / "phone.mp4", lambda rgb: np.rot90(rgb, -1), rotation=90),
    ]
    found = {name: measures(analysis) for name, analysis in analyse(capsys, *clips).items()}
    faces = {name: (f["several_faces"]["value"], f["face_missing"]["value"]) for name, f in found.items()}
    assert faces == {"one.mp4": (0, 0), "nobody.mp4": (0, 100), "two.mp4": (100, 0), "phone.mp4": (0, 0)}
    assert "somebody else" in found["two.mp4"]["several_faces"]["note"]
    assert found["nobody.mp4"]["face_height"]["value"] is None
    for key in ("face_height", "eye_height", "face_offset"):
        assert found["phone.mp4"][key]["value"] == pytest.approx(found["one.mp4"][key]["value"], abs=2), key


# --------------------------------------------------------------------------- the library


def test_library_that_is_a_file_is_told_by_every_command(tmp_path, sound, capsys):
    (tmp_path / "library").write_text("mine")
    for command in (["takes"], ["show"], ["rebuild"], ["analyze", str(sound), *WHISPER]):
        assert run(["--library", str(tmp_path / "library"), *command]) == 6
        assert "not a folder" in capsys.readouterr().err
    assert (tmp_path / "library").read_text() == "mine"


def test_report_is_printed_though_the_disk_is_full(tmp_path, sound, capsys, monkeypatch):
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: Usage(2**30, 2**30, 1_000_000))
    library = tmp_path / "library"
    for as_json in ([], ["--json"]):
        assert run(["--library", str(library), "analyze", str(sound), *WHISPER, *as_json]) == 6
        shown = capsys.readouterr()
        assert "must be free" in shown.err and "--library" in shown.err
        if as_json:
            line = json.loads(shown.out)
            assert line["take"] is None and line["error"]["exit_code"] == 6 and line["transcript"]["words"]
        else:
            assert "Numbers" in shown.out and "Kept as" not in shown.out
    with open_library(library) as opened:
        assert opened.count() == 0
    assert not list(library.glob(".incoming-*"))


def test_signals_are_refused_before_the_work_begins(tmp_path, sound, capsys):
    (tmp_path / "file").write_text("")
    assert run(["analyze", str(sound), *WHISPER, "--no-store", "--signals", str(tmp_path / "file")]) == 6
    shown = capsys.readouterr().err
    assert "--signals" in shown and "Reading the sound" not in shown


def test_two_processes_on_one_file_keep_one_take(tmp_path, sound):
    command = [sys.executable, "-m", "rehearse", "--library", str(tmp_path), "analyze", str(sound), *WHISPER]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate(timeout=60)[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("in the library already" in one for one in told) == 1
    with open_library(tmp_path) as opened:
        assert opened.count() == 1 and not opened.notice


@pytest.mark.parametrize("harm", ["garbage", "cut"])
def test_damaged_index_is_made_anew_with_one_sentence(harm, tmp_path, capsys):
    fill_library(tmp_path, 3)
    assert run(["--library", str(tmp_path), "takes"]) == 0
    index = tmp_path / "index.sqlite"
    index.write_bytes(bytes(range(256)) * 40 if harm == "garbage" else index.read_bytes()[:3000])
    capsys.readouterr()
    assert run(["--library", str(tmp_path), "takes", "--json"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["total"] == 3
    assert shown.err.count("\n") == 1 and "none is lost" in shown.err
    assert run(["--library", str(tmp_path), "takes"]) == 0
    assert "none is lost" not in capsys.readouterr().err


def test_locked_index_is_told(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("rehearse.store.index_file.BUSY_MS", 100)
    fill_library(tmp_path, 1)
    assert run(["--library", str(tmp_path), "takes"]) == 0
    other = sqlite3.connect(tmp_path / "index.sqlite", isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("UPDATE takes SET title = ''")
    try:
        assert run(["--library", str(tmp_path), "takes"]) == 6
    finally:
        other.close()
    assert "Another Rehearse is busy" in capsys.readouterr().err


def test_damaged_and_newer_take_files_say_what_to_do_and_stay(tmp_path, capsys):
    fill_library(tmp_path, 3)
    broken, newer, lost = sorted((tmp_path / "takes").iterdir())
    (broken / "analysis.json").write_text('{"schema')
    text = (newer / "analysis.json").read_text()
    (newer / "analysis.json").write_text(text.replace('"schema":1', '"schema":99', 1))
    (lost / "take.json").write_text("null")
    before = {path: path.read_bytes() for path in (tmp_path / "takes").rglob("*.json")}
    library = ["--library", str(tmp_path)]
    assert run([*library, "export", broken.name, "-o", "-"]) == 6
    assert "rehearse analyze" in capsys.readouterr().err
    assert run([*library, "export", newer.name, "-o", "-"]) == 6
    assert "newer Rehearse: update" in capsys.readouterr().err
    assert run([*library, "show", lost.name]) == 6
    assert "take.json is damaged" in capsys.readouterr().err
    assert run([*library, "rebuild", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 3
    assert run([*library, "trends"]) == run([*library, "takes"]) == 0
    assert {path: path.read_bytes() for path in (tmp_path / "takes").rglob("*.json")} == before


# --------------------------------------------------------------------------- names and questions


NAMES = ["-é 日本.wav", "new\n%s{}line.wav", "a[bold]'b\".wav", "esc\x1b[31m.wav"]


def test_file_names_of_every_kind_are_kept_and_steer_no_terminal(tmp_path, sound, capsys, monkeypatch):
    for number, name in enumerate(NAMES):
        (tmp_path / name).write_bytes(sound.read_bytes() + bytes(2 * number))
    monkeypatch.chdir(tmp_path)
    library = ["--library", str(tmp_path / "library")]
    assert run([*library, "analyze", *WHISPER, "--", *NAMES]) == 0
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert shown.out.count("Kept as") == len(NAMES)
    assert run([*library, "takes", "--json"]) == 0
    titles = {row["title"] for row in json.loads(capsys.readouterr().out)["takes"]}
    assert titles == {name.removesuffix(".wav") for name in NAMES}
    assert run([*library, "takes"]) == run([*library, "export", "-o", "report.html"]) == 0
    assert "\x1b[31m" not in capsys.readouterr().out


def test_a_wrong_pack_of_ones_own_stops_no_analysis(tmp_path, home, sound, capsys):
    pack = home / "question_packs/mine.toml"
    pack.parent.mkdir()
    pack.write_text('title = "x"\nwrong = 1\n')
    assert run(["question", "--json"]) == 0
    key = json.loads(capsys.readouterr().out)["key"]
    assert run(["analyze", str(sound), *WHISPER, "--no-store", "-q", key, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["question"]["key"] == key
    assert run(["packs", "check", str(pack)]) == 5
    assert "wrong" in capsys.readouterr().out


def test_an_endless_question_is_kept_whole_and_an_empty_one_is_none(tmp_path, sound, capsys):
    library = ["--library", str(tmp_path)]
    asked = "Why " * 2500
    assert run([*library, "analyze", str(sound), *WHISPER, "-q", asked]) == 0
    assert run([*library, "show", "--json"]) == run([*library, "takes"]) == 0
    assert asked.strip() in capsys.readouterr().out
    assert run(["analyze", str(sound), *WHISPER, "--no-store", "-q", " ", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["question"] is None


# --------------------------------------------------------------------------- streams, surroundings, blows


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", [["takes"], ["show"], ["show", "--json"], ["export", "-o", "-"]])
def test_output_that_cannot_be_written_is_one_sentence(command, tmp_path):
    fill_library(tmp_path, 1)
    with Path("/dev/full").open("w") as full:
        done = rehearse("--library", str(tmp_path), *command, stdout=full)
    assert done.returncode == 6
    assert done.stderr.startswith("rehearse: The output cannot be written") and "Traceback" not in done.stderr


def test_reader_that_leaves_early_is_no_failure_to_speak_of(tmp_path):
    fill_library(tmp_path, 400)
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w") as pipe:
        assert rehearse("--library", str(tmp_path), "takes", "--all", stdout=pipe).stderr == ""


def test_closed_streams_are_survived(tmp_path):
    fill_library(tmp_path, 1)
    shell = 'exec "$0" -m rehearse --library "$1" delete last <&- >&-'
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 130 and done.stderr.rstrip().endswith("Cancelled.")
    with open_library(tmp_path) as opened:
        assert opened.count() == 1


@pytest.mark.parametrize(
    "change", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"COLUMNS": "40", "TERM": "dumb"}, {"COLUMNS": "x"}]
)
def test_poor_terminals_still_get_the_report(change, tmp_path):
    fill_library(tmp_path, 1)
    done = rehearse("--library", str(tmp_path), "show", stdout=subprocess.PIPE, env=os.environ | change)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Numbers" in done.stdout
    if change.get("COLUMNS") == "40":
        assert max(map(len, done.stdout.splitlines())) <= 40


def test_home_that_cannot_be_made_is_told(tmp_path, sound, capsys, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "file/home"))
    assert run(["question"]) == 0
    assert run(["analyze", str(sound), *WHISPER]) == 6
    assert "REHEARSE_LIBRARY" in capsys.readouterr().err


def test_analysis_leaves_no_trace_outside_the_library(tmp_path, sound):
    """ONNX Runtime would keep a device number and a queue of reports to its maker, unless it is a CI that runs it."""
    places = {name: tmp_path / name for name in ("HOME", "TMPDIR", "REHEARSE_HOME")}
    for place in places.values():
        place.mkdir()
    env = {"PATH": os.environ["PATH"]} | {name: str(place) for name, place in places.items()}
    library = tmp_path / "library"
    done = rehearse("--library", str(library), "analyze", str(sound), *WHISPER, env=env, stdout=subprocess.DEVNULL)
    assert done.returncode == 0
    assert [found for place in places.values() for found in place.rglob("*")] == []
    assert all(path.stat().st_mode & 0o077 == 0 for path in library.rglob("*"))


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")  # a child belongs to the thread that started it
    return [int(child) for tasks in listed for child in tasks.read_text().split()]


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def begun(scratch: Path, library: Path) -> subprocess.Popen[str]:
    """An analysis of the clip that has got as far as its pictures."""
    command = [sys.executable, "-m", "rehearse", "--library", str(library), "analyze", str(CLIP), *WHISPER]
    env = os.environ | {"TMPDIR": str(scratch), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=env)
    assert process.stderr
    while "face and gaze" not in process.stderr.readline():
        assert process.poll() is None
    return process


@pytest.fixture
def scratch(tmp_path) -> Path:
    place = tmp_path / "scratch"
    place.mkdir()
    return place


@linux
def test_killed_worker_is_one_sentence_and_keeps_nothing(tmp_path, scratch):
    process = begun(scratch, tmp_path / "library")
    os.kill(children(process.pid)[0], signal.SIGKILL)
    told = process.communicate(timeout=20)[1]
    assert process.returncode == 1
    assert "memory runs out" in told and "Close other programs" in told and "Traceback" not in told
    assert list(scratch.iterdir()) == []


@linux
def test_killed_command_ends_its_worker_loses_nothing_and_is_swept_later(tmp_path, scratch, sound):
    library = tmp_path / "library"
    process = begun(scratch, library)
    (worker,) = children(process.pid)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 10
    while lives(worker) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not lives(worker)
    (left,) = scratch.iterdir()
    assert not list(left.rglob("*.f32"))  # the sound itself goes at once
    with open_library(library) as opened:
        assert opened.count() == 0 and not opened.notice
    long_ago = time.time() - STALE_AFTER_S - 60
    os.utime(left, (long_ago, long_ago))
    env = os.environ | {"TMPDIR": str(scratch)}
    done = rehearse("analyze", str(sound), *WHISPER, "--no-store", env=env, stdout=subprocess.DEVNULL)
    assert done.returncode == 0 and list(scratch.iterdir()) == []

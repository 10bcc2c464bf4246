"""`rehearse export` of videos, and what the terminal says of takes that have no analysis, or patches."""

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rehearse.cli.main import run
from rehearse.export import video
from rehearse.media.probe import probe
from rehearse.serial import to_json
from rehearse.types import Event
from tests.builders import QUESTION, make_analysis
from tests.clips import make_video

TOP = Path(__file__).parents[2]


@pytest.fixture
def take(library):
    begun = library.begin(QUESTION)
    make_video(begun.recording)
    library.finish(begun.take)
    return library.get(begun.take.id)


@pytest.fixture
def rehearse(root, capsys):
    def call(*args):
        code = run(["--library", str(root), *args])
        return code, *capsys.readouterr()

    return call


def analysed(library, take_id, tmp_path):
    out = tmp_path / f"out-{take_id}"
    out.mkdir()
    (out / "analysis.json").write_bytes(to_json(make_analysis()))
    library.keep_results(take_id, out)


# ------------------------------------------------------------------------------- video


def test_the_real_command_copies_and_remuxes_with_progress(root, take, tmp_path):
    """As the window starts it: another process, no terminal."""

    def export(*args):
        command = [sys.executable, "-m", "rehearse", "--library", str(root), "export", take.take.id, *args]
        return subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)

    target = tmp_path / "Übung 1.mp4"
    done = export("--format", "mp4", "--output", str(target))
    assert done.returncode == 0, done.stderr
    assert "browsers and QuickTime do not" in done.stdout
    percents = [int(p) for p in re.findall(r"^Copying the video: (\d+) %$", done.stderr, re.MULTILINE)]
    assert percents[-1] == 100
    assert percents == sorted(set(percents))
    assert len(percents) > 5
    assert probe(target).duration == pytest.approx(4.0, abs=0.1)
    again = export("--format", "mp4", "--output", str(target))
    assert again.returncode == 6
    assert "--force" in again.stderr
    copied = export("--json", "-o", str(tmp_path / "copy.mkv"))
    assert json.loads(copied.stdout)["format"] == "video"
    assert (tmp_path / "copy.mkv").read_bytes() == take.recording.read_bytes()


def test_a_video_without_a_name_is_written_here(rehearse, take, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for kind, suffix in (("video", ".mkv"), ("mp4", ".mp4")):
        answer = json.loads(rehearse("export", "last", "-f", kind, "--json")[1])
        assert Path(answer["file"]) == tmp_path / f"rehearse-{take.take.id}{suffix}"
        assert probe(Path(answer["file"])).has_video


def test_wrong_names_for_videos_are_told(rehearse, take, tmp_path):
    assert rehearse("export", "last", "-f", "mp4", "-o", "-")[0] == 2
    for kind, name in (("mp4", "x.mkv"), ("video", "x.mp4"), ("mp4", "x")):
        code, _, err = rehearse("export", "last", "-f", kind, "-o", str(tmp_path / name))
        assert code == 6
        assert "Name it x." in err
    take.recording.unlink()
    code, _, err = rehearse("export", "last", "-o", str(tmp_path / "x.mp4"))
    assert code == 6
    assert "removed to save space" in err


def test_sigterm_cancels_and_leaves_nothing(rehearse, take, tmp_path, monkeypatch):
    before = signal.getsignal(signal.SIGTERM)
    copy = video._copy_bytes

    def terminated(source, target, advance):
        copy(source, target, advance)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(video, "_copy_bytes", terminated)
    try:
        code, _, err = rehearse("export", "last", "-f", "video", "-o", str(tmp_path / "x.mkv"))
    finally:
        signal.signal(signal.SIGTERM, before)
    assert code == 130
    assert "Cancelled" in err
    assert [p.name for p in tmp_path.iterdir()] == ["library"]


# ------------------------------------------------------------------------------- takes without an analysis


def test_a_take_being_recorded_is_said_to_be(rehearse, library, tmp_path):
    begun = library.begin(QUESTION)
    begun.recording.write_bytes(b"frames")
    assert json.loads(rehearse("takes", "--json")[1])["total"] == 0
    assert "being recorded" in rehearse("show", begun.take.id)[1]
    for name in ("x.html", "x.mkv"):
        code, _, err = rehearse("export", begun.take.id, "-o", str(tmp_path / name))
        assert code == 6
        assert "being recorded" in err
    code, _, err = rehearse("delete", begun.take.id, "--yes")
    assert code == 6
    assert "being recorded" in err
    assert rehearse("show")[0] == 7  # it is not the last take yet
    library.discard(begun.take.id)


def test_waiting_and_failed_takes_say_so(rehearse, library, take, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    take_id = take.take.id
    assert "waiting to be analysed" in rehearse("takes")[1]
    code, out, _ = rehearse("show")
    assert code == 0
    assert "waiting to be analysed" in out
    assert str(take.recording) in out
    library.failed(take_id, "The weights \x1b[31mare damaged.")
    assert "analysis failed" in rehearse("takes")[1]
    code, out, _ = rehearse("show")
    assert "analysis failed: The weights" in out
    assert "\x1b" not in out
    code, _, err = rehearse("export", "last", "-o", str(tmp_path / "x.html"))
    assert code == 6
    assert "analysis failed: The weights" in err
    assert json.loads(rehearse("takes", "--json")[1])["takes"][0]["state"] == "failed"


def test_a_report_says_that_a_newer_analysis_is_due(rehearse, library, take, tmp_path):
    analysed(library, take.take.id, tmp_path)
    assert "waiting" not in rehearse("show")[1]
    library.wants_analysis(take.take.id)
    code, out, _ = rehearse("show")
    assert code == 0
    assert "waiting to be analysed again" in out
    assert "Work on next" in out
    library.failed(take.take.id, "No room.")
    assert "The last analysis failed: No room." in rehearse("show")[1]


def test_what_happened_while_recording_is_told(rehearse, library, tmp_path):
    begun = library.begin(QUESTION)
    make_video(begun.recording)
    lost = Event(65.0, "camera lost", "The camera was unplugged.")
    recovered = Event(0.0, "recovered", "The app ended while this was recorded.")
    library.finish(replace(begun.take, events=(lost, recovered)))
    analysed(library, begun.take.id, tmp_path)
    out = rehearse("show")[1]
    assert "At 1:05: The camera was unplugged." in out
    assert "! The app ended" in re.sub(r" +", " ", out)


def test_a_damaged_analysis_is_shown_as_one_and_fails(rehearse, library, take, tmp_path):
    analysed(library, take.take.id, tmp_path)
    library.change_take(take.take.id, notes="Mine.")
    (take.folder / "analysis.json").write_text("{")
    code, out, err = rehearse("show")
    assert code == 6
    assert "Mine." in out
    assert "analysis.json is damaged" in err
    assert "rehearse analyze" in err
    code, out, err = rehearse("show", "--json")
    assert code == 6
    assert json.loads(out)["analysis"] is None


# ------------------------------------------------------------------------------- patches


@pytest.mark.parametrize("kind", ["html", "vtt", "srt", "csv", "json"])
def test_exports_work_for_takes_with_patches(rehearse, library, take, tmp_path, kind):
    for element in ("cost", "decision"):
        begun = library.begin(QUESTION, patch_of=take.take.id, patch_element=element)
        make_video(begun.recording)
        library.finish(begun.take)
    analysed(library, take.take.id, tmp_path)
    first, second = library.patches(take.take.id)
    analysed(library, first.take.id, tmp_path)
    code, out, _ = rehearse("export", "last", "-f", kind, "-o", "-")
    assert code == 0
    if kind == "html":
        assert "Patch answers" in out
        told = out[out.index("Patch answers") :]
        assert "the launch by two weeks" in told
        assert "waiting to be analysed" in told
    assert rehearse("export", second.take.id, "-f", "html", "-o", "-")[0] == 6
    assert rehearse("export", first.take.id, "-f", kind, "-o", "-")[0] == 0
    assert json.loads(rehearse("takes", "--json")[1])["total"] == 1

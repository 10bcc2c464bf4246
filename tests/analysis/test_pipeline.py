"""The real stages on a rendered answer, with the real faster-whisper engine on the project's own tiny weights."""

import threading
from pathlib import Path

import numpy as np
import pytest

from rehearse import serial
from rehearse.analysis.pipeline import Job, analyse
from rehearse.analysis.request import ANALYSIS_FILE, PEAKS_FILE, THUMBNAIL_FILE, Request
from rehearse.analysis.stage import Progress
from rehearse.errors import Cancelled, MediaError, RecogniserError
from rehearse.types import Analysis, Question, Span

DATA = Path(__file__).parents[1] / "data"
CLIP = DATA / "presenter/interview_good.mp4"
WEIGHTS = str(DATA / "whisper-synthetic")


def request(out: Path, file: Path = CLIP, **options: object) -> Request:
    return Request(str(file), str(out), baseline=Span(0, 1), recogniser="whisper", model=WEIGHTS, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> tuple[Analysis, Path, list[Progress]]:
    out, told = tmp_path_factory.mktemp("out"), []
    signals = tmp_path_factory.mktemp("signals") / "clip.npz"
    return analyse(request(out, signals=str(signals)), on_progress=told.append), out, told


def test_words_measures_and_story_are_there(done):
    analysis, _, _ = done
    known = {measure.key: measure for measure in analysis.measures if measure.value is not None}
    assert len(analysis.transcript.words) > 20
    assert {
        "speech_rate",
        "pauses_per_minute",
        "fillers_per_minute",
        "pitch_variation",
        "eye_contact_share",
    } <= known.keys()
    assert {element.name for element in analysis.story.elements} >= {"decision", "tradeoff", "cost"}
    assert len(analysis.priorities) <= 3
    assert analysis.follow_ups


def test_every_unknown_figure_says_why_and_every_figure_says_by_what(done):
    for measure in done[0].measures:
        assert (measure.value is None) == (measure.certainty == "unknown")
        assert measure.value is not None or measure.note.startswith("can't tell")
        assert measure.provenance.engine


def test_what_was_written_is_what_was_returned(done):
    analysis, out, _ = done
    assert serial.from_json((out / ANALYSIS_FILE).read_bytes(), Analysis) == analysis
    assert np.load(out / PEAKS_FILE).shape[1] == 2
    assert (out / THUMBNAIL_FILE).read_bytes().startswith(b"\xff\xd8")
    assert {path.name for path in out.iterdir()} == {ANALYSIS_FILE, PEAKS_FILE, THUMBNAIL_FILE}


def test_progress_ends_at_one_and_covers_every_stage(done):
    analysis, _, told = done
    assert told[-1].overall == pytest.approx(1.0)
    assert {progress.stage for progress in told} == {"sound", "speech", "voice", "words", "picture", "report"}
    assert analysis.timings.keys() == {"sound", "speech", "voice", "words", "picture"}


def test_moments_lie_inside_the_recording(done):
    analysis, _, _ = done
    for moment in (*analysis.moments, *analysis.pauses, *analysis.fillers, *analysis.glances, *analysis.blinks):
        assert 0 <= moment.start <= moment.end <= analysis.recording.duration + 0.1


def test_signals_are_written_for_every_moment(tmp_path):
    signals = tmp_path / "signals" / "mine.npz"
    analysis = analyse(request(tmp_path, signals=str(signals), gaze_rate=5.0))
    arrays = np.load(signals)
    frames = len(arrays["frame_time"])
    assert frames == pytest.approx(analysis.recording.duration * 5, abs=3)
    for key in ("head_yaw", "head_pitch", "head_roll", "gaze_yaw", "gaze_pitch", "gaze_zone", "blink", "usable"):
        assert arrays[key].shape == (frames,)
    assert len(arrays["speech_probability"]) == pytest.approx(
        analysis.recording.duration / arrays["speech_step"], abs=3
    )
    assert signals.stat().st_mode & 0o077 == 0


def test_think_aloud_questions_are_not_held_to_be_stories(tmp_path):
    question = Question("x/y", "Count the islands.", mode="think-aloud", follow_ups=("How do you know?",))
    analysis = analyse(request(tmp_path, question=question, gaze_rate=5.0))
    assert analysis.story is None
    assert analysis.follow_ups[0].question == "How do you know?"
    assert any(measure.key == "long_silences" for measure in analysis.measures)


def test_cancel_leaves_nothing(tmp_path):
    began = threading.Event()
    job = Job(request(tmp_path), on_progress=lambda _: began.set())
    threading.Thread(target=lambda: (began.wait(), job.cancel())).start()
    with pytest.raises(Cancelled):
        job.run()
    assert list(tmp_path.iterdir()) == []


def test_missing_file_and_missing_weights_say_so(tmp_path):
    with pytest.raises(MediaError, match=r"nowhere\.mp4"):
        analyse(request(tmp_path, tmp_path / "nowhere.mp4"))
    with pytest.raises(RecogniserError, match="none-here"):
        analyse(Request(str(CLIP), str(tmp_path), recogniser="whisper", model=str(tmp_path / "none-here")))

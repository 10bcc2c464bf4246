"""Speech regions: their plumbing on made-up probabilities, their edges on speech with known times."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehearse.errors import Cancelled
from rehearse.media.audio import decode_audio
from rehearse.signals.speech_regions import find_speech
from rehearse.signals.voice_activity import SpeechProbabilities, speech_probabilities

CLIPS = sorted(Path(__file__).parents[1].joinpath("data", "presenter").glob("*.mp4"))
STEP = 512 / 16_000


def of(values) -> SpeechProbabilities:
    return SpeechProbabilities(values=np.array(values, np.float32))


def noise(seconds: float, level: float = 0.1) -> np.ndarray:
    return np.random.default_rng(0).normal(0, level, round(seconds * 16_000)).astype(np.float32)


def gaps(spans, least=0.25):
    return [(a.end, b.start) for a, b in pairwise(spans) if b.start - a.end >= least]


@pytest.fixture(scope="module", params=CLIPS, ids=lambda clip: clip.stem)
def clip(request, tmp_path_factory):
    truth = json.loads(request.param.with_suffix(".truth.json").read_text())
    audio = decode_audio(request.param, out=tmp_path_factory.mktemp("sound") / "out")
    return audio.samples, truth


def test_pauses_of_the_clips_are_found_within_100_ms(clip):
    samples, truth = clip
    found = gaps(find_speech(samples, speech_probabilities(samples)))
    said = sorted((w["start"], w["end"]) for w in truth["words"] + truth["fillers"])
    wanted = [(a[1], b[0]) for a, b in pairwise(said) if b[0] - a[1] >= 0.3]
    assert wanted
    for start, end in wanted:
        assert any(abs(start - a) <= 0.1 and abs(end - b) <= 0.1 for a, b in found), (start, end, found)
    assert len(found) <= len([1 for a, b in pairwise(said) if b[0] - a[1] >= 0.2])


def test_a_quiet_pause_put_into_speech_is_found_and_placed(clip):
    samples, _ = clip
    speech = find_speech(samples, speech_probabilities(samples))
    long = max(speech, key=lambda span: span.end - span.start)
    cut = round((long.start + long.end) / 2 * 16_000)
    hush = noise(0.3, level=1e-4)
    changed = np.concatenate([samples[:cut], hush, samples[cut:]])
    found = gaps(find_speech(changed, speech_probabilities(changed)))
    assert any(abs(a - cut / 16_000) < 0.1 and abs(b - cut / 16_000 - 0.3) < 0.1 for a, b in found)


def test_a_quiet_recording_is_heard_as_a_loud_one(clip):
    samples, _ = clip
    loud, quiet = (find_speech(part, speech_probabilities(part)) for part in (samples, samples * np.float32(0.006)))
    assert len(gaps(loud)) == len(gaps(quiet))
    assert [s.start for s in quiet] == pytest.approx([s.start for s in loud], abs=0.05)


def test_steps_count_the_short_last_one():
    assert len(speech_probabilities(np.zeros(0, np.float32)).values) == 0
    assert len(speech_probabilities(np.zeros(100, np.float32)).values) == 1
    assert len(speech_probabilities(np.zeros(512 * 3 + 1, np.float32)).values) == 4


def test_blocks_do_not_change_the_probabilities(clip, monkeypatch):
    samples, _ = clip
    whole = speech_probabilities(samples).values
    monkeypatch.setattr("rehearse.signals.voice_activity.BLOCK_CHUNKS", 7)
    assert speech_probabilities(samples).values == pytest.approx(whole, abs=2e-3)


def test_no_speech_in_noise_silence_and_clicks():
    clicks = noise(4, level=1e-3)
    clicks[::16_000] = 0.9
    for samples in (np.zeros(64_000, np.float32), noise(4), clicks, np.zeros(0, np.float32)):
        assert find_speech(samples, speech_probabilities(samples)) == ()


def test_a_blip_is_dropped_and_a_stop_closed():
    blip = [0.0] * 20 + [0.9] * 2 + [0.0] * 20
    assert find_speech(noise(len(blip) * STEP), of(blip)) == ()
    stop = [0.0] * 20 + [0.9] * 10 + [0.1] * 4 + [0.9] * 10 + [0.0] * 20
    assert len(find_speech(noise(len(stop) * STEP), of(stop))) == 1


def test_edges_move_to_the_energy_but_not_far():
    samples = noise(3, level=1e-4)
    samples[16_000:32_000] = noise(1)
    late = [1.0 if 1.03 < i * STEP < 1.97 else 0.0 for i in range(94)]
    (span,) = find_speech(samples, of(late))
    assert (span.start, span.end) == pytest.approx((1.0, 2.0), abs=0.012)
    far = [1.0 if 1.2 < i * STEP < 1.8 else 0.0 for i in range(94)]
    (span,) = find_speech(samples, of(far))
    assert span.start == pytest.approx(1.2, abs=0.09) and span.end == pytest.approx(1.8, abs=0.09)


@given(st.lists(st.floats(0, 1, width=32), max_size=120), st.integers(0, 511))
@settings(deadline=None, max_examples=60)
def test_regions_are_ordered_inside_and_apart(values, cut):
    samples = noise(len(values) * STEP)[: max(0, len(values) * 512 - cut)]
    regions = find_speech(samples, of(values))
    assert all(0 <= r.start < r.end <= len(samples) / 16_000 + 1e-3 for r in regions)
    assert all(b.start - a.end >= 0.15 - 1e-3 for a, b in pairwise(regions))
    assert all(r.end - r.start >= 0.1 - 1e-3 for r in regions)


def test_cancel_passes_through():
    def cancel(fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        speech_probabilities(np.zeros(16_000, np.float32), progress=cancel)

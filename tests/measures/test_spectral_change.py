import numpy as np
import pytest

from rehearse.measures.spectral_change import (
    BANDS,
    HIGHEST_HZ,
    LOWEST_HZ,
    RATE,
    WINDOW,
    _cosines,
    _mel_bands,
    spectral_change,
)


def test_mel_bands_are_those_of_librosa():
    librosa = pytest.importorskip("librosa")
    expected = librosa.filters.mel(
        sr=RATE, n_fft=WINDOW, n_mels=BANDS, fmin=LOWEST_HZ, fmax=HIGHEST_HZ, htk=True, dtype=np.float64
    )
    np.testing.assert_allclose(_mel_bands(), expected, atol=1e-9)


def test_cepstra_are_those_of_librosa_without_the_first():
    librosa = pytest.importorskip("librosa")
    level = np.random.default_rng(1).normal(-40, 10, (7, BANDS))
    ours = level @ _cosines().T
    theirs = librosa.feature.mfcc(S=level.T, n_mfcc=ours.shape[1] + 1)[1:].T
    np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_held_tone_changes_less_than_noise():
    times = np.arange(RATE) / RATE
    tone = sum(np.sin(2 * np.pi * 120 * k * times) / k for k in range(1, 20)).astype(np.float32) / 5
    noise = np.random.default_rng(2).normal(0, 0.1, RATE).astype(np.float32)
    assert np.median(spectral_change(tone, 0.3, 30)) < 0.2 * np.median(spectral_change(noise, 0.3, 30))


def test_beyond_the_take_is_silence():
    assert spectral_change(np.zeros(0, np.float32), 0.0, 5).shape == (5,)

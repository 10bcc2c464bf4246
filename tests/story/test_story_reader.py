"""The encoder in numpy, and the readers on top of it."""

import math
from dataclasses import replace

import numpy as np
import pytest

from rehearse.story import encoder
from rehearse.story.classifier import own_classifier
from rehearse.story.encoder import LONGEST, WIDTH, Encoder, EncoderMissing, gelu, package_encoder, pieces_of
from rehearse.story.passage import read_passage
from rehearse.story.reader import Head, _stretches, own_readers
from rehearse.story.tensors import read_tensors, write_tensors
from tests.accuracy.stories import load, stripped

PLUG = [0.052652, 0.049056, -0.05978, 0.028587, 0.051174, 0.027669, 0.046515, 0.014882]
QUIT = [-0.004774, 0.073084, 0.123417, 0.004221, 0.045689, -0.063789, -0.081443, 0.003338]


def test_gelu():
    x = np.linspace(-6, 6, 241, dtype=np.float32)
    exact = np.array([0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in x.astype(float)])
    assert np.abs(gelu(x) - exact).max() < 1e-6


def embedded(text: str) -> np.ndarray:
    pieces = [piece for run in pieces_of(text.split()) for piece in run]
    made = package_encoder()
    mean = made.read(pieces).mean(axis=0)
    return mean / np.linalg.norm(mean)


def test_the_encoder_gives_what_torch_gives():
    """The same words through the package's weights in torch 2.13 (float32): the first eight of each vector."""
    expected = {
        "i pulled the plug on the pilot": PLUG,
        "two engineers quit over it that spring": QUIT,
    }
    for text, values in expected.items():
        assert embedded(text)[:8] == pytest.approx(values, abs=2e-5)


def test_likeness():
    same = embedded("the customer cancelled the contract") @ embedded("the client ended the agreement")
    other = embedded("the customer cancelled the contract") @ embedded("we walked along the beach")
    assert same > other + 0.3


def test_a_low_rank_change_is_the_sum_of_the_matrices():
    base, name = package_encoder(), "encoder.layer.5.output.dense"
    chance = np.random.default_rng(3)
    up, down = (chance.normal(0, 0.05, shape).astype(np.float32) for shape in ((WIDTH, 4), (4, 4 * WIDTH)))
    merged = replace(base, tensors={**base.tensors, name + ".weight": base.tensors[name + ".weight"] + up @ down})
    changed = Encoder(base.tensors, {name: (up, down)})
    ids = [piece for run in pieces_of(["i", "sold", "the", "van"]) for piece in run]
    assert changed.read(ids) == pytest.approx(merged.read(ids), abs=1e-4)
    assert np.abs(changed.read(ids) - base.read(ids)).max() > 1e-3


def test_a_word_that_nobody_says_costs_little():
    assert all(len(pieces) <= encoder.MOST_PIECES for pieces in pieces_of(["q" * 10_000, "xq7" * 30, "😀" * 50]))


def test_without_the_package_the_check_goes_by_cues(monkeypatch):
    monkeypatch.setattr(encoder, "PACKAGE", "no_such_package_of_weights")
    caches = (encoder._folder, encoder.package_encoder, encoder._tokenizer, own_readers, own_classifier)
    for each in caches:
        each.cache_clear()
    try:
        with pytest.raises(EncoderMissing):
            package_encoder()
        assert own_classifier().provenance.engine == "rehearse cues"
    finally:
        monkeypatch.undo()
        for each in caches:
            each.cache_clear()
    assert own_classifier().provenance.engine == "rehearse readers and cues"


def test_tensors_round_trip(tmp_path):
    arrays = {"b/x": np.arange(6, dtype=np.float32).reshape(2, 3), "a": np.array([0.5], dtype=np.float32)}
    write_tensors(tmp_path / "some.safetensors", arrays)
    found = read_tensors(tmp_path / "some.safetensors")
    assert set(found) == set(arrays)
    assert all(found[name].tolist() == arrays[name].tolist() for name in arrays)
    assert all(values.dtype == np.float32 for values in found.values())


@pytest.mark.parametrize("words", [3, 400, 2000])
def test_stretches_hold_every_clause_once_and_fit_the_encoder(words):
    passage = read_passage(
        ("so i closed the desk and we lost four customers because nobody called them " * 200)[: words * 5]
    )
    pieces = list(pieces_of([token.text for token in passage.tokens]))
    stretches = list(_stretches(passage, pieces))
    assert [clause for _, fresh, past in stretches for clause in range(fresh, past)] == list(
        range(len(passage.clauses))
    )
    for first, fresh, past in stretches:
        start, end = passage.clauses[first][0], passage.clauses[past - 1][1]
        assert sum(map(len, pieces[start:end])) <= LONGEST
        assert first == fresh == 0 or first < fresh


def test_case_and_marks_hardly_change_what_is_read():
    apart = []
    for row in load("dev-a")[:6]:
        written, plain = (own_readers()(read_passage(text)).answer for text in (row["text"], stripped(row["text"])))
        apart.append(np.abs(written - plain))
    assert np.mean(apart) < 0.5


def test_the_head_by_hand():
    vectors = np.zeros((2, WIDTH), dtype=np.float32)
    vectors[0, 0], vectors[1, 1] = 0.25, 0.5
    clause = np.zeros((6, WIDTH), dtype=np.float32)
    clause[0, 0], clause[1, 1] = 1.0, 2.0
    six = np.zeros(6, dtype=np.float32)
    zero = np.zeros((6, WIDTH), dtype=np.float32)
    head = Head(
        clause, six, six + 1, six + 0.5, zero, np.zeros((3, 2, WIDTH), np.float32), np.zeros((3, 2, 2), np.float32)
    )
    answer, clauses = head(vectors)
    assert clauses[0, 0].tolist() == [1.0, 0.0]
    assert clauses[1, 0].tolist() == [0.0, 4.0]
    assert answer[0, 0] == pytest.approx(math.log(math.e + 1) + 0.5, abs=1e-5)
    assert answer[2, 1] == pytest.approx(math.log(2) + 0.5, abs=1e-5)

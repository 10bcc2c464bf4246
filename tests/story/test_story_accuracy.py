"""The story check reaches its aims on answers that its weights were not made from."""

import json

import numpy as np
import pytest

from rehearse.story.model import own_model
from tests.accuracy.stories import load, short_passages, training_answers
from tests.accuracy.story import by_variant, clear_scores, weighted_kappa


@pytest.fixture(scope="module")
def table():
    return {(row["element"], row["variant"]): row for row in by_variant(("as written", "no case, no punctuation"))}


@pytest.mark.parametrize(
    ("name", "f1", "precision"), [("decision", 0.9, 0.9), ("tradeoff", 0.8, 0.85), ("cost", 0.87, 0.85)]
)
def test_aims(table, name, f1, precision):
    written = table[name, "as written"]
    assert written["f1"] >= f1
    assert written["f1"] > written["always_f1"]
    assert written["precision"] >= precision
    assert written["kappa"] >= 0.65
    assert table[name, "no case, no punctuation"]["f1"] > written["f1"] - 0.05


def test_quotes_point_at_the_labelled_words(table):
    assert all(table[name, "as written"]["quote_hits"] > 0.6 for name in ("decision", "tradeoff", "cost"))


def test_no_judging_answer_is_among_the_training_answers():
    judges = {row["text"] for name in ("dev-a", "dev-b") for row in load(name)}
    taught = {row["text"] for name in (*training_answers(), *short_passages()) for row in load(name)}
    assert not judges & taught


def test_figures_by_hand():
    truth, found = np.array([2, 2, 1, 0]), np.array([2, 0, 2, 0])
    assert clear_scores(truth, found) == (0.5, 0.5, 0.5)
    assert weighted_kappa(truth, truth) == 1
    assert weighted_kappa(np.array([0, 0, 2, 2]), np.array([0, 2, 0, 2])) == pytest.approx(0)


def test_weights_are_plain_json(data):
    place = data.parents[1] / "rehearse/story/data/weights.json"
    assert json.loads(place.read_text())["version"] == own_model().version

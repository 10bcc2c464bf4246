"""The shortest run of clauses that carries an element."""

import numpy as np
import pytest

from rehearse.story import check_story
from rehearse.story.evidence import LONGEST_RUN, best_run, find_evidence, trimmed
from rehearse.story.passage import LONGEST_CLAUSE, read_passage


@pytest.mark.parametrize(
    ("scores", "run"),
    [([-1, 3, -1], (1, 2)), ([2, 2, -5, 1], (0, 2)), ([-3, -1, -2], (1, 2)), ([1, 1, 1, 1], (0, 3)), ([5], (0, 1))],
)
def test_best_run(scores, run):
    assert best_run(scores) == run


def test_a_second_quote_only_where_it_is_strong():
    passage = read_passage("We met. I shut it down. It rained a lot. I sold the van. They ate.")
    strong = np.array([-9, 4, -9, 3, -9], dtype=np.float32)
    weak = np.array([-9, 4, -9, 1, -9], dtype=np.float32)
    assert [e.quote for e in find_evidence(passage, strong)] == ["I shut it down", "I sold the van"]
    assert [e.quote for e in find_evidence(passage, weak)] == ["I shut it down"]


def test_quotes_leave_fillers_at_the_edges_out():
    passage = read_passage("um i sold the van uh")
    assert find_evidence(passage, np.array([1], dtype=np.float32))[0].quote == "i sold the van"


def test_speech_without_a_seam_is_cut():
    passage = read_passage("word " * 200)
    assert max(end - start for start, end in passage.clauses) <= LONGEST_CLAUSE + 8
    assert passage.clauses[-1][1] == 200
    assert LONGEST_RUN * (LONGEST_CLAUSE + 8) < 100


@pytest.mark.parametrize(
    ("scores", "kept"),
    [([1, 4, 0.5], (0, 2)), ([0.9, 4], (1, 2)), ([4, 0.1, 2], (0, 3)), ([-3, -1], (0, 2)), ([2], (0, 1))],
)
def test_edges_that_add_little_are_not_quoted(scores, kept):
    assert trimmed(np.array(scores, dtype=np.float32), (0, len(scores))) == kept


def test_the_decision_is_quoted_without_its_neighbours():
    said = (
        "we could go back to the old version which was slower but had run for a year without one double charge "
        "i decided to roll back to the old version that meant giving up the faster payment page for the weekend "
        "but in return every customer would be charged exactly once and our product manager had promised gift cards "
        "to the marketing team so i called her first and i showed her the logs"
    )
    decision = next(element for element in check_story(said).elements if element.name == "decision")
    assert [evidence.quote for evidence in decision.evidence] == ["i decided to roll back to the old version"]

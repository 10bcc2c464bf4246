"""The shortest run of clauses that carries an element."""

import numpy as np
import pytest

from rehearse.story.evidence import LONGEST_RUN, best_run, find_evidence
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

"""Counts of what can be retold."""

from rehearse.language.tokens import tokenise
from rehearse.story.specificity import measure_specificity


def counted(text: str):
    return measure_specificity(text, tokenise(text))


def test_counts():
    found = counted(
        "In March I called Priya and we cut two hundred thousand, maybe 3 weeks late. Then Rosa left on Friday."
    )
    assert (found.numbers, found.dates, found.names) == (2, 2, 2)
    assert (found.i, found.we, found.hedges) == (1, 1, 1)
    assert found.past_events == 3
    assert found.words == 20


def test_names_need_case_and_months_need_context():
    assert counted("i called priya").names == 0
    assert counted("we may march on").dates == 0
    assert counted("by may we were done").dates == 1


def test_nothing():
    assert counted("").words == 0

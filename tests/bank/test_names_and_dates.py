"""Names and dates told in two ways are shown, and nothing else is: measured on retellings, true and false."""

from datetime import date
from itertools import combinations, product

import pytest

from rehearse.bank.dates import DATES, find_dates, find_facts
from rehearse.bank.drift import NAME, find_drift
from rehearse.bank.names import find_names, written_names
from rehearse.bank.telling import Telling
from tests.accuracy.stories import load

DAY = date(2026, 3, 1)
CHANGED = load("changed")
MISSED = {"director"}  # "I went to the CFO": the words around it would fit anybody


def lower(text):
    """As recognisers write that know neither case nor marks."""
    return " ".join("".join(c for c in text.lower() if c.isalnum() or c in "' ").split())


def told(before, after, **how):
    found = find_drift([Telling(text, DAY, text, **how) for text in (before, after)])
    return sorted([drift.kind, drift.before.words, drift.after.words] for drift in found)


def names(text, *others):
    known = frozenset().union(*map(written_names, (text, *others)))
    return [" ".join(name.parts) for name in find_names(text, known).names]


# --------------------------------------------------------------------------- measured


@pytest.mark.parametrize("row", CHANGED, ids=lambda row: row["story"])
def test_what_changed_between_two_tellings_and_nothing_else(row):
    wanted = [] if row["story"] in MISSED else sorted(row["changed"])
    assert told(row["before"], row["after"]) == wanted
    assert told(row["after"], row["before"]) == sorted([kind, b, a] for kind, a, b in wanted)


@pytest.mark.parametrize("row", CHANGED, ids=lambda row: row["story"])
def test_a_telling_without_capitals_raises_no_alarm_of_its_own(row):
    real = [[kind, a, lower(b)] for kind, a, b in row["changed"]]
    assert all(drift in real for drift in told(row["before"], lower(row["after"])))


def test_true_retellings_change_no_name_and_no_date():
    rows = load("retellings")
    pairs = [(a["text"], b["text"]) for a, b in combinations(rows, 2) if a["story"] == b["story"]]
    pairs += [(a["text"], b["text"]) for n in ("dev-a", "dev-b") for a, b in zip(*[iter(load(n))] * 2, strict=True)]
    kinds = [kind for (a, b), write in product(pairs, (str, lower)) for kind, *_ in told(a, write(b))]
    assert len(pairs) >= 48 and not {NAME, *DATES} & set(kinds)


def test_even_different_stories_hardly_agree_in_what_surrounds_a_name():
    texts = [row["text"] for name in ("dev-a", "dev-b", "train-f") for row in load(name)[::4]]
    pairs = list(combinations(texts, 2))[::3]
    alarms = sum(kind in (NAME, *DATES) for a, b in pairs for kind, *_ in told(a, b))
    assert len(pairs) > 500 and alarms / len(pairs) < 0.01


# --------------------------------------------------------------------------- what is a name


def test_names_are_words_with_a_capital_inside_a_sentence():
    assert names("So I rang Sarah Chen, and I'd told Tom's boss in New Orleans in March.") == [
        "sarah chen", "tom", "orleans",
    ]  # fmt: skip
    assert names('She said, "Nonsense." Payroll was late. Tom from legal wrote to Mr Okafor.') == ["tom", "okafor"]
    assert names("I SAID NO TO PRIYA AND TOM") == names("i said no to priya and tom") == []


def test_without_capitals_a_name_is_one_that_was_written_elsewhere():
    said = "and then i told priya that the broker was kafka"
    assert names(said) == []
    assert names(said, "In the end I told Priya about Kafka.") == ["priya", "kafka"]


def test_of_rough_words_no_name_is_believed_and_a_date_is():
    row = next(row for row in CHANGED if row["story"] == "contract")
    assert told(row["before"], row["after"], rough=True) == [["calendar month", "March", "May"]]


# --------------------------------------------------------------------------- what is a date


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("we may march in may and by the first of march", [("calendar month", 5), ("calendar month", 3)]),
        ("It was due in March, or May, I forget. April told me.", [("calendar month", 3)]),
        ("last autumn, on a Friday; prices fall in spring", [("season", 3), ("day of the week", 5), ("season", 1)]),
        ("in Q3, not the second quarter", [("calendar quarter", 3), ("calendar quarter", 2)]),
        ("a quarter of them sprang up", []),
        ("", []),
    ],
)
def test_dates(text, dates):
    assert [(date.unit, date.value) for date in find_dates(text)] == dates


def test_a_year_is_no_amount_of_what_is_named_next():
    found = [(fact.unit, fact.value) for fact in find_facts("In 2019 sales fell, and we lost 2000 customers in March.")]
    assert sorted(found) == [("calendar month", 3), ("calendar year", 2019), ("customer", 2000)]


def test_three_months_are_no_month():
    assert told("The launch slipped three months for Priya.", "The launch slipped to January for Priya.") == []

"""Clause starts: by marks where there are any, else by conjunctions and subjects."""

from hypothesis import given
from hypothesis import strategies as st

from rehearse.language.clauses import split_clauses
from rehearse.language.tokens import tokenise
from tests.accuracy.stories import load


def pieces(text: str) -> list[str]:
    words = text.split()
    starts = split_clauses(words)
    return [" ".join(words[a:b]) for a, b in zip(starts, [*starts[1:], len(words)], strict=True)]


def test_conjunctions_with_a_subject_open_clauses():
    text = "i ran it right then and the dba was furious because nobody had a backup"
    assert pieces(text) == ["i ran it right then", "and the dba was furious", "because nobody had a backup"]


def test_a_conjunction_between_nouns_or_verbs_does_not():
    assert pieces("we tested and shipped salt and pepper") == ["we tested and shipped salt and pepper"]


def test_a_bare_subject_opens_a_clause():
    assert pieces("i cold called dentists i cold called roofers") == ["i cold called dentists", "i cold called roofers"]


def test_a_subject_under_a_verb_of_saying_or_in_a_question_does_not():
    assert pieces("i think we lost it") == ["i think we lost it"]
    assert pieces("what did we do") == ["what did we do"]


def test_a_consequence_and_a_cleft_open_clauses():
    assert pieces("we kept the old version that meant no gift cards") == [
        "we kept the old version",
        "that meant no gift cards",
    ]
    assert pieces("it ran on the twentieth what i took from it is patience") == [
        "it ran on the twentieth",
        "what i took from it is patience",
    ]
    assert pieces("i knew that meant trouble") == ["i knew that meant trouble"]
    assert pieces("the version that broke was old") == ["the version that broke was old"]


def test_fillers_belong_to_the_clause_they_open():
    assert pieces("we waited um but uh nobody came") == ["we waited", "um but uh nobody came"]


def test_marks_always_open_and_case_does_not_matter():
    assert pieces("We shut it. The kitchen stayed, though.") == ["We shut it.", "The kitchen stayed, though."]
    assert pieces("WE WAITED BUT NOBODY CAME") == ["WE WAITED", "BUT NOBODY CAME"]


def test_nothing_and_one_word():
    assert split_clauses([]) == ()
    assert split_clauses(["um"]) == (0,)


@given(
    st.lists(
        st.sampled_from(
            [
                "i",
                "we",
                "and",
                "but",
                "so",
                "um",
                "the",
                "lab",
                "was",
                "it's",
                "because",
                "said",
                ".",
                "a,",
                "um,",
                "5",
                "é",
                "日本",
                "😀",
            ]
        ),
        max_size=60,
    )
)
def test_starts_rise_from_zero_and_stay_inside(words):
    starts = split_clauses(words)
    assert list(starts) == sorted(set(starts))
    assert all(0 <= start < len(words) for start in starts)
    assert (starts[:1] == (0,)) == bool(words)


def test_agreement_with_the_punctuation_of_spoken_answers():
    """Without its marks a text is still cut mostly where a writer put one, and at half of all sentence starts."""
    found = marked = sentences = hits = 0
    for row in load("train-d"):
        tokens = tokenise(row["text"])
        ends = {i + 1 for i, token in enumerate(tokens[:-1]) if token.stop == "."}
        if len(ends) < 4:
            continue
        starts = set(split_clauses([token.text for token in tokens])) - {0}
        found += len(starts)
        marked += len(starts & (ends | {i + 1 for i, token in enumerate(tokens[:-1]) if token.stop}))
        sentences += len(ends)
        hits += len(starts & ends)
    assert marked / found > 0.65
    assert hits / sentences > 0.45

"""Words with places: the same with and without case and punctuation."""

from hypothesis import given
from hypothesis import strategies as st

from rehearse.language.tokens import stop_mark, tokenise


def test_offsets_are_those_of_the_text():
    text = "Okay, so… it’s two-seventy; 40,000 users — gone"
    assert [token.text for token in tokenise(text)] == [
        "okay",
        "so",
        "it's",
        "two",
        "seventy",
        "40,000",
        "users",
        "gone",
    ]
    assert [text[t.start : t.end] for t in tokenise(text)][2] == "it’s"


def test_marks_between_words():
    assert [token.stop for token in tokenise("yes, no. two-seventy - three")] == [",", ".", "", ".", ""]
    assert stop_mark(" ") == ""


def test_contractions_written_without_apostrophe():
    assert [t.text for t in tokenise("dont im thats wont its")] == ["don't", "i'm", "that's", "won't", "its"]


@given(st.text(max_size=200))
def test_any_text_gives_rising_places_inside_it(text):
    places = [edge for token in tokenise(text) for edge in (token.start, token.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.store import Filter, open_library
from rehearse.store.search import first_marked_word, fts_query, marked_parts
from tests.builders import fill_library, make_analysis, make_take
from tests.speed import quickest, within


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    root = tmp_path_factory.mktemp("search")
    with open_library(root / "library") as opened:
        for n, notes in enumerate(("Tell the cost. Überraschung!", "don't rush", 'say "no" (AND mean it)')):
            path = root / f"{n}.wav"
            path.write_bytes(b"%d" % n)
            take = opened.add(path, analysis=make_analysis() if n == 0 else None)
            opened.save_take(
                make_take(take.id, notes=notes, tags=(f"tag{n}",), question=None, recording_file=take.recording_file)
            )
        yield opened


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("uberraschung", "Tell"),
        ("Überr*", "Tell"),
        ('"moved the launch"', None),
        ('"move the launch"', "Tell"),
        ("launch move", "Tell"),
        ("don't", "don't"),
        ("tag1", "don't"),
        ("say -rush", "say"),
        ("AND mean", "say"),
        ('"unclosed', None),
        ('"no" (AND', "say"),
    ],
)
def test_what_is_found(library, text, notes):
    hits = library.search(text)
    found = [library.get(hit.take.id).take.notes for hit in hits]
    assert [n for n in found if notes and n.startswith(notes)] == found
    assert bool(found) == bool(notes)


def test_hits_mark_the_words_and_know_the_moment(library):
    (hit,) = library.search('"two weeks"')
    assert [text for text, matched in hit.snippet if matched] == ["two weeks"]
    words = library.get(hit.take.id).analysis.transcript.words
    assert [w.text for w in words[hit.word : hit.word + 2]] == ["two", "weeks"]
    assert library.time_of_word(hit.take.id, hit.word) == words[hit.word].start
    (note,) = library.search("rush")
    assert note.word is None


@pytest.mark.parametrize("text", ["", "   ", "-", '""', "***", "()", "-cost", "\x00"])
def test_nothing_to_look_for_finds_nothing(library, text):
    assert library.search(text) == ()


@given(st.text(max_size=40))
def test_no_input_is_taken_for_syntax(text):
    query = fts_query(text)
    if query:
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        connection.execute("SELECT * FROM t WHERE t MATCH ?", [query]).fetchall()
        connection.close()


@given(st.lists(st.text(alphabet="abc é", max_size=6), max_size=6))
def test_marks_are_read_back(texts):
    marked = "".join(f"\x02{t}\x03" if i % 2 else t for i, t in enumerate(texts))
    assert "".join(text for text, _ in marked_parts(marked)) == "".join(texts)


def test_first_marked_word():
    assert first_marked_word("so I \x02moved\x03 it") == 2
    assert first_marked_word("so I moved it") is None


def test_of_thousands_of_hits_the_best_come_at_once(tmp_path):
    fill_library(tmp_path, 3_000)
    with open_library(tmp_path) as library:
        every = library.search("the", limit=3_000)
        assert len(every) == library.count(Filter(text="the", patches=True)) == 3_000
        assert library.search("the", limit=40) == every[:40]
        assert quickest(lambda: library.search("the", limit=40)) < within(0.015)

import dataclasses

from rehearse.export.reading import paragraphs
from tests.builders import make_analysis, make_silence


def pieces(analysis):
    return [piece for paragraph in paragraphs(analysis) for piece in paragraph.pieces]


def test_no_word_is_lost_and_the_marks_are_right():
    analysis = make_analysis()
    found = pieces(analysis)
    said = [p.text for p in found if p.kind in ("word", "filler", "doubtful")]
    assert said == [w.text for w in analysis.transcript.words]
    assert [p.text for p in found if p.kind == "filler"] == ["um", "like", "uh", "you", "know"]
    assert [p.text for p in found if p.kind == "doubtful"] == ["vendor"]
    assert [p.text for p in found if p.kind == "heard"] == ["uh"]
    assert [p.note for p in found if p.kind == "pause"] == ["long pause between clauses"]


def test_a_paragraph_ends_at_a_long_pause_between_clauses():
    analysis = make_analysis()
    first, second = paragraphs(analysis)
    assert second.pieces[0].text == "I"
    assert second.start == analysis.pauses[0].end
    inside = tuple(dataclasses.replace(p, place="inside") for p in analysis.pauses)
    assert len(paragraphs(dataclasses.replace(analysis, pauses=inside))) == 1
    assert first.start == analysis.transcript.words[0].start


def test_an_engine_without_probabilities_marks_no_doubt():
    assert not [p for p in pieces(make_analysis(rough=True)) if p.kind == "doubtful"]


def test_silence_has_no_paragraph():
    assert paragraphs(make_silence()) == ()

"""The summary of a loop: what was heard where, a story told in two ways, one priority."""

import dataclasses

import pytest

from rehearse.loops import moves
from rehearse.loops.gather import read_wholes, takes_by_id
from rehearse.loops.heard import Told
from rehearse.loops.run import new_run
from rehearse.loops.summary import make_summary
from rehearse.paths import private_dir
from rehearse.questions.loop import Loop, Round
from rehearse.serial import from_json, to_json
from rehearse.store import open_library
from rehearse.story.patched import PatchedElement, PatchedStory
from rehearse.types import Word
from tests import builders
from tests.accuracy.stories import load
from tests.loops.looping import AT, QUESTIONS, RUN, answer

BILLING = [row["text"] for row in load("retellings") if row["story"] == "billing"]
WARD = next(row["text"] for row in load("retellings") if row["story"] == "ward")


def told(take_id, question="p/b", text="", *, levels=None, duration=100.0, **analysis):
    """A take of a loop, saying `text`, with these levels of the story's elements."""
    asked = QUESTIONS[question]
    made = builders.make_analysis(question=asked, **analysis)
    if text:
        words = tuple(Word(each, n / 3, n / 3 + 0.2, 0.9) for n, each in enumerate(text.split()))
        made = dataclasses.replace(made, transcript=dataclasses.replace(made.transcript, words=words))
    if levels:
        elements = tuple(
            dataclasses.replace(each, level=levels.get(each.name, 2), evidence=()) for each in made.story.elements
        )
        made = dataclasses.replace(made, story=dataclasses.replace(made.story, elements=elements))
    take = builders.make_take(take_id, question=asked, duration=duration)
    return Told(take, made)


def aloud(take_id):
    made = told(take_id, "p/d")
    return Told(made.take, dataclasses.replace(made.analysis, story=None))


@pytest.fixture
def run():
    """A screen passed over, two answers to the director, the first of them followed up, and a design."""
    run = moves.skipped(moves.opened(RUN))
    run = answer(run, "t2", "t2a")
    return moves.finished(answer(answer(run, "t3"), "t4"), AT)


@pytest.fixture
def takes():
    return {
        "t2": told("t2", "p/b", BILLING[0], wpm=150),
        "t2a": told("t2a", "p/b", "It was nobody, really."),
        "t3": told("t3", "p/c", BILLING[1], wpm=182),
        "t4": aloud("t4"),
    }


def test_every_question_has_its_line_in_its_round(run, takes):
    made = make_summary(run, takes)
    assert [(part.title, len(part.answers)) for part in made.rounds] == [("Screen", 1), ("Director", 2), ("Design", 1)]
    screen, director, design = (part.answers for part in made.rounds)
    assert (screen[0].note, screen[0].skipped, screen[0].elements) == ("skipped", True, ())
    assert [each.place for each in director] == ["2.1", "2.2"]
    assert {e.name: e.alone for e in director[0].elements} == {"decision": 2, "tradeoff": 1, "cost": 0}
    assert [m.key for m in director[0].measures][:2] == ["answer_length", "speech_rate"]
    assert [(put.place, put.take) for put in director[0].follow_ups] == [("2.1.1", "t2a")]
    assert design[0].elements == () and design[0].note == "" and design[0].measures
    assert (made.questions, made.answered, made.skipped, made.follow_ups) == (4, 3, 1, 1)
    assert made.seconds == 400 and made.waiting == ()
    assert made.heard == {"decision": (0, 0, 2), "tradeoff": (0, 2, 0), "cost": (2, 0, 0)}


def test_it_can_be_written_and_read(run, takes):
    made = make_summary(run, takes)
    assert from_json(to_json(made), type(made)) == made


def test_what_a_follow_up_brought_is_told_apart_from_what_was_told_unasked(run, takes):
    story = takes["t2"].analysis.story
    elements = tuple(
        PatchedElement(e.name, e.level, 2 if e.name == "cost" else e.level, 0.9, (), ("t2a",)) for e in story.elements
    )
    whole = PatchedStory(story, story, (), elements)
    made = make_summary(run, takes, wholes={"t2": whole})
    levels = {e.name: (e.alone, e.now) for e in made.rounds[1].answers[0].elements}
    assert levels == {"decision": (2, 2), "tradeoff": (1, 1), "cost": (0, 2)}
    assert made.heard["cost"] == (2, 0, 0)


def test_what_is_still_open_was_not_asked_in_the_loop(run, takes):
    first = make_summary(run, takes).rounds[1].answers[0].still_open
    assert first is not None and first.element == "tradeoff"
    answers = list(run.answers)
    put = dataclasses.replace(answers[1].follow_ups[0], asked=first, skipped=True, take="")
    answers[1] = dataclasses.replace(answers[1], follow_ups=(put,))
    again = make_summary(dataclasses.replace(run, answers=tuple(answers)), takes).rounds[1].answers[0].still_open
    assert again is not None and again.question != first.question


def test_one_story_told_twice_is_compared(run, takes):
    made = make_summary(run, takes)
    (twice,) = made.told_twice
    assert (twice.before, twice.after, twice.rough) == ("2.1", "2.2", False)
    assert twice.frozen is not None and twice.drift
    takes["t3"] = told("t3", "p/c", WARD)
    assert make_summary(run, takes).told_twice == ()


def test_the_same_words_are_the_same_story_without_differences(run, takes):
    takes["t3"] = told("t3", "p/c", BILLING[0])
    (twice,) = make_summary(run, takes).told_twice
    assert twice.drift == () and twice.frozen == 1.0


def test_a_follow_up_that_tells_an_amount_in_another_way_is_told(run, takes):
    takes["t2"] = told("t2", "p/b", BILLING[0] + " We lost forty customers over the migration of the invoices.")
    takes["t2a"] = told("t2a", "p/b", "Well it was sixty customers we lost over the migration of the invoices.")
    takes["t3"] = told("t3", "p/c", WARD)
    (twice,) = make_summary(run, takes).told_twice
    assert (twice.before, twice.after, twice.frozen) == ("2.1", "2.1.1", None)
    assert [(drift.before.words, drift.after.words) for drift in twice.drift] == [("forty", "sixty")]


def test_words_heard_roughly_are_said_to_be(run, takes):
    takes["t3"] = told("t3", "p/c", BILLING[1], rough=True)
    assert make_summary(run, takes).told_twice[0].rough


def test_figures_differ_only_where_it_can_be_heard(run, takes):
    pace = next(f for f in make_summary(run, takes).figures if f.key == "speech_rate")
    assert (pace.lowest, pace.lowest_at, pace.highest, pace.highest_at) == (150, "2.1", 182, "2.2")
    assert pace.differs and pace.middle == 166 and pace.answers == 2
    takes["t3"] = told("t3", "p/c", BILLING[1], wpm=154)
    assert not next(f for f in make_summary(run, takes).figures if f.key == "speech_rate").differs


def test_figures_of_another_recogniser_are_left_out(run, takes):
    takes["t3"] = told("t3", "p/c", BILLING[1], rough=True, wpm=90)
    pace = next(f for f in make_summary(run, takes).figures if f.key == "speech_rate")
    assert (pace.rough, pace.answers, pace.left_out, pace.highest) == (True, 1, 1, 90)


def test_one_priority_weighed_over_all_answers(run, takes):
    made = make_summary(run, takes)
    assert made.priority.moment.kind == "cost" and made.priority.places == ("2.1", "2.2") and made.priority.of == 3
    # The decision is missing in one answer, the trade-off is thin in both: what returns weighs more.
    takes["t2"] = told("t2", "p/b", levels={"tradeoff": 1})
    takes["t3"] = told("t3", "p/c", levels={"tradeoff": 1, "decision": 0})
    assert make_summary(run, takes).priority.moment.kind == "tradeoff"


def test_without_anything_to_say_there_is_no_priority(run):
    made = make_summary(run, {})
    assert made.priority is None and made.figures == () and made.heard == {}
    assert made.rounds[1].answers[0].note.startswith("can't tell: the take is no longer")


def test_what_is_not_analysed_yet_or_failed_says_so(run, takes):
    takes["t2"] = Told(dataclasses.replace(takes["t2"].take, state="waiting"))
    takes["t3"] = Told(dataclasses.replace(takes["t3"].take, state="failed", failure="The recording is broken."))
    made = make_summary(run, takes)
    first, second = made.rounds[1].answers
    assert first.note == "can't tell yet: not analysed" and second.note == "The recording is broken."
    assert made.waiting == ("t2",)


def test_a_loop_that_was_given_up_has_a_summary(takes):
    run = moves.closed(answer(moves.skipped(moves.opened(RUN)), "t2"), AT)
    made = make_summary(run, takes)
    assert made.closed_at == AT and made.answered == 1
    assert [each.note for part in made.rounds for each in part.answers][2:] == ["not answered", "not answered"]


def test_a_loop_of_thinking_aloud_has_its_figures():
    loop = Loop("p/x", "X", (Round("Design", ("p/d",)),))
    run = answer(new_run(loop, QUESTIONS.__getitem__, id="x", at=AT), "t4")
    assert next(f.key for f in make_summary(run, {"t4": aloud("t4")}).figures) == "answer_length"


def test_a_run_is_summarised_from_the_library(tmp_path, run, takes):
    names = {"t2": "20261121-091502-0002", "t2a": "20261121-091502-002a", "t3": "20261121-091502-0003"}
    for name, take_id in names.items():
        folder = private_dir(tmp_path / "takes" / take_id)
        (folder / "take.json").write_bytes(to_json(dataclasses.replace(takes[name].take, id=take_id)))
        (folder / "analysis.json").write_bytes(to_json(takes[name].analysis))
    run = _with_names(run, names)
    with open_library(tmp_path) as library:
        found = takes_by_id(library, run)
        assert set(found) == set(names.values())
        library.delete([names["t3"]])
        made = make_summary(run, takes_by_id(library, run))
    assert made.rounds[1].answers[1].note.startswith("can't tell: the take is no longer")
    assert made.rounds[1].answers[0].note == ""


def test_an_answer_is_read_together_with_its_follow_ups(run, takes):
    """The story check itself: a cost that was told only when asked."""
    cost = (
        "It cost us the spring campaign and Tom, who had worked four months on it, lost his bonus, about nine "
        "thousand, and he left in June because of it and did not speak to me again"
    )
    takes["t2"], takes["t2a"] = told("t2", "p/b"), told("t2a", "p/b", cost)
    wholes = read_wholes(run, takes)
    assert list(wholes) == ["t2"]
    (heard,) = (e for e in make_summary(run, takes, wholes=wholes).rounds[1].answers[0].elements if e.name == "cost")
    assert heard.alone == 0 and heard.now == 2


def _with_names(run, names):
    def renamed(each):
        follow_ups = tuple(dataclasses.replace(put, take=names.get(put.take, put.take)) for put in each.follow_ups)
        return dataclasses.replace(each, take=names.get(each.take, each.take), follow_ups=follow_ups)

    return dataclasses.replace(run, answers=tuple(map(renamed, run.answers)))

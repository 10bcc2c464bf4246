"""What the review says of a take, its moments, fillers, numbers and story, without a window."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from rehearse.coaching.trends import Reading
from rehearse.store import StoredTake
from rehearse.story.patched import check_with_patches
from rehearse.types import Event, Moment, SelfRating, Transcript, Word
from tests.builders import WHISPER, make_analysis, make_silence, make_take
from tests.ui.views.test_library_model import row
from ui.views.review import fillers, moments, numbers, story, words

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
DAYS = [
    ("2026-11-21T18:04:00+00:00", "today 18:04"),
    ("2026-11-20T09:05:00+00:00", "yesterday 9:05"),
    ("2026-11-03T09:15:00+00:00", "3 Nov, 9:15"),
    ("2025-11-03T09:15:00+00:00", "3 Nov 2025, 9:15"),
    ("some time", "some time"),
]


@pytest.mark.parametrize(("at", "said"), DAYS)
def test_a_day_is_named_as_people_name_it(at, said):
    assert words.day_and_time(at, now=NOW) == said


def test_a_take_is_told_among_those_of_its_question():
    siblings = [row(id="a"), row(id="b"), row(id="c")]
    take = make_take("b", created_at="2026-11-21T18:04:00+00:00", duration=118.0)
    assert words.subtitle(take, siblings, now=NOW) == "Take 2 of 3, today 18:04, 1 min 58 s"
    alone = dataclasses.replace(take, id="x")
    assert words.subtitle(alone, siblings[:1], now=NOW) == "Today 18:04, 1 min 58 s"
    patch = dataclasses.replace(take, patch_of="a", patch_element="cost")
    assert words.subtitle(patch, (), now=NOW).startswith("Completes cost, today")


def test_what_happened_is_told_in_order_the_recovery_last():
    take = make_take(events=(Event(112.0, "recovered", "Recovered."), Event(31.0, "camera lost", "The camera went.")))
    assert words.events(take) == "At 0:31: The camera went. Recovered."


def stored(analysis=None, problem="", **changes):
    return StoredTake(make_take(**changes), analysis, None, problem)


def test_a_take_without_results_says_why():
    assert words.why_no_analysis(stored(state="failed", failure="It ran out of memory."))[1] == "It ran out of memory."
    assert "not touched" in words.why_no_analysis(stored(problem="It is damaged."))[1]
    assert words.why_no_analysis(stored())[0] == "Not analysed yet"


# --------------------------------------------------------------------------- moments


def test_priorities_carry_the_next_question_where_one_would_mend_them():
    found = moments.priorities(make_analysis())
    assert [p.element for p in found] == ["cost", ""]
    assert found[0].ask == "What did those two weeks cost, and who paid?"
    assert found[1].at == 7.0 and found[1].time == "0:07"


def test_a_priority_about_the_whole_answer_points_at_what_it_hangs_on():
    analysis = dataclasses.replace(make_analysis(), priorities=(Moment(0.0, 0.0, "cost", "Say what it cost.", 0.9),))
    (found,) = moments.priorities(analysis)
    assert found.at == analysis.follow_ups[0].start_s and found.time


def test_the_moment_that_plays_is_the_last_begun_that_is_not_over():
    rows = moments.rows(
        dataclasses.replace(
            make_analysis(),
            moments=(Moment(1, 9, "a", "", 1), Moment(3, 3, "b", "", 1), Moment(20, 21, "c", "", 1)),
        )
    )
    assert [moments.current(rows, s) for s in (0.0, 1.0, 3.2, 6.0, 15.0, 20.5)] == [-1, 0, 1, 0, -1, 2]
    assert moments.following(rows, 3.0) == 2 and moments.following(rows, 20.0) == -1
    assert moments.preceding(rows, 3.5) == 0 and moments.preceding(rows, 10.0) == 1


# --------------------------------------------------------------------------- fillers


def test_the_filler_meant_is_the_one_heard_last_or_next_to_the_playhead():
    found = make_analysis().fillers
    times = [f.start for f in found]
    for index, filler in enumerate(found):
        assert fillers.near(found, (filler.start + filler.end) / 2) == index
    assert fillers.near(found, found[-1].end + 1) == len(times) - 1
    assert fillers.near(found, found[-1].end + 60) is None
    assert fillers.near((), 1.0) is None


def test_the_same_verdict_twice_takes_it_back():
    filler = make_analysis().fillers[0]
    assert fillers.verdict(filler, True) is True
    assert fillers.verdict(dataclasses.replace(filler, confirmed=True), True) is None
    assert fillers.verdict(dataclasses.replace(filler, confirmed=True), False) is False


# --------------------------------------------------------------------------- numbers


def reading(day, value, *, key="speech_rate", engine="faster-whisper base.en", certainty="sure", unit="words/min"):
    at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=day)
    return Reading(f"t{day}", at.isoformat(), key, "Pace", value, unit, certainty, 3.0, engine)


def test_what_is_usual_is_the_middle_of_earlier_takes_by_the_same_engine():
    analysis = make_analysis()
    at = "2026-11-21T09:15:02+00:00"
    three = [reading(1, 120.0), reading(2, 150.0), reading(3, 140.0)]
    assert numbers.usual_before(three, analysis, "me", at)["speech_rate"] == numbers.Usual(140.0, 3)
    assert not numbers.usual_before(three[:2], analysis, "me", at)
    others = [reading(n, 100.0, engine="pocketsphinx en-us") for n in range(4)]
    rough = [reading(n, 100.0, certainty="rough") for n in range(4)]
    later = [reading(n, 100.0) for n in range(25, 29)]
    assert not numbers.usual_before([*others, *rough, *later], analysis, "me", at)
    assert not numbers.usual_before([r._replace(take_id="me") for r in three], analysis, "me", at)


def row_of(key, *, usual=None, rating=None, analysis=None):
    groups = numbers.groups(analysis or make_analysis(), usual or {}, rating)
    return next(found for _, rows in groups for found in rows if found.key == key)


def test_a_figure_says_advice_usual_and_guess():
    found = row_of(
        "speech_rate", usual={"speech_rate": numbers.Usual(152.0, 6)}, rating=SelfRating(overall=3, wpm=130.0)
    )
    assert found.detail == "Advice 120 to 170, your usual 152, you guessed 130"
    assert found.source == "sure, by Whisper" and found.value == "146 words/min" and found.error == "± 3"
    assert found.bar is not None and found.bar.band is not None
    assert found.bar.band[0] < found.bar.value < found.bar.band[1]


def test_a_guessed_share_stands_in_per_cent():
    assert "you guessed 70" in row_of("eye_contact_share", rating=SelfRating(eye_contact_share=0.7)).detail.lower()


def test_a_figure_that_cannot_be_told_says_why_and_draws_nothing():
    found = row_of("eye_contact_share", analysis=make_analysis(seen=False))
    assert found.value == "can't tell" and not found.known and found.bar is None and found.source == ""
    assert found.note.startswith("Nothing was seen")


def test_every_figure_is_shown_once():
    analysis = make_analysis()
    shown = [found.key for _, rows in numbers.groups(analysis, {}) for found in rows]
    assert sorted(shown) == sorted(m.key for m in analysis.measures)


@pytest.mark.parametrize("value", [0.0, 60.0, 119.0, 145.0, 171.0, 400.0])
def test_a_bar_holds_the_figure_wherever_it_lies(value):
    measure = dataclasses.replace(make_analysis().measures[0], value=value, error=3.0)
    bar = numbers.make_bar(measure, numbers.Usual(140.0, 3))
    low, high = numbers.scale_of(measure, value)
    assert low <= value <= high
    assert bar.band[0] < bar.band[1] and 0 <= bar.value <= 1 and 0 <= bar.usual <= 1
    inside = bar.band[0] <= bar.value <= bar.band[1]
    assert inside == (120 <= value <= 170)


# --------------------------------------------------------------------------- story


def test_a_story_page_tells_levels_quotes_and_the_next_question():
    page = story.make_page(make_analysis())
    by_name = {element.name: element for element in page.elements}
    assert by_name["decision"].level == "clear" and by_name["decision"].quotes[0].at is not None
    assert by_name["cost"].level == "not heard" and not by_name["cost"].quotes and by_name["cost"].ask
    assert not by_name["decision"].ask
    assert all(e.ask for e in page.elements if e.level != "clear")
    assert page.rough == "" and story.make_page(make_analysis(rough=True)).rough


def test_what_is_clear_is_asked_one_layer_deeper_below_the_elements():
    page = story.make_page(make_analysis())
    gaps = {element.name for element in page.elements if element.level != "clear"}
    assert all(asked.element not in gaps for asked in page.more_asks)
    told = make_analysis()
    clear = tuple(dataclasses.replace(element, level=2) for element in told.story.elements)
    told = dataclasses.replace(told, story=dataclasses.replace(told.story, elements=clear))
    deeper = story.make_page(told).more_asks
    assert deeper[0].element == "decision" and "what were you guessing" in deeper[0].question


def test_remarks_lead_to_their_moment():
    analysis = make_analysis()
    words = (*analysis.transcript.words, Word("some", 30.0, 30.2, 0.9), Word("challenges", 30.3, 30.8, 0.9))
    text = f"{analysis.story.text} some challenges"
    analysis = dataclasses.replace(
        analysis,
        transcript=dataclasses.replace(analysis.transcript, words=words),
        story=dataclasses.replace(analysis.story, text=text),
    )
    (remark,) = (each for each in story.make_page(analysis).remarks if "some challenges" in each.sentence)
    assert (remark.at, remark.time) == (30.0, "0:30") and remark.ask == "Which one hurt most? Name it."


def test_without_a_story_the_page_says_so():
    page = story.make_page(make_silence())
    assert page.note.startswith("Can't tell") and not page.elements


def test_a_patch_is_listed_with_what_it_changed():
    said = "it cost us the spring campaign the marketing team lost forty thousand pounds and two people left over it"
    spoken = tuple(Word(text, i * 0.4, i * 0.4 + 0.3, 0.97) for i, text in enumerate(said.split()))
    analysis = make_analysis()
    no_cost = (*analysis.transcript.words[:39], *analysis.transcript.words[48:])
    analysis = dataclasses.replace(analysis, transcript=dataclasses.replace(analysis.transcript, words=no_cost))
    answer = dataclasses.replace(analysis, transcript=Transcript(spoken, "en", WHISPER))
    patch = StoredTake(make_take("patch", patch_of="me", patch_element="cost", duration=22.0), answer, None)
    whole = story.read_whole(analysis, [patch])
    assert whole == check_with_patches(analysis.transcript, [("patch", answer.transcript)])
    page = story.make_page(analysis, [patch], whole)
    cost = next(element for element in page.elements if element.name == "cost")
    assert cost.level != "not heard" and cost.patched == "not heard in the answer alone"
    assert [quote.take for quote in cost.quotes] == ["patch"]
    assert page.patches[0].title == "Cost, 22 s" and "Cost: not heard before, now" in page.patches[0].effect


def test_a_patch_that_is_not_analysed_says_so():
    waiting = StoredTake(make_take("p", patch_of="me", patch_element="cost", state="waiting"), None, None)
    page = story.make_page(make_analysis(), [waiting], story.read_whole(make_analysis(), [waiting]))
    assert page.patches[0].effect == "It is being analysed. What it changes shows here when that is done."

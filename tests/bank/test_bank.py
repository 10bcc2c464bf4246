"""The story bank: told again it is one story, and what changed between tellings is shown."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from rehearse.bank import alike
from rehearse.bank.alike import SAME
from rehearse.bank.bank import count_stories, make_bank
from rehearse.bank.drift import find_drift
from rehearse.bank.grouping import group
from rehearse.bank.likeness import fingerprint, likeness
from rehearse.bank.telling import Telling
from rehearse.bank.wording import frozen_share
from tests.accuracy.stories import load
from tests.retold import retold_often
from tests.speed import quickest, within

RETOLD = load("retellings")
DAY = date(2026, 3, 2)


def tellings(rows=RETOLD):
    return [
        Telling(f"t{number:02d}", DAY + timedelta(days=number), row["text"], competency=row["story"])
        for number, row in enumerate(rows)
    ]


def changes(*texts):
    return find_drift([Telling(f"t{number}", DAY, text) for number, text in enumerate(texts)])


def drifts(one, other):
    return [(d.kind, d.before.words, d.after.words) for d in changes(one, other)]


# --------------------------------------------------------------------------- which takes tell the same


def test_retellings_in_other_words_are_one_story():
    found = [{telling.competency for telling in each.tellings} for each in group(tellings())]
    assert sorted(map(sorted, found)) == [[name] for name in sorted({row["story"] for row in RETOLD})]


def test_few_takes_are_grouped_as_many_are(monkeypatch):
    one_by_one = [[telling.take_id for telling in each.tellings] for each in group(tellings())]
    monkeypatch.setattr("rehearse.bank.grouping.FEW", 0)
    assert one_by_one == [[telling.take_id for telling in each.tellings] for each in group(tellings())]


def test_hundreds_are_grouped_as_few_are(monkeypatch):
    said = retold_often(400)
    said[300] = replace(said[300], story="The one I named")
    by_word = [[telling.take_id for telling in each.tellings] for each in group(said)]
    assert 50 < len(by_word) < 150
    monkeypatch.setattr("rehearse.bank.grouping.FEW", len(said))
    assert by_word == [[telling.take_id for telling in each.tellings] for each in group(said)]


def test_years_of_answers_are_told_apart_in_seconds():
    said = retold_often(2_000)
    assert quickest(lambda: group(said), times=2) < within(0.9)


def test_what_is_said_word_for_word_again_is_not_compared_again(monkeypatch):
    said, compared = [Telling(f"t{number:04d}", DAY, RETOLD[0]["text"]) for number in range(1_000)], []
    monkeypatch.setattr(alike, "likeness", lambda a, b: compared.append(1) or likeness(a, b))
    said[500] = replace(said[500], story="The one I named")
    (named,) = group(said)
    assert named.name == "The one I named" and len(named.tellings) == 1_000 and len(compared) < 3


def test_only_those_in_question_are_compared_word_for_word(monkeypatch):
    said, compared = retold_often(1_000), []
    monkeypatch.setattr(alike, "likeness", lambda a, b: compared.append(1) or likeness(a, b))
    group(said)
    assert 1_000 <= len(compared) < 20_000  # of half a million pairs


def test_stories_are_counted_as_of_a_day():
    groups = group(tellings())
    assert count_stories(groups) == dict.fromkeys(("billing", "ward", "museum", "cluster", "school"), 1)
    assert count_stories(groups, before=DAY + timedelta(days=4)) == {"billing": 1, "ward": 1}
    assert count_stories(groups, before=DAY) == {}


def test_different_stories_are_not_alike():
    answers = [row["text"] for name in ("dev-a", "dev-b") for row in load(name)]
    prints = [fingerprint(text) for text in answers[::2]]  # neighbours share their text
    likes = [likeness(a, b) for a, b in combinations(prints, 2)]
    assert sum(like >= SAME for like in likes) <= 1  # two that are made of the same buzzwords
    assert len(likes) > 800


def test_what_the_person_named_stands_together_and_draws_its_likes():
    said = tellings()
    said[0] = replace(said[0], story="The delay")
    said[5] = replace(said[5], story="The delay")  # another story, by the person's own word
    groups = {each.name: [telling.take_id for telling in each.tellings] for each in group(said)}
    assert groups["The delay"][:3] == ["t00", "t01", "t02"] and "t05" in groups["The delay"]


def test_a_few_words_are_a_story_of_their_own():
    short = [Telling(f"s{n}", DAY, "I rang Priya about the Italian credit notes.") for n in range(2)]
    assert len(group([*tellings()[:1], *short])) == 3


def test_nothing_told_is_an_empty_bank():
    bank = make_bank([], competencies=["judgement"])
    assert bank.stories == () and [(c.competency, c.stories) for c in bank.coverage] == [("judgement", ())]


# --------------------------------------------------------------------------- drift and wording


def test_amounts_that_changed_between_tellings():
    first, second, third = (row["text"] for row in RETOLD[:3])
    assert drifts(first, second) == [("week", "two", "three"), ("a year", "forty thousand", "fifty thousand")]
    assert drifts(first, first) == []
    assert ("a year", "fifty thousand", "forty thousand") in drifts(second, third)


def test_what_is_told_once_or_of_something_else_is_no_drift():
    assert drifts("we lost two weeks on the ship model", "we lost two weeks on the ship model and three nights") == []
    assert drifts("nine people came to the launch in Leeds", "I hired five people for the warehouse in May") == []
    assert drifts("", "we lost two weeks") == []


def test_quotes_of_a_drift_are_the_persons_words():
    for drift in changes(RETOLD[0]["text"], RETOLD[1]["text"]):
        assert drift.before.quote in RETOLD[0]["text"] and drift.after.quote in RETOLD[1]["text"]
        assert drift.before.words in drift.before.quote


def test_frozen_wording():
    first, second = RETOLD[0]["text"], RETOLD[1]["text"]
    assert frozen_share(first, second) < 0.05
    assert frozen_share(first, first) == 1.0
    assert 0.6 < frozen_share(first, first.replace("forty thousand", "fifty") + " And that was that.") < 1.0
    assert frozen_share("", "") == 0.0


# --------------------------------------------------------------------------- the whole


def test_a_story_tells_what_it_serves_how_often_and_how_fresh_it_is():
    said = tellings(RETOLD[:3])
    said[1] = replace(said[1], competency="ownership", levels={"decision": 2, "cost": 1})
    (story,) = make_bank(said).stories
    assert story.competencies == ("billing", "ownership")
    assert (len(story.tellings), story.last_told, story.days_since(DAY + timedelta(days=30))) == (3, said[2].on, 28)
    assert story.levels == {"decision": 2, "tradeoff": 0, "cost": 1}
    assert not story.over_rehearsed and not story.named and "Priya" in story.name


def test_a_text_learnt_by_heart_is_told():
    said = [replace(each, text=RETOLD[0]["text"]) for each in tellings(RETOLD[:2])]
    (story,) = make_bank(said).stories
    assert story.over_rehearsed and story.frozen == 1.0 and story.drift == ()


@pytest.mark.parametrize(
    ("decision", "name"), [("I moved the launch", "I moved the launch"), ("a " * 12, "a a a a a a a a a …")]
)
def test_a_story_is_proposed_by_its_decision(decision, name):
    (story,) = make_bank([replace(tellings()[0], decision=decision)]).stories
    assert story.name == name


def test_coverage_counts_stories_not_tellings():
    bank = make_bank(tellings(), competencies=["Billing", "courage"])
    told = {cover.competency.casefold(): len(cover.stories) for cover in bank.coverage}
    assert told["billing"] == 1 and told["courage"] == 0 and told["ward"] == 1


def test_two_stories_never_share_a_proposed_name():
    said = [replace(each, decision="I said no") for each in tellings()]
    names = [story.name for story in make_bank(said).stories]
    assert len(names) == len(set(names)) == 5

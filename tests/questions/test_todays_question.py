import datetime
import itertools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehearse.errors import NotFoundError
from rehearse.questions import Answered, choose_today, todays_question
from rehearse.types import Question

DAY = datetime.date(2026, 3, 2)
POOL = [Question(f"p/{topic}{i}", f"{topic} {i}?", competency=topic) for topic in ("a", "b", "c") for i in range(4)]
GOOD = {"decision": 2, "tradeoff": 1, "cost": 1}
BAD = {"decision": 1, "tradeoff": 0, "cost": 0}


def ago(days: int) -> datetime.date:
    return DAY - datetime.timedelta(days=days)


def live(days: int, marks, pool=POOL) -> list[str]:
    """Answer the question of the day, every day; `marks` gives the marks of the n-th answer."""
    history: list[Answered] = []
    for n in range(days):
        date = DAY + datetime.timedelta(days=n)
        history.append(Answered(todays_question(pool, history=history, date=date).key, date, marks(n)))
    return [answer.key for answer in history]


def test_nothing_to_choose_from_is_told():
    with pytest.raises(NotFoundError):
        todays_question([], history=[], date=DAY)


def test_the_day_decides_and_answering_does_not_change_it():
    chosen = todays_question(POOL, history=[], date=DAY)
    answered = [Answered(chosen.key, DAY, BAD)]
    assert todays_question(POOL, history=answered, date=DAY) == chosen
    days = {todays_question(POOL, history=[], date=ago(n)).key for n in range(30)}
    assert len(days) > 6


def test_the_order_of_the_pool_does_not_matter():
    assert todays_question(POOL[::-1], history=[], date=DAY) == todays_question(POOL, history=[], date=DAY)


def test_the_competency_told_least_is_asked():
    history = [Answered("p/a0", ago(60), GOOD), Answered("p/b0", ago(50), GOOD), Answered("p/b1", ago(40), GOOD)]
    assert todays_question(POOL, history=history, date=DAY).competency == "c"


def test_a_question_never_told_comes_before_one_told_once():
    history = [Answered(f"p/{topic}0", ago(100), GOOD) for topic in "abc"]
    assert not todays_question(POOL, history=history, date=DAY).key.endswith("0")


OTHERS = [Answered(f"p/{topic}1", ago(90), GOOD) for topic in "bc"]


@pytest.mark.parametrize(("good_since", "wait"), [((), 1), ((1,), 3), ((1, 4), 7), ((1, 4, 11), 16)])
def test_a_weak_answer_returns_after_1_3_7_and_16_days_and_not_before(good_since, wait):
    """`good_since`: days after the weak answer on which it was told well."""
    last = wait + (good_since[-1] if good_since else 0)
    told = [Answered("p/a0", ago(last), BAD), *(Answered("p/a0", ago(last - day), GOOD) for day in good_since)]
    between = [Answered("p/c2", ago(wait), GOOD)]  # the newest answer is no return
    history = [*OTHERS, *told, *between]
    choice = choose_today(POOL, history=history, date=DAY)
    assert (choice.question.key, choice.reason) == ("p/a0", "due again")
    if wait > 1:
        assert choose_today(POOL, history=history, date=ago(1)).reason != "due again"


def test_told_well_on_four_days_it_is_learnt_and_a_relapse_begins_anew():
    told = [Answered("p/a0", ago(60), BAD), *(Answered("p/a0", ago(day), GOOD) for day in (59, 56, 49, 33))]
    history = [*OTHERS, *told]
    assert choose_today(POOL, history=history, date=DAY).reason == "told least"
    relapse = [*history, Answered("p/a0", ago(2), BAD), Answered("p/c3", ago(1), GOOD)]
    assert choose_today(POOL, history=relapse, date=DAY).question.key == "p/a0"


def test_a_second_try_on_the_same_day_does_not_count_as_recalled_later():
    history = [*OTHERS, Answered("p/a0", ago(2), BAD), Answered("p/a0", ago(2), GOOD), Answered("p/c3", ago(1), GOOD)]
    assert choose_today(POOL, history=history, date=DAY).question.key == "p/a0"


def test_why_it_comes_back_is_told():
    def why(*history):
        return choose_today(POOL, history=[*history, Answered("p/c3", ago(1), GOOD)], date=DAY).sentence

    weak = Answered("p/a0", ago(2), BAD)
    assert why(weak) == "It comes back: 2 days ago no trade-off and no cost were heard."
    assert why(Answered("p/a0", ago(2), {"decision": 1, "tradeoff": 1, "cost": 0})).endswith("no cost was heard.")
    assert why(Answered("p/a0", ago(2), {"decision": 0})).endswith("no decision was heard.")
    all_missing = why(Answered("p/a0", ago(2), {"decision": 0, "tradeoff": 0, "cost": 0}))
    assert "no decision, no trade-off and no cost were heard" in all_missing
    later = why(Answered("p/a0", ago(9), BAD), Answered("p/a0", ago(5), GOOD))
    assert later == "It comes back: 9 days ago no trade-off and no cost were heard, 5 days ago it went better."


def test_the_competency_with_the_fewest_stories_is_asked_whatever_was_answered():
    history = [Answered(f"p/c{n}", ago(100 + n), GOOD) for n in range(3)]
    choice = choose_today(POOL, history=history, date=DAY, stories={"a": 2, "b": 3, "c": 1})
    assert (choice.question.key, choice.reason) == ("p/c3", "told least")
    assert choice.sentence == "One story about c so far, among the fewest."
    none = choose_today(POOL, history=history, date=DAY, stories={"a": 2, "c": 1})
    assert (none.question.competency, none.sentence) == ("b", "No story about b yet.")


def test_a_pinned_question_comes_first_until_it_is_passed_over_or_gone():
    weak = [Answered("p/a0", ago(1), BAD)]
    choice = choose_today(POOL, history=weak, date=DAY, pinned="p/b3")
    assert (choice.question.key, choice.reason) == ("p/b3", "pinned")
    assert choose_today(POOL, history=weak, date=DAY, pinned="p/b3", passed_over={"p/b3"}).question.key == "p/a0"
    assert choose_today(POOL, history=weak, date=DAY, pinned="gone/b3").question.key == "p/a0"


def test_what_is_passed_over_is_asked_only_where_nothing_else_is_left():
    every = {question.key for question in POOL}
    assert choose_today(POOL, history=[], date=DAY, passed_over=every - {"p/a2"}).question.key == "p/a2"
    assert choose_today(POOL, history=[], date=DAY, passed_over=every).question in POOL


def test_a_good_answer_does_not_return_that_soon():
    pool = POOL[:2]
    history = [Answered("p/a0", ago(5), GOOD), Answered("p/a1", ago(20), GOOD)]
    assert todays_question(pool, history=history, date=DAY).key == "p/a1"


def test_an_answer_without_a_story_is_not_held_against_anybody():
    assert Answered("p/a0", DAY).good
    assert not Answered("p/a0", DAY, BAD).good


def test_when_all_are_resting_the_one_told_longest_ago_is_asked():
    history = [Answered(question.key, ago(1 + i % 2), GOOD) for i, question in enumerate(POOL)]
    chosen = todays_question(POOL, history=history, date=DAY)
    assert next(answer.on for answer in history if answer.key == chosen.key) == ago(2)


def test_twelve_good_days_cover_all_twelve_questions_and_competencies_in_turn():
    keys = live(12, lambda n: GOOD)
    assert len(set(keys)) == 12
    assert all(len({key[2] for key in keys[i : i + 3]}) == 3 for i in (0, 3, 6, 9))


def test_one_who_answers_badly_still_meets_new_questions():
    keys = live(24, lambda n: BAD)
    assert len(set(keys)) == 12
    assert max(Counter(keys).values()) >= 2
    returns = [key in keys[:n] for n, key in enumerate(keys)]
    first_round = returns[: max(n for n, back in enumerate(returns) if not back)]
    assert not any(a and b for a, b in itertools.pairwise(first_round))


keys = st.sampled_from([question.key for question in POOL] + ["other/x", ""])
answers = st.builds(
    Answered,
    keys,
    st.dates(ago(400), DAY + datetime.timedelta(days=30)),
    st.dictionaries(st.sampled_from(["decision", "tradeoff", "cost", "result"]), st.integers(0, 2)),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(answers, max_size=30), st.randoms())
def test_any_history_gives_one_question_of_the_pool_however_it_is_ordered(history, random):
    chosen = todays_question(POOL, history=history, date=DAY)
    assert chosen in POOL
    good = {answer.key for answer in history if answer.on < DAY} - {a.key for a in history if not a.good}
    recent = {answer.key for answer in history if ago(13) <= answer.on < DAY} & good
    if {question.key for question in POOL} - {answer.key for answer in history}:
        assert chosen.key not in recent
    one_a_day = list({answer.on: answer for answer in history}.values())
    shuffled = random.sample(one_a_day, len(one_a_day))
    assert todays_question(POOL, history=shuffled, date=DAY) == todays_question(POOL, history=one_a_day, date=DAY)

import datetime
import itertools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehearse.errors import NotFoundError
from rehearse.questions import Answered, todays_question
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


def test_a_weak_answer_returns_after_three_days_and_not_before():
    others = [Answered(f"p/{topic}1", ago(90), GOOD) for topic in "bc"]
    weak = [*others, Answered("p/a0", ago(3), BAD)]
    assert todays_question(POOL, history=weak, date=DAY).key == "p/a0"
    assert todays_question(POOL, history=weak, date=ago(1)).key != "p/a0"


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
    recent = {answer.key for answer in history if ago(2) <= answer.on < DAY}
    if {question.key for question in POOL} - {answer.key for answer in history}:
        assert chosen.key not in recent
    one_a_day = list({answer.on: answer for answer in history}.values())
    shuffled = random.sample(one_a_day, len(one_a_day))
    assert todays_question(POOL, history=shuffled, date=DAY) == todays_question(POOL, history=one_a_day, date=DAY)

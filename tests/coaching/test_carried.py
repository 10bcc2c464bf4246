import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.carried import FORGOTTEN, Outcome, carried_priority, outcome_of
from rehearse.coaching.priorities import find_priorities, find_shortcomings
from rehearse.types import Moment
from tests.builders import make_analysis, make_take

SEVERITY = {"cost": 0.96, "thin cost": 0.88, "decision": 0.98, "speech_rate": 0.6, "reflection": 0.7}
KINDS = frozenset({"cost", "decision", "speech_rate", "reflection"})


def outcome(number: int, *short: str, judged: frozenset[str] = KINDS) -> Outcome:
    found = [Moment(0, 0, name.removeprefix("thin "), f"Mind the {name}.", SEVERITY[name]) for name in short]
    found.sort(key=lambda moment: -moment.severity)
    return Outcome(f"t{number}", f"2026-01-{number:02d}T09:00:00+00:00", judged, tuple(found))


def after(*takes) -> object:
    return carried_priority(outcome(n, *short) for n, short in enumerate(takes, start=1))


def test_without_takes_or_shortcomings_there_is_none():
    assert carried_priority([]) is None
    assert after((), ()) is None


def test_it_is_held_although_something_worse_turns_up():
    carried = after(("cost",), ("decision", "cost"), ("decision", "cost"))
    assert (carried.kind, carried.since, carried.improved) == ("cost", "t1", ())
    assert carried.told == ("t1", "t2", "t3")
    assert carried.take_id == "t3"


def test_it_goes_when_it_was_better_in_two_takes_even_with_a_relapse_between():
    assert after(("cost",), (), ("cost",)).improved == ("t2",)
    assert after(("cost",), (), ("cost",), ()) is None
    carried = after(("cost",), (), ("cost", "reflection"), ("reflection",))
    assert (carried.kind, carried.since) == ("reflection", "t4")


def test_a_thin_cost_is_better_than_none():
    assert after(("cost",), ("thin cost",)).improved == ("t2",)
    assert after(("thin cost",), ("thin cost",)).improved == ()
    assert after(("thin cost",), ("cost",)).improved == ()


def test_a_figure_outside_its_advice_is_never_better():
    nearer = Outcome("t2", "", KINDS, (Moment(0, 0, "speech_rate", "Slow down.", 0.41),))
    assert carried_priority([outcome(1, "speech_rate"), nearer]).improved == ()


def test_what_a_take_cannot_tell_changes_nothing():
    silent = outcome(2, judged=frozenset({"speech_rate"}))
    carried = carried_priority([outcome(1, "cost"), silent, outcome(3)])
    assert (carried.told, carried.improved) == (("t1", "t3"), ("t3",))


def test_what_nothing_tells_of_any_more_is_let_go():
    silent = [outcome(n, "speech_rate", judged=frozenset({"speech_rate"})) for n in range(2, 2 + FORGOTTEN)]
    assert carried_priority([outcome(1, "cost"), *silent[:-1]]).kind == "cost"
    assert carried_priority([outcome(1, "cost"), *silent]).kind == "speech_rate"


def test_the_next_is_what_the_last_takes_have_in_common():
    carried = after(("cost",), ("reflection",), ("decision", "reflection"))
    assert carried.kind == "reflection"
    assert carried.since == "t3"


def test_what_has_just_improved_comes_again_only_where_nothing_else_is_short():
    assert after(("cost",), ("thin cost",), ("thin cost",)).kind == "cost"
    assert after(("cost",), ("thin cost",), ("thin cost", "speech_rate")).kind == "speech_rate"


def test_an_analysis_says_what_it_can_judge_and_all_that_falls_short():
    analysis = make_analysis(wpm=230.0)
    found = outcome_of(make_take(), analysis)
    assert {"cost", "decision", "episode", "speech_rate"} <= found.judged
    assert "snr" not in found.judged
    kinds = [moment.kind for moment in found.shortcomings]
    assert kinds[0] == "cost"
    assert {"tradeoff", "speech_rate", "answer_length"} <= set(kinds)
    assert find_priorities(story=analysis.story, measures=analysis.measures) == found.shortcomings[:3]


def test_rough_figures_and_think_aloud_rounds_are_not_judged():
    rough = outcome_of(make_take(), make_analysis(rough=True, wpm=230.0))
    assert "speech_rate" not in rough.judged
    assert rough.short_of("speech_rate") is None
    analysis = make_analysis()
    assert not find_shortcomings(story=analysis.story, mode="think-aloud")


names = st.lists(st.sampled_from(sorted(SEVERITY)), max_size=3, unique=True)


@given(st.lists(names, max_size=12))
def test_any_history(takes):
    takes = [[n for n in take if not (n == "thin cost" and "cost" in take)] for take in takes]
    carried = after(*takes)
    if carried is None:
        assert not takes or not takes[-1] or len(takes) > 1
        return
    assert len(carried.improved) < 2
    assert set(carried.improved) <= set(carried.told)
    assert carried.since == carried.told[0]


@pytest.mark.parametrize("count", [1, 5, 40])
def test_never_better_never_ends(count):
    carried = after(*[("cost",)] * count)
    assert (carried.since, len(carried.told)) == ("t1", count)


def test_how_long_it_is_held_is_told():
    assert after(("cost",)).progress == "New since your last answer. It stays until it was better in two."
    assert after(("cost",), ("cost",)).progress.startswith("Held for 2 answers, better in none of them.")
    assert after(("cost",), (), ("cost",)).progress.startswith("Held for 3 answers, better in 1 of them.")

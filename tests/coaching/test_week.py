from datetime import date, timedelta

from rehearse.coaching.practice import find_practice
from rehearse.coaching.story_trend import StoryPoint
from rehearse.coaching.trends import Reading, find_trends
from rehearse.coaching.week import WeekTake, best_moment, hardest_moment, make_week
from rehearse.types import Moment

LAST = date(2026, 11, 28)
NO_STORY = StoryPoint("2026-11-22", "2026-11-28", 0, {}, {}, ())


def take(name, *moments, clear=(), back=0):
    day = (LAST - timedelta(days=back)).isoformat()
    return WeekTake(name, day, "Tell me about a risk.", tuple(moments), frozenset(clear))


def moment(kind, severity=0.5, start=10.0):
    return Moment(start, start + 3, kind, f"A {kind}.", severity)


def readings(key, before, now):
    for back in range(14):
        at = f"{LAST - timedelta(days=back)}T09:00:00+00:00"
        yield Reading(f"t{back}", at, key, key.capitalize(), now if back < 7 else before, "u", "sure", None, "E")


def week(takes=(), trends=(), last=LAST, **options):
    practice = find_practice([], [], today=last, days_aim=5, loops_aim=0)
    return make_week(last=last, practice=practice, takes=takes, trends=trends, story=NO_STORY, **options)


def test_measures_are_told_by_whether_they_changed():
    found = find_trends([*readings("speech_rate", 180, 150), *readings("pitch_variation", 2.5, 2.6)], today=LAST)
    made = week([take("a"), take("b", back=1)], found)
    assert [(f.key, f.value) for f in made.changed] == [("speech_rate", 150)]
    assert [f.key for f in made.unchanged] == ["pitch_variation"]
    assert made.summary == "2 answers on 2 days. Changed so that it can be noticed: speech_rate."


def test_too_early_is_not_called_unchanged_and_a_week_without_a_figure_has_none():
    first_week = [r for r in readings("speech_rate", 180, 150) if r.created_at[:10] >= "2026-11-22"]
    made = week([take("a")], find_trends(first_week, today=LAST))
    assert ([f.key for f in made.unknown], made.unchanged) == (["speech_rate"], ())
    assert made.summary == "1 answer on 1 day. Too early to say what changed."
    earlier = [r for r in readings("speech_rate", 180, 150) if r.created_at[:10] < "2026-11-22"]
    assert week([take("a")], find_trends(earlier, today=LAST)).unknown == ()


def test_the_best_moment_is_what_is_named_least_often_and_was_clear():
    thin = take("thin", moment("cost"))
    clear = take("clear", moment("decision"), moment("tradeoff"), clear={"decision", "tradeoff"})
    assert best_moment([thin, clear]).moment.kind == "tradeoff"
    assert best_moment([thin, clear]).take_id == "clear"
    assert best_moment([thin]) is None
    newest = take("newest", moment("tradeoff", start=40), clear={"tradeoff"})
    assert best_moment([clear, newest]).take_id == "newest"


def test_the_hardest_moment_is_what_stands_out_most_and_never_praise():
    takes = [
        take("a", moment("fillers", 0.6), moment("pause_before_decision", 0.99)),
        take("b", moment("inside_pause", 0.8), moment("cost", 0.95)),
    ]
    found = hardest_moment(takes)
    assert (found.take_id, found.moment.kind) == ("b", "inside_pause")
    assert hardest_moment([take("c", moment("cost"))]) is None


def test_a_week_without_an_answer_scolds_nobody():
    made = week()
    assert made.summary == "No answer this week. What was practised before is still there."
    assert made.next_step.startswith("Answer one question")
    assert (made.best, made.hardest, made.first, made.last) == (None, None, "2026-11-22", "2026-11-28")


def test_with_nothing_to_mend_the_next_story_is_the_next_step():
    assert "tell a new one" in week([take("a")]).next_step

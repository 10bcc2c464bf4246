"""What Today shows is read from the takes, and from nothing else."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from rehearse.bank.telling import Telling
from rehearse.coaching.carried import carried_priority
from rehearse.questions import Catalogue, Choice, builtin_packs
from rehearse.serial import to_json
from rehearse.store import open_library
from tests.builders import QUESTION, make_analysis, make_take
from tests.retold import retellings, retold_often
from tests.seeded.__main__ import fill_seeded
from tests.ui.practised import fill_practised
from ui.samples import SAMPLE_TAG
from ui.views.today import choosing, days, model
from ui.views.today.advice import find_advice, last_heard
from ui.views.today.choosing import Wishes
from ui.views.today.coverage import LISTED, NOTHING, listed, rest_line

TODAY = date(2026, 11, 21)  # a Saturday
DAY_BEFORE = "2026-11-20T09:15:02+00:00"


def keep(root, take, analysis=None):
    folder = root / "takes" / take.id
    folder.mkdir(parents=True)
    (folder / "take.json").write_bytes(to_json(take))
    (folder / "recording.mkv").write_bytes(b"x")
    if analysis:
        (folder / "analysis.json").write_bytes(to_json(analysis))


def gather(root, **more):
    with open_library(root) as library:
        return model.gather(library, today=TODAY, **more)


def test_an_empty_library_still_has_a_question_and_says_that_nothing_was_answered(root):
    board = gather(root)
    assert board.question is not None and board.latest is None and board.advice is None
    assert board.standing.startswith("No answer yet.")
    assert [day.relation for day in board.week] == ["past"] * 5 + ["today", "ahead"]
    assert not board.told and rest_line(board, 0, 0) == NOTHING


def test_a_practised_library_fills_week_coverage_and_latest(root):
    ids = fill_practised(root, today=TODAY)
    board = gather(root)
    assert board.answered_today and board.latest is not None and board.latest.take_id == ids[-1]
    assert "words a minute" in board.latest.line and "(± 6)" in board.latest.line
    assert board.answers == len(ids) and {told.stories for told in board.told} == {1}  # one story, told to all of them
    answered = {date.fromisoformat(f"{i[:4]}-{i[4:6]}-{i[6:8]}") for i in ids}
    assert [bool(day.takes) for day in board.week] == [day.date in answered for day in board.week]
    assert not {each.competency for each in board.untold} & {told.competency for told in board.told}
    asked = {question.key: question.competency for pack in builtin_packs() for question in pack.questions}
    assert all(asked[each.question_key].casefold() == each.competency.casefold() for each in board.untold)
    assert f"No story yet either: {listed([each.competency for each in board.untold[2:]])}." in rest_line(board, 9, 2)


def test_the_sample_answer_counts_nowhere_but_can_be_reviewed(root):
    keep(root, make_take(tags=(SAMPLE_TAG,), created_at=f"{TODAY}T09:00:00+00:00"), make_analysis())
    board = gather(root)
    assert board.answers == 0 and not board.told and not board.answered_today and board.advice is None
    assert not any(day.takes for day in board.week)
    assert board.latest is not None and board.latest.line.startswith("The sample answer, 30 s. 146 words a minute")
    with open_library(root) as library:
        assert library.readings() == ()


def test_another_question_is_one_that_was_not_passed_over(root):
    first = gather(root).question
    second = gather(root, wishes=Wishes(skipped=frozenset({first.key}))).question
    assert second.key != first.key
    everything = frozenset(question.key for pack in builtin_packs() for question in pack.questions)
    assert gather(root, wishes=Wishes(skipped=everything)).question == first
    assert gather(root, catalogue=Catalogue(())).choice is None


def test_the_question_of_the_day_stays_while_one_answers(root):
    first = gather(root).choice
    keep(root, make_take(question=first.question, created_at=f"{TODAY}T09:00:00+00:00"), make_analysis())
    board = gather(root)
    assert board.answered_today and board.choice == first
    other = next(q for pack in builtin_packs() for q in pack.questions if q.key != first.question.key)
    shown = Choice(other, "told least", "Shown before.")
    assert gather(root, wishes=Wishes(keep=shown)).choice == shown
    assert gather(root, wishes=Wishes(keep=shown, skipped=frozenset({other.key}))).choice == first


def test_a_pin_holds_until_it_is_taken_out_and_may_be_of_another_pack(root):
    odd = next(pack for pack in builtin_packs() if pack.questions and not pack.daily).questions[0]
    pinned = gather(root, wishes=Wishes(pinned=odd.key)).choice
    assert (pinned.question, pinned.reason) == (odd, "pinned")
    assert gather(root, wishes=Wishes(keep=pinned)).choice == gather(root).choice
    assert gather(root, wishes=Wishes(pinned="gone/gone")).choice == gather(root).choice


def test_the_active_pack_is_asked_from_and_named(root):
    pack = next(pack for pack in builtin_packs() if pack.questions and not pack.daily)
    board = gather(root, wishes=Wishes(pack=pack.id))
    assert board.question in pack.questions and board.pack == pack.title
    assert gather(root, wishes=Wishes(pack="gone")).pack == ""


def test_stories_are_counted_and_not_answers(root):
    told_twice = dataclasses.replace(make_analysis(), question=QUESTION)
    keep(root, make_take("20261119-091502-aaaa", question=QUESTION, created_at=DAY_BEFORE), told_twice)
    keep(root, make_take("20261120-091502-bbbb", question=QUESTION, created_at=DAY_BEFORE), told_twice)
    board = gather(root)
    assert [(told.competency.casefold(), told.stories) for told in board.told] == [("judgement", 1)]
    assert board.few and board.stories.before == {"judgement": 1}


def test_many_answers_are_left_to_be_counted_later(root, monkeypatch):
    fill_practised(root, today=TODAY, days=20)
    monkeypatch.setattr(model, "QUICK", 3)
    board = gather(root)
    assert not board.few and board.stories is None and {told.stories for told in board.told} == {None}
    with open_library(root) as library:
        slow = model.gather_slowly(library, today=TODAY)
    later = gather(root, slow=slow)
    assert all(told.stories >= 1 for told in later.told)
    with open_library(root) as library:
        assert choosing.count(library, TODAY - timedelta(days=60)).before == {}


def test_stories_of_every_year_are_counted(monkeypatch):
    """However many answers came after them."""
    first = Telling("t0", date(2009, 1, 1), retellings("ward")[0]["text"], competency="ward")
    library = SimpleNamespace(tellings=lambda: (first, *retold_often(2_050, stories=5)))
    assert choosing.count(library, TODAY).all["ward"] == 1


def test_with_thousands_of_answers_the_priority_comes_later(root, monkeypatch):
    fill_practised(root, today=TODAY, days=10)
    at_once = gather(root)
    monkeypatch.setattr(model, "AT_ONCE", 3)
    board = gather(root)
    assert not board.few and not board.advised and board.advice is None
    with open_library(root) as library:
        later = gather(root, slow=model.gather_slowly(library, today=TODAY))
    assert later.advised and later.advice == at_once.advice


def test_additions_and_follow_ups_of_a_loop_are_no_answers_of_their_own(root):
    keep(root, make_take("20261121-091502-aaaa", created_at=f"{TODAY}T09:00:00+00:00"), make_analysis())
    patch = make_take("20261121-091602-bbbb", created_at=f"{TODAY}T09:10:00+00:00", patch_of="20261121-091502-aaaa")
    asked = make_take("20261121-091702-cccc", created_at=f"{TODAY}T09:20:00+00:00", loop="l", loop_place="2.1.1")
    for take in (patch, asked):
        keep(root, take, make_analysis())
    board = gather(root)
    assert board.answers == 1 and board.latest.take_id == "20261121-091502-aaaa"
    assert board.week[TODAY.weekday()].takes == ("20261121-091502-aaaa",)


def test_the_week_counts_days_and_finished_loops_against_the_aim(root):
    fill_seeded(root, today=TODAY, days=30)
    board = gather(root, days_aim=4, loops_aim=1)
    assert board.practice.days == sum(bool(day.takes) for day in board.week)
    assert board.practice.loops == len(loops_since(root, TODAY - timedelta(days=TODAY.weekday())))
    assert "day" in board.practice.aim_sentence and "mock loop" in board.practice.aim_sentence
    assert not gather(root, days_aim=0, loops_aim=0).practice.aim_sentence


def loops_since(root, monday):
    with open_library(root) as library:
        days = model.loop_days(library)
    assert days
    return [day for day in days if monday <= day <= TODAY]


def test_the_priority_is_the_one_that_is_carried(root):
    fill_practised(root, today=TODAY, days=30)
    with open_library(root) as library:
        advice = find_advice(library, library.list())
        carried = carried_priority(library.outcomes())
    assert advice.sentence == carried.moment.sentence and advice.progress == carried.progress
    assert advice.take_id == carried.take_id


def test_the_advice_quotes_the_last_time_it_was_clear(root):
    fill_practised(root, today=TODAY, days=40)
    with open_library(root) as library:
        clear = next(row for row in library.list() if row.cost == 2)
        heard = last_heard(library, library.list(), "cost")
        quote = next(e for e in library.get(clear.id).analysis.story.elements if e.name == "cost").evidence[0]
        assert last_heard(library, library.list(), "fillers") is None
    assert (heard.take_id, heard.quote, heard.at_s) == (clear.id, quote.quote, quote.start_s)


def test_a_failed_take_is_told_and_a_waiting_one_is_not_given_figures(root):
    keep(root, make_take("20261120-091502-aaaa", state="failed", failure="It broke."))
    keep(root, make_take("20261121-091502-bbbb", state="waiting", created_at="2026-11-21T09:15:02+00:00"))
    board = gather(root)
    assert [(f.take_id, f.reason) for f in board.failed] == [("20261120-091502-aaaa", "It broke.")]
    assert board.latest.line == "Today, 30 s. waits for its analysis"


@pytest.mark.parametrize(
    ("back", "name"), [(0, "Today"), (1, "Yesterday"), (3, "Wednesday"), (7, "14 November"), (400, "17 October 2025")]
)
def test_days_are_named_as_people_do(back, name):
    assert days.day_name(TODAY - timedelta(days=back), TODAY) == name


def test_long_lists_of_names_end_in_a_count():
    assert listed(("Courage", "Candour")) == "courage, candour"
    assert listed(tuple("ABCDEFGHI")).endswith(f"and {9 - LISTED} more")

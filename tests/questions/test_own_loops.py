"""Loops of one's own, and what a round of a pack may say: kind, limits, scepticism."""

import stat
from dataclasses import replace

import pytest

from rehearse import paths
from rehearse.errors import NotFoundError, PackError
from rehearse.questions import (
    BadPack,
    Loop,
    Round,
    find_loop,
    find_question,
    load_pack,
    new_loop_key,
    own_packs,
    remove_own_loop,
    steps,
    write_own_loop,
)

LOOP = Loop(
    "my-loops/tuesday",
    'Tuesday: "the panel" \\ one',
    (
        Round("Sam", ("recruiter-screen/salary",), 5.0, "recruiter-screen"),
        Round("Ana", ("general/real-failure",), 0.0, "sceptical-director", 75.5, sceptical=True, follow_ups=0),
        Round("Whoever comes", ("general/disagreed-with-manager",)),
    ),
    "Zoë's idea\nof it",
)
BY_HAND = """# mine, by hand
title = "Mine"

[[questions]]
id = "a"
text = "Why?"

# the long one
[[loops]]
id = "long"
title = "Long"

[[loops.rounds]]
title = "One"  # he is kind
questions = [
    "a",
]

# the short one
[[loops]]
id = "short"
title = "Short"
[[loops.rounds]]
title = "One"
questions = ["a"]
"""


@pytest.fixture
def mine():
    path = paths.own_packs_dir() / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_text(BY_HAND)
    return path


def pack_of(tmp_path, rounds):
    path = tmp_path / "p.toml"
    path.write_text(f'title = "T"\n[[loops]]\nid = "l"\ntitle = "L"\n{rounds}')
    return path


# --------------------------------------------------------------------------- what a round may say


def test_a_round_of_a_kind_goes_by_its_kind_and_says_what_differs(tmp_path):
    rounds = """
        [[loops.rounds]]
        title = "Director"
        kind = "sceptical-director"
        questions = ["general/real-failure"]
        [[loops.rounds]]
        title = "Director, in a good mood"
        kind = "sceptical-director"
        sceptical = false
        answer_s = 60
        think_s = 0
        follow_ups = 2
        questions = ["general/real-failure"]
        [[loops.rounds]]
        title = "Design"
        kind = "think-aloud-design"
        questions = ["think-aloud-design/ticket-sale"]
    """
    (loop,) = load_pack(pack_of(tmp_path, rounds)).loops
    strict, kind, design = steps(loop, find_question)
    assert (strict.sceptical, strict.think_s, strict.follow_ups, strict.answer_s) == (True, 15, 3, 225)
    assert (kind.sceptical, kind.think_s, kind.follow_ups, kind.answer_s) == (False, 0, 2, 60)
    assert (design.think_s, design.follow_ups, design.think_aloud, strict.think_aloud) == (120, 1, True, False)
    assert [step.place for step in (strict, kind, design)] == [(0, 0), (1, 0), (2, 0)]


def test_a_round_that_says_nothing_is_as_it_always_was():
    loop = find_loop("judgement/half-day")
    step = steps(loop, find_question)[0]
    assert (step.think_s, step.kind, step.sceptical, step.follow_ups) == (15, None, False, 3)
    assert step.answer_s == step.question.target_s[1] * 1.5


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('kind = "sceptical"', "is not one of 'recruiter-screen'"),
        ("answer_s = 3", "out of range: at least 10"),
        ("follow_ups = 4", "out of range: at most 3"),
        ("sceptical = 1", "expected true or false"),
    ],
)
def test_what_a_round_may_not_say_is_told(tmp_path, line, told):
    with pytest.raises(BadPack) as caught:
        load_pack(pack_of(tmp_path, f'[[loops.rounds]]\ntitle = "r"\nquestions = ["a/b"]\n{line}'))
    (problem,) = caught.value.problems
    assert told in problem.message and problem.line == 8


def test_a_pack_with_neither_questions_nor_loops_is_told(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text('title = "T"')
    with pytest.raises(BadPack, match="needs questions, or loops"):
        load_pack(path)


# --------------------------------------------------------------------------- keeping one's own


def test_a_loop_of_ones_own_reads_back_as_it_was_built():
    written = write_own_loop(LOOP)
    assert written == replace(LOOP, description="Zoë's idea of it")
    assert find_loop(LOOP.key) == written
    file = paths.own_packs_dir() / "my-loops.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (pack,) = own_packs().packs
    assert (pack.questions, pack.daily) == ((), False)


def test_it_is_replaced_not_repeated_and_the_others_stay():
    write_own_loop(LOOP)
    other = replace(LOOP, key="my-loops/other", title="Other")
    write_own_loop(other)
    write_own_loop(replace(LOOP, title="Tuesday", rounds=LOOP.rounds[:1]))
    (pack,) = own_packs().packs
    assert {loop.key: (loop.title, len(loop.rounds)) for loop in pack.loops} == {
        "my-loops/tuesday": ("Tuesday", 1),
        "my-loops/other": ("Other", 3),
    }


@pytest.mark.parametrize(("id", "kept"), [("long", "# the short one"), ("short", "# he is kind")])
def test_what_was_written_by_hand_stays(mine, id, kept):
    loop = find_loop(f"mine/{id}")
    write_own_loop(replace(loop, title="New"))
    text = mine.read_text()
    assert text.startswith("# mine, by hand") and kept in text and text.count("[[loops]]") == 2
    assert {loop.title for loop in load_pack(mine).loops} == {"New", "Long" if id == "short" else "Short"}


def test_a_loop_that_does_not_fit_changes_nothing(mine):
    for bad in (
        Loop("mine/x", " ", LOOP.rounds),
        Loop("mine/x", "X", ()),
        Loop("mine/x", "X", (Round("r", ("mine/gone",)),) * 13),
        Loop("mine/Not A Slug", "X", LOOP.rounds),
    ):
        with pytest.raises(BadPack):
            write_own_loop(bad)
    assert mine.read_text() == BY_HAND


def test_a_broken_file_is_never_written_over(mine):
    mine.write_text("title = ")
    with pytest.raises(BadPack):
        write_own_loop(replace(LOOP, key="mine/x"))
    assert mine.read_text() == "title = "


def test_loops_within_one_line_are_left_to_the_person(mine):
    one_line = '[{id = "x", title = "X", rounds = [{title = "r", questions = ["general/real-failure"]}]}]'
    text = f'title = "T"\nloops = {one_line}\n'
    mine.write_text(text)
    with pytest.raises(PackError, match="within one line"):
        write_own_loop(replace(LOOP, key="mine/x"))
    assert mine.read_text() == text


def test_a_loop_that_is_scattered_over_the_file_is_left_to_the_person(mine):
    text = BY_HAND.replace('[[loops.rounds]]\ntitle = "One"\nquestions', '[[loops.rounds]]\ntitle = "Two"\nquestions')
    text += '[[questions]]\nid = "b"\ntext = "B?"\n[[loops.rounds]]\ntitle = "Three"\nquestions = ["b"]\n'
    mine.write_text(text)
    with pytest.raises(PackError, match="mixed"):
        write_own_loop(replace(LOOP, key="mine/short"))
    assert mine.read_text() == text


def test_a_built_in_pack_is_not_changed():
    with pytest.raises(PackError, match="comes with Rehearse"):
        write_own_loop(replace(LOOP, key="general/x"))


def test_a_loop_is_removed_and_an_empty_pack_with_it(mine):
    write_own_loop(LOOP)
    remove_own_loop(LOOP.key)
    assert [pack.id for pack in own_packs().packs] == ["mine"]
    remove_own_loop("mine/long")
    remove_own_loop("mine/short")
    assert load_pack(mine).loops == () and "Why?" in mine.read_text()
    with pytest.raises(NotFoundError):
        remove_own_loop("mine/short")
    with pytest.raises(NotFoundError):
        remove_own_loop("nowhere/x")


def test_keys_are_made_of_titles_and_never_meet():
    assert new_loop_key("Tuesday: the Panel!") == "my-loops/tuesday-the-panel"
    assert new_loop_key("Über-Müdigkeit") == "my-loops/uber-mudigkeit"
    assert new_loop_key("面试") == "my-loops/loop"
    write_own_loop(LOOP)
    assert new_loop_key("Tuesday") == "my-loops/tuesday-2"

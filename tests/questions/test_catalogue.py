import pytest

from rehearse import paths
from rehearse.errors import NotFoundError
from rehearse.questions import (
    BadPack,
    Loop,
    Round,
    all_packs,
    builtin_packs,
    expected_s,
    find_loop,
    find_pack,
    find_question,
    own_packs,
    search,
    steps,
)

PACK = 'title = "T"\n[[questions]]\nid = "{id}"\ntext = "Why {id}?"\n'


@pytest.fixture
def own():
    """Write a pack of one's own."""
    folder = paths.own_packs_dir()
    folder.mkdir(parents=True)

    def write(name: str, content: str) -> None:
        (folder / name).write_text(content, encoding="utf-8")

    return write


def test_without_packs_of_ones_own_there_are_the_built_in_ones():
    assert own_packs().packs == ()
    assert all_packs().packs == builtin_packs()
    assert not any(pack.own for pack in builtin_packs())


def test_ones_own_packs_come_after_the_built_in_ones(own):
    own("mine.toml", PACK.format(id="a"))
    own(".hidden.toml", "")
    own("notes.txt", "")
    assert [(pack.id, pack.own) for pack in all_packs().packs[len(builtin_packs()) :]] == [("mine", True)]
    assert find_question("mine/a").text == "Why a?"


def test_a_broken_pack_is_listed_as_broken_and_stops_nothing(own):
    own("good.toml", PACK.format(id="a"))
    own("bad.toml", "title = 1")
    own("general.toml", PACK.format(id="a"))
    catalogue = all_packs()
    assert [pack.id for pack in catalogue.packs[len(builtin_packs()) :]] == ["good"]
    assert [broken.id for broken in catalogue.broken] == ["bad", "general"]
    assert "built-in pack has this name" in catalogue.broken[1].problems[0].message
    assert find_pack("general").questions == builtin_packs()[0].questions
    with pytest.raises(BadPack, match=r"bad.toml, line 1: title"):
        find_pack("bad")


def test_a_question_is_found_by_key_or_by_an_id_that_is_the_only_one(own):
    assert find_question("general/real-failure") is find_question("real-failure")
    own("mine.toml", PACK.format(id="real-failure"))
    with pytest.raises(NotFoundError) as caught:
        find_question("real-failure")
    assert "general/real-failure" in caught.value.hint
    assert "mine/real-failure" in caught.value.hint


@pytest.mark.parametrize(
    ("find", "key", "hint"),
    [
        (find_question, "general/real-failures", "Did you mean general/real-failure?"),
        (find_question, "\x1b[31m", "rehearse question --search"),
        (find_pack, "judgment", "Did you mean judgement?"),
        (find_loop, "judgement/half-days", "Did you mean judgement/half-day?"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest_that_is(find, key, hint):
    with pytest.raises(NotFoundError) as caught:
        find(key)
    assert hint in caught.value.hint
    assert caught.value.message.isprintable()


def test_search_wants_every_word_and_puts_the_asked_ones_first():
    questions = all_packs().questions
    found = search(questions, "Manager DISAGREED")
    assert found[0].key == "general/disagreed-with-manager"
    everywhere = search(questions, "promise")
    asked = [
        ("promise" in f"{question.key} {question.competency} {question.text}".casefold()) for question in everywhere
    ]
    assert asked == sorted(asked, reverse=True)
    assert 0 < sum(asked) < len(asked)
    assert search(questions, "zebra manager") == ()


def test_a_loop_is_walked_in_order_across_packs(own):
    own("mine.toml", PACK.format(id="a"))
    loop = Loop("mine/l", "L", (Round("One", ("mine/a", "general/real-failure"), 10), Round("Two", ("salary",), 5)))
    walk = steps(loop, find_question)
    assert [(step.number, step.round, step.question.key, step.first) for step in walk] == [
        (1, "One", "mine/a", True),
        (2, "One", "general/real-failure", False),
        (3, "Two", "recruiter-screen/salary", True),
    ]
    assert expected_s(walk) == 10 + 120 + 10 + 120 + 5 + 32.5


def test_a_loop_that_asks_for_a_missing_question_says_which():
    with pytest.raises(NotFoundError, match="gone/away"):
        steps(Loop("m/l", "L", (Round("One", ("gone/away",)),)), find_question)

"""What the built-in packs promise: how many, how deep, and in one voice."""

import re
from collections import Counter

import pytest

from rehearse.questions import builtin_packs, competencies, expected_s, find_loop, find_question, schema, steps
from rehearse.questions.catalogue import builtin_dir
from rehearse.questions.pack import load_pack

PACKS = {pack.id: pack for pack in builtin_packs()}
QUESTIONS = [question for pack in PACKS.values() for question in pack.questions]
VALUES = [
    "judgement",
    "communication",
    "curiosity",
    "courage",
    "passion",
    "selflessness",
    "innovation",
    "inclusion",
    "integrity",
]
ROLES = ["product-manager", "data-engineer", "data-scientist", "machine-learning-engineer"]


def texts(question):
    return (question.text, question.why, question.strong, *question.follow_ups)


def words(text: str) -> int:
    return len(text.split())


def test_the_packs_that_are_promised_are_there_with_a_dozen_questions_each():
    assert {
        "general",
        "judgement",
        "manager",
        "career-switcher",
        "recruiter-screen",
        "think-aloud-coding",
        "think-aloud-design",
        *ROLES,
    } <= set(PACKS)
    assert all(len(pack.questions) >= 12 for pack in PACKS.values())
    assert next(iter(PACKS)) == "general"


def test_general_holds_forty_questions_over_fourteen_competencies():
    spread = competencies(PACKS["general"].questions)
    assert sum(spread.values()) == 40
    assert len(spread) == 14
    assert min(spread.values()) >= 2


def test_judgement_asks_four_questions_for_each_of_the_nine_values():
    spread = competencies(PACKS["judgement"].questions)
    assert list(spread) == VALUES
    assert min(spread.values()) >= 4
    assert all(question.autonomy for question in PACKS["judgement"].questions)


@pytest.mark.parametrize("id", ["think-aloud-coding", "think-aloud-design"])
def test_think_aloud_packs_are_thought_aloud_and_stand_by_themselves(id):
    assert all(question.mode == "think-aloud" for question in PACKS[id].questions)
    assert all(words(question.text) >= 25 for question in PACKS[id].questions)
    assert all(question.target_s[0] >= 300 for question in PACKS[id].questions)


def test_screen_answers_are_short_and_the_others_are_stories():
    assert all(question.target_s[1] <= 120 for question in PACKS["recruiter-screen"].questions)
    assert sum(question.target_s == (45, 90) for question in PACKS["recruiter-screen"].questions) >= 8
    for id in ("general", "judgement", "manager"):
        assert all(question.mode == "story" and question.target_s[0] >= 60 for question in PACKS[id].questions)


@pytest.mark.parametrize("id", ROLES)
def test_the_packs_of_a_role_ask_of_its_trade_offs_in_stories_and_aloud(id):
    questions = PACKS[id].questions
    aloud = [question for question in questions if question.mode == "think-aloud"]
    assert len(questions) >= 24
    assert 6 <= len(competencies(questions)) <= 9
    assert min(competencies(questions).values()) >= 2
    assert 2 <= len(aloud) <= 5
    assert all(words(question.text) >= 25 and question.target_s[0] >= 300 for question in aloud)
    assert all(question.autonomy == (question.mode == "story") for question in questions)
    assert not PACKS[id].daily  # the question of the day is for anybody; a role is chosen


def test_every_question_says_why_what_is_strong_and_has_a_ladder_of_three():
    for question in QUESTIONS:
        assert len(question.follow_ups) == 3, question.key
        assert all(step.endswith("?") for step in question.follow_ups), question.key
        assert question.why and question.strong and question.competency, question.key


def test_keys_are_unique_and_no_text_is_said_twice():
    assert max(Counter(question.key for question in QUESTIONS).values()) == 1
    said = Counter(text.casefold() for question in QUESTIONS for text in texts(question))
    assert [text for text, times in said.items() if times > 1] == []


def test_nothing_is_too_long_to_be_said_or_read():
    for question in QUESTIONS:
        assert words(question.text) <= (75 if question.mode == "think-aloud" else 40), question.key
        assert 6 <= words(question.why) <= 35, question.key
        assert 10 <= words(question.strong) <= 50, question.key
        assert all(4 <= words(step) <= 25 for step in question.follow_ups), question.key
        assert all(words(sentence) <= 40 for text in texts(question) for sentence in re.split(r"(?<=[.?!]) ", text))


AMERICAN = r"""
    \w+iz(e|es|ed|er|ing|ation|ations) | \w+yz(e|ed|ing)
    | \w*(color|behavior|favor|honor|labor|neighbor)\w* | \w*(center|theater)s? | (de|of)fense | judgment | learned
    | (cancel|travel|model|label)(ed|ing) | fulfill\w* | skillful | toward | gray | catalog | program(s)? | gotten
"""
ALLOWED = {"program", "sizes", "size", "sized", "prize", "seizes"}  # British for software too; not the suffix


def test_the_spelling_is_british_throughout():
    pattern = re.compile(rf"\b(?:{AMERICAN})\b", re.VERBOSE | re.IGNORECASE)
    found = {match[0] for question in QUESTIONS for text in texts(question) for match in pattern.finditer(text)}
    assert {word for word in found if word.lower() not in ALLOWED} == set()


def test_the_text_is_plain():
    for question in QUESTIONS:
        assert all(text.isascii() and text == " ".join(text.split()) for text in texts(question)), question.key
        assert all(text[0].isupper() or text[0] in "\"'" for text in texts(question)), question.key


@pytest.mark.parametrize("loop", [loop for pack in PACKS.values() for loop in pack.loops], ids=lambda loop: loop.key)
def test_every_built_in_loop_can_be_walked(loop):
    walk = steps(loop, find_question)
    assert 300 < expected_s(walk) < 2 * 3600
    assert len({step.question.key for step in walk}) == len(walk)


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        (
            "judgement/senior-engineer",
            ["recruiter-screen", "hiring-manager", "think-aloud-design", "behavioural", "sceptical-director"],
        ),
        ("career-switcher/second-career", ["recruiter-screen", "hiring-manager", "behavioural", "sceptical-director"]),
    ],
)
def test_the_loops_that_are_promised_are_there_with_rounds_of_their_kinds(key, kinds):
    loop = find_loop(key)
    assert [part.kind for part in loop.rounds] == kinds
    assert all(1 <= len(part.questions) <= 4 and part.think_s for part in loop.rounds)
    walk = steps(loop, find_question)
    assert expected_s(walk) > 1200
    assert all(step.think_aloud == (step.kind == "think-aloud-design") for step in walk)
    assert all(step.sceptical == (step.kind == "sceptical-director") for step in walk)
    assert all(step.answer_s > step.question.target_s[1] for step in walk)


def test_what_a_kind_of_table_may_hold_is_found_once(monkeypatch):
    """Today waits for all packs: 300 tables of a few kinds."""
    asked = []
    find = schema.typing.get_type_hints
    monkeypatch.setattr(schema.typing, "get_type_hints", lambda kind, **how: asked.append(kind) or find(kind, **how))
    for path in builtin_dir().glob("*.toml"):
        load_pack(path)
    assert len(asked) <= 8

"""`rehearse bank`: stories found in the library, named by the person, and what is said of them."""

import dataclasses
import json

import pytest

from rehearse.cli.main import run
from rehearse.paths import private_dir
from rehearse.serial import to_json
from rehearse.store import open_library
from rehearse.types import Question, Word
from tests import builders
from tests.accuracy.stories import load

RETOLD = load("retellings")
DAYS = {"billing": "ownership", "ward": "judgement"}


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "library"
    with open_library(root) as library:
        for number, row in enumerate(row for row in RETOLD if row["story"] in DAYS):
            add(library, number, row)
    return root


def add(library, number, row):
    words = tuple(Word(text, n / 3, n / 3 + 0.2, 0.9) for n, text in enumerate(row["text"].split()))
    question = Question(f"p/{row['story']}", "Tell me.", competency=DAYS[row["story"]])
    made = builders.make_analysis(question=question)
    story = dataclasses.replace(made.story, text=row["text"])
    analysis = dataclasses.replace(made, transcript=dataclasses.replace(made.transcript, words=words), story=story)
    take_id = f"202603{number + 1:02d}-101500-bcd{number}"
    folder = private_dir(library.root / "takes" / take_id)
    take = dataclasses.replace(
        builders.make_take(), id=take_id, created_at=f"2026-03-{number + 1:02d}T10:15:00+00:00", question=question
    )
    (folder / "take.json").write_bytes(to_json(take))
    (folder / "analysis.json").write_bytes(to_json(analysis))


def bank(root, capsys):
    assert run(["--library", str(root), "bank", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_takes_that_tell_one_story_are_one(root, capsys):
    told = bank(root, capsys)
    assert sorted(len(story["takes"]) for story in told["stories"]) == [2, 3]
    billing = next(story for story in told["stories"] if len(story["takes"]) == 3)
    assert billing["competencies"] == ["ownership"] and not billing["named"]
    assert [drift["after"]["amount"] for drift in billing["drift"]][:2] == ["three", "fifty thousand"]
    covered = {cover["competency"].casefold(): len(cover["stories"]) for cover in told["coverage"]}
    assert covered["ownership"] == 1 and covered["prioritisation"] == 0


def test_the_person_says_which_story_a_take_tells(root, capsys):
    for letters in ("bcd0", "bcd3"):
        assert run(["--library", str(root), "bank", "name", letters, "The delay"]) == 0
    capsys.readouterr()
    named = next(story for story in bank(root, capsys)["stories"] if story["name"] == "The delay")
    assert named["named"] and len(named["takes"]) == 5
    assert run(["--library", str(root), "bank", "name", "bcd3", ""]) == 0
    capsys.readouterr()
    assert sorted(len(story["takes"]) for story in bank(root, capsys)["stories"]) == [2, 3]


def test_the_report_names_what_changed(root, capsys):
    assert run(["--library", str(root), "bank"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "told in two ways" in out and "fifty thousand a year" in out and "Competencies with fewer than two" in out


def test_the_story_of_a_take(root, capsys):
    assert run(["--library", str(root), "story", "bcd0", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["answers"]
    assert told["id"].endswith("bcd0") and told["elements"]["decision"]["level"] == 2
    assert told["elements"]["decision"]["evidence"][0]["start_s"] > 0
    assert any(asked["element"] == "cost" for asked in told["follow_ups"])
    assert run(["--library", str(root), "story", "nosuch"]) == 7
    assert "no file and no take" in capsys.readouterr().err


def test_an_empty_library(tmp_path, capsys):
    assert run(["--library", str(tmp_path / "none"), "bank"]) == 0
    assert "No stories yet" in capsys.readouterr().out


def test_an_index_of_an_earlier_version_learns_the_stories(root, capsys):
    with open_library(root) as library:
        assert len(library.tellings()) == 5
        library.rebuild()
        assert [len(telling.text.split()) > 30 for telling in library.tellings()] == [True] * 5

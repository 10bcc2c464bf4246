"""`rehearse bank`: stories found in the library, named by the person, and what is said of them."""

import json

import pytest

from rehearse.cli.main import run
from rehearse.store import open_library
from tests.retold import fill_retold, retellings

RETOLD = retellings("billing", "ward")


@pytest.fixture
def root(tmp_path):
    fill_retold(tmp_path / "library", RETOLD)
    return tmp_path / "library"


def bank(root, capsys):
    assert run(["--library", str(root), "bank", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_takes_that_tell_one_story_are_one(root, capsys):
    told = bank(root, capsys)
    assert sorted(len(story["takes"]) for story in told["stories"]) == [2, 3]
    billing = next(story for story in told["stories"] if len(story["takes"]) == 3)
    assert billing["competencies"] == ["ownership"] and not billing["named"]
    assert [drift["after"]["words"] for drift in billing["drift"]][:2] == ["three", "fifty thousand"]
    words = RETOLD[1]["text"].split()
    assert billing["drift"][0]["after"]["at_s"] == words.index("three") / 2
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
    assert "three weeks i didn't ask anybody i just did it” (2 Mar 2026, 0:34)" in out
    assert "told in two ways" in out and "fifty thousand a year" in out and "Competencies with fewer than two" in out


def test_the_story_of_a_take(root, capsys):
    assert run(["--library", str(root), "story", "bcd0", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["answers"]
    assert told["id"].endswith("bcd0") and told["elements"]["decision"]["level"] == 2
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

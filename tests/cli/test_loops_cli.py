"""`rehearse loops`: what can be run, what was run, what was heard."""

import dataclasses
import json

import pytest

from rehearse.cli.main import run
from rehearse.loops import moves
from rehearse.loops.folder import hold_run, release_run, write_run
from rehearse.paths import own_packs_dir, private_dir
from rehearse.serial import to_json
from tests import builders
from tests.loops.looping import AT, QUESTIONS, RUN, answer, to_answering

OLDER = "20261120-091502-lp00"
TAKES = {"20261121-091602-0002": "p/b", "20261121-091702-002b": "p/b", "20261121-091802-0003": "p/c"}


@pytest.fixture
def root(tmp_path):
    """A loop stopped at its last round and an older one given up at its first question."""
    for take_id, question in TAKES.items():
        folder = private_dir(tmp_path / "takes" / take_id)
        asked = QUESTIONS[question]
        patch_of = "20261121-091602-0002" if take_id.endswith("b") else ""
        take = builders.make_take(take_id, question=asked, duration=90.0, patch_of=patch_of, loop=RUN.id)
        (folder / "take.json").write_bytes(to_json(take))
        if not take_id.endswith("b"):
            (folder / "analysis.json").write_bytes(to_json(builders.make_analysis(question=asked)))
    first, short, second = TAKES
    loop = answer(answer(moves.skipped(moves.opened(RUN)), first, short), second)
    write_run(tmp_path, to_answering(loop))
    write_run(tmp_path, moves.closed(dataclasses.replace(RUN, id=OLDER), AT))
    return tmp_path


def called(capsys, *args):
    code = run(list(map(str, args)))
    out, err = capsys.readouterr()
    return code, " ".join(out.split()), err


def test_the_loops_of_all_packs_are_listed(capsys):
    code, out, _ = called(capsys, "loops")
    assert code == 0 and "judgement/half-day" in out and "3 rounds, 9 questions, 22 to " in out
    assert run(["loops", "list", "--json"]) == 0
    keys = [loop["key"] for loop in json.loads(capsys.readouterr().out)]
    assert "recruiter-screen/first-call" in keys


def test_a_loop_that_misses_a_question_says_so_and_stops_nothing(capsys):
    own_packs_dir().mkdir(parents=True)
    text = 'title = "M"\n[[loops]]\nid = "x"\ntitle = "X"\n[[loops.rounds]]\ntitle = "r"\nquestions = ["gone/away"]\n'
    (own_packs_dir() / "mine.toml").write_text(text)
    code, out, _ = called(capsys, "loops")
    assert code == 0 and "no question 'gone/away'. It cannot be run." in out and "judgement/half-day" in out
    assert called(capsys, "loops", "show", "mine/x")[0] == 7


def test_a_loop_is_shown_with_its_rounds(capsys):
    code, out, _ = called(capsys, "loops", "show", "recruiter-screen/first-call")
    assert code == 0 and "1 Recruiter" in out and "to think" in out
    assert run(["loops", "show", "recruiter-screen/first-call", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["steps"][0]["question"]["key"] == "recruiter-screen/tell-me-about-yourself"
    assert called(capsys, "loops", "show", "nosuch/loop")[0] == 7


def test_runs_are_listed_with_where_they_stand(root, capsys):
    code, out, _ = called(capsys, "--library", root, "loops", "runs")
    assert code == 0 and "stopped at 3.1, round 3 of 3: Design" in out and "given up at 1.1" in out
    assert hold_run(root, RUN.id)
    assert "under way at 3.1" in called(capsys, "--library", root, "loops", "runs")[1]
    release_run(root, RUN.id)
    assert run(["--library", str(root), "loops", "runs", "--json"]) == 0
    runs = json.loads(capsys.readouterr().out)["runs"]
    assert [(each["place"], bool(each["closed_at"])) for each in runs] == [("3.1", False), ("1.1", True)]


def test_a_damaged_run_is_told_on_stderr(root, capsys):
    (root / "loops" / OLDER / "loop.json").write_bytes(b"{")
    code, out, err = called(capsys, "--library", root, "loops", "runs")
    assert code == 0 and "Design" in out and OLDER not in out
    assert "was damaged" in err and "loop.json.damaged" in err


def test_no_runs_and_no_library(tmp_path, capsys):
    code, out, _ = called(capsys, "--library", tmp_path / "none", "loops", "runs")
    assert code == 0 and "No loop was run yet" in out
    assert called(capsys, "--library", tmp_path / "none", "loops", "summary")[0] == 7


def test_the_summary_says_what_was_heard(root, capsys):
    code, out, _ = called(capsys, "--library", root, "loops", "summary")
    assert code == 0
    assert "2 of 4 questions answered, 1 skipped, 1 follow-up, 4 min 30 s of answers" in out
    assert "1 answer is not analysed yet" in out
    assert "Next time: Say what it cost and who paid" in out and "In 2 of 2 answers: 2.1, 2.2." in out
    assert "2.1 Tell me about a failure. 1 min 30 s; decision clear; trade-off thin; cost not heard" in out
    assert "asked: And then, 1?" in out and "still open: " in out
    assert "Decision: clear in 2 of 2 answers" in out and "Pace: about 146 words/min throughout" in out
    assert "2.1 and 2.2 tell one story; nothing that could be compared was told in two ways." in out


def test_the_summary_as_json(root, capsys):
    assert run(["--library", str(root), "loops", "summary", RUN.id, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["heard"]["cost"] == [2, 0, 0] and made["priority"]["places"] == ["2.1", "2.2"]
    assert made["waiting"] == ["20261121-091702-002b"]


def test_a_run_is_given_up(root, capsys):
    code, out, _ = called(capsys, "--library", root, "loops", "close", "last")
    assert code == 0 and f"{RUN.id}: given up at 3.1." in out
    assert called(capsys, "--library", root, "loops", "close", "nosuch")[0] == 7

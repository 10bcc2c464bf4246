"""Runs are kept after every step: nothing short of a lost disk loses one."""

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rehearse.errors import NotFoundError, StoreError
from rehearse.loops import folder, moves
from rehearse.loops.folder import begin_run, being_run, close_run, list_runs, read_run, release_run, write_run
from rehearse.loops.recover import recovered, takes_of
from rehearse.loops.run import Position
from rehearse.store import open_library
from tests.builders import make_take
from tests.loops.looping import AT, LOOP, QUESTIONS, RUN, to_answering

REPOSITORY = Path(__file__).parents[2]


def loop_file(root, run=RUN):
    return root / "loops" / run.id / "loop.json"


def test_a_run_is_kept_for_its_owner_alone_and_reads_back(root):
    run = begin_run(root, LOOP, QUESTIONS.__getitem__)
    assert read_run(root, run.id) == run
    gone_on = moves.opened(run)
    write_run(root, gone_on)
    assert read_run(root, "last") == read_run(root, run.id[:11]) == read_run(root, run.id[-4:]) == gone_on
    path = loop_file(root, run)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir() if each.suffix == ".json"] == ["loop.json"]
    release_run(root, run.id)


def test_a_write_that_fails_leaves_the_step_before(root, monkeypatch):
    write_run(root, RUN)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="disk is full"):
        write_run(root, moves.opened(RUN))
    assert read_run(root, RUN.id) == RUN
    assert [each.name for each in loop_file(root).parent.iterdir()] == ["loop.json"]


def test_runs_are_listed_newest_first_and_the_unfinished_ones_apart(root):
    assert list_runs(root).runs == ()
    done = moves.finished(replace(RUN, position=Position(4, "over")), AT)
    older = replace(done, id="20261120-091502-lp00")
    write_run(root, older)
    write_run(root, RUN)
    found = list_runs(root)
    assert [run.id for run in found.runs] == [RUN.id, older.id] and found.unfinished == (RUN,)


def test_an_abandoned_run_can_be_closed(root):
    write_run(root, RUN)
    assert close_run(root, "last").closed_at
    assert list_runs(root).unfinished == ()
    again = close_run(root, RUN.id)
    assert again == read_run(root, RUN.id)
    with pytest.raises(NotFoundError):
        close_run(root, "nosuch")


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda text: text[: len(text) // 2], "damaged"),
        (lambda text: b"\x00\xff" * 40, "damaged"),
        (lambda text: b"[" * 100_000, "damaged"),
        (lambda text: changed(text, answers=[]), "questions and answers do not match"),
        (lambda text: changed(text, position={"step": 9, "phase": "asking"}), "question that it does not have"),
        (lambda text: changed(text, position={"step": 0, "phase": "asking", "follow_up": 2}), "never put"),
        (lambda text: changed(text, position={"step": 0, "phase": "dancing"}), "Invalid enum value"),
        (lambda text: changed(text, id="20200101-000000-0000"), "of another run"),
    ],
)
def test_a_damaged_run_is_kept_aside_told_once_and_stops_nothing(root, damage, why):
    write_run(root, RUN)
    good = replace(RUN, id="20261122-091502-lp02")
    write_run(root, good)
    text = loop_file(root).read_bytes()
    loop_file(root).write_bytes(damage(text))
    found = list_runs(root)
    assert found.runs == (good,)
    (notice,) = found.notices
    assert why in notice and "loop.json.damaged" in notice and "answers are in the library" in notice
    aside = loop_file(root).with_name("loop.json.damaged")
    assert aside.read_bytes() == damage(text)
    assert list_runs(root).notices == ()
    with pytest.raises(NotFoundError):
        read_run(root, RUN.id)


def test_a_damaged_run_that_is_asked_for_says_so(root):
    write_run(root, RUN)
    loop_file(root).write_bytes(b"{}")
    with pytest.raises(StoreError, match="damaged"):
        read_run(root, RUN.id)


def test_a_run_of_a_newer_rehearse_is_left_as_it_is(root):
    write_run(root, RUN)
    text = changed(loop_file(root).read_bytes(), schema=99)
    loop_file(root).write_bytes(text)
    found = list_runs(root)
    assert found.runs == () and "newer Rehearse" in found.notices[0]
    assert loop_file(root).read_bytes() == text


def changed(text, **fields):
    return json.dumps(json.loads(text) | fields).encode()


# --------------------------------------------------------------------------- crashes


def killed_after(root, says):
    """Run a loop in another process and kill it once it has said so."""
    command = [sys.executable, "-m", "tests.loops.walker", str(root)]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if line.strip() == says:
                assert being_run(root, list_runs(root).runs[0].id)
                process.kill()
                break
    assert process.returncode == -9


@pytest.mark.parametrize(
    ("says", "place", "kept"),
    [
        ("1.1 thinking", "1.1", 0),
        ("2.1 answering", "2.1", 2),
        ("2.1.1 answering", "2.1.1", 3),
        ("2.2 asking", "2.2", 4),
    ],
)
def test_a_loop_whose_process_is_killed_goes_on_where_it_was(root, says, place, kept):
    killed_after(root, says)
    (run,) = list_runs(root).unfinished
    assert not being_run(root, run.id)
    with open_library(root) as library:
        takes = takes_of(library, run)
        run = recovered(run, takes)
        answers = [take.id for take in takes if take.state == "waiting"]
    # The process may have got further than what it said before it died, never less far.
    assert len(answers) >= kept and sorted(run.takes) == sorted(answers)
    assert run.place >= place and run.position.phase not in ("thinking", "answering")
    assert moves.asked(run) if run.position.phase == "asking" else run


def take_at(place, id="20261121-091700-tk01", **changes):
    return make_take(id, loop=RUN.id, loop_place=place, **changes)


def test_an_answer_that_was_recorded_and_not_noted_is_found():
    run = to_answering(RUN)
    found = recovered(run, [take_at("1.1")])
    assert found.answers[0].take == "20261121-091700-tk01" and found.position.phase == "choosing"
    assert recovered(found, [take_at("1.1")]) == found


def test_an_answer_that_is_half_recorded_is_asked_for_again():
    assert recovered(to_answering(RUN), [take_at("1.1", state="recording")]).position.phase == "asking"


def test_takes_of_other_runs_and_other_places_are_left_alone():
    run = to_answering(RUN)
    others = [replace(take_at("1.1"), loop="other"), take_at("9.9"), take_at(""), take_at("1.1.1")]
    assert recovered(run, others) == moves.resumed(run)


def test_a_run_that_ended_is_left_alone():
    ended = moves.closed(to_answering(RUN), AT)
    assert recovered(ended, [take_at("1.1")]) == ended


def test_a_noted_answer_stays_and_the_later_of_two_unnoted_counts():
    noted = moves.answered(to_answering(RUN), "20261121-091650-tk00")
    assert recovered(noted, [take_at("1.1")]).answers[0].take == "20261121-091650-tk00"
    both = [take_at("1.1"), take_at("1.1", "20261121-091800-tk02")]
    assert recovered(to_answering(RUN), both).answers[0].take == "20261121-091800-tk02"


def test_two_processes_never_run_one_loop(root):
    run = begin_run(root, LOOP, QUESTIONS.__getitem__)
    hold = f"folder.hold_run(Path({str(root)!r}), {run.id!r})"
    script = f"from pathlib import Path; from rehearse.loops import folder; print({hold})"
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert other.stdout.strip() == "False" and folder.hold_run(root, run.id)
    release_run(root, run.id)
    assert not being_run(root, run.id)

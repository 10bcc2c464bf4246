import datetime
import json

import pytest

from rehearse import paths
from rehearse.cli.main import run
from rehearse.cli.questions import history
from rehearse.questions import builtin_packs


@pytest.fixture
def own(tmp_path):
    def write(content: str, name: str = "mine.toml"):
        folder = paths.own_packs_dir()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    return write


def shown(capsys, *args: str, code: int = 0) -> str:
    assert run(list(args)) == code
    return capsys.readouterr().out


def test_list_names_every_pack_and_where_ones_own_go(capsys, own):
    own('title = "Mine [red]"\n[[questions]]\nid = "a"\ntext = "Why?"\n')
    own("title = 1", "bad.toml")
    out = shown(capsys, "packs", "list")
    assert all(pack.id in out for pack in builtin_packs())
    assert "Mine [red]" in out
    assert "bad.toml, line 1: title: expected text, got a whole number" in out
    assert paths.own_packs_dir().name in out
    listed = json.loads(shown(capsys, "packs", "list", "--json"))
    assert listed["packs"][0]["id"] == "general"
    assert listed["broken"][0]["problems"][0]["line"] == 1


def test_show_gives_every_question(capsys):
    out = shown(capsys, "packs", "show", "manager")
    assert all(question.key in out for question in builtin_packs()[0].questions if question.key.startswith("manager/"))
    assert "manager/first-team" in out
    assert len(json.loads(shown(capsys, "packs", "show", "manager", "--json"))["questions"]) >= 12


def test_check_tells_each_problem_and_fails(capsys, own):
    good = own('title = "T"\n[[questions]]\nid = "a"\ntext = "Why?"\n', "good.toml")
    bad = own('title = "[bold]"\ntilte = 1\n', "bad.toml")
    assert "good.toml: 1 question" in shown(capsys, "packs", "check", str(good))
    out = shown(capsys, "packs", "check", str(good), str(bad), code=5)
    assert "bad.toml, line 2: tilte: unknown key (did you mean 'title'?)" in out
    report = json.loads(shown(capsys, "packs", "check", str(bad), "--json", code=5))
    assert {"file", "line", "key", "message"} == set(report[0]["problems"][0])


def test_question_shows_why_strong_and_ladder(capsys):
    out = " ".join(shown(capsys, "question", "general/real-failure").split())
    question = json.loads(shown(capsys, "question", "general/real-failure", "--json"))
    for text in (question["text"], question["why"], question["strong"], *question["follow_ups"]):
        assert text in out


def test_question_of_a_day_is_the_same_each_time_and_comes_from_the_pack_named(capsys):
    day = ("question", "--date", "2026-03-02", "--json")
    assert shown(capsys, *day) == shown(capsys, *day)
    assert json.loads(shown(capsys, *day, "--pack", "manager"))["key"].startswith("manager/")


def test_question_of_the_day_keeps_to_packs_for_every_day(capsys):
    for day in range(1, 29):
        key = json.loads(shown(capsys, "question", "--date", f"2026-02-{day:02}", "--json"))["key"]
        assert key.split("/")[0] in {"general", "judgement"}


def test_search_lists_what_it_finds_in_the_packs_named(capsys):
    assert "general/disagreed-with-manager" in shown(capsys, "question", "--search", "disagreed manager")
    found = json.loads(shown(capsys, "question", "--search", "team", "--pack", "manager", "--json"))
    assert found and all(question["key"].startswith("manager/") for question in found)
    assert "No question" in shown(capsys, "question", "--search", "zebra")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("question", "general/nothing-like-it"), 7),
        (("question", "--pack", "nope"), 7),
        (("packs", "show", "nope"), 7),
        (("question", "general/real-failure", "--search", "x"), 2),
        (("question", "--date", "yesterday"), 2),
        (("packs", "check"), 2),
    ],
)
def test_wrong_use_is_told_in_a_sentence(capsys, args, code):
    assert run(list(args)) == code
    err = capsys.readouterr().err
    assert err.strip() and "Traceback" not in err


def test_history_comes_from_the_library(tmp_path):
    from rehearse.questions import find_question
    from rehearse.store import open_library

    recording = tmp_path / "a.wav"
    recording.write_bytes(b"RIFF")
    with open_library(tmp_path / "library") as takes:
        takes.add(recording, question=find_question("general/real-failure"), created_at="2026-03-01T23:30:00+01:00")
    (answer,), _ = history(tmp_path / "library")
    assert (answer.key, answer.on, answer.marks) == ("general/real-failure", datetime.date(2026, 3, 1), {})
    assert history(tmp_path / "none") == ([], ())
    assert not (tmp_path / "none").exists()


def test_the_sample_and_follow_ups_in_a_loop_are_no_answers_of_the_day(tmp_path):
    from rehearse.questions import find_question
    from rehearse.store import open_library

    asked = find_question("general/real-failure")
    with open_library(tmp_path / "library") as takes:
        for place in ("1.1", "1.1.1"):
            stored = takes.begin(asked, loop="20260301-090000-lp01", loop_place=place)
            stored.recording.write_bytes(b"RIFF")
            takes.finish(stored.take)
        sample = tmp_path / "sample.wav"
        sample.write_bytes(b"sample")
        takes.change_take(takes.add(sample, question=asked).id, tags=("sample",))
    answers, _ = history(tmp_path / "library")
    assert len(answers) == 1


def test_the_question_of_the_day_is_of_the_active_pack_and_the_pinned_one_first(capsys):
    from rehearse.settings import Settings, save

    ask = ("question", "--json", "--date", "2026-03-02")
    save(Settings(active_pack="manager"))
    assert json.loads(shown(capsys, *ask))["key"].startswith("manager/")
    save(Settings(active_pack="gone"))
    assert json.loads(shown(capsys, *ask))["key"].startswith(("general/", "judgement/"))
    save(Settings(pinned_question="general/real-failure"))
    assert json.loads(shown(capsys, *ask))["key"] == "general/real-failure"
    assert "You pinned this question." in shown(capsys, "question", "--date", "2026-03-02")
    assert json.loads(shown(capsys, *ask, "--pack", "judgement"))["key"].startswith("judgement/")


def test_an_answered_question_is_not_asked_again_next_day(capsys, tmp_path):
    from rehearse.questions import find_question
    from rehearse.store import open_library

    ask = ("--library", str(tmp_path / "library"), "question", "--json", "--date")
    first = json.loads(shown(capsys, *ask, "2026-03-02"))["key"]
    recording = tmp_path / "a.wav"
    recording.write_bytes(b"RIFF")
    with open_library(tmp_path / "library") as takes:
        takes.add(recording, question=find_question(first), created_at="2026-03-02T10:00:00+00:00")
    assert json.loads(shown(capsys, *ask, "2026-03-02"))["key"] == first
    later = [json.loads(shown(capsys, *ask, f"2026-03-{day:02}"))["competency"] for day in range(3, 20)]
    assert find_question(first).competency not in later


def test_a_library_that_cannot_be_read_is_told_and_passed_over(capsys, tmp_path, monkeypatch):
    import rehearse.store
    from rehearse.errors import StoreError

    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The library cannot be opened.")

    monkeypatch.setattr(rehearse.store, "open_library", refuse)
    assert run(["question", "--json"]) == 0
    assert "earlier answers" in capsys.readouterr().err

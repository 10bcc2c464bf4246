import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rehearse.cli.main import run
from rehearse.cli.report import print_report
from rehearse.store import index_file, open_library
from tests.builders import QUESTION, fill_library, make_analysis, make_silence, make_take
from tests.speed import within


@pytest.fixture
def root(tmp_path):
    place = tmp_path / "library"
    with open_library(place) as library:
        for n, seen in enumerate((True, False)):
            path = tmp_path / f"answer-{n}.mkv"
            path.write_bytes(b"%d" % n)
            library.add(
                path,
                analysis=make_analysis(seen=seen, rough=not seen),
                question=QUESTION,
                created_at=f"2026-01-0{n + 1}T08:00:00+00:00",
            )
    return place


@pytest.fixture
def rehearse(root, capsys, monkeypatch):
    """Run a command on the library; gives (exit code, stdout, stderr)."""
    monkeypatch.setenv("COLUMNS", "100")

    def call(*args):
        code = run(["--library", str(root), *args])
        return code, *capsys.readouterr()

    return call


def add_patch(root, element="cost"):
    with open_library(root) as library:
        whole = library.list()[0].id
        patch = library.begin(QUESTION, patch_of=whole, patch_element=element)
        patch.recording.write_bytes(b"patch")
        library.finish(patch.take)
        library.save_analysis(patch.take.id, make_analysis())
    return whole, patch.take.id


def test_short_answers_are_listed_and_exported_where_they_are_asked_for(rehearse, root):
    whole, patch = add_patch(root)
    assert patch not in rehearse("takes")[1]
    listed = rehearse("takes", "--patches")[1]
    assert patch in listed and "short answer: Tell me" in listed
    rows = json.loads(rehearse("takes", "--patches", "--json")[1])
    assert rows["total"] == 3 and {row["patch_of"] for row in rows["takes"]} == {"", whole}
    for command in (("export", whole, "-f", "json", "-o", "-"), ("show", whole, "--json")):
        exported = json.loads(rehearse(*command)[1])
        assert [each["take"]["id"] for each in exported["patches"]] == [patch]
        assert len(exported["whole_story"]["elements"]) == 8


def test_takes_lists_the_newest_first(rehearse):
    code, out, _ = rehearse("takes")
    lines = [line for line in out.splitlines() if line.startswith(("1 Jan", "2 Jan"))]
    assert code == 0
    assert [line[:12] for line in lines] == ["2 Jan 08:00 ", "1 Jan 08:00 "]
    assert "~146" in lines[0]  # rough
    assert " 146" in lines[1]
    assert " *+– " in lines[1]
    assert "The newest 1 of 2" in rehearse("takes", "-n", "1")[1]


def test_takes_as_json(rehearse):
    answer = json.loads(rehearse("takes", "--json")[1])
    assert answer["total"] == 2
    assert answer["takes"][0]["eye_contact"] is None
    assert answer["takes"][1]["eye_contact"] == 64.0
    assert json.loads(rehearse("takes", "--json", "--tag", "none")[1]) == {"total": 0, "takes": []}


def test_an_empty_place_says_how_to_begin_and_makes_nothing(tmp_path, capsys):
    assert run(["--library", str(tmp_path / "none"), "takes"]) == 0
    assert "rehearse analyze" in capsys.readouterr().out
    assert run(["--library", str(tmp_path / "none"), "trends"]) == 0
    assert run(["--library", str(tmp_path / "none"), "show"]) == 7
    assert not (tmp_path / "none").exists()


def test_show_tells_what_matters_first(rehearse):
    code, out, _ = rehearse("show", "20260101")
    assert code == 0
    order = ["Tell me about a decision", "Work on next", "An interviewer asks next", "Story", "Numbers", "Can't tell"]
    assert sorted(order, key=out.index) == order
    for text in ("No cost was heard.", "not heard", "“I decided to move the launch by two weeks”", "± 3", "120 to 170"):
        assert text in out
    assert "\x1b" not in out  # plain where it is piped


def test_show_as_json_is_the_export(rehearse):
    answer = json.loads(rehearse("show", "last", "--json")[1])
    assert answer["take"]["created_at"].startswith("2026-01-02")
    assert answer["analysis"]["transcript"]["rough"] is True


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("analysis", [make_analysis(), make_analysis(seen=False, rough=True), make_silence()])
def test_the_report_fits_any_width(width, analysis):
    from rich.console import Console

    out = io.StringIO()
    print_report(analysis, Console(file=out, width=width), take=make_take())
    assert all(len(line) <= width for line in out.getvalue().splitlines())
    assert out.getvalue().strip()


def test_hostile_text_cannot_steer_the_terminal(root, rehearse):
    evil = "\x1b]0;owned\x07[red]not markup[/red]\x9b31m"
    with open_library(root) as library:
        library.save_take(make_take(library.resolve("last"), title=evil, notes=evil))
    for command in (["takes"], ["show"], ["search", "owned"]):
        _, out, _ = rehearse(*command)
        assert "\x1b" not in out
        assert "\x9b" not in out
        assert "[red]" in out


def test_search_shows_the_words_and_the_moment(rehearse):
    code, out, _ = rehearse("search", '"two weeks"')
    assert code == 0
    assert "[two weeks]" in out
    assert "0:13" in out or "0:14" in out
    (hit, _) = json.loads(rehearse("search", "--json", "launch")[1])
    assert hit["at_s"] > 10
    assert rehearse("search", "zebra")[1] == "Nothing found.\n"
    assert rehearse("search", "--json", "zebra")[1].strip() == "[]"


def test_delete_asks_undoes_and_empties(rehearse, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert rehearse("delete", "last")[0] == 130  # nobody there to say yes
    assert rehearse("delete")[0] == 2
    code, out, _ = rehearse("delete", "last", "--yes")
    assert code == 0
    assert "--undo" in out
    assert json.loads(rehearse("takes", "--json")[1])["total"] == 1
    assert rehearse("delete", "--undo")[0] == 0
    assert json.loads(rehearse("takes", "--json")[1])["total"] == 2
    done = json.loads(rehearse("delete", "last", "--yes", "--for-good", "--json")[1])
    assert done["done"] == "removed for good"
    assert rehearse("delete", done["takes"][0], "--undo")[0] == 7


def test_a_damaged_index_is_said_in_one_line_and_nothing_is_lost(root, rehearse):
    index_file.discard(root)
    (root / index_file.NAME).write_bytes(b"garbage" * 1000)
    code, out, err = rehearse("takes")
    assert code == 0
    assert "2 Jan" in out
    assert len(err.splitlines()) == 1
    assert "none is lost" in err
    assert rehearse("takes")[2] == ""


def test_a_damaged_take_is_listed_as_damaged(root, rehearse):
    newest = json.loads(rehearse("takes", "--json")[1])["takes"][0]["id"]
    (root / "takes" / newest / "take.json").write_text("{")
    code, out, _ = rehearse("rebuild")
    assert code == 0
    assert "The index holds 2 takes." in out
    assert newest in out
    assert "damaged" in rehearse("takes")[1]
    code, _, err = rehearse("show", newest)
    assert code == 6
    assert "Restore it from a backup" in err


def test_trends_in_words_and_json(rehearse):
    code, out, _ = rehearse("trends")
    assert code == 0
    assert "Pace" in out
    assert "Too early to say" in out
    assert "Left out: 1" in out
    assert "clear in 2" in out
    answer = json.loads(rehearse("trends", "--json", "--measure", "speech_rate")[1])
    assert [t["key"] for t in answer["trends"]] == ["speech_rate"]


BEGINNINGS = {"html": "<!doctype", "vtt": "WEBVTT", "srt": "1\n", "csv": "key,", "json": "{"}


@pytest.mark.parametrize("kind", ["html", "vtt", "srt", "csv", "json"])
def test_export_writes_each_format_once(rehearse, tmp_path, kind):
    path = tmp_path / f"out.{kind}"
    assert rehearse("export", "last", "-o", str(path))[0] == 0
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_bytes().decode()
    assert text.startswith(BEGINNINGS[kind])
    code, _, err = rehearse("export", "last", "-o", str(path))
    assert code == 6
    assert "--force" in err
    assert rehearse("export", "last", "-o", str(path), "--force")[0] == 0
    assert rehearse("export", "last", "-f", kind, "-o", "-")[1] == text


def test_export_without_a_name_writes_here(rehearse, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = json.loads(rehearse("export", "last", "--json")[1])
    assert Path(answer["file"]).read_text().startswith("<!doctype")
    assert answer["file"].endswith(f"rehearse-{answer['take']}.html")


def test_export_says_what_is_wrong(root, rehearse, tmp_path):
    assert rehearse("export", "last", "-o", str(tmp_path / "x.docx"))[0] == 2
    assert rehearse("export", "last", "-o", str(tmp_path / "none" / "x.html"))[0] == 6
    assert rehearse("export", "nope")[0] == 7
    bare = tmp_path / "bare.wav"
    bare.write_bytes(b"bare")
    with open_library(root) as library:
        take = library.add(bare)
    code, _, err = rehearse("export", take.id)
    assert code == 6
    assert "not been analysed" in err


def children_cpu():
    spent = os.times()
    return spent.children_user + spent.children_system


def test_the_list_of_10_000_takes_comes_at_once(tmp_path):
    """The whole process, in CPU time, the best of three."""
    fill_library(tmp_path, 10_000)
    open_library(tmp_path).close()
    command = [sys.executable, "-m", "rehearse", "--library", str(tmp_path), "takes"]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    took = []
    for _ in range(3):
        begin = children_cpu()
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
        took.append(children_cpu() - begin)
    assert "The newest 20 of 10000" in done.stdout
    assert min(took) <= within(0.3)


def listed(rehearse, *args):
    code, out, err = rehearse("takes", "--json", *args)
    assert code == 0, err
    return {row["id"] for row in json.loads(out)["takes"]}


def test_takes_are_listed_by_what_was_heard_and_when(rehearse, root):
    older, newer = sorted(listed(rehearse))
    with open_library(root) as library:
        library.change_take(older, favourite=True, notes="tell of the zeppelin")
        levels = {e.name: e.level for e in library.get(older).analysis.story.elements}
    assert listed(rehearse, "--favourite") == listed(rehearse, "--text", "zeppe*") == {older}
    assert listed(rehearse, "--rough") == {newer} and listed(rehearse, "--not-rough") == {older}
    assert listed(rehearse, "--since", "2026-01-02") == {newer}
    assert listed(rehearse, "--until", "2026-01-01") == {older}
    assert listed(rehearse, "--since", "2026-01-01", "--until", "2026-01-02") == {older, newer}
    name = ("missing", "thin", "clear")[levels["tradeoff"]]
    other = "clear" if name != "clear" else "missing"
    assert listed(rehearse, "--level", f"trade-off={name}") == {older, newer}
    assert listed(rehearse, "--level", f"tradeoff={other}") == set()
    assert listed(rehearse, "--level", f"Trade-off={name}", "--favourite", "--rough") == set()
    assert "No take fits." in rehearse("takes", "--text", "dirigible")[1]


@pytest.mark.parametrize("wrong", ["cost", "cost=some", "charm=clear", "=", ""])
def test_a_level_that_is_none_is_told_with_those_there_are(rehearse, wrong):
    code, _, err = rehearse("takes", "--level", wrong)
    assert code == 2 and "missing, thin or clear" in err

"""`rehearse story`: shape of the JSON, the printed report, and what is said of files that are no answers."""

import io
import json
import sys

import pytest

from rehearse.cli.main import run
from rehearse.story.classifier import ELEMENTS

TEXT = (
    "Last spring I ran support and I closed the phone line for three weeks so that the six of us could answer tickets. "
    "Two old customers left over it and Maria handed in her notice. Next time I would call them first."
)


def test_json_of_json_lines(tmp_path, capsys):
    lines = [{"id": "a", "text": TEXT}, {"id": 7, "text": "too short"}, {"text": TEXT.lower()}]
    file = tmp_path / "answers.jsonl"
    file.write_text("\n\n".join(json.dumps(line) for line in lines))
    assert run(["story", str(file), "--json"]) == 0
    answers = json.loads(capsys.readouterr().out)["answers"]
    assert [answer["id"] for answer in answers] == ["a", "7", "line 5"]
    first = answers[0]
    assert set(first) == {"id", "episode", "elements", "follow_ups", "remarks"}
    assert list(first["elements"]) == list(ELEMENTS)
    for element in first["elements"].values():
        assert set(element) == {"level", "probability", "unsure", "evidence"}
        assert all(TEXT[quote["start"] : quote["end"]] == quote["quote"] for quote in element["evidence"])
    assert answers[1]["note"].startswith("can't tell")


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path, capsys):
    file = tmp_path / "answers.jsonl"
    file.write_text(json.dumps({"id": "a", "text": TEXT + "\u2028\u0085end"}, ensure_ascii=False) + "\r\n")
    assert run(["story", str(file), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["answers"]) == 1


def test_text_is_printed_with_its_brackets(tmp_path, capsys):
    file = tmp_path / "[red]mine.txt"
    file.write_text(TEXT)
    assert run(["story", str(file)]) == 0
    out = capsys.readouterr().out
    assert "decision" in out
    assert "trade-off" in out
    assert "An interviewer might ask next" in out
    assert "[red]mine" in out


def test_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + TEXT.encode())))
    assert run(["story", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answers"][0]["id"] == "stdin"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "holds no text"),
        ("blank.txt", b" \n\n", "holds no text"),
        ("video.mkv", b"\x1aE\xdf\xa3\x00\x01", "not text"),
        ("zeros.txt", b"abc\x00def", "not text"),
        ("bad.jsonl", b'{"id": "a", "text": "fine"}\n{"id": ', "line 2 is not JSON"),
        ("deep.jsonl", b"[" * 100_000, "line 1 is not JSON"),
        ("list.jsonl", b"[1, 2]", 'line 1 has no "text"'),
        ("untold.jsonl", b'{"id": "a"}', 'line 1 has no "text"'),
        ("number.jsonl", b'{"id": "a", "text": 5}', 'line 1 has no "text"'),
    ],
)
def test_bad_files_get_one_sentence(tmp_path, capsys, name, content, said):
    file = tmp_path / name
    file.write_bytes(content)
    assert run(["story", str(file)]) == 3
    error = capsys.readouterr().err
    assert name in error
    assert said in error
    assert "Traceback" not in error


def test_a_missing_file_and_a_folder(tmp_path, capsys):
    assert run(["story", str(tmp_path / "none.txt")]) == 7
    assert run(["story", str(tmp_path)]) == 3
    assert "cannot be read" in capsys.readouterr().err

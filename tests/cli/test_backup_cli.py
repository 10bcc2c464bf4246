import json

import pytest

from rehearse.cli.main import run
from rehearse.settings import load
from rehearse.store import open_library
from rehearse.store.app_lock import AppLock
from tests.builders import make_analysis


@pytest.fixture
def library(home, tmp_path):
    with open_library(home / "library") as library:
        for n in range(2):
            path = tmp_path / f"{n}.wav"
            path.write_bytes(b"%d" % n * 50)
            library.add(path, analysis=make_analysis(), created_at=f"2026-01-0{n + 1}T08:00:00+00:00")
    return home / "library"


def test_a_backup_is_written_once_and_restored_into_another_library(library, tmp_path, capsys):
    archive = str(tmp_path / "all.zip")
    assert run(["backup", archive]) == 0
    assert "2 takes in" in capsys.readouterr().out
    assert run(["backup", archive]) == 6
    assert "exists already" in capsys.readouterr().err
    other = ["--library", str(tmp_path / "other")]
    assert run([*other, "restore", archive]) == 0
    assert capsys.readouterr().out == "Brought in: 2 takes.\n"
    assert run([*other, "restore", archive]) == 0
    assert capsys.readouterr().out == "Nothing new in it. 2 takes there already.\n"
    assert run([*other, "restore", "--json", archive]) == 0
    assert len(json.loads(capsys.readouterr().out)["kept"]) == 2


def test_what_is_no_backup_and_where_nothing_is_is_told(tmp_path, capsys):
    (tmp_path / "no.zip").write_text("no")
    assert run(["backup", str(tmp_path / "all.zip")]) == 7
    assert run(["restore", str(tmp_path / "no.zip")]) == 6
    assert "no backup" in capsys.readouterr().err
    assert run(["restore", str(tmp_path / "none.zip")]) == 6
    assert "There is no file" in capsys.readouterr().err
    assert not (tmp_path / "all.zip").exists()


def test_moving_changes_the_setting_and_every_command_goes_there(library, tmp_path, capsys):
    assert run(["move", str(tmp_path / "new place"), "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["library"], done["moved"]["takes"], done["listed"]) == (str(tmp_path / "new place"), 2, 2)
    assert load().settings.library_dir == str(tmp_path / "new place")
    assert run(["takes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 2
    assert not (library / "takes").exists()


def test_only_the_settings_library_can_be_moved(library, tmp_path, capsys, monkeypatch):
    assert run(["--library", str(library), "move", str(tmp_path / "new")]) == 2
    monkeypatch.setenv("REHEARSE_LIBRARY", str(library))
    assert run(["move", str(tmp_path / "new")]) == 2
    assert "REHEARSE_LIBRARY" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_library_that_the_app_has_open_is_not_moved(library, tmp_path, capsys):
    lock = AppLock(library)
    assert lock.take()
    assert run(["move", str(tmp_path / "new")]) == 6
    assert "open with this library" in capsys.readouterr().err
    assert not (tmp_path / "new").exists() and (library / "takes").is_dir()
    lock.release()

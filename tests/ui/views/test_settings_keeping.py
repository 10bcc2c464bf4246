"""Backup, restore and moving, without widgets: what comes of each is one sentence, and nothing is lost on the way."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from rehearse.settings import Settings
from rehearse.store import backup, open_library
from tests.builders import fill_library
from tests.ui.make_context import open_context, settle
from ui.views.settings import keeping
from ui.views.settings.keeping import STOPPED, WAIT, Keeping


@pytest.fixture
def root(tmp_path):
    fill_library(tmp_path / "library", 3)
    return tmp_path / "library"


@pytest.fixture
def context(root):
    with open_context(root, library_dir=str(root)) as made:
        made.jobs.resume = lambda: None  # nothing is analysed
        yield made


@pytest.fixture
def model(context):
    made = Keeping(context)
    made.told = []
    made.ended.connect(lambda _kind, sentence, warn: made.told.append((sentence, warn)))
    return made


def ends(qtbot, context, model):
    qtbot.waitUntil(lambda: bool(model.told) and not model.busy, timeout=20_000)
    settle(qtbot, context)
    return model.told.pop()


def test_a_backup_is_whole_and_brings_everything_back(qtbot, context, model, tmp_path):
    shares = []
    model.changed.connect(lambda: shares.append((model.busy, model.share)))
    model.back_up(tmp_path / "all.zip")
    assert model.busy == "Writing the backup"
    sentence, warn = ends(qtbot, context, model)
    assert sentence.startswith(f"The backup is whole: 3 takes in {tmp_path / 'all.zip'}, ") and not warn
    assert shares[-1][0] == "" and max(share for _, share in shares) > 0.5
    taken = context.library.list()[0].id
    context.library.delete([taken])
    context.library.empty_trash()
    changed = []
    context.takes_changed.connect(lambda: changed.append(True))
    model.restore(tmp_path / "all.zip")
    assert ends(qtbot, context, model) == ("Brought in: 1 take. 2 takes there already.", False)
    assert changed and context.library.get(taken).analysis is not None


def test_restoring_never_writes_over_what_is_here(qtbot, context, model, tmp_path):
    model.back_up(tmp_path / "all.zip")
    ends(qtbot, context, model)
    take_id = context.library.list()[0].id
    context.library.change_take(take_id, notes="written since")
    model.restore(tmp_path / "all.zip")
    assert ends(qtbot, context, model)[0] == "Nothing new in it. 3 takes there already."
    assert context.library.get(take_id).take.notes == "written since"


def test_a_file_that_is_there_is_never_written_over(qtbot, context, model, tmp_path):
    (tmp_path / "all.zip").write_text("a letter")
    model.back_up(tmp_path / "all.zip")
    sentence, warn = ends(qtbot, context, model)
    assert "exists already. Name another file" in sentence and warn
    assert (tmp_path / "all.zip").read_text() == "a letter"


def test_what_is_no_backup_is_refused_in_a_sentence(qtbot, context, model, tmp_path):
    (tmp_path / "no.zip").write_text("no")
    with zipfile.ZipFile(tmp_path / "outside.zip", "w") as archive:
        archive.writestr("../outside.txt", "text")
    for name in ("no.zip", "outside.zip", "none.zip"):
        model.restore(tmp_path / name)
        sentence, warn = ends(qtbot, context, model)
        assert warn and sentence.endswith(".") and "Traceback" not in sentence
    assert context.library.count() == 3 and not (tmp_path / "outside.txt").exists()


def test_a_backup_can_be_stopped_and_leaves_nothing(qtbot, context, model, tmp_path, monkeypatch):
    pack = backup._pack

    def pack_and_stop(archive, folder):
        pack(archive, folder)
        model.stop()

    monkeypatch.setattr(backup, "_pack", pack_and_stop)
    model.back_up(tmp_path / "all.zip")
    assert ends(qtbot, context, model) == (STOPPED["backup"], False)
    assert not [path for path in tmp_path.iterdir() if "all.zip" in path.name]


def test_one_at_a_time(qtbot, context, model, tmp_path):
    model.back_up(tmp_path / "one.zip")
    model.restore(tmp_path / "one.zip")
    assert model.told.pop() == (WAIT, True) and model.busy == "Writing the backup"
    ends(qtbot, context, model)
    context.in_background(lambda _: None, long=True)
    model.move(tmp_path / "new")
    assert model.told.pop() == (WAIT, True) and not (tmp_path / "new").exists()


def test_the_library_moves_and_the_app_goes_on_there(qtbot, context, model, tmp_path, root):
    model.move(tmp_path / "new")
    sentence, warn = ends(qtbot, context, model)
    assert sentence.startswith(f"The library is in {tmp_path / 'new'} now: 3 takes") and not warn
    assert context.library.root == tmp_path / "new" and not (root / "takes").exists()
    model.back_up(tmp_path / "all.zip")
    assert "3 takes" in ends(qtbot, context, model)[0]
    context.library.change_take(context.library.list()[0].id, notes="in the new place")
    with open_library(tmp_path / "new") as library:
        assert library.get(library.list()[0].id).take.notes == "in the new place"


def test_a_move_that_is_stopped_leaves_all_as_it_was(qtbot, context, model, tmp_path, root, monkeypatch):
    told = []
    monkeypatch.setattr(context, "tell_error", told.append)
    tell = model._tell_share
    monkeypatch.setattr(model, "_tell_share", lambda share: (model.stop() if share else None, tell(share)))
    model.move(tmp_path / "new")
    assert ends(qtbot, context, model) == (STOPPED["move"], False)
    assert context.library.root == root and context.library.count() == 3 and not told
    assert not (tmp_path / "new").exists() or not any((tmp_path / "new").iterdir())


def test_a_folder_with_other_files_gets_one_of_our_own(tmp_path):
    assert keeping.target_in(tmp_path / "new") == tmp_path / "new"
    assert keeping.target_in(tmp_path) == tmp_path
    (tmp_path / "film.mp4").touch()
    assert keeping.target_in(tmp_path) == tmp_path / "Rehearse"


def test_what_cannot_be_moved_says_why(tmp_path):
    mine = Settings(library_dir=str(tmp_path))
    assert keeping.why_not_move(tmp_path, mine, fixed=False) == ""
    assert "REHEARSE_LIBRARY" in keeping.why_not_move(tmp_path, mine, fixed=True)
    assert "another one is open" in keeping.why_not_move(tmp_path / "else", mine, fixed=False)


def test_the_words():
    assert keeping.backup_name(date(2026, 11, 21)) == "rehearse-2026-11-21.zip"
    asked = keeping.move_question(Path("/old"), Path("/new"), 1, 3_000_000)
    assert asked.startswith("Move 1 take (3 MB) from /old to /new?") and "compared first" in asked

"""What the places share."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rehearse.settings import Settings
from rehearse.store import open_library
from tests.builders import fill_library
from ui.context import Context


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot) -> Iterator[Context]:
    made = Context(tmp_path, settings=Settings())
    yield made
    made.close()


def test_what_the_app_deleted_is_gone_at_its_end_and_nothing_else(tmp_path: Path, qtbot: QtBot) -> None:
    fill_library(tmp_path, 3)
    context = Context(tmp_path, settings=Settings())
    first, second, third = (row.id for row in context.library.list())
    with open_library(context.library.root) as elsewhere:
        elsewhere.delete([first])
    done: list[bool] = []
    context.delete([second, third], lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    context.library.restore([third])
    context.close()
    with open_library(context.library.root) as library:
        assert library.trash() == (first,)
        assert [row.id for row in library.list()] == [third]


def test_nothing_waits_behind_what_takes_long(context: Context, qtbot: QtBot) -> None:
    copying = threading.Event()
    done: list[str] = []
    context.in_background(lambda _: copying.wait(20), lambda _: done.append("a video copied"), long=True)
    context.in_background(lambda library: library.begin(None), lambda made: done.append(made.take.id))
    qtbot.waitUntil(lambda: len(done) == 1)
    assert context.errands.busy and not context.background.busy
    copying.set()
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done[1] == "a video copied" and not context.errands.busy
    context.library.discard(done[0])


def test_an_expected_error_in_the_background_is_told(context: Context, qtbot: QtBot) -> None:
    told: list[str] = []
    context.noticed.connect(lambda notice: told.append(notice.sentence))
    context.in_background(lambda library: library.get("nothing-like-it"))
    qtbot.waitUntil(lambda: bool(told))
    assert "nothing-like-it" in told[0]


def test_changed_settings_are_kept(context: Context, qtbot: QtBot) -> None:
    from rehearse import settings

    with qtbot.waitSignal(context.settings_changed):
        context.change_settings(daily_aim=3)
    assert settings.load().settings.daily_aim == 3


def test_settings_that_cannot_be_kept_hold_until_the_end_and_that_is_told(context: Context, home: Path) -> None:
    told: list[str] = []
    context.noticed.connect(lambda notice: told.append(notice.sentence))
    (home / "settings.json").mkdir()
    context.change_settings(appearance="dark")
    assert context.settings.appearance == "dark" and context.theme.dark
    assert len(told) == 1 and "cannot be kept" in told[0]
    context.change_settings(appearance="light")


def test_a_library_that_vanished_is_not_begun_anew_by_closing(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "library"
    fill_library(root, 2)
    context = Context(root, settings=Settings())
    taken: list[bool] = []
    context.delete([row.id for row in context.library.list()][:1], lambda: taken.append(True))
    qtbot.waitUntil(lambda: bool(taken))
    root.rename(tmp_path / "elsewhere")
    root.write_text("what stands there now")
    context.close()
    assert root.is_file()


def test_closing_an_app_that_deleted_nothing_writes_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "library"
    context = Context(root, settings=Settings())
    root.rename(tmp_path / "elsewhere")
    context.close()
    assert not root.exists()

"""The microphone's level as a bar."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ui.theme import theme
from ui.widgets.meter import LevelMeter, share_of_scale


@pytest.mark.parametrize(("level_db", "share"), [(-90.0, 0.0), (-60.0, 0.0), (-30.0, 0.5), (0.0, 1.0), (3.0, 1.0)])
def test_levels_lie_on_a_scale_of_60_db(level_db: float, share: float) -> None:
    assert share_of_scale(level_db) == pytest.approx(share)


@pytest.fixture
def meter(qtbot: QtBot) -> LevelMeter:
    made = LevelMeter()
    qtbot.addWidget(made)
    made.resize(200, 12)
    made.show()
    return made


def shown(meter: LevelMeter) -> QImage:
    return meter.grab().toImage()


def color_at(image: QImage, x: int) -> str:
    return QColor(image.pixel(x, image.height() // 2)).name().upper()


def test_the_bar_ends_where_the_level_lies(meter: LevelMeter) -> None:
    meter.set_level(-30.0, -30.0)
    image = shown(meter)
    assert color_at(image, 90) == theme().tokens.accent
    assert color_at(image, 110) == theme().tokens.pause_quiet


def test_too_loud_is_another_colour(meter: LevelMeter) -> None:
    meter.set_level(-10.0, -0.5)
    assert color_at(shown(meter), 20) == theme().tokens.warn


def test_silence_shows_nothing(meter: LevelMeter) -> None:
    meter.set_level(-20.0, -10.0)
    meter.clear()
    assert meter.level == 0.0
    assert color_at(shown(meter), 3) == theme().tokens.pause_quiet


def test_it_paints_only_when_a_pixel_changes(meter: LevelMeter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    meter.set_level(-30.0, -20.0)
    asked: list[bool] = []
    monkeypatch.setattr(meter, "update", lambda: asked.append(True))
    meter.set_level(-30.01, -20.01)
    assert asked == []
    meter.set_level(-28.0, -20.0)
    assert asked == [True]

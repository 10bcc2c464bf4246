"""The picture: letterbox, mirror, captions, words, sound alone, full screen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QKeySequence, QShortcut
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.full_screen import FullScreen
from ui.widgets.video import VideoView, letterboxed
from ui.widgets.video_text import caption_lines, outline, wrapped

pytestmark = pytest.mark.qt_log_ignore("No RHI backend. Using CPU conversion")  # said once, of what is wanted

LEFT, RIGHT = QColor("#d02020"), QColor("#2020d0")


def two_halves(width: int = 320, height: int = 180) -> QVideoFrame:
    """Red at the left, blue at the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(LEFT)
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, RIGHT)
    return QVideoFrame(image)


@pytest.fixture
def view(qtbot) -> VideoView:
    made = VideoView()
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.show()
    return made


def show(view: VideoView, frame: QVideoFrame) -> QImage:
    view.sink.setVideoFrame(frame)
    QApplication.processEvents()
    return view.grab().toImage()


def near(a: QColor, b: QColor) -> bool:
    return max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue())) < 12


def test_a_frame_is_shown_as_it_is_or_as_in_a_mirror(view):
    plain = show(view, two_halves())
    assert near(plain.pixelColor(100, 180), LEFT)
    assert near(plain.pixelColor(540, 180), RIGHT)
    view.set_mirrored(True)
    mirrored = view.grab().toImage()
    assert near(mirrored.pixelColor(100, 180), RIGHT)
    assert near(mirrored.pixelColor(540, 180), LEFT)


def test_another_shape_gets_bars_not_a_stretch(view):
    shown = show(view, two_halves(180, 180))
    assert near(shown.pixelColor(40, 180), QColor(theme().tokens.video))
    assert near(shown.pixelColor(200, 180), LEFT)
    assert letterboxed(QSizeF(90, 160), QRectF(0, 0, 640, 360)) == QRectF(218.75, 0, 202.5, 360)


def test_corners_are_round(view):
    view.setStyleSheet("")
    shown = show(view, two_halves())
    assert not near(shown.pixelColor(0, 0), LEFT)
    assert near(shown.pixelColor(14, 14), LEFT)


def test_an_empty_frame_leaves_the_last_picture(view):
    show(view, two_halves())
    assert near(show(view, QVideoFrame()).pixelColor(100, 180), LEFT)


def test_a_frame_nobody_sees_is_not_converted(view):
    view.hide()
    view.sink.setVideoFrame(two_halves())
    QApplication.processEvents()
    assert view._image.isNull()
    assert view.has_picture


@pytest.mark.parametrize("ground", ["#ffffff", "#000000", "#7f7f7f", "#f0e000"])
def test_a_caption_can_be_read_over_any_picture(view, ground):
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    view.set_caption("WWWW MMMM")
    shown = show(view, QVideoFrame(image))
    colours = {shown.pixelColor(x, y).rgb() for x in range(270, 370) for y in range(326, 342)}
    darkest = min(map(luminance, colours))
    lightest = max(map(luminance, colours))
    assert (lightest + 0.05) / (darkest + 0.05) >= 4.5
    assert contrast_of_ground(ground) >= 4.5


def contrast_of_ground(picture: str) -> float:
    from ui.widgets.video_text import GROUND

    tokens = theme().tokens
    under, over = QColor(picture), QColor(tokens.video)
    mixed = QColor(
        *(round(GROUND * a + (1 - GROUND) * b) for a, b in zip(over.getRgb()[:3], under.getRgb()[:3], strict=True))
    )
    return (luminance(QColor(tokens.on_video).rgb()) + 0.05) / (luminance(mixed.rgb()) + 0.05)


def luminance(rgb: int) -> float:
    parts = [part / 255 for part in QColor(rgb).getRgb()[:3]]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_caption_lines_are_kept_where_they_fit_and_broken_anew_where_not():
    assert wrapped("one two\nthree", 7, len) == ["one two", "three"]
    assert wrapped("one two\nthree", 5, len) == ["one", "two", "three"]


@pytest.mark.parametrize("room", [120, 200, 400, 1200])
def test_a_caption_never_takes_a_third_line(qapp, room):
    text = "so I moved the launch by two weeks instead\nof shipping with the gaps and we lost it"
    font, lines = caption_lines(text, QFont(), room, 360)
    assert len(lines) <= 2
    assert all(QFontMetricsF(font).horizontalAdvance(line) <= room + 1 for line in lines)


def test_words_stand_in_for_a_picture_and_are_read_out(view):
    before = show(view, two_halves())
    view.set_words("No camera was found.")
    assert view.accessibleDescription() == "No camera was found."
    assert not near(view.grab().toImage().pixelColor(100, 40), before.pixelColor(100, 40))
    view.set_words("")
    assert near(view.grab().toImage().pixelColor(100, 180), LEFT)


def test_sound_alone_shows_its_outline_and_what_has_been_played(view):
    rng = np.random.default_rng(1)
    high = np.abs(rng.normal(0, 0.2, 1000)).astype(np.float32)
    view.set_sound_only(np.stack([-high, high], axis=1))
    unplayed = view.grab().toImage()
    view.set_share(0.5)
    played = view.grab().toImage()
    row = range(60, 580)
    assert sum(luminance(played.pixel(x, 180)) for x in row) > 1.2 * sum(luminance(unplayed.pixel(x, 180)) for x in row)
    assert view.accessibleName() == "Sound only, no picture"
    assert outline(np.zeros((0, 2), np.float32), 5).tolist() == [0.0] * 5


def test_clearing_takes_everything_away(view):
    show(view, two_halves())
    view.set_caption("something")
    view.clear()
    assert near(view.grab().toImage().pixelColor(100, 180), QColor(theme().tokens.video))
    assert not view.has_picture


@pytest.fixture
def window(qtbot) -> Iterator[tuple[QWidget, VideoView]]:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    view = VideoView()
    layout.addWidget(view)
    window.resize(800, 600)
    window.show()
    qtbot.waitExposed(window)
    yield window, view
    view.set_full_screen(False)


def test_f_fills_the_screen_and_escape_goes_back(qtbot, window):
    outer, view = window
    view.setFocus()
    with qtbot.waitSignal(view.full_screen_changed) as told:
        qtbot.keyClick(view, Qt.Key.Key_F)
    assert told.args == [True]
    assert outer.isFullScreen()
    screen = outer.findChild(FullScreen)
    qtbot.waitUntil(lambda: screen.size() == outer.size())
    view.sink.setVideoFrame(two_halves())
    QApplication.processEvents()
    assert near(screen.grab().toImage().pixelColor(screen.width() // 4, screen.height() // 2), LEFT)
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not outer.isFullScreen()
    assert not view.full_screen
    assert view.hasFocus()


def test_a_maximised_window_comes_back_maximised(qtbot, window):
    outer, view = window
    outer.setWindowState(Qt.WindowState.WindowMaximized)
    view.toggle_full_screen()
    view.toggle_full_screen()
    assert outer.windowState() == Qt.WindowState.WindowMaximized


def test_the_windows_shortcuts_work_in_full_screen(qtbot, window):
    outer, view = window
    pressed: list[str] = []
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_K), outer)
    shortcut.activated.connect(lambda: pressed.append("k"))
    outer.activateWindow()
    view.set_full_screen(True)
    qtbot.keyClick(outer.findChild(FullScreen), Qt.Key.Key_K)
    assert pressed == ["k"]


def test_the_window_manager_may_end_full_screen(qtbot, window):
    outer, view = window
    view.set_full_screen(True)
    outer.showNormal()
    qtbot.waitUntil(lambda: not view.full_screen)


def test_leaving_the_view_leaves_full_screen(qtbot, window):
    outer, view = window
    view.set_full_screen(True)
    view.hide()
    assert not view.full_screen
    assert not outer.isFullScreen()


def test_a_click_and_space_are_told(qtbot, view):
    with qtbot.waitSignal(view.clicked):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(view.clicked):
        qtbot.keyClick(view, Qt.Key.Key_Space)

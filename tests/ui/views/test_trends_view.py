"""Trends as they are used."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from rehearse.serial import to_json
from rehearse.store import open_library
from tests.builders import make_analysis, make_take
from tests.seeded.__main__ import fill_seeded
from tests.speed import quickest, within
from tests.ui.make_context import open_context, settle
from tests.ui.practised import fill_practised
from ui.places import Place, Route
from ui.views.trends.looks import ALL, LOOKS
from ui.views.trends.model import gather
from ui.views.trends.picture import Drawing, sheet_size
from ui.views.trends.view import TrendsView, columns_for
from ui.widgets.charts.chart import Chart
from ui.widgets.charts.data import ChartData, Point


def today():
    return datetime.now().astimezone().date()


@pytest.fixture
def context(tmp_path):
    with open_context(tmp_path / "library") as made:
        yield made


@pytest.fixture
def view(context, qtbot):
    made = TrendsView(context)
    qtbot.addWidget(made)
    made.resize(1100, 720)
    made.show()
    return made


def settled(qtbot, view):
    """Until what is read, drawn and written in the background and in turns is done."""
    settle(qtbot, view._context)
    qtbot.waitUntil(lambda: not view.turns.busy)
    settle(qtbot, view._context)


@pytest.fixture
def filled(context, view, qtbot):
    ids = fill_practised(context.library.root, today=datetime.now().astimezone().date())
    open_library(context.library.root).close()
    view.enter(Route(Place.TRENDS))
    settled(qtbot, view)
    return ids


def test_an_empty_library_says_what_will_stand_here(view, context, qtbot):
    view.enter(Route(Place.TRENDS))
    settled(qtbot, view)
    assert view._stack.currentWidget() is view._pages["empty"] and not view.export.isVisible()


def open_on(view, context, qtbot):
    open_library(context.library.root).close()
    view.enter(Route(Place.TRENDS))
    settled(qtbot, view)


def test_one_day_is_a_table_of_what_there_is_and_says_what_is_needed(view, context, qtbot):
    (take_id,) = fill_practised(context.library.root, today=today(), days=0)
    open_on(view, context, qtbot)
    assert view.few.isVisible() and not view.story.isVisible() and view.export.isVisible()
    names = [button.text() for button in view.few.findChildren(QPushButton) if button.isVisible()]
    assert names[:5] == [look.title for look in LOOKS.values()]
    routes = []
    context.route_asked.connect(routes.append)
    (pace,) = [b for b in view.few.findChildren(QPushButton) if b.text() == "Pace"]
    pace.click()
    assert routes[-1] == Route(Place.REVIEW, take_id=take_id)


def test_answers_of_long_ago_are_said_to_be_and_a_longer_span_is_offered(view, context, qtbot):
    fill_practised(context.library.root, today=today() - timedelta(days=20), days=10)
    open_on(view, context, qtbot)
    assert view.outside.isVisible() and not view.export.isVisible() and view.span.isVisible()
    (wider,) = [b for b in view.outside.findChildren(QPushButton) if b.text() == "Show 28 days"]
    wider.click()
    settled(qtbot, view)
    assert view.cards["speech_rate"].isVisible() and view.span.index == 1


def test_what_no_take_could_tell_has_no_chart_but_a_sentence(view, context, qtbot):
    fill_library_without_picture(context.library.root)
    open_on(view, context, qtbot)
    assert view.cards["speech_rate"].isVisible() and not view.cards["eye_contact_share"].isVisible()
    assert view._missing.text() == "Not shown: eye contact, which no take of the last 7 days could tell."


def fill_library_without_picture(root):
    for back in (0, 1, 2):
        on = today() - timedelta(days=back)
        take = make_take(f"{on:%Y%m%d}-091502-aaaa", created_at=f"{on}T09:15:02+00:00", source_sha256=f"{back:064x}")
        folder = root / "takes" / take.id
        folder.mkdir(parents=True)
        (folder / "take.json").write_bytes(to_json(take))
        (folder / "analysis.json").write_bytes(to_json(make_analysis(seen=False)))
        (folder / "recording.mkv").write_bytes(b"x")


def test_a_point_opens_the_day_s_take(view, filled, context):
    routes = []
    context.route_asked.connect(routes.append)
    chart = view.cards["speech_rate"].chart
    chart.opened.emit(chart._data.points[-1].key)
    assert routes == [Route(Place.REVIEW, take_id=filled[-1])]


def test_the_span_and_the_table_change_what_is_shown(view, filled, context, qtbot):
    week = len(view.cards["speech_rate"].chart._data.points)
    view.span.buttons[1].click()
    settled(qtbot, view)
    assert len(view.cards["speech_rate"].chart._data.points) > week
    view.as_table.click()
    assert view._stack.currentWidget() is view.table and view.table.sheet.rowCount() > week
    routes = []
    context.route_asked.connect(routes.append)
    view.table.activated.emit(view.table.sheet.index(0, 2))
    assert routes == [Route(Place.REVIEW, take_id=filled[-1])]
    view.as_table.click()
    assert view._stack.currentWidget() is view._pages["charts"]


def test_the_figures_are_exported(view, filled, context, qtbot, tmp_path):
    told = []
    context.noticed.connect(told.append)
    for ending in ("csv", "png", "svg"):
        view.write(tmp_path / f"out.{ending}")
    view.write(tmp_path / "nowhere" / "out.png")
    settled(qtbot, view)
    text = (tmp_path / "out.csv").read_text()
    assert text.startswith("day,measure,") and "eye_contact_share" in text
    image = QImage(str(tmp_path / "out.png"))
    told_of = len(view._trends.figures) + len(view._trends.story.charts) + len(view._trends.guesses)
    assert len(view._trends.story.charts) == 4 and image.size() == 2 * sheet_size(told_of)
    drawing = (tmp_path / "out.svg").read_text()
    assert "<svg" in drawing and "Eye contact" in drawing and view._trends.figures[0].sentence[:30] in drawing
    assert all(f"Story, {name}" in drawing for name in ("decision", "trade-off", "cost", "result"))
    assert [notice.warn for notice in told] == [False, False, False, True]


def test_the_export_is_reached_and_asked_for_by_keyboard(view, filled, context, qtbot, tmp_path, monkeypatch):
    chosen = str(tmp_path / "drawn"), "Drawing (*.svg)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    view.span.buttons[0].setFocus()
    for _ in range(40):
        if QApplication.focusWidget() is view.export:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settled(qtbot, view)
    assert "Story, cost" in (tmp_path / "drawn.svg").read_text()


def test_cards_use_the_width():
    assert [columns_for(width) for width in (700, 1100, 2300)] == [1, 2, 3]


def test_by_take_and_all_show_every_take(view, filled, context, qtbot):
    view.span.buttons[3].click()
    view.each.buttons[1].click()
    settled(qtbot, view)
    chart = view.cards["speech_rate"].chart
    assert [point.key for point in chart._data.points] == filled
    view.as_table.click()
    assert view.table.sheet.rowCount() == len(filled)


def test_the_story_shows_one_element_at_a_time_and_opens_a_take(view, filled, context, qtbot):
    view.span.buttons[1].click()
    settled(qtbot, view)
    assert view.story.chart.accessibleName() == "Story, cost"
    view.story.element.buttons[0].click()
    assert view.story.chart.accessibleName() == "Story, decision"
    assert {point.value for point in view.story.chart._data.points} == {100.0}
    routes = []
    context.route_asked.connect(routes.append)
    view.story.chart.opened.emit(view.story.chart._data.points[-1].key)
    assert routes == [Route(Place.REVIEW, take_id=filled[-1])]


def test_guesses_have_cards_where_there_are_any(view, context, qtbot):
    fill_seeded(context.library.root, today=today(), days=10)
    open_on(view, context, qtbot)
    assert not view.guesses["overall"].isHidden() and not view._guess_head.isHidden()
    routes = []
    context.route_asked.connect(routes.append)
    chart = view.guesses["guess:eye_contact_share"].chart
    chart.opened.emit(chart._data.points[0].key)
    assert routes[0].place is Place.REVIEW and routes[0].take_id


def test_without_guesses_nothing_is_said_of_them(view, filled):
    assert view.guesses["overall"].isHidden() and view._guess_head.isHidden() and view._guess_legend.isHidden()


def test_the_week_is_offered_where_the_app_has_such_a_place(view, filled, context, qtbot):
    assert not view.week.isHidden()


def draw(widgets, charts):
    for widget, chart in zip(widgets, charts, strict=True):
        widget.show_data(chart)
        widget.grab()


@pytest.fixture(scope="module")
def three_years(tmp_path_factory):
    """The charts of daily takes over three years."""
    root = tmp_path_factory.mktemp("three years") / "library"
    fill_seeded(root, today=today(), days=1095)
    with open_library(root) as library:
        page = gather(library, today=today(), days=ALL, per="take")
    assert page.days > 1000 and len(page.figures) + len(page.guesses) == 9
    return page


def charts_of(page):
    return [figure.chart for figure in (*page.figures, *page.guesses)]


def new_charts(qtbot):
    made = [Chart() for _ in range(9)]
    for widget in made:
        qtbot.addWidget(widget)
        widget.resize(560, 240)
    return made


def test_three_years_of_daily_takes_are_drawn_in_time(three_years, qtbot):
    charts, kept = charts_of(three_years), [new_charts(qtbot) for _ in range(4)]
    draw(kept.pop(), charts)
    rows = iter(kept)
    assert quickest(lambda: draw(next(rows), charts)) < within(0.2)  # made and drawn for the first time
    fewer = [replace(chart, points=chart.points[1:]) for chart in charts]
    shown = cycle((fewer, charts))
    assert quickest(lambda: draw(kept[0], next(shown))) < within(0.2)  # drawn again with other points


def test_no_chart_keeps_the_window_for_long(three_years, qtbot):
    for widget, chart in zip(new_charts(qtbot), charts_of(three_years), strict=True):
        took = quickest(lambda on=widget, data=chart: draw([on], [data]))
        assert took < within(0.05)


def drawing_of(page, ending):
    drawing = Drawing(page, ending)
    for _ in drawing.pieces():
        pass
    return drawing.data()


@pytest.fixture
def odd_page(three_years, qapp):
    """With markup in its words, and a chart with errors before those without."""
    few = ChartData(7, (Point(1, 150.0, 3.0, "", ""), Point(2, 160.0, 3.0, "", "")), (120.0, None), 140.0)
    odd = replace(three_years.figures[0], title='<b>&"Pace"</b>', sentence="Up & <down>.", chart=few)
    return replace(three_years, figures=(odd, three_years.figures[1]))


def test_a_vector_drawing_is_valid_and_its_words_are_escaped(odd_page):
    root = ElementTree.fromstring(drawing_of(odd_page, ".svg"))
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert '<b>&"Pace"</b>' in words and "Up & <down>." in "".join(words) and "Dec 2025" in words and "160" in words
    assert not list(root.iter("{http://www.w3.org/2000/svg}image"))  # vectors all through
    paths = [path.get("d") for path in root.iter("{http://www.w3.org/2000/svg}path")]
    assert all(paths) and not any(word in path for path in paths for word in ("nan", "inf"))
    assert len(paths) > sum(len(figure.chart.points) for figure in (*odd_page.figures, *odd_page.guesses))


def test_the_vectors_show_what_the_pixels_show(odd_page):
    pixels = QImage.fromData(drawing_of(odd_page, ".png"))
    vectors = QImage(pixels.size(), QImage.Format.Format_RGB32)
    vectors.fill("white")
    with QPainter(vectors) as painter:
        QSvgRenderer(QByteArray(drawing_of(odd_page, ".svg"))).render(painter)
    apart = np.abs(shades(pixels) - shades(vectors))
    assert np.mean(apart > 30) < 0.002


def shades(image):
    small = image.scaled(image.size() / 4, mode=Qt.TransformationMode.SmoothTransformation)
    grey = small.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].astype(float)


def test_no_piece_of_a_drawing_keeps_the_window_for_long(three_years, qtbot):
    for ending in (".png", ".svg"):
        piece_by_piece = zip(*(drawn_in_pieces(Drawing(three_years, ending)) for _ in range(3)), strict=True)
        assert max(map(min, piece_by_piece)) < within(0.05)


def drawn_in_pieces(drawing):
    """Seconds of this thread for each of the first pieces."""
    with closing(drawing.pieces()) as pieces:
        return [quickest(lambda: next(pieces), times=1) for _ in range(14)]

"""Your week: which week, what it says, where it leads, and what is taken along."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QLabel

from rehearse.coaching.week import Watch
from rehearse.export.week import gather_week
from rehearse.settings import Settings
from rehearse.store import open_library
from rehearse.types import Moment
from tests.seeded.__main__ import fill_seeded
from tests.speed import within
from tests.ui.make_context import open_pages, settle
from ui.places import Place, Route
from ui.views.week import model
from ui.views.week.view import WeekView, as_file

SATURDAY = date(2026, 11, 21)


def today():
    return datetime.now().astimezone().date()


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    root = tmp_path_factory.mktemp("seeded")
    fill_seeded(root, today=today(), days=45)
    open_library(root).close()
    return root


@pytest.fixture
def opened(seeded, tmp_path, qtbot):
    """A function that opens the page: (view, context, routes); on an empty library where asked."""
    with open_pages(qtbot, WeekView, Route(Place.WEEK), (1100, 720)) as make:
        yield lambda *, empty=False: make(tmp_path / "empty" if empty else seeded)


# --------------------------------------------------------------------------- the model


def test_the_first_week_ends_today_and_others_on_sundays():
    assert [model.last_day(back, SATURDAY) for back in range(3)] == [SATURDAY, date(2026, 11, 15), date(2026, 11, 8)]
    sunday = date(2026, 11, 22)
    assert [model.last_day(back, sunday) for back in range(2)] == [sunday, date(2026, 11, 15)]


@pytest.mark.parametrize(("ago", "back"), [(0, 0), (6, 0), (7, 1), (12, 1), (13, 2), (19, 2), (20, 3)])
def test_weeks_reach_back_to_the_first_answer(ago, back):
    first = SATURDAY - timedelta(days=ago)
    assert model.weeks_back(first, SATURDAY) == back
    end = model.last_day(back, SATURDAY)
    assert end - timedelta(days=6) <= first <= end


def test_no_answer_or_one_of_tomorrow_is_no_week_back():
    assert model.weeks_back(None, SATURDAY) == 0
    assert model.weeks_back(SATURDAY + timedelta(days=1), SATURDAY) == 0


def test_the_page_is_the_week_of_the_library(seeded):
    with open_library(seeded) as library:
        page = model.gather(library, today=today(), back=1, settings=Settings(daily_aim=4, loop_aim=1))
        last = model.last_day(1, today())
        assert page.week == gather_week(library, last=last, days_aim=4, loops_aim=1)
        far = model.gather(library, today=today(), back=999, settings=Settings())
    assert far.back == far.oldest == page.oldest > 3 and far.week.takes
    rows = model.figure_rows((*page.week.changed, *page.week.unchanged, *page.week.unknown))
    assert rows and all(len(row) == len(model.FIGURE_HEADERS) and row[0] and row[3] for row in rows)
    assert [row[0] for row in model.story_rows(page.week)] == ["Decision", "Trade-off", "Cost", "Result"]


def test_a_moment_says_where_it_is():
    watch = Watch("t", "2026-11-21", "Why?", Moment(72.0, 75.0, "cost", "The cost.", 0.9))
    assert model.where(watch) == "Sat 21 Nov, at 1:12: Why?" and model.starts_at(watch) == 72.0
    nowhere = Watch("t", "2026-11-21", "Why?", Moment(0.0, 0.0, "cost", "The cost.", 0.9))
    assert model.where(nowhere) == "Sat 21 Nov: Why?" and model.starts_at(nowhere) is None


# --------------------------------------------------------------------------- the page


def test_every_moment_leads_to_its_take(opened):
    view, _, routes = opened()
    week = view._page.week
    for card, watch in ((view.cards.best, week.best), (view.cards.hardest, week.hardest)):
        card.watch.click()
        assert routes[-1] == Route(Place.REVIEW, take_id=watch.take_id, at_s=watch.moment.start)
    view.next.show_me.click()
    assert routes[-1].place is Place.REVIEW and routes[-1].take_id == week.practise.take_id
    assert view.next.record.hasFocus()
    view.next.record.click()
    assert routes[-1] == Route(Place.PRACTISE)


def test_weeks_are_gone_through_and_end_where_the_answers_do(opened, qtbot):
    view, context, _ = opened()
    assert view._back == 0 and not view.later.isEnabled()
    titles = [view._range.text()]
    while view.earlier.isEnabled():
        view.earlier.click()
        assert not view.earlier.isEnabled() or view._page.back == view._back
        settle(qtbot, context)
        titles.append(view._range.text())
    assert len(set(titles)) == len(titles) == view._page.oldest + 1
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    settle(qtbot, context)
    assert view._range.text() == titles[-2]


def test_an_empty_library_says_what_to_do(opened):
    view, _, _ = opened(empty=True)
    texts = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("No answer yet.") for text in texts)
    assert view.next.record.isVisible() and not view.cards.isVisible()
    assert not (view.export.isEnabled() or view.earlier.isEnabled() or view.later.isEnabled())


def test_it_is_written_as_a_page_and_for_print(opened, qtbot, tmp_path):
    view, context, _ = opened()
    notices = []
    context.noticed.connect(notices.append)
    for name in ("week.html", "week.pdf"):
        began = time.thread_time()
        view.write(tmp_path / name)
        assert time.thread_time() - began < within(0.05)
        settle(qtbot, context)
    assert [notice.sentence for notice in notices] == [
        f"The week is in {tmp_path / n}." for n in ("week.html", "week.pdf")
    ]
    assert view._page.week.next_step in (tmp_path / "week.html").read_text(encoding="utf-8")
    assert (tmp_path / "week.pdf").read_bytes().startswith(b"%PDF-")
    view.write(tmp_path / "gone" / "week.pdf")
    settle(qtbot, context)
    assert notices[-1].warn and "does not exist" in notices[-1].sentence


def test_the_print_holds_all_of_its_text(opened):
    view, _, _ = opened()
    kept = QByteArray(as_file(view._page, ".pdf", "sans-serif"))
    buffer = QBuffer(kept)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    text = " ".join(document.getAllText(page).text() for page in range(document.pageCount()))
    words = " ".join(text.split())
    assert 1 <= document.pageCount() <= 3
    assert document.pagePointSize(0).toSize().width() == 595
    for said in ("Your week", "Practise next", "What did not", view._page.week.summary.split(".")[0]):
        assert said in words
    document.close()

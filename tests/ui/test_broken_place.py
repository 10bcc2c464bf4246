"""A place that breaks says so in a sentence, and the window goes on; its traceback is in the log."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from rehearse.errors import StoreError
from tests.ui.driven_app import texts
from tests.ui.make_context import open_context, settle
from ui.places import Place, Route
from ui.views.broken import BrokenView
from ui.window import Window


class Flaky(QWidget):
    """A view that does as `fails` says: "make", "enter" or "leave" raises."""

    fails = ""
    error: Exception = ZeroDivisionError("a bug")
    told: list[str]

    def __init__(self, place):
        super().__init__()
        self._act("make")

    def enter(self, route):
        self._act("enter")

    def leave(self):
        self._act("leave")

    def _act(self, what):
        Flaky.told.append(what)
        if what == Flaky.fails:
            raise Flaky.error


@pytest.fixture
def window(qtbot, home, tmp_path):
    Flaky.fails, Flaky.error, Flaky.told = "", ZeroDivisionError("a bug"), []
    with open_context(tmp_path / "library") as context:
        made = Window(context, lambda place, _: Flaky(place))
        made.show()
        yield made
        settle(qtbot, context)
        made.close()
        made.deleteLater()
    Flaky.error = ZeroDivisionError("a bug")  # the one that was raised keeps what it was raised in


def log_of(home):
    file = home / "rehearse.log"
    return file.read_text() if file.exists() else ""


@pytest.mark.parametrize("where", ["make", "enter"])
def test_a_bug_is_one_sentence_and_the_other_places_open(where, window, home):
    window.show_route(Route(Place.TODAY))
    Flaky.fails = where
    window.show_route(Route(Place.TRENDS))
    assert isinstance(window.view(Place.TRENDS), BrokenView) and window.route.place is Place.TRENDS
    assert "Trends could not be opened" in texts()
    assert any(text.startswith("Something went wrong inside. Nothing recorded is lost") for text in texts())
    assert "ZeroDivisionError: a bug" in log_of(home) and "in _act" in log_of(home)
    Flaky.fails = ""
    window.show_route(Route(Place.LIBRARY))
    assert isinstance(window.view(Place.LIBRARY), Flaky) and "Trends could not be opened" not in texts()


def test_what_a_broken_place_had_opened_is_let_go(window):
    Flaky.fails = "enter"
    window.show_route(Route(Place.PRACTISE))
    assert Flaky.told == ["make", "enter", "leave"]


def test_an_expected_failure_is_its_own_sentence_and_no_bug(window, home):
    Flaky.fails, Flaky.error = "make", StoreError("The library is away.", "Plug the disk in.")
    window.show_route(Route(Place.LIBRARY))
    assert "The library is away. Plug the disk in." in texts() and log_of(home) == ""


def test_trying_again_opens_the_place_where_it_works_now(qtbot, window):
    Flaky.fails = "enter"
    window.show_route(Route(Place.PACKS))
    Flaky.fails = ""
    again = next(b for b in window.view(Place.PACKS).findChildren(QPushButton) if b.text() == "Try again")
    again.click()
    assert isinstance(window.view(Place.PACKS), Flaky) and window.route.place is Place.PACKS
    qtbot.waitUntil(lambda: "Packs could not be opened" not in texts())


def test_a_place_that_breaks_while_it_is_left_is_left(qtbot, window):
    window.show_route(Route(Place.TODAY))
    Flaky.fails = "leave"
    with qtbot.captureExceptions() as told:
        window.show_route(Route(Place.LIBRARY))
    assert [str(error) for _, error, _ in told] == ["a bug"]
    assert window.route.place is Place.LIBRARY
    Flaky.fails = ""

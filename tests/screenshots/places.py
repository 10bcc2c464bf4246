"""Today, Library, Trends, Packs, Settings and the first start."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QScrollArea, QWidget

from rehearse import paths
from tests.builders import make_take
from tests.screenshots.libraries import write_broken_pack
from tests.screenshots.odd_takes import FAILURE
from tests.screenshots.shot import shot
from tests.screenshots.studio import Studio
from ui.jobs import JobState
from ui.places import Part, Place, Route
from ui.recovery import Recovered
from ui.views.library.filters import BETWEEN
from ui.views.settings.moving_dialog import MovingDialog

RUNNING = JobState("20261121-091502-k3f7", "running", "Recognising words", 0.43, 41.0)
WAITING = JobState("20261121-091802-q8d1", "waiting", "Waiting")
LEVELS = (-24.0, -15.0)


@shot("today")
def today(studio: Studio) -> None:
    studio.go(Route(Place.TODAY))


@shot("today-scrolled")
def today_scrolled(studio: Studio) -> None:
    studio.go(Route(Place.TODAY))
    studio.scroll(1.0)


@shot("today-aim")
def today_aim(studio: Studio) -> None:
    view = studio.go(Route(Place.TODAY))
    studio.context.change_settings(reminder_on=True, reminder_at="19:00")
    view.week.change.click()
    studio.settle()


@shot("today-pinned", "seeded")
def today_pinned(studio: Studio) -> None:
    view = studio.go(Route(Place.TODAY))
    view.question.pin.click()
    studio.settle()


@shot("today-search")
def today_search(studio: Studio) -> None:
    view = studio.go(Route(Place.TODAY))
    view.search()
    studio.until(lambda: view.chooser)
    studio.settle()


@shot("week", "seeded")
def week(studio: Studio) -> None:
    studio.go(Route(Place.WEEK))


@shot("week-scrolled", "seeded")
def week_scrolled(studio: Studio) -> None:
    studio.go(Route(Place.WEEK))
    studio.scroll(1.0)


@shot("week-earlier", "seeded")
def week_earlier(studio: Studio) -> None:
    view = studio.go(Route(Place.WEEK))
    view.earlier.click()
    studio.settle()


@shot("week-empty", "empty")
def week_empty(studio: Studio) -> None:
    studio.go(Route(Place.WEEK))


@shot("today-empty", "empty")
def today_empty(studio: Studio) -> None:
    studio.go(Route(Place.TODAY))


@shot("today-analysing")
def today_analysing(studio: Studio) -> None:
    studio.go(Route(Place.TODAY))
    studio.show_jobs(RUNNING, WAITING)


@shot("today-failed", "odd")
def today_failed(studio: Studio) -> None:
    studio.go(Route(Place.TODAY))


@shot("today-recovered")
def today_recovered(studio: Studio) -> None:
    studio.go(Route(Place.TODAY))
    found = Recovered(make_take(), Path("recording.mkv"), 112.0)
    nothing = Recovered(make_take("20261121-101502-z9x2"), Path("recording.mkv"), 0.0)
    unseen = Recovered(make_take("20261121-111502-u5n3"), Path("recording.mkv"), None)
    studio.window.offer_recovered([found, unseen, nothing])
    studio.settle()


@shot("today-notices")
def today_notices(studio: Studio) -> None:
    studio.go(Route(Place.TODAY))
    studio.context.tell(
        "2 takes were deleted. Until Rehearse closes it can be undone.", action="Undo", act=studio.settle
    )
    studio.context.tell(f"{FAILURE} {FAILURE}", warn=True)
    studio.settle()


# --------------------------------------------------------------------------- library


@shot("library")
def library(studio: Studio) -> None:
    studio.go(Route(Place.LIBRARY))


@shot("library-found")
def library_found(studio: Studio) -> None:
    view = studio.go(Route(Place.LIBRARY))
    view.search.field.setText("billing migration")
    studio.settle()


@shot("library-grid", "seeded")
def library_grid(studio: Studio) -> None:
    view = studio.go(Route(Place.LIBRARY))
    view.search.shape.buttons[1].click()
    view.list.selectionModel().select(view.takes.index(1), view.list.selectionModel().SelectionFlag.Select)
    studio.settle()


@shot("library-filtered", "seeded")
def library_filtered(studio: Studio) -> None:
    view = studio.go(Route(Place.LIBRARY))
    view.search.shape.buttons[0].click()
    view.search.when.setCurrentText("Last 90 days")
    view.search.favourite.click()
    studio.settle()


@shot("library-days-asked", "seeded")
def library_days_asked(studio: Studio) -> None:
    view = studio.go(Route(Place.LIBRARY))
    view.search.when.setCurrentText(BETWEEN)
    studio.settle()


@shot("library-days", "seeded")
def library_days(studio: Studio) -> None:
    view = studio.go(Route(Place.LIBRARY))
    today = datetime.now().astimezone().date()
    view.search.choose_days(today - timedelta(days=50), today - timedelta(days=20))
    view.search.story.setCurrentText("Cost not heard")
    studio.settle()


@shot("library-nothing-found")
def library_nothing_found(studio: Studio) -> None:
    view = studio.go(Route(Place.LIBRARY))
    view.search.field.setText("zeppelin")
    studio.settle()


@shot("library-chosen")
def library_chosen(studio: Studio) -> None:
    view = studio.go(Route(Place.LIBRARY))
    for line in (0, 2):
        view.list.selectionModel().select(view.takes.index(line), view.list.selectionModel().SelectionFlag.Select)
    studio.settle()


@shot("library-tagging")
def library_tagging(studio: Studio) -> None:
    view = studio.go(Route(Place.LIBRARY))
    view.list.selectionModel().select(view.takes.index(0), view.list.selectionModel().SelectionFlag.Select)
    view.tags.ask(view.chosen())
    studio.settle()


@shot("library-importing")
def library_importing(studio: Studio) -> None:
    view = studio.go(Route(Place.LIBRARY))
    view.carrying.ask_question_of(
        [Path.home() / "Videos" / "interview practice with a rather long name, second try.mp4"]
    )
    studio.settle()


@shot("library-odd", "odd")
def library_odd(studio: Studio) -> None:
    studio.go(Route(Place.LIBRARY))


@shot("library-empty", "empty")
def library_empty(studio: Studio) -> None:
    studio.go(Route(Place.LIBRARY))


# --------------------------------------------------------------------------- trends


@shot("trends")
def trends(studio: Studio) -> None:
    view = studio.go(Route(Place.TRENDS))
    view.span.buttons[1].click()
    studio.settle()


@shot("trends-scrolled")
def trends_scrolled(studio: Studio) -> None:
    view = studio.go(Route(Place.TRENDS))
    view.span.buttons[1].click()
    studio.settle()
    studio.scroll(1.0)


@shot("trends-week")
def trends_week(studio: Studio) -> None:
    view = studio.go(Route(Place.TRENDS))
    view.span.buttons[0].click()
    studio.settle()


@shot("trends-table")
def trends_table(studio: Studio) -> None:
    view = studio.go(Route(Place.TRENDS))
    view.as_table.click()
    studio.settle()


@shot("trends-recognisers", "seeded")
def trends_recognisers(studio: Studio) -> None:
    """Two recognisers, one after the other, by take."""
    view = studio.go(Route(Place.TRENDS))
    view.span.buttons[3].click()
    view.each.buttons[1].click()
    studio.settle()


@shot("trends-story", "seeded")
def trends_story(studio: Studio) -> None:
    view = studio.go(Route(Place.TRENDS))
    view.span.buttons[2].click()
    studio.settle()
    studio.scroll(0.6)


@shot("trends-guesses", "seeded")
def trends_guesses(studio: Studio) -> None:
    view = studio.go(Route(Place.TRENDS))
    view.span.buttons[2].click()
    studio.settle()
    studio.scroll(1.0)


@shot("trends-empty", "empty")
def trends_empty(studio: Studio) -> None:
    studio.go(Route(Place.TRENDS))


# --------------------------------------------------------------------------- packs


@shot("packs")
def packs(studio: Studio) -> None:
    studio.go(Route(Place.PACKS))


@shot("packs-broken")
def packs_broken(studio: Studio) -> None:
    folder = paths.own_packs_dir()
    write_broken_pack(folder)
    try:
        studio.go(Route(Place.PACKS))
    finally:
        for file in folder.glob("*.toml"):
            file.unlink()


@shot("packs-loop")
def packs_loop(studio: Studio) -> None:
    view = studio.go(Route(Place.PACKS))
    rows = range(view.shelf.packs.count())
    view.shelf.packs.setCurrentRow(
        next(row for row in rows if view.shelf.packs.item(row).text().startswith("Judgement"))
    )
    view.shelf.loops.setCurrentRow(0)
    view.shelf.loops.itemClicked.emit(view.shelf.loops.item(0))
    studio.settle()


@shot("packs-loop-wanted")
def packs_loop_wanted(studio: Studio) -> None:
    """The chooser of mock loops, at the one that was asked for in Packs."""
    studio.go(Route(Place.LOOP, loop="judgement/half-day"))


@shot("packs-nothing-found")
def packs_nothing_found(studio: Studio) -> None:
    view = studio.go(Route(Place.PACKS))
    view.shelf.search.setText("zeppelin")
    studio.settle()


# --------------------------------------------------------------------------- settings, first start


@shot("settings")
def settings(studio: Studio) -> None:
    studio.go(Route(Place.SETTINGS))


@shot("settings-reminder")
def settings_reminder(studio: Studio) -> None:
    """Where Today's link to the reminder leads."""
    studio.go(Route(Place.SETTINGS, part=Part.REMINDER))


@shot("settings-middle")
def settings_middle(studio: Studio) -> None:
    studio.go(Route(Place.SETTINGS))
    studio.scroll(0.5)


@shot("settings-end")
def settings_end(studio: Studio) -> None:
    studio.go(Route(Place.SETTINGS))
    studio.scroll(1.0)


@shot("settings-recogniser-missing")
def settings_recogniser_missing(studio: Studio) -> None:
    """Whisper is asked for, and no weights are here."""
    studio.context.change_settings(recogniser="whisper")
    studio.go(Route(Place.SETTINGS))


@shot("settings-download-asked")
def settings_download_asked(studio: Studio) -> None:
    view = studio.go(Route(Place.SETTINGS))
    view.weights.ask_to_download(next(each for each in view.weights.rows if not each.here))
    studio.settle()


@shot("settings-backup-running")
def settings_backup_running(studio: Studio) -> None:
    view = studio.go(Route(Place.SETTINGS))
    view.keeping.kind, view.keeping.busy, view.keeping.share = "backup", "Writing the backup", 0.4
    view.keeping.changed.emit()
    _show_section(studio, view.backup)


@shot("settings-backup-refused")
def settings_backup_refused(studio: Studio) -> None:
    view = studio.go(Route(Place.SETTINGS))
    view.keeping.restore(Path(__file__))
    studio.until(lambda: not view.keeping.busy)
    _show_section(studio, view.backup)


@shot("settings-move-asked")
def settings_move_asked(studio: Studio) -> None:
    studio.context.change_settings(library_dir=str(studio.context.library.root))
    view = studio.go(Route(Place.SETTINGS))
    view.storage.ask_to_move(Path("/media/second disk/Rehearse"))
    _show_section(studio, view.storage)


@shot("settings-moving")
def settings_moving(studio: Studio) -> None:
    view = studio.go(Route(Place.SETTINGS))
    view.keeping.kind, view.keeping.busy, view.keeping.share = "move", "Moving the library", 0.4
    MovingDialog(view.keeping, studio.window).open()
    _show_section(studio, view.storage)


def _show_section(studio: Studio, section: QWidget) -> None:
    studio.settle()
    area = next(area for area in studio.window.findChildren(QScrollArea) if area.isAncestorOf(section))
    area.verticalScrollBar().setValue(section.mapTo(area.widget(), section.rect().topLeft()).y() - 20)
    studio.settle()


@shot("first-start-devices", "booth")
def first_start_devices(studio: Studio) -> None:
    studio.go(Route(Place.FIRST_START))
    studio.see_face()
    studio.booth.sound(*LEVELS)
    studio.settle()


@shot("first-start-closed", "booth")
def first_start_closed(studio: Studio) -> None:
    studio.booth.gets = ("closed", "closed")
    studio.go(Route(Place.FIRST_START))


@shot("first-start-no-devices", "booth")
def first_start_no_devices(studio: Studio) -> None:
    studio.booth.gets = ("none", "none")
    studio.booth.cameras = studio.booth.microphones = ()
    studio.go(Route(Place.FIRST_START))


@shot("first-start-refused", "booth")
def first_start_refused(studio: Studio) -> None:
    studio.booth.gets = ("refused", "refused")
    studio.go(Route(Place.FIRST_START))


@shot("first-start-recogniser", "booth")
def first_start_recogniser(studio: Studio) -> None:
    studio.go(Route(Place.FIRST_START)).show_step(1)
    studio.settle()


@shot("first-start-sample")
def first_start_sample(studio: Studio) -> None:
    studio.go(Route(Place.FIRST_START)).show_step(2)
    studio.settle()


@shot("stories", "retold")
def stories(studio: Studio) -> None:
    view = studio.go(Route(Place.STORIES))
    most = max(view.shelf.stories, key=lambda story: len(story.tellings))
    view.stories.setCurrentRow(view.shelf.stories.index(most))


@shot("stories-competencies", "retold")
def stories_competencies(studio: Studio) -> None:
    studio.go(Route(Place.STORIES)).tabs.buttons[1].click()


@shot("stories-of-a-competency", "retold")
def stories_of_a_competency(studio: Studio) -> None:
    studio.go(Route(Place.STORIES, competency="Ownership"))


@shot("stories-none-of-a-competency", "retold")
def stories_none_of_a_competency(studio: Studio) -> None:
    studio.go(Route(Place.STORIES, competency="Influence"))


@shot("stories-empty", "empty")
def stories_empty(studio: Studio) -> None:
    studio.go(Route(Place.STORIES))

"""The review as it is used: opening, keys, seeking, correcting, judging, exporting, and every state it may be in."""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import threading
import time

import av
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from rehearse.analysis.recount import correct_words
from rehearse.errors import StoreError
from rehearse.export import wording
from rehearse.serial import to_json
from rehearse.store import Library, open_library
from rehearse.types import Event, SelfRating, Word
from tests.builders import QUESTION, make_analysis, make_silence
from tests.clips import make_video
from tests.speed import within
from tests.ui.make_context import open_watched, settle
from tests.ui.stalls import StallMeter
from tests.ui.views.review_library import add_take, index
from tests.ui.views.review_page import open_review
from ui.jobs import JobState
from ui.places import Place, Route
from ui.views.review import formats, recounting
from ui.views.review.keys import KeysDialog
from ui.views.review.results import MOMENTS, NOTES, NUMBERS, STORY, TRANSCRIPT
from ui.widgets.basics import Banner, Label
from ui.widgets.transcript import document as transcript_document
from ui.widgets.transcript.edit import WordField

pytestmark = pytest.mark.qt_log_ignore("No RHI backend. Using CPU conversion")  # said once, of what is wanted
KEY = Qt.Key
TAKE = "20261121-091502-k3f7"


@pytest.fixture
def context(root):
    with open_watched(root) as made:
        made.added, made.cancelled = [], []
        made.jobs.add, made.jobs.cancel = made.added.append, made.cancelled.append
        yield made


@pytest.fixture
def view(context, qtbot):
    with open_review(context, qtbot) as made:
        yield made


def enter(view, context, qtbot, take_id=TAKE, *, at_s=None, complete=True):
    index(context.library.root)
    view.enter(Route(Place.REVIEW, take_id=take_id, at_s=at_s))
    qtbot.waitUntil(lambda: view.model.shown is not None, timeout=20_000)
    if complete:
        qtbot.waitUntil(lambda: view.model.background.captions is not None, timeout=20_000)
    qtbot.wait(20)


@pytest.fixture
def opened(view, context, root, qtbot):
    add_take(root, TAKE, make_analysis())
    enter(view, context, qtbot)
    qtbot.waitUntil(lambda: view.stage.player.has_video, timeout=20_000)
    return view


def press(view, key, modifiers=Qt.KeyboardModifier.NoModifier):
    """A key as the window system gives it: shortcuts first, then the widget that has the focus."""
    QTest.keyClick(view.window().windowHandle(), key, modifiers)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label) if label.isVisible())


# --------------------------------------------------------------------------- opening


def test_it_opens_with_its_words_picture_and_moments(opened):
    assert opened.header.title.text() == QUESTION.text
    assert opened.header.facts.text().endswith("30 s")
    assert opened.results.index == MOMENTS and len(opened.results.moments.list.rows) == 3
    assert opened.stage.timeline.lanes
    assert not opened.results.has(NUMBERS)  # made when it is first shown


def test_it_begins_where_it_is_asked_to(view, context, root, qtbot):
    add_take(root, TAKE, make_analysis())
    enter(view, context, qtbot, at_s=3.0)
    qtbot.waitUntil(lambda: abs(view.stage.position_s - 3.0) < 0.05, timeout=20_000)


def test_a_take_that_is_gone_leads_to_the_library(view, context, qtbot):
    view.enter(Route(Place.REVIEW, take_id="nothing"))
    settle(qtbot, context)
    assert "cannot be shown" in texts(view) and not view.header.isVisible()
    next(b for b in view.findChildren(QPushButton) if b.text() == "Open the library" and b.isVisible()).click()
    assert context.routes == [Route(Place.LIBRARY)]


def test_leaving_lets_go_of_the_file(opened, context):
    opened.stage.player.play()
    opened.leave()
    assert not opened.stage.player.playing and opened.model.shown is None
    opened.enter(Route(Place.REVIEW, take_id=TAKE))  # and what comes late finds nothing to do
    opened.leave()


# --------------------------------------------------------------------------- keys


def test_keys_play_pause_and_change_the_speed(opened, qtbot):
    player = opened.stage.player
    press(opened, KEY.Key_Space)
    qtbot.waitUntil(lambda: player.playing)
    press(opened, KEY.Key_L)
    assert player.rate == 1.25
    press(opened, KEY.Key_J)
    assert player.rate == 1.0
    press(opened, KEY.Key_K)
    qtbot.waitUntil(lambda: not player.playing)
    press(opened, KEY.Key_L)
    qtbot.waitUntil(lambda: player.playing)
    press(opened, KEY.Key_K)


def test_keys_go_from_frame_to_frame_and_back_by_seconds(opened, qtbot):
    opened.stage.seek(6.0)
    qtbot.wait(300)
    press(opened, KEY.Key_Period)
    assert 6.0 < opened.stage.position_s < 6.12
    qtbot.wait(300)
    press(opened, KEY.Key_Comma)
    assert opened.stage.position_s < 6.06
    opened.stage.seek(6.0)
    press(opened, KEY.Key_J)
    assert opened.stage.position_s == pytest.approx(1.0)


def test_n_and_p_go_through_the_moments(opened):
    starts = [row.start for row in opened.results.moments.list.rows]
    duration = opened.stage.player.duration_s
    reached = [s for s in starts if s < duration]
    assert reached
    opened.stage.seek(0.0)
    press(opened, KEY.Key_N)
    assert opened.stage.position_s == pytest.approx(reached[0])
    assert opened.results.moments.list.playing == 0
    opened.stage.seek(duration)
    press(opened, KEY.Key_P)
    assert opened.stage.position_s == pytest.approx(reached[-1])


def test_digits_open_tabs_and_control_f_finds(opened):
    for index_, key in enumerate((KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_4, KEY.Key_5)):
        press(opened, key)
        assert opened.results.index == index_
    opened.setFocus()
    press(opened, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    finder = opened.results.transcript.finder
    assert opened.results.index == TRANSCRIPT and finder.field.hasFocus()
    QTest.keyClicks(finder.field, "the")
    assert finder.count.text() == "8 found"
    QTest.keyClick(finder.field, KEY.Key_Return)
    assert finder.count.text() == "1 of 8"
    QTest.keyClick(finder.field, KEY.Key_Escape)
    assert not finder.isVisible() and opened.results.transcript.transcript.hasFocus()


def test_letters_typed_into_a_field_are_letters(opened, qtbot):
    press(opened, KEY.Key_5)
    notes = opened.results.notes.notes
    notes.setFocus()
    before = (opened.stage.position_s, opened.stage.player.playing)
    for letter in (KEY.Key_N, KEY.Key_Space, KEY.Key_J, KEY.Key_1, KEY.Key_Y, KEY.Key_Comma):
        press(opened, letter)
    assert notes.toPlainText()[:6].lower() == "n j1y,"
    assert (opened.stage.position_s, opened.stage.player.playing) == before and opened.results.index == NOTES


def test_space_presses_the_button_that_has_the_focus(opened):
    opened.header.retake.setFocus()
    press(opened, KEY.Key_Space)
    assert not opened.stage.player.playing


def test_keys_are_off_when_another_place_is_open(opened):
    opened.leave()
    press(opened, KEY.Key_3)
    assert opened.results.index == MOMENTS
    opened.enter(Route(Place.REVIEW, take_id=TAKE))


def test_the_keys_are_listed(opened, qtbot):
    press(opened, KEY.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    dialog = opened.findChild(KeysDialog)
    assert dialog is not None and "Next moment" in texts(dialog)
    dialog.accept()
    qtbot.wait(10)


# --------------------------------------------------------------------------- words and fillers


def test_a_click_on_a_word_seeks(opened, qtbot):
    opened.results.choose(TRANSCRIPT)
    qtbot.wait(20)
    transcript = opened.results.transcript.transcript
    token = next(t for t in transcript.text.tokens if t.word == 8)
    place = transcript_document.rects(transcript.document(), token.at, token.to)[0].center().toPoint()
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.stage.position_s == pytest.approx(token.start)
    assert transcript.said.word == 8


def rate(analysis):
    return next(m.value for m in analysis.measures if m.key == "fillers_per_minute")


def on_disk(context):
    with open_library(context.library.root) as library:
        return library.get(TAKE)


def test_y_and_x_change_the_rate_at_once_and_are_kept(opened, context, qtbot):
    um = opened.model.analysis.fillers[0]
    opened.stage.seek(um.start + 0.1)
    with qtbot.waitSignal(opened.model.recounted):
        press(opened, KEY.Key_Y)
    before = rate(opened.model.analysis)
    assert opened.model.analysis.fillers[0].confirmed is True
    opened.results.choose(NUMBERS)
    with qtbot.waitSignal(opened.model.recounted):
        press(opened, KEY.Key_X)
    assert opened.model.analysis.fillers[0].confirmed is False and rate(opened.model.analysis) < before
    shown = f"{wording.number(rate(opened.model.analysis))} per minute"
    qtbot.waitUntil(lambda: shown in texts(opened.results.numbers))
    kept = on_disk(context).analysis
    assert kept.fillers[0].confirmed is False and rate(kept) == rate(opened.model.analysis)
    with qtbot.waitSignal(opened.model.recounted):
        press(opened, KEY.Key_X)
    assert opened.model.analysis.fillers[0].confirmed is None


def test_two_verdicts_in_quick_succession_both_count(opened, context, qtbot):
    opened.model.judge_filler(0, False)
    opened.model.judge_filler(1, False)
    settle(qtbot, context)
    assert [f.confirmed for f in on_disk(context).analysis.fillers[:2]] == [False, False]
    assert [f.confirmed for f in opened.model.analysis.fillers[:2]] == [False, False]


def test_the_filler_chosen_in_the_transcript_goes_before_the_playhead(opened, qtbot):
    opened.stage.seek(opened.model.analysis.fillers[0].start)
    opened.results.choose(TRANSCRIPT)
    transcript = opened.results.transcript.transcript
    transcript.setFocus()
    last = opened.model.analysis.fillers[-1]
    transcript.choose_time(last.start + 0.05)
    with qtbot.waitSignal(opened.model.recounted):
        press(opened, KEY.Key_X)
    assert [f.confirmed for f in opened.model.analysis.fillers] == [None] * 4 + [False]
    assert "rejected" in opened.results.transcript._said.text()


def test_a_corrected_word_is_counted_again_and_can_be_put_back(opened, context, qtbot):
    opened.results.choose(TRANSCRIPT)
    with qtbot.waitSignal(opened.model.recounted):
        opened.model.correct_word(3, "then")  # it was an um
    shown = opened.results.transcript.transcript
    token = next(t for t in shown.text.tokens if t.word == 3)
    assert token.text == "then" and token.original == "um" and token.filler is None
    kept = on_disk(context).analysis.transcript.words[3]
    assert (kept.text, kept.original) == ("then", "um")
    shown.choose_time(token.start + 0.05)
    with qtbot.waitSignal(opened.model.recounted):
        shown.restore_chosen()
    kept = on_disk(context).analysis.transcript.words[3]
    assert (kept.text, kept.original) == ("um", None)


def test_words_corrected_in_quick_succession_are_counted_together(opened, context, qtbot, monkeypatch):
    counted, told = [], []
    monkeypatch.setattr(
        recounting, "correct_words", lambda found, texts: counted.append(dict(texts)) or correct_words(found, texts)
    )
    opened.model.told.connect(told.append)
    busy = threading.Event()
    context.in_background(lambda _: busy.wait(5))
    for place in range(5, 10):
        opened.model.correct_word(place, f"word{place}")
    opened.model.correct_word(9, "ninth")
    busy.set()
    settle(qtbot, context)
    settle(qtbot, context)
    wanted = ["word5", "word6", "word7", "word8", "ninth"]
    assert counted == [dict(zip(range(5, 10), wanted, strict=True))]
    assert [word.text for word in on_disk(context).analysis.transcript.words[5:10]] == wanted
    assert [word.text for word in opened.model.analysis.transcript.words[5:10]] == wanted
    assert told == ["5 words are corrected."]


def test_a_correction_of_words_that_are_no_longer_there_is_refused(opened, context, qtbot):
    with open_library(context.library.root) as library:
        library.save_analysis(TAKE, make_silence())
    opened.model.correct_word(3, "then")
    settle(qtbot, context)
    assert "analysed again meanwhile" in context.told[-1].sentence and on_disk(context).analysis == make_silence()


# --------------------------------------------------------------------------- story, numbers, notes


def test_answer_it_now_goes_to_practise_with_the_question(opened, context, qtbot):
    button = next(b for b in opened.results.moments.findChildren(QPushButton) if b.text() == "Answer it now")
    button.click()
    (route,) = context.routes
    assert route == Route(
        Place.PRACTISE, question_key=QUESTION.key, patch_of=TAKE, patch_element="cost",
        ask="What did those two weeks cost, and who paid?",
    )  # fmt: skip
    opened.results.choose(STORY)
    asks = [b for b in opened.results.story.findChildren(QPushButton) if b.text() == "Answer it now"]
    assert len(asks) >= 4  # everything that is thin or missing


def test_a_quote_of_the_story_is_a_jump(opened, qtbot):
    opened.results.choose(STORY)
    jump = next(
        b for b in opened.results.story.findChildren(QPushButton) if b.accessibleName().startswith("Play from 0:01")
    )
    jump.click()
    assert opened.stage.position_s == pytest.approx(0.6, abs=0.05)


def test_patches_are_listed_and_played(view, context, root, qtbot):
    add_take(root, TAKE, make_analysis())
    add_take(root, "20261121-093000-ptch", make_analysis(), patch_of=TAKE, patch_element="cost", duration=22.0)
    enter(view, context, qtbot)
    view.results.choose(STORY)
    assert "Cost, 22 s" in texts(view.results.story)
    next(b for b in view.results.story.findChildren(QPushButton) if b.accessibleName() == "Play Cost, 22 s").click()
    assert context.routes == [Route(Place.REVIEW, take_id="20261121-093000-ptch", at_s=0.0)]


PATCH = "20261121-093000-ptch"
COST = "it cost us the spring campaign the marketing team lost forty thousand pounds and two people left over it"


def add_patch(root, analysis, **changes):
    question = dataclasses.replace(QUESTION, text="What did those two weeks cost, and who paid?")
    given = {"patch_of": TAKE, "patch_element": "cost", "duration": 22.0, "question": question}
    add_take(root, PATCH, analysis, **{**given, **changes})


def test_back_from_answering_it_now_the_story_is_open_at_the_element(view, context, root, qtbot):
    add_take(root, TAKE, make_analysis())
    add_patch(root, None, state="waiting")
    index(root)
    view.resize(1092, 520)
    view.enter(Route(Place.REVIEW, take_id=TAKE, patch_element="reflection"))
    qtbot.waitUntil(lambda: view.model.background.story is not None, timeout=20_000)
    qtbot.wait(50)
    assert view.results.index == STORY
    story = view.results.story
    reflection = next(b for b in story.findChildren(Label) if b.text() == "Reflection")
    assert story.viewport().rect().contains(reflection.mapTo(story.viewport(), QPoint(2, 2)))
    assert "It is being analysed." in texts(story)


def test_the_story_is_checked_anew_when_the_short_answer_is_analysed(view, context, root, qtbot):
    whole = make_analysis()
    no_cost = (*whole.transcript.words[:39], *whole.transcript.words[48:])
    add_take(root, TAKE, dataclasses.replace(whole, transcript=dataclasses.replace(whole.transcript, words=no_cost)))
    add_patch(root, None, state="waiting")
    enter(view, context, qtbot)
    view.results.choose(STORY)
    assert "Said in your short answer" not in texts(view.results.story)
    words = tuple(Word(text, 0.4 * n, 0.4 * n + 0.3, 0.9) for n, text in enumerate(COST.split()))
    patch = make_analysis()
    patch = dataclasses.replace(patch, transcript=dataclasses.replace(patch.transcript, words=words))
    with open_library(root) as library:
        library.save_analysis(PATCH, patch)
    with qtbot.waitSignal(view.model.completed, timeout=20_000):
        context.take_changed.emit(PATCH)
    qtbot.wait(50)
    assert "Cost: not heard before, now" in texts(view.results.story)
    assert "Said in your short answer; not heard in the answer alone." in texts(view.results.story)


def test_an_answer_of_a_mock_loop_leads_back_to_it(view, context, root, qtbot):
    add_take(root, TAKE, make_analysis(), loop="20261121-0900-ab12", loop_place="2.1")
    enter(view, context, qtbot)
    assert view.header.loop.isVisible()
    view.header.loop.click()
    assert context.routes == [Route(Place.LOOP, loop_run="20261121-0900-ab12")]


def test_a_short_answer_leads_back_to_the_whole_and_is_answered_again_as_it_was(view, context, root, qtbot):
    add_take(root, TAKE, make_analysis())
    add_patch(root, make_analysis())
    enter(view, context, qtbot, PATCH)
    assert view.header.facts.text().startswith("Completes cost") and not view.header.compare.isVisible()
    view.header.whole.click()
    view.header.retake.click()
    ask = "What did those two weeks cost, and who paid?"
    assert context.routes == [
        Route(Place.REVIEW, take_id=TAKE, patch_element="cost"),
        Route(Place.PRACTISE, take_id=PATCH, patch_of=TAKE, patch_element="cost", ask=ask),
    ]
    view.header.delete.trigger()
    qtbot.waitUntil(lambda: len(context.routes) == 3, timeout=20_000)
    assert context.routes[2] == Route(Place.REVIEW, take_id=TAKE, patch_element="cost")


def test_notes_are_saved_when_the_writing_stops_and_on_leaving(opened, context, qtbot):
    opened.results.choose(NOTES)
    notes = opened.results.notes
    with qtbot.waitSignal(opened.model.take_saved, timeout=3000):
        notes.notes.setPlainText("First the cost.")
    assert on_disk(context).take.notes == "First the cost." and notes.kept.text() == "Saved."
    notes.notes.setPlainText("First the cost, then who paid.")
    opened.leave()
    settle(qtbot, context)
    assert on_disk(context).take.notes == "First the cost, then who paid."


def test_a_read_that_was_asked_for_before_does_not_bring_old_notes_back(opened, context, qtbot):
    opened.results.choose(NOTES)
    busy = threading.Event()
    context.in_background(lambda _: busy.wait(10))
    context.take_changed.emit(TAKE)  # its analysis has ended, say: it is read again
    opened.results.notes.notes.setPlainText("Written meanwhile.")
    opened.results.notes.save_now()
    busy.set()
    settle(qtbot, context)
    settle(qtbot, context)
    assert opened.results.notes.notes.toPlainText() == "Written meanwhile."
    assert opened.model.take.notes == on_disk(context).take.notes == "Written meanwhile."


def test_notes_that_cannot_be_kept_are_told_of_and_not_kept_alive(opened, context, qtbot):
    context.library.delete([TAKE])
    opened.model.save(notes="Of a take that is gone.")
    settle(qtbot, context)
    assert "no take" in context.told[-1].sentence.lower() and not opened.model._unwritten


def test_a_word_that_is_being_corrected_is_kept_on_leaving(opened, context, qtbot):
    opened.results.choose(TRANSCRIPT)
    transcript = opened.results.transcript.transcript
    transcript.choose_time(make_analysis().transcript.words[5].start)
    transcript.edit_chosen()
    transcript.findChild(WordField).setText("were")
    opened.leave()
    settle(qtbot, context)
    assert on_disk(context).analysis.transcript.words[5].text == "were"


def test_tags_and_rating_are_kept(opened, context, qtbot):
    opened.results.choose(NOTES)
    notes = opened.results.notes
    notes.tag.setText("  payments ")
    QTest.keyClick(notes.tag, KEY.Key_Return)
    notes.tag.setText("Loop")
    QTest.keyClick(notes.tag, KEY.Key_Return)  # is there already
    notes.rating.buttons[3].click()
    settle(qtbot, context)
    take = on_disk(context).take
    assert take.tags == ("loop", "payments") and take.rating.overall == 4
    next(b for b in notes.findChildren(QPushButton) if b.accessibleName() == "Tag loop").click()
    settle(qtbot, context)
    assert on_disk(context).take.tags == ("payments",)


def test_a_guess_stands_beside_what_was_measured(view, context, root, qtbot):
    add_take(root, TAKE, make_analysis(), rating=SelfRating(4, 130.0, 3.0, 0.7))
    enter(view, context, qtbot)
    view.results.choose(NUMBERS)
    qtbot.waitUntil(lambda: "ou guessed 70" in texts(view.results.numbers))
    assert "you guessed 130" in texts(view.results.numbers)


# --------------------------------------------------------------------------- exports


KINDS = [formats.REPORT, *formats.CAPTIONS, *formats.TABLES]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_text_is_written(opened, context, tmp_path, qtbot, kind):
    target = tmp_path / f"out{kind.suffix}"
    with qtbot.waitSignal(opened.exporter.wrote, timeout=20_000):
        opened.exporter.export(kind, opened.model.shown.stored, target)
    text = target.read_text(encoding="utf-8")
    assert {
        ".html": lambda: QUESTION.text[:20] in text,
        ".vtt": lambda: text.startswith("WEBVTT"),
        ".srt": lambda: text.startswith("1\n00:00:00,600"),
        ".csv": lambda: len(list(csv.reader(text.splitlines()))) > 3,
        ".json": lambda: json.loads(text)["take"]["id"] == TAKE,
    }[kind.suffix]()
    assert context.told[-1].sentence.startswith(f"Saved to {target}") and context.told[-1].action == "Show"


def test_nothing_is_written_over_unless_it_was_chosen(opened, context, tmp_path, qtbot):
    target = tmp_path / "mine.csv"
    target.write_text("mine")
    opened.exporter.export(formats.TABLES[0], opened.model.shown.stored, target)
    settle(qtbot, context)
    assert target.read_text() == "mine" and context.told[-1].warn and "exists" in context.told[-1].sentence
    opened.exporter._chosen(formats.TABLES[0], opened.model.shown.stored, str(target))  # the dialog asked
    settle(qtbot, context)
    assert target.read_text().startswith("key,label")


def test_the_dialog_names_the_file_and_writes_where_it_is_told(opened, context, tmp_path, qtbot):
    dialog = opened.exporter.ask(formats.REPORT, opened.model.shown.stored)
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave and not dialog.testOption(
        QFileDialog.Option.DontConfirmOverwrite
    )
    assert dialog.defaultSuffix() == "html"
    with qtbot.waitSignal(opened.exporter.wrote, timeout=20_000):
        dialog.fileSelected.emit(str(tmp_path / "report.html"))
    dialog.reject()
    qtbot.wait(10)
    assert (tmp_path / "report.html").stat().st_size > 10_000


@pytest.mark.parametrize("kind", formats.VIDEOS, ids=lambda kind: kind.name)
def test_the_video_is_copied_by_a_process_of_its_own(opened, context, tmp_path, qtbot, kind):
    target = tmp_path / "copy.mp4"
    stored = opened.model.shown.stored
    with qtbot.waitSignal(opened.exporter.wrote, timeout=60_000):
        opened.exporter.export(kind, stored, target)
    if kind.suffix:
        assert target.stat().st_size > 10_000
    else:
        assert target.read_bytes() == stored.recording.read_bytes()


def test_who_cannot_play_an_mp4_is_told_with_it(view, context, root, tmp_path, qtbot):
    take = add_take(root, TAKE, make_analysis())
    make_video(root / "takes" / TAKE / "answer.mkv")
    (root / "takes" / TAKE / "take.json").write_bytes(to_json(dataclasses.replace(take, recording_file="answer.mkv")))
    enter(view, context, qtbot)
    with qtbot.waitSignal(view.exporter.wrote, timeout=60_000):
        view.exporter.export(formats.VIDEOS[1], view.model.shown.stored, tmp_path / "copy.mp4")
    told = context.told[-1].sentence
    assert told.startswith(f"Saved to {tmp_path / 'copy.mp4'}. The picture is MPEG-4 Part 2")
    assert told.endswith("VLC shows it, browsers and QuickTime do not.")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_told(opened, context, tmp_path, qtbot):
    tmp_path.chmod(0o500)
    for kind in (formats.REPORT, formats.VIDEOS[0]):
        context.told.clear()
        opened.exporter.export(kind, opened.model.shown.stored, tmp_path / f"out{kind.suffix or '.mp4'}")
        qtbot.waitUntil(lambda: bool(context.told), timeout=60_000)
        assert context.told[-1].warn and str(tmp_path) in context.told[-1].sentence
        assert "--" not in context.told[-1].sentence
    tmp_path.chmod(0o700)


def test_advice_for_a_terminal_is_not_given_in_a_window(opened, context, tmp_path, qtbot):
    (tmp_path / "mine.html").write_text("mine")
    for target in (tmp_path / "mine.html", tmp_path / "nowhere" / "a.html"):
        context.told.clear()
        opened.exporter.export(formats.REPORT, opened.model.shown.stored, target)
        settle(qtbot, context)
        assert context.told[-1].warn and "Choose another" in context.told[-1].sentence
        assert "--" not in context.told[-1].sentence
    (tmp_path / "mine.mp4").write_text("mine")
    opened.exporter.export(formats.VIDEOS[1], opened.model.shown.stored, tmp_path / "mine.mp4")
    qtbot.waitUntil(lambda: "mine.mp4" in context.told[-1].sentence, timeout=60_000)
    assert context.told[-1].sentence.endswith("exists already. Choose another name.")


def test_a_copy_that_fails_says_why_and_one_that_is_stopped_leaves_nothing(opened, context, tmp_path, qtbot):
    stored, target = opened.model.shown.stored, tmp_path / "nowhere" / "copy.mp4"
    opened.exporter.export(formats.VIDEOS[0], stored, target)
    qtbot.waitUntil(lambda: bool(context.told), timeout=60_000)
    assert context.told[-1].warn and "nowhere" in context.told[-1].sentence
    opened.exporter.export(formats.VIDEOS[0], stored, tmp_path / "copy.mp4")
    opened.exporter.stop()
    assert [p for p in tmp_path.iterdir() if p.is_file()] == []


# --------------------------------------------------------------------------- what can be done with all of it


def test_retake_compare_and_delete(opened, context, root, qtbot):
    assert not opened.header.compare.isEnabled()
    opened.header.retake.click()
    assert context.routes[-1] == Route(Place.PRACTISE, take_id=TAKE)
    opened.header.delete.trigger()
    qtbot.waitUntil(lambda: context.routes[-1] == Route(Place.LIBRARY), timeout=20_000)
    assert not (root / "takes" / TAKE).exists()
    context.told[-1].act()
    qtbot.waitUntil(lambda: context.routes[-1] == Route(Place.REVIEW, take_id=TAKE), timeout=20_000)
    assert (root / "takes" / TAKE).is_dir()


def test_a_take_that_cannot_be_deleted_is_shown_again(opened, context, root, qtbot, monkeypatch):
    def refuse(*_args, **_more):
        raise StoreError("The disk is read-only.", "Check it.")

    monkeypatch.setattr(Library, "delete", refuse)
    qtbot.waitUntil(lambda: opened.stage.player.has_video, timeout=20_000)
    opened.stage.seek(2.0)
    opened.header.delete.trigger()
    qtbot.waitUntil(lambda: bool(context.told), timeout=20_000)
    assert "read-only" in context.told[-1].sentence and not context.routes
    qtbot.waitUntil(lambda: opened.stage.player.has_video and opened.stage.video.has_picture, timeout=20_000)
    assert opened.stage.position_s == 2.0


def test_a_take_of_sound_alone_says_so_before_it_is_analysed(view, context, root, qtbot):
    add_take(root, TAKE, None)
    with av.open(str(root / "takes" / TAKE / "recording.mp4"), "w") as file:
        stream = file.add_stream("aac", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.int16), "s16", "mono")
        frame.sample_rate = 48_000
        file.mux([*stream.encode(frame), *stream.encode()])
    enter(view, context, qtbot, complete=False)
    qtbot.waitUntil(lambda: view.stage.video.accessibleDescription() == "Sound only, no picture", timeout=20_000)
    stored = view.model.shown.stored
    analysis = make_analysis()
    heard = dataclasses.replace(analysis.recording, has_video=False)
    peaks = np.zeros((300, 2), np.float32)
    view.stage.show_take(dataclasses.replace(stored, analysis=dataclasses.replace(analysis, recording=heard)), peaks)
    assert view.stage.video.accessibleDescription() == ""
    assert view.stage.video.accessibleName() == "Sound only, no picture"


def test_a_take_of_sound_alone_is_is_shown_so_once_that_is_known(opened, monkeypatch):
    stored, shown = opened.model.shown.stored, []
    monkeypatch.setattr(opened.stage.video, "set_sound_only", shown.append)
    opened.stage.show_take(stored, None)
    assert not shown
    heard = dataclasses.replace(stored.analysis.recording, has_video=False)
    opened.stage.show_take(
        dataclasses.replace(stored, analysis=dataclasses.replace(stored.analysis, recording=heard)), None
    )
    assert len(shown) == 1


def test_compare_takes_the_take_before(view, context, root, qtbot):
    for number, take_id in enumerate(("20261119-090000-aaaa", "20261120-090000-bbbb", TAKE)):
        add_take(root, take_id, make_analysis(), created_at=f"2026-11-{19 + number}T09:00:00+00:00")
    enter(view, context, qtbot)
    assert view.header.facts.text().startswith("Take 3 of 3")
    view.header.compare.click()
    assert context.routes == [Route(Place.COMPARE, take_id=TAKE, compare_with="20261120-090000-bbbb")]


# --------------------------------------------------------------------------- states


STATES = [
    ({"state": "failed", "failure": "Memory ran out."}, "", "Memory ran out."),
    ({}, '{"schema": 1, "brok', "cannot be read"),
    ({}, "", "Not analysed yet"),
]


@pytest.mark.parametrize(("changes", "damaged", "sentence"), STATES)
def test_without_results_it_says_why_and_offers_an_analysis(view, context, root, qtbot, changes, damaged, sentence):
    add_take(root, TAKE, None, damaged=damaged, **changes)
    enter(view, context, qtbot, complete=False)
    assert sentence in texts(view.results)
    assert not view.stage.timeline.isVisible() and view.stage.transport.play.isEnabled()
    for key in (KEY.Key_N, KEY.Key_Y, KEY.Key_2):
        press(view, key)
    view.results.panel.again.click()
    assert context.added == [TAKE]
    view.results.choose(NOTES)
    assert view.results.notes.isVisible()


def test_a_running_analysis_shows_where_it_stands_and_its_end_brings_results(view, context, root, qtbot):
    add_take(root, TAKE, None, state="waiting")
    context.jobs.state = lambda take_id: JobState(take_id, "running", "Recognising words", 0.42, 48.0)
    enter(view, context, qtbot, complete=False)
    assert "Recognising words, 42 %, about 50 s left" in texts(view.results)
    view.results.panel.cancel.click()
    assert context.cancelled == [TAKE]
    context.jobs.state = lambda take_id: JobState(take_id, "waiting", "Waiting")
    context.jobs.progressed.emit(TAKE)
    assert "Waiting for another analysis" in texts(view.results)
    context.jobs.state = lambda take_id: None
    with open_library(root) as library:
        library.save_analysis(TAKE, make_analysis())
    context.jobs.changed.emit()
    context.take_changed.emit(TAKE)
    qtbot.waitUntil(lambda: view.model.analysis is not None, timeout=20_000)
    qtbot.waitUntil(view.stage.timeline.isVisible)
    qtbot.waitUntil(lambda: len(view.results.moments.list.rows) == 3)


def test_an_analysis_again_leaves_the_old_results_readable(opened, context):
    context.jobs.state = lambda take_id: JobState(take_id, "running", "Finding speech", 0.1)
    context.jobs.changed.emit()
    assert opened.results.strip.isVisible() and opened.results.moments.isVisible()
    context.jobs.state = lambda take_id: None
    context.jobs.changed.emit()
    assert not opened.results.strip.isVisible()


def test_what_happened_while_it_was_recorded_is_told(view, context, root, qtbot):
    recovered = Event(112.0, "recovered", "Recovered after the app was closed: 1 min 52 s.")
    add_take(root, TAKE, make_analysis(), events=(recovered,))
    enter(view, context, qtbot)
    assert any("1 min 52 s" in banner.label.text() for banner in view.findChildren(Banner) if banner.isVisible())


def test_sound_alone_is_drawn_and_what_cannot_be_told_says_so(view, context, root, qtbot):
    add_take(root, TAKE, make_analysis(seen=False))
    enter(view, context, qtbot)
    assert view.stage.video.accessibleName() == "Sound only, no picture"
    assert not view.stage.transport.whole.isEnabled() and view.stage.transport.play.isEnabled()
    view.results.choose(NUMBERS)
    qtbot.waitUntil(lambda: "Nothing was seen" in texts(view.results.numbers))


@pytest.mark.parametrize("duration", [2.0, 30.0])
def test_silence_has_every_tab_and_says_so(view, context, root, qtbot, duration):
    quiet = make_silence()
    quiet = dataclasses.replace(quiet, recording=dataclasses.replace(quiet.recording, duration=duration))
    add_take(root, TAKE, quiet, duration=duration)
    enter(view, context, qtbot)
    expected = {MOMENTS: "No words were heard", TRANSCRIPT: "No words were recognised", STORY: "Can't tell"}
    for tab in (MOMENTS, TRANSCRIPT, STORY, NUMBERS, NOTES):
        view.results.choose(tab)
        assert expected.get(tab, "") in texts(view.results)
    for key in (KEY.Key_N, KEY.Key_P, KEY.Key_Y, KEY.Key_X):
        press(view, key)


def test_a_recording_that_is_gone_leaves_the_numbers(view, context, root, qtbot):
    add_take(root, TAKE, make_analysis())
    (root / "takes" / TAKE / "recording.mp4").unlink()
    enter(view, context, qtbot)
    assert "not where it was kept" in view.stage.video.accessibleDescription()
    assert not view.stage.transport.play.isEnabled() and not view.header.again.isEnabled()
    assert len(view.results.moments.list.rows) == 3
    for key in (KEY.Key_Space, KEY.Key_L, KEY.Key_Period, KEY.Key_N, KEY.Key_J):
        press(view, key)
    view.exporter.fill_menu(view.header.export_menu, view.model.shown.stored)
    offered = {action.text(): action.isEnabled() for action in view.header.export_menu.actions() if action.text()}
    assert not offered["Recording as MP4…"] and offered["Report to read or print…"]


@pytest.mark.parametrize("text", ["Why " * 200 + "?", "أخبرني عن قرار اتخذته رغم نقص المعلومات. " * 4, "W" * 400])
def test_a_question_of_any_length_takes_two_lines(view, context, root, qtbot, text):
    question = dataclasses.replace(QUESTION, text=text)
    add_take(root, TAKE, dataclasses.replace(make_analysis(), question=question), question=question)
    enter(view, context, qtbot)
    title = view.header.title
    assert title.height() <= 2 * title.fontMetrics().lineSpacing() + 4 and title.accessibleName() == text
    assert title.toolTip() in ("", f"<qt>{text}</qt>") and view.width() == 1092


@pytest.mark.parametrize("size", [(836, 700), (1092, 720), (2372, 1440)])
def test_nothing_is_cut_off_at_any_size(opened, qtbot, size):
    opened.resize(*size)
    qtbot.wait(30)
    right = opened.results
    assert opened.width() == size[0] and right.geometry().right() <= opened._split.width()
    last = right.tabs.buttons[-1]
    assert last.mapTo(right, QPoint(last.width(), 0)).x() <= right.width()
    assert opened.stage.video.width() > opened.width() * 0.35
    if size[0] > 2000:
        assert right.width() <= 620 and opened.stage.timeline.width() > 1500


def test_every_button_has_a_name(opened, qtbot):
    for tab in range(5):
        opened.results.choose(tab)
        qtbot.wait(20)
        nameless = [
            b for b in opened.findChildren(QPushButton) if b.isVisible() and not (b.accessibleName() or b.text())
        ]
        assert not nameless


# --------------------------------------------------------------------------- speed


def ten_minutes():
    """An analysis of ten minutes, as full as the builders' half minute."""
    one = make_analysis()
    words = tuple(word for k in range(20) for word in _moved(one.transcript.words, k))
    many = {
        name: tuple(each for k in range(20) for each in _moved(getattr(one, name), k))
        for name in ("pauses", "glances", "speech", "moments")
    }
    long = dataclasses.replace(one.recording, duration=600.0)
    return dataclasses.replace(
        one, recording=long, transcript=dataclasses.replace(one.transcript, words=words), fillers=(), **many
    )


def _moved(spans, k):
    moved = [dataclasses.replace(s, start=s.start + 30 * k, end=s.end + 30 * k) for s in spans]
    return tuple(dataclasses.replace(m, before_word=None) if hasattr(m, "before_word") else m for m in moved)


def test_ten_minutes_open_quickly_and_never_hold_the_window(view, context, root, qtbot):
    add_take(root, "20261120-091502-warm", make_analysis())
    add_take(root, TAKE, ten_minutes(), duration=600.0)
    enter(view, context, qtbot, "20261120-091502-warm")  # fonts and styles are there from then on
    view.leave()
    meter = StallMeter()
    meter.start()
    began, own = time.perf_counter(), time.thread_time()
    view.enter(Route(Place.REVIEW, take_id=TAKE))
    qtbot.waitUntil(lambda: view.results.has(MOMENTS) and len(view.results.moments.list.rows) == 60, timeout=20_000)
    QApplication.processEvents()
    took, worked = time.perf_counter() - began, time.thread_time() - own
    qtbot.waitUntil(lambda: view.model.background.captions is not None, timeout=20_000)
    for tab in range(5):
        view.results.choose(tab)
        qtbot.wait(60)
    longest = meter.stop()
    print(
        f"opened in {took * 1000:.0f} ms, of that {worked * 1000:.0f} ms in this thread; longest stall {longest:.3f} s"
    )
    assert worked < within(0.15)
    assert longest < within(0.05)


def test_the_screen_reader_hears_where_playback_is_asked_to_go(opened):
    opened.results.choose(TRANSCRIPT)
    opened.results.transcript.transcript.choose_time(opened.model.analysis.transcript.words[3].start + 0.05)
    assert opened.results.transcript.transcript.accessibleName().startswith("Transcript: um. Filled pause")
    assert QGuiApplication.instance() is not None

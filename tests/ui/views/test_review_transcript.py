"""The transcript: what it marks, how it follows, finds, is walked through, corrected and judged."""

from __future__ import annotations

import dataclasses
import time

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rehearse.types import Filler, Pause, Word
from tests.builders import ANSWER, make_analysis, make_silence
from ui.widgets.transcript import document as transcript_document
from ui.widgets.transcript.text import make_text
from ui.widgets.transcript.transcript import Transcript

KEY = Qt.Key


@pytest.fixture
def analysis():
    return make_analysis()


@pytest.fixture
def shown(qtbot, analysis):
    made = Transcript()
    qtbot.addWidget(made)
    made.resize(300, 130)
    made.show_analysis(analysis)
    made.show()
    qtbot.waitExposed(made)
    return made


def token(text, word):
    return next(t for t in text.tokens if t.text == word)


# --------------------------------------------------------------------------- the text


def test_places_are_those_of_the_document(shown):
    document = shown.document()
    for each in shown.text.tokens:
        block = document.findBlock(each.at)
        assert block.text()[each.at - block.position() : each.to - block.position()] == each.text


def test_places_count_as_qt_does_where_letters_are_rare(qtbot, analysis):
    words = [Word("𝔘𝔫𝔡", 0.1, 0.3), Word("well\u2029said", 0.4, 0.6), Word("naïve", 0.7, 0.9), Word("end", 1.0, 1.2)]
    made = Transcript()
    qtbot.addWidget(made)
    made.show_analysis(
        dataclasses.replace(
            analysis, transcript=dataclasses.replace(analysis.transcript, words=tuple(words)), fillers=(), pauses=()
        )
    )
    last = made.text.tokens[-1]
    assert made.toPlainText()[-3:] == "end" and last.to == made.document().characterCount() - 1
    assert made.text.find("naïve said")[:1] == () and len(made.text.find("said NAÏVE")) == 1


def test_marks_say_why(analysis):
    text = make_text(analysis)
    assert token(text, "um").look == "told" and "filled pause" in token(text, "um").tip.lower()
    assert token(text, "vendor").look == "doubtful" and "31%" in token(text, "vendor").tip
    heard = next(t for t in text.tokens if t.word is None and t.filler is not None)
    assert heard.look == "heard" and "sound alone" in heard.tip
    assert token(text, "you").look == token(text, "know").look == "told"
    assert [t.text for t in text.tokens if t.look == "pause"] == ["1.5 s"]
    assert len(text.opens) == 2  # the long pause at the clause's end opens a paragraph


@pytest.mark.parametrize(("confirmed", "look"), [(True, "told"), (False, "rejected"), (None, "heard")])
def test_a_verdict_shows(analysis, confirmed, look):
    heard = next(f for f in analysis.fillers if f.witnesses == ("sound",))
    judged = tuple(dataclasses.replace(f, confirmed=confirmed) if f is heard else f for f in analysis.fillers)
    text = make_text(dataclasses.replace(analysis, fillers=judged))
    assert next(t for t in text.tokens if t.filler is not None and t.word is None).look == look


def test_a_correction_shows_what_was_written_before(analysis):
    words = list(analysis.transcript.words)
    words[3] = dataclasses.replace(words[3], text="he", original="I", probability=1.0)
    words[5] = dataclasses.replace(words[5], text="", original="the", probability=1.0)
    text = make_text(
        dataclasses.replace(analysis, transcript=dataclasses.replace(analysis.transcript, words=tuple(words)))
    )
    assert "“I”" in token(text, "he").tip and token(text, "he").original == "I"
    removed = next(t for t in text.tokens if t.word == 5)
    assert removed.text == "the" and removed.look == "rejected" and "removed" in removed.tip


def test_the_word_at_a_time_is_the_one_being_said(analysis):
    text = make_text(analysis)
    words = analysis.transcript.words
    for index in (0, 10, 40):
        middle = (words[index].start + words[index].end) / 2
        assert text.tokens[text.at_time(middle)].word == index
    assert text.at_time(0.0) is None
    assert text.at_time(words[20].end + 0.9) is None  # in the long pause
    assert text.tokens[text.at_time(words[-1].end)].word == len(words) - 1


def test_finding_crosses_pauses_and_ignores_case(analysis):
    text = make_text(analysis)
    (found,) = text.find("MISSING i decided")
    assert text.text[found[0] : found[1]].replace("\n", " ").startswith("missing")
    assert len(text.find("the")) == ANSWER.count("the") and text.find("  ") == () and text.find("zebra") == ()


# --------------------------------------------------------------------------- following


def test_it_follows_until_somebody_scrolls(shown, analysis, qtbot):
    words, bar = analysis.transcript.words, shown.verticalScrollBar()
    shown.set_position(words[-1].start + 0.1)
    assert shown.said.word == len(words) - 1 and bar.value() > 0
    told = []
    shown.following_changed.connect(told.append)
    wheel = QWheelEvent(
        QPointF(9, 9), QPointF(9, 9), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    followed_to = bar.value()
    QApplication.sendEvent(shown.viewport(), wheel)
    scrolled_to = bar.value()
    assert told == [False] and scrolled_to < followed_to
    shown.set_position(words[-2].start + 0.1)
    assert bar.value() == scrolled_to
    shown.follow()
    assert told == [False, True] and bar.value() > scrolled_to


def place_of(shown, word):
    found = next(t for t in shown.text.tokens if t.word == word)
    where = transcript_document.rects(shown.document(), found.at, found.to)[0]
    return where.center().toPoint() - QPoint(0, shown.verticalScrollBar().value())


def test_a_click_on_a_word_seeks_to_it_and_beside_it_does_not(shown, analysis, qtbot):
    asked = []
    shown.seek_asked.connect(asked.append)
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place_of(shown, 5))
    assert asked == [analysis.transcript.words[5].start]
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, place_of(shown, 5).y()))
    assert len(asked) == 1


# --------------------------------------------------------------------------- keys


def test_arrows_walk_word_by_word_and_ctrl_enter_plays(shown, analysis):
    shown.setFocus()
    shown.choose_time(analysis.transcript.words[4].start + 0.05)
    QTest.keyClick(shown, KEY.Key_Right)
    QTest.keyClick(shown, KEY.Key_Right)
    QTest.keyClick(shown, KEY.Key_Left)
    assert shown.chosen.word == 5 and shown.accessibleName() == "Transcript: was"
    below = shown.chosen
    QTest.keyClick(shown, KEY.Key_Down)
    assert shown.chosen.at > below.to
    QTest.keyClick(shown, KEY.Key_Home)
    assert shown.chosen.word == 0
    QTest.keyClick(shown, KEY.Key_End)
    assert shown.chosen.word == len(analysis.transcript.words) - 1 and not shown.following
    asked = []
    shown.seek_asked.connect(asked.append)
    QTest.keyClick(shown, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [analysis.transcript.words[-1].start] and shown.following


def edit(shown, analysis, word):
    shown.setFocus()
    shown.choose_time(analysis.transcript.words[word].start + 0.05)
    QTest.keyClick(shown, KEY.Key_F2)
    return shown._field


def test_enter_keeps_a_correction_and_esc_leaves_the_word(shown, analysis):
    kept = []
    shown.word_corrected.connect(lambda index, text: kept.append((index, text)))
    field = edit(shown, analysis, 5)
    QTest.keyClicks(field, "our new")
    QTest.keyClick(field, KEY.Key_Return)
    assert kept == [(5, "our new")] and not shown.editing
    field = edit(shown, analysis, 6)
    QTest.keyClicks(field, "nothing")
    QTest.keyClick(field, KEY.Key_Escape)
    assert len(kept) == 1 and not shown.editing
    field = edit(shown, analysis, 7)
    QTest.keyClick(field, KEY.Key_Return)
    assert len(kept) == 1  # nothing else was written


def test_leaving_the_field_keeps_what_was_written(shown, analysis):
    kept = []
    shown.word_corrected.connect(lambda index, text: kept.append(text))
    field = edit(shown, analysis, 5)
    field.clear()
    field.clearFocus()
    assert kept == [""]


def test_a_pause_has_no_field(shown, analysis):
    shown.setFocus()
    pause = next(i for i, t in enumerate(shown.text.tokens) if t.look == "pause")
    shown._choose(pause)
    shown.edit_chosen()
    assert not shown.editing


def test_the_menu_offers_what_fits_the_word(shown, analysis):
    shown.choose_time(next(w for w in analysis.transcript.words if w.text == "um").start + 0.05)
    names = [action.text() for action in shown.menu().actions()]
    assert names[:2] == ["Play from here", "Correct “um”"] and "Not a filler\tX" in names
    judged = []
    shown.filler_judged.connect(lambda index, yes: judged.append((index, yes)))
    next(a for a in shown.menu().actions() if a.text().startswith("Not")).trigger()
    assert judged == [(0, False)]


def test_going_from_hit_to_hit_goes_round(shown):
    assert shown.find_all("the") == ANSWER.count("the") == 8
    shown.verticalScrollBar().setValue(0)
    assert [shown.go_to_hit(1) for _ in range(8)] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert shown.go_to_hit(1) == 0 and shown.go_to_hit(-1) == 7
    assert shown.find_all("") == 0 and shown.go_to_hit(1) == -1


def test_the_same_words_shown_again_keep_their_place(shown, analysis):
    shown.choose_time(analysis.transcript.words[50].start + 0.05)
    scrolled = shown.verticalScrollBar().value()
    words = list(analysis.transcript.words)
    words[2] = dataclasses.replace(words[2], text="something far longer")
    shown.show_analysis(
        dataclasses.replace(analysis, transcript=dataclasses.replace(analysis.transcript, words=tuple(words)))
    )
    assert shown.chosen.word == 50 and abs(shown.verticalScrollBar().value() - scrolled) < 30


def test_silence_is_shown_as_nothing(qtbot):
    made = Transcript()
    qtbot.addWidget(made)
    made.show_analysis(make_silence())
    made.show()
    made.set_position(3.0)
    QTest.keyClick(made, KEY.Key_Right)
    made.edit_chosen()
    assert made.chosen is None and made.find_all("a") == 0


# --------------------------------------------------------------------------- an hour


def test_ten_thousand_words_stay_smooth(qtbot, analysis):
    words = tuple(Word(f"word{i % 97}", i * 0.36, i * 0.36 + 0.3, 0.4 if i % 7 == 0 else 0.9) for i in range(10_000))
    pauses = tuple(Pause(i * 9.0 + 0.3, i * 9.0 + 1.4, "medium", "boundary") for i in range(400))
    fillers = tuple(
        Filler(words[i].start, words[i].end, "um", "filled pause", ("text",), 0.9, i) for i in range(5, 10_000, 60)
    )
    text = make_text(
        dataclasses.replace(
            analysis,
            transcript=dataclasses.replace(analysis.transcript, words=words),
            pauses=pauses,
            fillers=fillers,
        )
    )
    made = Transcript()
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()

    def cpu(act):
        began = time.thread_time()
        act()
        QApplication.processEvents()
        return time.thread_time() - began

    assert cpu(lambda: made.show_text(text)) < 0.15
    made.find_all("word5")
    follow = max(cpu(lambda s=s: made.set_position(float(s))) for s in range(0, 3600, 37))
    bar = made.verticalScrollBar()
    scroll = max(cpu(lambda v=v: bar.setValue(v)) for v in range(0, bar.maximum(), bar.maximum() // 60))
    assert follow < 0.05 and scroll < 0.05

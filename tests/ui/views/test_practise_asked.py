"""What is asked, how devices' troubles and guesses are worded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rehearse.questions import find_question
from rehearse.store import open_library
from tests.builders import QUESTION
from ui.places import Place, Route
from ui.studio.asked import BARE, Asked
from ui.studio.equipment import trouble
from ui.views.practise.finding import find_asked
from ui.views.practise.rating import rating_of

TODAY = date(2026, 11, 21)
KEY = "judgement/decision-alone"


def asked_in(root: Path, **route: str) -> Asked:
    with open_library(root) as library:
        return find_asked(library, Route(Place.PRACTISE, **route), TODAY)  # type: ignore[arg-type]


def test_a_question_of_a_pack_is_found(tmp_path: Path) -> None:
    assert asked_in(tmp_path, question_key=KEY).question == find_question(KEY)


def test_without_a_wish_the_question_of_the_day_is_asked_all_day(tmp_path: Path) -> None:
    first, again = asked_in(tmp_path), asked_in(tmp_path)
    assert first.question == again.question
    assert first.question.key
    assert first.notice == ""


def test_a_question_that_is_gone_gives_way_to_todays_and_says_so(tmp_path: Path) -> None:
    asked = asked_in(tmp_path, question_key="gone/away")
    assert asked.question == asked_in(tmp_path).question
    assert "gone/away" in asked.notice
    assert "today's question" in asked.notice


def test_a_take_is_answered_again_even_if_no_pack_has_its_question_any_more(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        stored = library.begin(QUESTION)
        library.finish(stored.take)
    assert asked_in(tmp_path, take_id=stored.take.id).question == QUESTION


def test_a_take_without_a_question_is_answered_again_without_one(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        stored = library.begin(None, title="The release that slipped")
        library.finish(stored.take)
    asked = asked_in(tmp_path, take_id=stored.take.id)
    assert asked.question is BARE and asked.notice == ""


def test_an_addition_asks_what_an_interviewer_would(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        stored = library.begin(QUESTION)
        library.finish(stored.take)
    asked = asked_in(tmp_path, patch_of=stored.take.id, patch_element="cost", ask="What did it cost?")
    assert asked.is_patch
    assert asked.question.text == "What did it cost?"
    assert asked.question.competency == QUESTION.competency
    assert asked.question.target_s == (20.0, 60.0)
    assert asked.target == "20 to 60 s are enough"
    assert asked.element == "cost"


def test_an_addition_answered_again_asks_what_it_was_asked(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        whole = library.begin(QUESTION)
        library.finish(whole.take)
        for element, text in (("cost", "What did it cost?"), ("decision", "What did you decide?")):
            patch = library.begin(replace(QUESTION, text=text), patch_of=whole.take.id, patch_element=element)
            library.finish(patch.take)
    again = asked_in(tmp_path, patch_of=whole.take.id, patch_element="cost")
    assert again.question.text == "What did it cost?"
    assert asked_in(tmp_path, patch_of=whole.take.id, patch_element="result").question.text == QUESTION.text


def test_the_target_is_told_as_a_clock() -> None:
    assert Asked(find_question(KEY)).target == "of about 2:10"
    assert Asked(BARE).target == "of about 2:00"


# ------------------------------------------------------------------ devices


@pytest.mark.parametrize("kind", ["camera", "microphone"])
@pytest.mark.parametrize(
    ("platform", "where"),
    [("darwin", "System Settings"), ("win32", "Let desktop apps access your"), ("linux", "privacy settings")],
)
def test_a_refused_permission_says_where_to_give_it(kind: str, platform: str, where: str) -> None:
    told = trouble(kind, "refused", platform)  # type: ignore[arg-type]
    assert told is not None
    assert kind in told.title
    assert where in told.remedy
    assert told.can_retry


@pytest.mark.parametrize("condition", ["opening", "ready", "off"])
def test_nothing_is_told_of_a_device_that_is_well(condition: str) -> None:
    assert trouble("camera", condition) is None  # type: ignore[arg-type]


def test_a_missing_device_needs_no_retry_for_it_is_used_when_it_comes() -> None:
    missing = trouble("camera", "none")
    assert missing is not None
    assert not missing.can_retry
    assert "sound alone" in missing.remedy
    busy = trouble("camera", "busy")
    assert busy is not None
    assert busy.can_retry


# ------------------------------------------------------------------ guesses


def test_every_guess_can_be_left_out() -> None:
    assert rating_of(None, {}) is None
    assert rating_of(None, {"wpm": "", "eye_contact_share": " "}) is None
    only_overall = rating_of(4, {})
    assert only_overall is not None
    assert (only_overall.overall, only_overall.wpm) == (4, None)


def test_a_share_is_kept_from_0_to_1() -> None:
    rating = rating_of(None, {"wpm": "150", "fillers_per_minute": "0", "eye_contact_share": "65"})
    assert rating is not None
    assert (rating.wpm, rating.fillers_per_minute, rating.eye_contact_share) == (150.0, 0.0, 0.65)


@pytest.mark.parametrize("text", ["401", "-3", "a lot", "½", "9999"])
def test_what_is_no_guess_is_left_out(text: str) -> None:
    assert rating_of(None, {"wpm": text}) is None

"""Where a person can be in the app, and how one place sends them to another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Place(Enum):
    """The values are what the sidebar shows."""

    TODAY = "Today"
    PRACTISE = "Practise"
    LOOP = "Mock loop"
    LIBRARY = "Library"
    STORIES = "Stories"
    TRENDS = "Trends"
    PACKS = "Packs"
    SETTINGS = "Settings"
    REVIEW = "Review"
    COMPARE = "Compare"
    WEEK = "Your week"
    FIRST_START = "Welcome"


class Part(Enum):
    """Parts of Settings that other places lead to."""

    REMINDER = auto()
    RECOGNISER = auto()
    STORAGE = auto()


# What the sidebar marks while a place without an entry of its own is open.
BELONGS_TO = {
    Place.LOOP: Place.PRACTISE,
    Place.REVIEW: Place.LIBRARY,
    Place.COMPARE: Place.LIBRARY,
    Place.WEEK: Place.TRENDS,
    Place.FIRST_START: Place.TODAY,
}


@dataclass(frozen=True)
class Route:
    """A place and what to show there; fields that a place does not know are ignored.

    Parameters
    ----------
    take_id : the take to review, or the first of two to compare.
    compare_with : the other take.
    at_s : where playback begins, seconds.
    question_key : the question to practise, or the one whose takes are listed.
    competency : the competency whose takes, or stories, are listed.
    patch_of : id of the take that the new answer completes; `patch_element` is the story element it adds, and
        `ask` the question that the person answers with it.
    loop : key of the mock loop that the chooser opens at.
    loop_run : the run of a mock loop whose summary is shown, or which is gone on with.
    part : what Settings opens at; None is its top.
    """

    place: Place
    take_id: str = ""
    compare_with: str = ""
    at_s: float | None = None
    question_key: str = ""
    competency: str = ""
    patch_of: str = ""
    patch_element: str = ""
    ask: str = ""
    loop: str = ""
    loop_run: str = ""
    part: Part | None = None

"""What is to be answered: a question of a pack, one answered before, or what an interviewer would ask next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rehearse import settings as stored_settings
from rehearse.errors import NotFoundError
from rehearse.questions import find_question
from rehearse.store import Library
from rehearse.types import Question
from ui.places import Route
from ui.studio.asked import BARE, PATCH_TARGET_S, Asked
from ui.views.today.choosing import Wishes, todays_choice


def find_asked(library: Library, route: Route, today: date) -> Asked:
    """What a route asks for; today's question where it names none, or one that is gone.

    Reads every take's line for today's question: meant for the background.
    """
    if route.patch_of:
        return _patch(library, route)
    notice = ""
    try:
        if route.take_id:
            return Asked(library.get(route.take_id).take.question or BARE)
        if route.question_key:
            return Asked(find_question(route.question_key))
    except NotFoundError as error:
        notice = f"{error.message} Here is today's question instead."
    return Asked(_todays(library, today), notice=notice)


def _patch(library: Library, route: Route) -> Asked:
    about = library.get(route.patch_of).take.question or BARE
    text = route.ask or _asked_before(library, route) or about.text
    asked = replace(about, text=text, follow_ups=(), target_s=PATCH_TARGET_S)
    return Asked(asked, route.patch_of, route.patch_element)


def _asked_before(library: Library, route: Route) -> str:
    """What the newest addition of this element answered, where it is answered once more; else ""."""
    patches = [stored.take for stored in library.patches(route.patch_of)]
    asked = [take.question.text for take in patches if take.question and take.patch_element == route.patch_element]
    return asked[-1] if asked else ""


def _todays(library: Library, today: date) -> Question:
    chosen = stored_settings.load().settings
    wishes = Wishes(chosen.active_pack, chosen.pinned_question)
    choice = todays_choice(library, today=today, wishes=wishes)
    return choice.question if choice else BARE

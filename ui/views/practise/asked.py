"""What is answered now: a question of a pack, one answered before, or what an interviewer would ask next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rehearse import settings as stored_settings
from rehearse.errors import NotFoundError
from rehearse.export.wording import ELEMENTS, clock
from rehearse.questions import find_question
from rehearse.store import Library
from rehearse.types import Question
from ui.places import Route
from ui.views.today.choosing import Wishes, todays_choice

PATCH_TARGET_S = (20.0, 60.0)
ROUND_TO_S = 5
BARE = Question("", "Tell a story of your own choice.")


@dataclass(frozen=True)
class Asked:
    """`patch_of` is the take that a short answer completes, `patch_element` the story element it adds.

    `loop` and `loop_place` are as in `Take`.

    `notice` is one sentence to tell, or "": the question that was asked for is not there, say.
    """

    question: Question
    patch_of: str = ""
    patch_element: str = ""
    notice: str = ""
    loop: str = ""
    loop_place: str = ""

    @property
    def is_patch(self) -> bool:
        return bool(self.patch_of)

    @property
    def element(self) -> str:
        """The element's name as people read it, or "answer"."""
        return ELEMENTS.get(self.patch_element, "answer").lower()

    @property
    def target(self) -> str:
        """ "of about 2:00", or the range of a short answer."""
        low, high = self.question.target_s
        if self.is_patch:
            return f"{low:.0f} to {high:.0f} s are enough"
        return f"of about {clock(ROUND_TO_S * round((low + high) / 2 / ROUND_TO_S))}"


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

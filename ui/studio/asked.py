"""What is answered: a question, alone, as an addition to a take, or in a mock loop."""

from __future__ import annotations

from dataclasses import dataclass

from rehearse.export.wording import ELEMENTS, clock
from rehearse.types import Question

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

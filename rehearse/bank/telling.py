"""A telling: one take's answer as the bank sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rehearse.types import ElementName, Level


@dataclass(frozen=True)
class Telling:
    """`text` is what was said; `story` the name that the person gave to the story it tells, or "".

    `levels` are the story check's, `decision` the person's words for their decision, or "". `rough` where the words
    were recognised roughly.
    """

    take_id: str
    on: date
    text: str
    question: str = ""
    competency: str = ""
    story: str = ""
    decision: str = ""
    levels: dict[ElementName, Level] = field(default_factory=dict)
    rough: bool = False

"""Question packs, today's question, mock loops."""

from rehearse.questions.catalogue import (
    BrokenPack,
    Catalogue,
    all_packs,
    builtin_packs,
    competencies,
    find_loop,
    find_pack,
    find_question,
    own_packs,
    search,
)
from rehearse.questions.loop import Loop, Round, Step, expected_s, steps
from rehearse.questions.pack import BadPack, Pack, PackProblem, load_pack
from rehearse.questions.today import MARKED, Answered, todays_question

__all__ = [
    "MARKED",
    "Answered",
    "BadPack",
    "BrokenPack",
    "Catalogue",
    "Loop",
    "Pack",
    "PackProblem",
    "Round",
    "Step",
    "all_packs",
    "builtin_packs",
    "competencies",
    "expected_s",
    "find_loop",
    "find_pack",
    "find_question",
    "load_pack",
    "own_packs",
    "search",
    "steps",
    "todays_question",
]

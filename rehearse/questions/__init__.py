"""Question packs, today's question, mock loops."""

from rehearse.questions.catalogue import (
    BrokenPack,
    Catalogue,
    all_packs,
    builtin_packs,
    competencies,
    daily_questions,
    find_loop,
    find_pack,
    find_question,
    own_packs,
    search,
)
from rehearse.questions.loop import KINDS, Loop, Round, RoundKind, Step, expected_s, kind_name, longest_s, steps
from rehearse.questions.own_loops import new_loop_key, remove_own_loop, write_own_loop
from rehearse.questions.pack import BadPack, Pack, PackProblem, load_pack, parse_pack
from rehearse.questions.today import MARKED, Answered, Choice, choose_today, todays_question

__all__ = [
    "KINDS",
    "MARKED",
    "Answered",
    "BadPack",
    "BrokenPack",
    "Catalogue",
    "Choice",
    "Loop",
    "Pack",
    "PackProblem",
    "Round",
    "RoundKind",
    "Step",
    "all_packs",
    "builtin_packs",
    "choose_today",
    "competencies",
    "daily_questions",
    "expected_s",
    "find_loop",
    "find_pack",
    "find_question",
    "kind_name",
    "load_pack",
    "longest_s",
    "new_loop_key",
    "own_packs",
    "parse_pack",
    "remove_own_loop",
    "search",
    "steps",
    "todays_question",
    "write_own_loop",
]

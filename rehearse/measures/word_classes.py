"""Closed classes of English words: what may stand beside a discourse marker. Lower case, plain apostrophes."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SUBJECTS = words("i you we they he she it who people")
DEMONSTRATIVES = words("this that these those")
OBJECTS = words("me him her them us you")
PERSON_BE = words("i'm you're we're they're he's she's everyone's everybody's who's")
BE = PERSON_BE | words("am is are was were be been being it's that's there's isn't wasn't weren't")
AUXILIARIES = words(
    "do does did don't doesn't didn't would wouldn't i'd you'd they'd we'd he'd she'd will won't might "
    "i'll you'll they'll we'll he'll she'll"
)
PERCEPTION = frozenset(
    verb + ending
    for verb in ("look", "sound", "feel", "seem", "taste", "smell", "act")
    for ending in ("", "s", "ed", "ing")
) | words("felt")
COMPARED = words(
    "something anything nothing everything things stuff somebody someone anyone nobody else more less exactly much "
    "almost not dressed isn't wasn't never just"
)
CONJUNCTIONS = words(
    "and but or so because cause cuz if when while that then than although though unless since where which"
)
PREPOSITIONS = words(
    "of with for in into from by about at on through after before over under around between as during without"
)
DETERMINERS = words("a an the my your his our their its some any every no")
POSSESSING = words("have has had having got get gets getting need needed i've we've you've they've")
NUMBERS = words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million half"
)
ADVERBS = words("really just literally actually totally basically kind sort never always still")
PAST = words(
    "was were had went said did got came took told thought asked saw knew made left started decided felt found gave "
    "wanted needed kept ran put"
)
WH = words("what where who whom whose how why which when whether what's who's where's how's")
BEFORE_KNOW = words("do does did don't didn't if as let lets letting how unless whether until should")
KINDS = words("what some any every a the this that these those same different one other all another each certain")


def is_number(word: str) -> bool:
    return word in NUMBERS or word[:1].isdigit()


def is_past(word: str) -> bool:
    return word in PAST or (word.endswith("ed") and len(word) > 4)

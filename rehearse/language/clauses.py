"""Where clauses begin in spoken text, with or without punctuation.

A clause starts at a mark, at a conjunction that a subject follows, or at a bare subject that no verb or preposition
governs ("i cold called dentists | i cold called roofers"), a demonstrative that draws the consequence ("| that meant")
or a cleft ("| what i took from it is"). Fillers before a start belong to the clause they open.
A rule-based splitter after the clause of Foster, Tonkyn & Wigglesworth (2000), minus coordinated verb phrases.
"""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.language.tokens import is_filled_pause, normal, stop_mark, word_set

AUXILIARIES = word_set(
    "am is are was were be been had has have did do does could would should can will might must may shall "
    "isn't aren't wasn't weren't hadn't hasn't haven't didn't don't doesn't couldn't wouldn't shouldn't can't won't "
    "ain't mightn't mustn't gonna"
)
_SUBJECTS = word_set("i we he she they")
_BROAD_SUBJECTS = _SUBJECTS | word_set(
    "it you there this that these those nobody somebody someone everybody everyone everything something nothing "
    "people what who"
)
_DETERMINERS = word_set(
    "the a an my our your his her their its this that these those one some no each every both half all"
)
_LOOSE = word_set("but because cos cause although though whereas unless whenever meanwhile however otherwise except")
_TIED = word_set("and so or then if when while until till since once before after as where which who plus like yet")
_LINKS = word_set("and or so but yet plus like")
_OPENERS = word_set(
    "well okay ok anyway right yeah now honestly look basically obviously actually luckily unfortunately sure"
)
_OWNERS = word_set("the my our his her their")
_PLACES = word_set("in on at by around after before during within from for with")
# Words after which a subject is still part of the clause: complements, governors, inverted questions.
_HOLDS = word_set(
    "said say says saying told tell think thought know knew mean guess believe reckon suppose felt feel hope see saw "
    "wish sure that than what how why whether where which who whom when if as of to for with from by at in on about "
    "into like the a my our be let made make until till because and but so or while before after since once though "
    "although unless whenever then cos cause plus yet not just asked decided realised realized found figured"
)
_VERBISH = ("ed", "n't")
_CONTRACTED = ("'s", "'re", "'d", "'ve", "'ll", "'m")
_IRREGULAR = word_set(
    "said told went got came took made gave left lost knew thought felt kept held ran put set cut let quit found sent "
    "sold bought paid wrote said says goes wants comes takes gets broke fell began built saw met sat stood spent "
    "brought chose drove hit led read rang shut stopped turned won wore want need keep get go come know think"
)


def split_clauses(words: Sequence[str]) -> tuple[int, ...]:
    """Start indices of the clauses of `words`, in rising order; the first is 0, none for no words.

    `words` may carry case and punctuation ("well,") or neither. Linear in the number of words.
    """
    plain = [normal(word.strip('.,;:?!…—–-"“”()[] ')) for word in words]
    stops = ["", *(_mark(word) for word in words)]
    solid = [i for i, word in enumerate(plain) if word and not is_filled_pause(word)]
    starts = [0] if words else []
    for place in range(1, len(solid)):
        if _opens(plain, solid, place, _between(stops, solid, place)):
            start = _with_fillers(plain, stops, solid, place)
            if start - starts[-1] >= (1 if _between(stops, solid, place) == "." else 2):
                starts.append(start)
    return tuple(starts)


def _mark(word: str) -> str:
    return stop_mark(word[len(word.rstrip(".,;:?!…—–\"”)' ")) :])


def _between(stops: Sequence[str], solid: Sequence[int], place: int) -> str:
    marks = stops[solid[place - 1] + 1 : solid[place] + 1]
    return "." if "." in marks else "," if "," in marks else ""


def _with_fillers(plain: Sequence[str], stops: Sequence[str], solid: Sequence[int], place: int) -> int:
    """The start of clause `place` moved back over the fillers that open it, not over a mark."""
    start = solid[place]
    while start - 1 > solid[place - 1] and stops[start] != ".":
        start -= 1
    return start


def _opens(plain: Sequence[str], solid: Sequence[int], place: int, mark: str) -> bool:
    if mark == ".":
        return True
    ahead = [plain[i] for i in solid[place : place + 6]]
    before = plain[solid[place - 1]]
    word, rest = ahead[0], ahead[1:]
    if word in _LOOSE:
        return before not in {"just", "of", "not"} and bool(rest)
    if word in _TIED:
        return before not in _LINKS and _tied_opens(word, rest)
    if mark == "," and (word in _OPENERS or _subject_ahead(ahead, loose=False)):
        return True
    return _bare_subject(ahead, before)


def _tied_opens(word: str, rest: Sequence[str]) -> bool:
    """Whether "and", "so", "when"... opens a clause rather than joins two nouns or two verbs."""
    if word in {"and", "so", "then"} and rest and (rest[0] in _PLACES or _short_subject(rest)):
        return True
    return _subject_ahead(rest, loose=word in {"if", "when", "while", "which", "until"})


def _short_subject(words: Sequence[str]) -> bool:
    """A one or two word name and its auxiliary ("barnsley was", "new england had")."""
    return any(word in AUXILIARIES for word in words[1:3]) and not _finite(words[0])


def _subject_ahead(words: Sequence[str], *, loose: bool) -> bool:
    """Whether a subject and its verb come next ("we were", "the lab was", "nobody minded")."""
    if not words:
        return False
    first = words[0]
    if first in _SUBJECTS or _contracted(first) or first in {"then", "so"}:
        return True
    if first in _BROAD_SUBJECTS and len(words) > 1 and (first not in _DETERMINERS or _finite(words[1])):
        return loose or _finite(words[1])
    if loose and first not in _DETERMINERS:
        return _finite(first) or any(_finite(word) for word in words[1:3])
    return first in _DETERMINERS and any(_finite(word) for word in words[2:5])


def _bare_subject(ahead: Sequence[str], before: str) -> bool:
    word = ahead[0]
    if before in _HOLDS or before in AUXILIARIES or before in _DETERMINERS or before in _TIED or before in _LOOSE:
        return False
    if _consequence(ahead) or _cleft(ahead):
        return True
    if word in _SUBJECTS or (_contracted(word) and word.partition("'")[0] in _BROAD_SUBJECTS):
        return not _contracted(before)
    follower = ahead[1] if len(ahead) > 1 else ""
    if word in {"it", "there", "nobody", "everybody", "everyone", "somebody"}:
        return follower in AUXILIARIES or (word not in {"it", "there"} and _finite(follower))
    return word in _OWNERS and any(
        ahead[i] in AUXILIARIES and not _BROAD_SUBJECTS & set(ahead[1:i]) for i in range(2, min(4, len(ahead)))
    )


def _consequence(ahead: Sequence[str]) -> bool:
    """ "that meant...", "which means...": the clause before it is its subject."""
    return ahead[0] in {"that", "this", "which"} and ahead[1:2] in (["meant"], ["means"])


def _cleft(ahead: Sequence[str]) -> bool:
    """ "what i took from it is..."."""
    return ahead[0] == "what" and bool(_SUBJECTS & set(ahead[1:2])) and bool({"is", "was"} & set(ahead[3:]))


def _contracted(word: str) -> bool:
    return word.endswith(_CONTRACTED) and word.partition("'")[0] in _BROAD_SUBJECTS | {"let", "here"}


def _finite(word: str) -> bool:
    return word in AUXILIARIES or word in _IRREGULAR or (word.endswith(_VERBISH) and len(word) > 4)

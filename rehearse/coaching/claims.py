"""What was claimed in an answer, and how a sceptic pushes back on it: at once, on words alone.

A claim here is a turn of phrase that leaves somebody out: everybody agreed, there was no other way, it grew by forty
per cent. The sceptic doubts no fact; they ask for what the phrase leaves out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rehearse.coaching.deeper import find_pushed
from rehearse.coaching.quotes import is_well_heard, shorten, without_tail
from rehearse.language.said import as_said, word_starts, words_between
from rehearse.types import ElementName, Evidence, FollowUp, Transcript

# So many words are quoted of what follows the turn of phrase.
LONGEST = 8

_AMOUNT = (
    r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundred|half|double|triple)(?: (?:point|and|hundred|thousand|million|\d+|\w+ty))*"
)
_ALL = r"(?:everyone|everybody|all of them|all of us|the whole (?:team|company|group|room)|both sides)"
_NONE = r"(?:nobody|no one|not a single (?:person|customer|one))"
_BEFORE_AGREE = r"(?: (?:was|were|had|is|are|really|finally|then|just|completely|totally|in the end|ever|has)){0,3}"


_WHO = r"(?:we|i|it|they|that|which|(?:the|our|my|their) (?:\w+ )?\w+) (?:had |have |has |was |were )?"


@dataclass(frozen=True)
class _Sort:
    """A sort of claim: how it sounds, what it speaks of, and what is asked back.

    `goes_on` : the clause goes on after the turn of phrase, and is quoted with it. `deed` : what was done is asked
    about where the words say it.
    """

    said: re.Pattern[str]
    element: ElementName
    ask: str
    goes_on: bool
    deed: bool


def _sort(pattern: str, element: ElementName, ask: str, *, goes_on: bool = False, deed: bool = False) -> _Sort:
    return _Sort(re.compile(rf"\b(?:{pattern})\b"), element, ask, goes_on, deed)


# Most worth a push first.
_SORTS = (
    _sort(
        r"(?:there (?:was|were)|i had|we had) (?:really |just )?no (?:other )?"
        r"(?:choice|option|alternative|other way)s?|"
        r"the only (?:(?:other|real|possible|good|single) )?(?:choice|option|way|alternative)",
        "decision",
        "Somebody else would have found another way. Which one, and why was it not yours?",
    ),
    _sort(
        rf"{_ALL}{_BEFORE_AGREE} (?:agreed|agree|happy|on board|bought in|aligned|understood|accepted|convinced|won)|"
        rf"{_NONE}{_BEFORE_AGREE} (?:complained|objected|disagreed|noticed|minded|left|pushed back|hurt)",
        "tradeoff",
        "Who came closest to saying otherwise, and what was their case?",
    ),
    _sort(
        rf"{_WHO}(?:grew|increased|raised|improved|cut|reduced|saved|dropped|fell|rose|went up|went down|brought|"
        rf"boosted|shortened|sped up)(?: (?!and |but |so )\w+){{0,6}}? (?:by |from |to |of )?{_AMOUNT}"
        rf" ?(?:%|percent|per cent|times|x|dollars|euros|pounds|k|hours|days|weeks|minutes|seconds)"
        rf"|{_WHO}(?:doubled|tripled|halved|quadrupled)",
        "result",
        "How was that counted, and how much of it would have come without you?",
        goes_on=True,
    ),
    _sort(
        r"i (?:\w+ ){0,2}(?:single-?handedly|all by myself|entirely on my own)|"
        r"(?:it was )?(?:all|entirely) my (?:own )?(?:idea|doing)|"
        r"would(?:n't| not| never) have (?:\w+ ){0,3}without me",
        "action",
        "Who else would say that they did it, and what was their share?",
    ),
    _sort(
        r"it was (?:(?!not)\w+ )?(?:obvious|clear|straightforward|a no-?brainer)|(?:obviously|clearly) (?:the|it|we|i)|"
        r"the (?:obvious|right|best|correct) (?:choice|decision|call|answer|option)",
        "decision",
        "To whom was that not clear, and what did they see that you did not?",
        goes_on=True,
    ),
    _sort(
        r"(?:it|everything|that|this) (?:all |really |just )?(?:worked (?:out )?(?:well|great|perfectly|fine|out)|"
        r"paid off|turned out (?:well|fine|great|to be right)|was (?:a )?(?:huge |big |great |real )?success(?:ful)?)|"
        r"(?:we|i) (?:\w+ ){0,2}(?:made it|delivered|shipped|launched|finished)(?: \w+){0,3} (?:on|in) time",
        "cost",
        "What went worse because of it, and for whom?",
    ),
    _sort(
        r"i (?:(?!would|will|could|should|might)\w+ )?(?:decided|chose|refused|insisted|cancelled|canceled|overruled|"
        r"pushed back|said no|turned down|fired|let (?:him|her|them|people) go(?! (?:in|out|on|through|to))|"
        r"escalated|went ahead|pulled the plug)",
        "decision",
        "What would have had to be true for you to choose the other way?",
        goes_on=True,
        deed=True,
    ),
    _sort(
        r"what i(?:'ve)? learn(?:ed|t)|i(?:'ve)? learn(?:ed|t) (?:from it )?that|"
        r"the (?:lesson|takeaway) (?:is|was|for me)|(?:it|that|this) taught me",
        "reflection",
        "When did you last act on that, and what did it cost you?",
        goes_on=True,
    ),
)
_NEGATED = re.compile(r"(?:\bnot|n't|\bnever|\bhardly|\bif|\bdid|\bthought|\bas if)\s+(?:\w+\s+){0,2}$")
_END = re.compile(r"[.?!;,…]|\s(?:and|but|so|because|which|then|when|although|while|instead|rather|um|uh)\s")


@dataclass(frozen=True)
class Claim:
    """`quote` is the person's own words, by character offsets; `ask` is what a sceptic asks of them."""

    element: ElementName
    quote: Evidence
    ask: str


def find_claims(text: str) -> tuple[Claim, ...]:
    """At most one claim of each sort, that most worth a push first. Case and punctuation do not matter."""
    low = text.lower() if len(text.lower()) == len(text) else text
    return tuple(claim for sort in _SORTS if (claim := _first(sort, low, text)) is not None)


def push_back(text: str) -> tuple[FollowUp, ...]:
    """The questions a sceptic asks about words whose spelling can be trusted, quoting them."""
    return tuple(_quoting(claim, claim.quote) for claim in find_claims(text))


def push_back_unquoted(text: str) -> tuple[FollowUp, ...]:
    """The same where the words were heard roughly: what was recognised may not be what was said."""
    return tuple(FollowUp(claim.element, claim.ask) for claim in find_claims(text))


def push_back_on(transcript: Transcript) -> tuple[FollowUp, ...]:
    """The questions a sceptic asks about a transcript; only what was heard well is quoted, with its time."""
    words, _ = as_said(transcript.words)
    text = " ".join(word.text.strip() for word in words)
    starts = word_starts(words)
    found = []
    for claim in find_claims(text):
        first, last = words_between(starts, claim.quote.start, claim.quote.end)
        quote = replace(claim.quote, start_s=words[first].start, end_s=words[last].end)
        heard = is_well_heard(quote, words, transcript.rough)
        found.append(_quoting(claim, quote) if heard else FollowUp(claim.element, claim.ask))
    return tuple(found)


def _first(sort: _Sort, low: str, text: str) -> Claim | None:
    for match in sort.said.finditer(low):
        if not _NEGATED.search(low[max(0, match.start() - 30) : match.start()]):
            quote = _clause(text, low, match, goes_on=sort.goes_on)
            pushed = find_pushed(quote.quote) if sort.deed else ""
            return Claim(sort.element, quote, pushed or sort.ask)
    return None


def _clause(text: str, low: str, match: re.Match[str], *, goes_on: bool) -> Evidence:
    """The claim, with what is left of its clause where that says what it is; cut to a sayable length."""
    start, stop = match.span()
    if goes_on:
        rest = re.match(rf"(?:\s+\S+){{0,{LONGEST}}}", low[stop:])
        most = stop + (rest.end() if rest else 0)
        end = _END.search(low, stop, min(most + 1, len(low)))
        stop = end.start() if end else most
        if not end and most < len(low.rstrip()):
            stop = start + len(without_tail(text[start:stop]))
    return shorten(Evidence(text[start:stop], start, stop))


def _quoting(claim: Claim, quote: Evidence) -> FollowUp:
    return FollowUp(claim.element, f"You said “{quote.quote}”. {claim.ask}", quote.quote, quote.start_s)

"""Names of people, places and things in what was said, and whether two stand for one role: "Sarah from legal".

A word is taken for a name only where it was written as one, with a capital inside a sentence, in a telling of the same
story; text without capitals says nothing by itself. A name that may be the same one misheard is not another name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rehearse.bank.amounts import singular
from rehearse.bank.dates import is_date_word
from rehearse.bank.likeness import weight
from rehearse.language.tokens import Token, is_filled_pause, tokenise, word_set

REACH = 4  # words on either side that say what a name stands for
RARE, RARE_SMALL = 1.5, 2.0  # weight from which a word may be a name, with a capital and without
UNHEARD = 4.0  # weight of a word that spoken answers hardly ever hold
MOST_CAPITALS = 0.6  # share of the words; above it capitals mean nothing
CONTENT = 0.3  # weight from which a word says anything
# Weight of the word right beside both names, or of two and more around both, from which they stand for one role.
BESIDE, AROUND = 0.8, 2.0
_TITLES = word_set("mr mrs ms miss dr professor sir")
_APPOSED = word_set("who whose my our")
_OPENERS = word_set("meanwhile besides afterwards anyway however therefore instead otherwise")
_QUOTES = "\"'“‘«"


@dataclass(frozen=True)
class Name:
    """`parts` are its words in lower case; `before` and `after` the words that say anything, the nearest first.

    `start`, `end` are character offsets.
    """

    parts: tuple[str, ...]
    titled: bool
    before: tuple[str, ...]
    after: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Names:
    """The names in a text, and the words of that text in the forms by which a name is found again."""

    names: tuple[Name, ...]
    heard: frozenset[str]

    def hold(self, name: Name) -> bool:
        """Whether the name is in the text, as it is or as it may have been misheard."""
        initials = "".join(part[0] for part in name.parts)
        return any(self.heard & _forms(part) for part in name.parts) or f"={initials}" in self.heard


def written_names(text: str) -> frozenset[str]:
    """The words that are written as names: with a capital inside a sentence, or as somebody who is introduced."""
    tokens = tokenise(text)
    if sum(text[token.start].isupper() for token in tokens) > MOST_CAPITALS * len(tokens):
        return frozenset()
    return frozenset(_bare(token) for place, token in enumerate(tokens) if _is_written(text, tokens, place))


def find_names(text: str, known: frozenset[str]) -> Names:
    """The names in a text; `known` are those that any telling of the story has, this one's own among them."""
    tokens = [token for token in tokenise(text) if not is_filled_pause(token.text)]
    cased = bool(written_names(text)) or any(token.text == "i" and text[token.start] == "I" for token in tokens)
    places = [
        place
        for place, token in enumerate(tokens)
        if _bare(token) in known and (text[token.start].isupper() if cased else weight(_bare(token)) >= RARE_SMALL)
    ]
    names = tuple(_name(tokens, first, last, known) for first, last in _runs(tokens, places))
    initials = {f"={''.join(part[0] for part in name.parts)}" for name in names if len(name.parts) > 1}
    heard = {
        form
        for token in tokens
        for form in (_forms(_bare(token)) if not cased or text[token.start].isupper() else {_bare(token)})
    }
    return Names(names, frozenset(heard | initials))


def one_role(one: Name, other: Name) -> bool:
    """Whether the words around two names say that they stand for the same."""
    if one.titled != other.titled:  # may be first name and surname
        return False
    beside = [a[0] for a, b in ((one.before, other.before), (one.after, other.after)) if a and b and a[0] == b[0]]
    around = (set(one.before) & set(other.before)) | (set(one.after) & set(other.after))
    return any(weight(word) >= BESIDE for word in beside) or (
        len(around) > 1 and sum(weight(word) for word in around) >= AROUND
    )


def _is_written(text: str, tokens: Sequence[Token], place: int) -> bool:
    token, word = tokens[place], _bare(tokens[place])
    if not text[token.start].isupper() or len(word) < 2 or word in _TITLES or is_date_word(word):
        return False
    if place and tokens[place - 1].stop != "." and text[token.start - 1] not in _QUOTES:
        return weight(word) >= RARE and not token.text.startswith("i'")
    return weight(word) >= UNHEARD and _is_introduced(tokens, place)


def _is_introduced(tokens: Sequence[Token], place: int) -> bool:
    """Where a sentence begins every word has a capital: "Sarah from legal", "Priya, my most careful engineer"."""
    token, after = tokens[place], tokens[place + 1].text if place + 1 < len(tokens) else ""
    if token.text in _OPENERS or token.text.endswith("ly"):
        return False
    return after == "from" if not token.stop else token.stop == "," and after in _APPOSED


def _bare(token: Token) -> str:
    return token.text.removesuffix("'s")


def _runs(tokens: Sequence[Token], places: Iterable[int]) -> list[tuple[int, int]]:
    """First and last word of each name: "New York", "Sarah Chen"."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1 and not tokens[place - 1].stop:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _name(tokens: Sequence[Token], first: int, last: int, known: frozenset[str]) -> Name:
    return Name(
        parts=tuple(_bare(token) for token in tokens[first : last + 1]),
        titled=first > 0 and tokens[first - 1].text in _TITLES,
        before=_saying(_ahead(tokens, first), known),
        after=_saying(_behind(tokens, last), known),
        start=tokens[first].start,
        end=tokens[last].end,
    )


def _ahead(tokens: Sequence[Token], first: int) -> Iterator[Token]:
    """The words of the sentence ahead of a name, the nearest first."""
    return takewhile(lambda token: token.stop != ".", reversed(tokens[max(0, first - REACH) : first]))


def _behind(tokens: Sequence[Token], last: int) -> Iterator[Token]:
    for place in range(last + 1, min(len(tokens), last + 1 + REACH)):
        if tokens[place - 1].stop == ".":
            return
        yield tokens[place]


def _saying(tokens: Iterable[Token], known: frozenset[str]) -> tuple[str, ...]:
    """Those that say anything; of other names it is open whether they belong to this one."""
    return tuple(
        singular(token.text)
        for token in tokens
        if weight(token.text) >= CONTENT and _bare(token) not in known and token.text not in _TITLES
    )


def _forms(word: str) -> frozenset[str]:
    """The forms in which a word is the same: itself, how it begins, and its consonants, as a recogniser hears it."""
    if len(word) < 4 or weight(word) < RARE:
        return frozenset((word,))
    return frozenset((word, f"{word[:4]}-", f"/{_consonants(word)}"))


def _consonants(word: str) -> str:
    sounds = word.replace("ph", "f").translate(str.maketrans("cqzv", "kksf", "aeiouyhw"))
    return "".join(sound for at, sound in enumerate(sounds) if at == 0 or sound != sounds[at - 1])

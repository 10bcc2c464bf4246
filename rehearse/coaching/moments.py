"""Moments worth a look: what was heard and seen there, and where; never what it says of anyone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rehearse.coaching.quotes import quotable
from rehearse.measures.fillers import counted, find_clusters
from rehearse.types import ElementName, Filler, Glance, Mode, Moment, Pause, Span, Story, Transcript, Word

LONG_INSIDE_S = 1.0
STUCK_S = 8.0
PRAISED_S = 0.7
JUST_BEFORE_S = 1.0
LONG_LOOK_AWAY_S = 2.0

_NAMED: dict[ElementName, tuple[str, str]] = {
    "decision": ("Here you named the decision", "Here a decision is touched; what was chosen is not said yet"),
    "tradeoff": ("Here you named what was given up and what it bought", "Here one side of a trade-off is heard"),
    "cost": ("Here you named the cost", "Here a cost is touched; what happened is not said yet"),
    "result": ("Here you told what came of it", "Here a result is touched"),
    "reflection": ("Here you told what you took from it", "Here a reflection is touched"),
}
_NAMED_SEVERITY: dict[ElementName, float] = {
    "decision": 0.5, "tradeoff": 0.45, "cost": 0.45, "result": 0.3, "reflection": 0.3,
}  # fmt: skip


def find_moments(
    *,
    transcript: Transcript | None = None,
    pauses: Sequence[Pause] = (),
    fillers: Sequence[Filler] = (),
    slow: Sequence[Span] = (),
    fast: Sequence[Span] = (),
    glances: Sequence[Glance] = (),
    story: Story | None = None,
    mode: Mode = "story",
) -> tuple[Moment, ...]:
    """All moments in the order of time.

    Kinds: "inside_pause", "silence" (think-aloud), "pause_before_decision", "fillers", "slow", "fast", "look_away",
    and the story's elements. `slow` and `fast` are stretches of sustained pace outside the advice.
    """
    words = transcript.words if transcript else ()
    rough = transcript.rough if transcript else False
    middles = sorted((word.start + word.end) / 2 for word in words)
    found = [
        *_pauses(pauses, words if not rough else (), mode),
        *_clusters(fillers),
        *(_pace(span, middles, "slow") for span in slow),
        *(_pace(span, middles, "fast") for span in fast),
        *_looks_away(glances),
        *(_elements(story, words, rough) if story else ()),
        *(_praise(story, pauses) if story else ()),
    ]
    return tuple(sorted(found, key=lambda moment: (moment.start, -moment.severity)))


def _pauses(pauses: Sequence[Pause], words: Sequence[Word], mode: Mode) -> Iterator[Moment]:
    for pause in pauses:
        length = pause.end - pause.start
        if mode == "think-aloud":
            if length > STUCK_S:
                sentence = f"{length:.0f} s of silence: a listener can't hear what is being worked out."
                yield Moment(pause.start, pause.end, "silence", sentence, _scaled(length, STUCK_S, 30))
        elif pause.place == "inside" and length >= LONG_INSIDE_S:
            sentence = f"{length:.1f} s of silence inside a clause{_between(pause, words)}."
            yield Moment(pause.start, pause.end, "inside_pause", sentence, _scaled(length, LONG_INSIDE_S, 4))


def _between(pause: Pause, words: Sequence[Word]) -> str:
    place = pause.before_word
    if place is None or not 0 < place < len(words):
        return ""
    return f", between “{_bare(words[place - 1])}” and “{_bare(words[place])}”"


def _bare(word: Word) -> str:
    return word.text.strip(' ,.;:!?…—–-"“”')


def _clusters(fillers: Sequence[Filler]) -> Iterator[Moment]:
    for span in find_clusters(fillers):
        inside = [filler for filler in counted(fillers) if span.start <= filler.start and filler.end <= span.end]
        spoken = ", ".join(filler.text or "a sound" for filler in sorted(inside, key=lambda filler: filler.start)[:6])
        sentence = f"{len(inside)} fillers within {max(1, round(span.end - span.start))} s: {spoken}."
        yield Moment(span.start, span.end, "fillers", sentence, _scaled(len(inside), 3, 10))


def _pace(span: Span, middles: Sequence[float], kind: str) -> Moment:
    """`middles` of the words, in order of time."""
    length = span.end - span.start
    said = bisect_left(middles, span.end) - bisect_left(middles, span.start)
    rate = f", about {60 * said / length:.0f} words a minute" if said and length > 0 else ""
    return Moment(span.start, span.end, kind, f"A {kind} stretch of {length:.0f} s{rate}.", _scaled(length, 10, 60))


def _looks_away(glances: Sequence[Glance]) -> Iterator[Moment]:
    for glance in glances:
        length = glance.end - glance.start
        if length >= LONG_LOOK_AWAY_S:
            sentence = f"Eyes away from the lens for {length:.1f} s, {_DIRECTION[glance.direction]}."
            yield Moment(glance.start, glance.end, "look_away", sentence, _scaled(length, LONG_LOOK_AWAY_S, 10))


_DIRECTION = {"up": "upwards", "down": "downwards", "left": "to your left", "right": "to your right"}


def _elements(story: Story, words: Sequence[Word], rough: bool) -> Iterator[Moment]:
    for element in story.elements:
        first = next((e for e in element.evidence if e.start_s is not None and e.end_s is not None), None)
        if first is None or first.start_s is None or first.end_s is None or element.name not in _NAMED:
            continue
        clear, thin = _NAMED[element.name]
        quote = quotable(story, element.name, words=words, rough=rough)
        said = f": “{quote.quote}”." if quote else "."
        sentence = (clear if element.level == 2 else thin) + said
        yield Moment(first.start_s, first.end_s, element.name, sentence, _NAMED_SEVERITY[element.name])


def _praise(story: Story, pauses: Sequence[Pause]) -> Iterator[Moment]:
    """A pause at a clause boundary right before the decision gives a listener time for it."""
    decided = story.decision_at_s
    clear = any(element.name == "decision" and element.level == 2 for element in story.elements)
    if decided is None or not clear:
        return
    for pause in pauses:
        near = -0.2 <= decided - pause.end <= JUST_BEFORE_S
        if pause.place == "boundary" and pause.end - pause.start >= PRAISED_S and near:
            sentence = f"A pause of {pause.end - pause.start:.1f} s right before the decision: it gives the point room."
            yield Moment(pause.start, pause.end, "pause_before_decision", sentence, 0.25)


def _scaled(value: float, least: float, most: float) -> float:
    """0.3 at `least`, 0.9 at `most` and beyond."""
    return round(0.3 + 0.6 * min(1.0, max(0.0, (value - least) / (most - least))), 3)

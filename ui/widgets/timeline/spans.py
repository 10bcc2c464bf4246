"""What the timeline shows, as plain values: each mark with its time and what to say of it. Pure: no Qt."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rehearse.export.wording import ELEMENTS, LEVELS, SURE, number
from rehearse.export.wording import error as error_of
from rehearse.export.wording import value as value_of
from rehearse.types import Analysis, Curve, Filler, Glance, Measure, Moment, Pause, Span

LaneKey = Literal["speech", "pauses", "fillers", "pace", "pitch", "eyes", "story"]
LABELS: dict[LaneKey, str] = {
    "speech": "Speech",
    "pauses": "Pauses",
    "fillers": "Fillers",
    "pace": "Pace",
    "pitch": "Pitch",
    "eyes": "Eye contact",
    "story": "Story",
}
MAIN_ELEMENTS = ("decision", "tradeoff", "cost")
UNTOLD_S = 1.0
ROUGH_WORDS = "from roughly recognised words"
_TOWARDS = {"up": "up", "down": "down", "left": "to your left", "right": "to your right"}


@dataclass(frozen=True)
class TimelineSpan:
    """One mark of a lane. `text` says what it is and how long, `sure` how sure that is ("" where nothing to add).

    `style` is how it is drawn; `object` is what it was made of (a `Pause`, a `Filler`, a `Glance`, an `Evidence`...).
    """

    lane: LaneKey
    start: float
    end: float
    text: str
    object: object
    sure: str = ""
    style: str = ""


def spans(analysis: Analysis) -> tuple[TimelineSpan, ...]:
    """Every mark of every lane in order of time, each lane's own order kept where times are equal."""
    found = [
        *_speech(analysis),
        *_pauses(analysis),
        *_fillers(analysis),
        *_pace(analysis.moments),
        *_eyes(analysis),
        *_story(analysis),
    ]
    return tuple(sorted(found, key=lambda span: (span.start, list(LABELS).index(span.lane))))


def measure(analysis: Analysis, key: str) -> Measure | None:
    return next((m for m in analysis.measures if m.key == key), None)


def curve(analysis: Analysis, key: str) -> Curve | None:
    """The curve of that key, where it holds any value."""
    return next((c for c in analysis.curves if c.key == key and any(v is not None for v in c.values)), None)


def how_sure(figure: Measure | None) -> str:
    """ "estimate, ± 4 %", "rough"; "" where there is nothing to add."""
    if figure is None or figure.certainty == "sure":
        return ""
    return SURE[figure.certainty]


def lasting(start: float, end: float) -> str:
    return f"{number(max(end - start, 0.0))} s"


def _speech(analysis: Analysis) -> Iterator[TimelineSpan]:
    for said in analysis.speech:
        yield TimelineSpan("speech", said.start, said.end, f"Speech, {lasting(said.start, said.end)}", said)


def _pauses(analysis: Analysis) -> Iterator[TimelineSpan]:
    sure = ROUGH_WORDS if analysis.transcript.rough else ""
    for pause in analysis.pauses:
        yield TimelineSpan(
            "pauses", pause.start, pause.end, _pause_text(pause), pause, sure if _placed(pause) else "", pause.place
        )


def _placed(pause: Pause) -> bool:
    return pause.place != "unknown"


def _pause_text(pause: Pause) -> str:
    where = {"inside": " inside a clause", "boundary": " between clauses", "unknown": ""}[pause.place]
    return f"{pause.size.capitalize()} pause{where}, {lasting(pause.start, pause.end)}"


def _fillers(analysis: Analysis) -> Iterator[TimelineSpan]:
    for filler in analysis.fillers:
        name = f"“{filler.text}”" if filler.text else "A sound"
        text = f"{name}, {filler.kind}"
        yield TimelineSpan(
            "fillers", filler.start, filler.end, text, filler, _filler_sure(filler), filler_style(filler)
        )


def filler_style(filler: Filler) -> str:
    """ "rejected" by the person, "told" (by the words or by the person), or only "heard" in the sound."""
    if filler.confirmed is False:
        return "rejected"
    return "told" if filler.confirmed or "text" in filler.witnesses else "heard"


def _filler_sure(filler: Filler) -> str:
    if filler.confirmed is not None:
        return "you confirmed it" if filler.confirmed else "you rejected it: not counted"
    witnesses = set(filler.witnesses)
    if witnesses == {"sound"}:
        return f"heard in the sound alone, {filler.probability:.0%} likely: confirm or reject it"
    where = "in the words and in the sound" if "sound" in witnesses else "in the words"
    return f"{where}, {filler.probability:.0%} likely"


def _pace(moments: Iterable[Moment]) -> Iterator[TimelineSpan]:
    for moment in moments:
        if moment.kind in ("slow", "fast"):
            yield TimelineSpan(
                "pace", moment.start, moment.end, moment.sentence.removesuffix("."), moment, "", moment.kind
            )


def _eyes(analysis: Analysis) -> Iterator[TimelineSpan]:
    """Spans at the lens, away from it, and those where nothing can be told; nothing where no figure can be told."""
    share = measure(analysis, "eye_contact_share")
    if share is None or share.value is None or not analysis.speech:
        return
    begin, end = analysis.speech[0].start, analysis.speech[-1].end  # glances are told within the answer alone
    untold = [s for s in untold_spans(curve(analysis, "gaze_angle")) if begin < s.end and s.start < end]
    for glance in analysis.glances:
        yield TimelineSpan("eyes", glance.start, glance.end, _glance_text(glance), glance, "estimate", "away")
    for span in untold:
        text = f"Can't tell where the eyes were, {lasting(span.start, span.end)}"
        yield TimelineSpan("eyes", span.start, span.end, text, span, "no face or eyes to be seen well", "untold")
    taken = sorted([*(Span(g.start, g.end) for g in analysis.glances), *untold], key=lambda s: s.start)
    sure = f"estimate; over the whole answer {value_of(share)} {error_of(share)}" if share.error else "estimate"
    for span in free_spans(taken, begin, end):
        text = f"Eyes at or near the lens, {lasting(span.start, span.end)}"
        yield TimelineSpan("eyes", span.start, span.end, text, span, sure, "lens")


def _glance_text(glance: Glance) -> str:
    length = lasting(glance.start, glance.end)
    return f"Eyes {_TOWARDS[glance.direction]}, about {number(round(glance.angle))}° off the lens, {length}"


def untold_spans(told: Curve | None) -> list[Span]:
    """Stretches of a second or more where a curve is undefined."""
    if told is None:
        return []
    found, first = [], None
    for index, value in enumerate((*told.values, 0.0)):
        if value is None:
            first = index if first is None else first
        elif first is not None:
            if (index - first) * told.step >= UNTOLD_S:
                found.append(Span(told.start + first * told.step, told.start + index * told.step))
            first = None
    return found


def free_spans(taken: Sequence[Span], begin: float, end: float) -> list[Span]:
    """What the sorted spans leave free of `begin`..`end`."""
    free, at = [], begin
    for span in taken:
        if span.start > at + 1e-6:
            free.append(Span(at, min(span.start, end)))
        at = max(at, span.end)
    return [*free, Span(at, end)] if at < end - 1e-6 else free


def _story(analysis: Analysis) -> Iterator[TimelineSpan]:
    if analysis.story is None:
        return
    for element in analysis.story.elements:
        style = "clear" if element.level == 2 else "thin"
        for said in element.evidence if element.level else ():
            if said.start_s is not None and said.end_s is not None:
                text = f"{ELEMENTS[element.name]}, {LEVELS[element.level]}: “{said.quote}”"
                sure = f"{element.probability:.0%} likely clear"
                sure += f", {ROUGH_WORDS}" if analysis.transcript.rough else ""
                yield TimelineSpan("story", said.start_s, said.end_s, text, said, sure, f"{element.name} {style}")


def at(found: Sequence[TimelineSpan], seconds: float) -> int:
    """The index of the last of the (sorted) spans begun by then, -1 before the first."""
    return bisect.bisect_right(found, seconds + 1e-6, key=lambda span: span.start) - 1

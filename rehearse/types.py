"""The nouns of the project. Plain frozen values: no behaviour, no arrays, nothing but the standard library.

Times are seconds from the start of the recording, angles are degrees, unless a field says otherwise.
Everything here can be written as JSON and read back (`rehearse.serial`); `Analysis` is what `analysis.json` holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ANALYSIS_SCHEMA = 1
TAKE_SCHEMA = 1

# --------------------------------------------------------------------------- questions

Mode = Literal["story", "think-aloud"]


@dataclass(frozen=True)
class Question:
    """A prompt. `key` is "pack/id" and unique; `follow_ups` is a ladder, each step one layer deeper."""

    key: str
    text: str
    competency: str = ""
    why: str = ""
    strong: str = ""
    follow_ups: tuple[str, ...] = ()
    target_s: tuple[float, float] = (90.0, 150.0)
    mode: Mode = "story"
    autonomy: bool = False


# --------------------------------------------------------------------------- what was recorded


@dataclass(frozen=True)
class Recording:
    """What a media file holds. Sizes are as shown (after rotation); absent streams leave 0 and ""."""

    path: str
    duration: float
    size_bytes: int = 0
    container: str = ""
    has_audio: bool = False
    sample_rate: int = 0
    channels: int = 0
    audio_codec: str = ""
    has_video: bool = False
    width: int = 0
    height: int = 0
    fps: float = 0.0
    rotation: int = 0
    video_codec: str = ""


@dataclass(frozen=True)
class Span:
    start: float
    end: float


# --------------------------------------------------------------------------- where figures come from


@dataclass(frozen=True)
class Provenance:
    """What made a figure. `share` is the part of the take (0..1) that it was measured on."""

    engine: str
    version: str = ""
    model: str = ""
    settings: dict[str, str | float | bool] = field(default_factory=dict)
    share: float = 1.0


# sure: measured well; estimate: told with its error; rough: by a stopgap engine; unknown: can't tell, value is None
Certainty = Literal["sure", "estimate", "rough", "unknown"]


@dataclass(frozen=True)
class Measure:
    """One figure. `band` is quiet advice (low, high), never a pass mark; `error` is ± in `unit`.

    `value` is None exactly when `certainty` is "unknown"; then `note` says why.
    """

    key: str
    label: str
    value: float | None
    unit: str
    certainty: Certainty
    provenance: Provenance
    band: tuple[float | None, float | None] | None = None
    error: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Curve:
    """A figure over time: `values[i]` at `start + i * step`, None where undefined."""

    key: str
    label: str
    unit: str
    start: float
    step: float
    values: tuple[float | None, ...]


# --------------------------------------------------------------------------- words


@dataclass(frozen=True)
class Word:
    """One recognised word. `probability` is None where the engine gives none; text keeps the engine's spelling.

    `original` is what the recogniser wrote, where the person has corrected `text`; else None.
    """

    text: str
    start: float
    end: float
    probability: float | None = None
    original: str | None = None


@dataclass(frozen=True)
class Transcript:
    words: tuple[Word, ...]
    language: str
    provenance: Provenance
    rough: bool = False


# --------------------------------------------------------------------------- delivery

PauseClass = Literal["brief", "medium", "long", "very long"]
PausePlace = Literal["boundary", "inside", "unknown"]
FillerKind = Literal["filled pause", "discourse marker"]
Witness = Literal["text", "sound"]
Direction = Literal["up", "down", "left", "right"]


@dataclass(frozen=True)
class Pause:
    """A silence of 0.25 s or more inside the answer. `before_word` indexes the word that ends it."""

    start: float
    end: float
    size: PauseClass
    place: PausePlace
    before_word: int | None = None


@dataclass(frozen=True)
class Filler:
    """`word` indexes the (first) transcript word where text is a witness. `confirmed` is the person's verdict."""

    start: float
    end: float
    text: str
    kind: FillerKind
    witnesses: tuple[Witness, ...]
    probability: float
    word: int | None = None
    confirmed: bool | None = None


@dataclass(frozen=True)
class Glance:
    """Eyes away from the lens. `direction` is the person's own left and right, not the picture's."""

    start: float
    end: float
    direction: Direction
    angle: float


# --------------------------------------------------------------------------- story

Level = Literal[0, 1, 2]
ElementName = Literal["decision", "tradeoff", "cost", "situation", "task", "action", "result", "reflection"]


@dataclass(frozen=True)
class Evidence:
    """The person's own words. `start`, `end` are character offsets; the times are None for plain text."""

    quote: str
    start: int
    end: int
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True)
class Element:
    """`level` 0 missing ("not heard"), 1 thin, 2 clear; `probability` that it is clear, 0..1.

    `unsure`: the probability lies where whether it is clear is little better than a guess, on either side of the cut.
    """

    name: ElementName
    level: Level
    probability: float
    evidence: tuple[Evidence, ...] = ()
    unsure: bool = False


@dataclass(frozen=True)
class Specificity:
    """Counts of what can be retold: numbers, names, dates, past-tense events; and of I, we and hedges."""

    numbers: int
    names: int
    dates: int
    past_events: int
    i: int
    we: int
    hedges: int
    words: int


@dataclass(frozen=True)
class Story:
    """`episode` is the probability that one specific past occasion is told (low: a pseudo-story).

    `note` says why nothing could be told of the text ("can't tell: ..."); then all elements are level 0.
    """

    text: str
    episode: float
    elements: tuple[Element, ...]
    specificity: Specificity
    decision_at_s: float | None = None
    provenance: Provenance | None = None
    note: str = ""


# --------------------------------------------------------------------------- coaching


@dataclass(frozen=True)
class Moment:
    """Something worth a look. `severity` 0..1 orders; `kind` is the measure or element it speaks of."""

    start: float
    end: float
    kind: str
    sentence: str
    severity: float


@dataclass(frozen=True)
class FollowUp:
    """The question an interviewer would ask next. `quote` is what the person said that it hangs on, or ""."""

    element: str
    question: str
    quote: str = ""
    start_s: float | None = None


# --------------------------------------------------------------------------- the whole


@dataclass(frozen=True)
class Analysis:
    """Everything said about one recording; the content of `analysis.json`."""

    schema: int
    made_at: str
    app_version: str
    recording: Recording
    question: Question | None
    transcript: Transcript
    speech: tuple[Span, ...]
    pauses: tuple[Pause, ...]
    fillers: tuple[Filler, ...]
    glances: tuple[Glance, ...]
    blinks: tuple[Span, ...]
    measures: tuple[Measure, ...]
    curves: tuple[Curve, ...]
    story: Story | None
    moments: tuple[Moment, ...]
    priorities: tuple[Moment, ...]
    follow_ups: tuple[FollowUp, ...]
    warnings: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class SelfRating:
    """The person's own view before the numbers: overall 1..5, and guesses."""

    overall: int | None = None
    wpm: float | None = None
    fillers_per_minute: float | None = None
    eye_contact_share: float | None = None


@dataclass(frozen=True)
class Event:
    """Something that happened to a recording while it was made: `sentence` says it to the person."""

    at: float
    kind: Literal["camera lost", "microphone lost", "camera back", "microphone back", "disk full", "recovered"]
    sentence: str


# recording: being made, or its app was killed; waiting: an analysis is wanted; failed: `Take.failure` says why
TakeState = Literal["recording", "waiting", "failed", "kept"]


@dataclass(frozen=True)
class Take:
    """One recorded answer; the content of `take.json`. `baseline` is when the person looked at the lens on request.

    `story` is the name that the person gave to the story it tells. `patch_of` is the id of the take whose story this
    short answer completes, `patch_element` the element it adds. `loop` is the id of the mock loop it was answered in,
    `loop_place` where: "2.1" is the second round's first question, "2.1.3" the third follow-up to it. `favourite`: the
    person marked it. `added_at` is when the recording was brought into the library; "" for one that was made in it, at
    `created_at`.
    """

    schema: int
    id: str
    created_at: str
    recording_file: str
    title: str = ""
    source_sha256: str = ""
    question: Question | None = None
    duration: float = 0.0
    baseline: Span | None = None
    tags: tuple[str, ...] = ()
    notes: str = ""
    rating: SelfRating | None = None
    state: TakeState = "kept"
    failure: str = ""
    patch_of: str = ""
    patch_element: str = ""
    events: tuple[Event, ...] = ()
    story: str = ""
    loop: str = ""
    loop_place: str = ""
    favourite: bool = False
    added_at: str = ""

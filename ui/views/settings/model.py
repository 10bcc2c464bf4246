"""What Settings shows, without widgets: recognisers, weights, storage, keys, and how far the fillers were right."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rehearse import paths
from rehearse.disk import megabytes
from rehearse.errors import RehearseError
from rehearse.measures.fillers import WitnessPrecision, precision_on_this_voice
from rehearse.settings import Settings
from rehearse.store import Filter, Library
from rehearse.store.usage import Usage, usage
from rehearse.types import Filler
from ui.views.review.keys import TABLE

WeightsState = Literal["in use", "installed", "partly fetched", "not here"]
LANGUAGES = {"en": "English", "many": "many languages"}
ENOUGH_ANSWERS = 10
WITNESSES = {
    "text": "Seen in the words",
    "sound": "Heard in the sound alone",
    "sound+text": "Seen in the words and heard in the sound",
}

REVIEW_KEYS = tuple((shown, what) for name, _, shown, what in TABLE if not name.startswith("tab_"))
KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("Everywhere", (("Ctrl 1 to 7", "Open a place"), ("Alt Left", "Go back"), ("Ctrl Q", "Quit"))),
    ("Today", (("Space", "Record the answer"),)),
    ("Practise", (("Space", "Start and stop"), ("Esc", "Discard, after asking"), ("R", "Record again"))),
    ("Review", REVIEW_KEYS),
    ("Library", (("Ctrl F", "Search"), ("Enter", "Review"), ("Delete", "Delete, with undo"))),
    ("Packs", (("Ctrl F", "Search"), ("Enter", "Practise the question"))),
    ("Trends", (("Left, Right", "Step through the days of a chart"), ("Enter", "Open the day's take"))),
)


# --------------------------------------------------------------------------- every day


@dataclass(frozen=True)
class PackChoice:
    """A pack that today's question may come from; `id` "" is all that are meant for every day."""

    id: str
    title: str


EVERY_PACK = PackChoice("", "All packs meant for every day")


def pack_choices(active: str) -> tuple[PackChoice, ...]:
    """Packs with questions; the active one stays in the list where it is gone. Reads the disk: for the background."""
    from rehearse.questions import all_packs

    found = tuple(PackChoice(pack.id, pack.title) for pack in all_packs().packs if pack.questions)
    gone = active and active not in {each.id for each in found}
    return (EVERY_PACK, *found, *([PackChoice(active, f"{active}, which is not here any more")] if gone else []))


def reminder_hours(chosen: str) -> list[str]:
    """Every half hour of a day, and the time that was chosen elsewhere."""
    return sorted({chosen, *(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30))})


# --------------------------------------------------------------------------- weights


@dataclass(frozen=True)
class WeightsRow:
    """One set of weights. `source` is where it comes or came from; `size` in bytes."""

    name: str
    size: int
    languages: str
    licence: str
    source: str
    guidance: str
    state: WeightsState

    @property
    def here(self) -> bool:
        return self.state in ("in use", "installed")

    @property
    def about(self) -> str:
        """ "146 MB, English, MIT licence"."""
        licence = "licence unknown" if self.licence == "unknown" else f"{self.licence} licence"
        languages = LANGUAGES.get(self.languages, "languages unknown")
        return f"{megabytes(self.size)}, {languages}, {licence}"


def weights_rows(settings: Settings, *, into: Path | None = None) -> tuple[WeightsRow, ...]:
    """The catalogue in its order, then what was brought by hand. Reads the disk: meant for the background."""
    from rehearse.weights.catalogue import CATALOGUE
    from rehearse.weights.shelf import best_installed, installed, partial

    here = {each.name: each for each in installed(into=into)}
    best = best_installed(into=into)
    used = "" if settings.recogniser == "sphinx" else settings.model or (best.name if best else "")
    begun = {part.name for part in partial(into=into)}
    rows = []
    for entry in CATALOGUE:
        own = here.pop(entry.name, None)
        state: WeightsState = "partly fetched" if entry.name in begun else "not here"
        if own:
            state = "in use" if own.name == used else "installed"
        size = own.size if own else entry.size
        rows.append(
            WeightsRow(
                entry.name, size, entry.languages, entry.licence, f"huggingface.co/{entry.repository}",
                entry.guidance, state,
            )
        )  # fmt: skip
    for own in here.values():
        made = own.manifest
        state = "in use" if own.name == used else "installed"
        rows.append(
            WeightsRow(
                own.name, own.size, made.languages if made else "unknown", made.licence if made else "unknown",
                made.source if made else str(own.folder), "Brought by hand.", state,
            )
        )  # fmt: skip
    return tuple(rows)


def in_use_line(settings: Settings, rows: Sequence[WeightsRow]) -> str:
    """Which recogniser the next analysis will use, and what that means."""
    used = next((row for row in rows if row.state == "in use"), None)
    if settings.recogniser == "sphinx" or (used is None and settings.recogniser == "auto"):
        return "In use: the built-in recogniser. It is rough: its words and counts are marked so everywhere."
    if used is None:
        wanted = f"“{settings.model}” is" if settings.model else "No weights are"
        return f"{wanted} {'not ' if settings.model else ''}installed, so nothing can be analysed with Whisper yet."
    return f"In use: Whisper with the weights {used.name}."


def consent(row: WeightsRow) -> str:
    """What a person agrees to before anything is fetched."""
    return (
        f"Download {row.name}: {row.about}, from {row.source}. A process of its own fetches the files and ends;"
        " nothing about you or your recordings is sent."
    )


def downloaded(rows: Iterable[WeightsRow]) -> tuple[str, ...]:
    """Names of installed weights that came over the network."""
    return tuple(row.name for row in rows if row.here and row.source.startswith("huggingface.co/"))


# --------------------------------------------------------------------------- fillers


@dataclass(frozen=True)
class Answers:
    """Fillers that the person confirmed or rejected, gathered take by take."""

    fillers: tuple[Filler, ...] = ()

    def with_takes(self, library: Library, ids: Iterable[str]) -> Answers:
        """These and what was answered in further takes; takes that cannot be read are passed over."""
        found: list[Filler] = []
        for take_id in ids:
            try:
                analysis = library.get(take_id).analysis
            except RehearseError:
                continue
            found += [f for f in analysis.fillers if f.confirmed is not None] if analysis else []
        return Answers((*self.fillers, *found))


def analysed_ids(library: Library) -> tuple[str, ...]:
    """Takes and patches whose fillers may have been answered."""
    return tuple(row.id for row in library.list(Filter(patches=True)) if row.analysed)


def precision_lines(answers: Answers) -> tuple[str, ...]:
    """How often the recogniser was right on this voice, by what witnessed the filler."""
    told = precision_on_this_voice(answers.fillers)
    if not told:
        return ("No filler was confirmed or rejected yet. In a review, Y confirms one and X rejects it.",)
    return tuple(_precision_line(each) for each in sorted(told, key=lambda each: -each.answered))


def _precision_line(each: WitnessPrecision) -> str:
    name = WITNESSES["+".join(sorted(each.witnesses))]
    few = "" if each.answered >= ENOUGH_ANSWERS else "; too few to rely on"
    share = f" ({each.confirmed / each.answered:.0%})" if each.answered >= ENOUGH_ANSWERS else ""
    return f"{name}: right {each.confirmed} of {each.answered} times{share}{few}."


# --------------------------------------------------------------------------- storage


@dataclass(frozen=True)
class Storage:
    """Where things lie; `used` is what all recordings take, in bytes."""

    library: Path
    takes: int
    used: int
    room: Usage
    weights: Path
    packs: Path
    log: Path

    @property
    def sentence(self) -> str:
        return "1 take is kept here." if self.takes == 1 else f"{self.takes} takes are kept here."


def storage(library: Library) -> Storage:
    """Look where things lie and how large they are."""
    rows = library.list(Filter(patches=True))
    return Storage(
        library=library.root,
        takes=library.count(),
        used=sum(row.bytes for row in rows),
        room=usage(library.root),
        weights=paths.weights_dir(),
        packs=paths.own_packs_dir(),
        log=paths.log_file(),
    )


def place_is_fixed() -> bool:
    """Whether the environment names the library's place, so that the setting has no say."""
    return bool(os.environ.get("REHEARSE_LIBRARY"))


def licences() -> str:
    """The text on what the app is built of; "" where it was installed without it."""
    place = Path(__file__).parents[3] / "packaging" / "LICENSES.md"
    try:
        return place.read_text(encoding="utf-8")
    except OSError:
        return ""

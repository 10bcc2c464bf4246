"""Words, sounds and truths for measuring the filler finder: the repository's own, and more under REHEARSE_EVAL."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rehearse.language.tokens import is_filled_pause
from rehearse.types import Word

DATA = Path(__file__).parents[1] / "data"
ESPEAK, FLITE = "espeak voices", "flite voices"


@dataclass(frozen=True)
class Passage:
    """Words, and for each whether it is part of a filler."""

    words: tuple[str, ...]
    filler: tuple[bool, ...]


@dataclass(frozen=True)
class Sound:
    """A recording with the true times of its words, filled pauses among them."""

    source: str
    path: Path
    words: tuple[Word, ...]

    @property
    def filled(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if is_filled_pause(word.text))


def eval_folder() -> Path | None:
    """The folder of further data, where REHEARSE_EVAL names one."""
    place = os.environ.get("REHEARSE_EVAL")
    return Path(place) if place else None


def own_passages() -> list[Passage]:
    lines = (DATA / "fillers" / "passages.txt").read_text(encoding="utf-8").splitlines()
    return [_marked(line) for line in lines if line and not line.startswith("#")]


def _marked(line: str) -> Passage:
    words, flags, inside = [], [], False
    for piece in line.split():
        inside = inside or piece.startswith("[")
        words.append(piece.replace("[", "").replace("]", ""))
        flags.append(inside)
        inside = inside and "]" not in piece
    return Passage(tuple(words), tuple(flags))


def edited_passages() -> list[Passage]:
    """Podcasts word by word, with what a human editor left out."""
    folder = eval_folder()
    if folder is None:
        return []
    lines = [line for file in sorted(folder.glob("fillers-text/*.jsonl")) for line in file.open(encoding="utf-8")]
    rows = [json.loads(line) for line in lines]
    return [Passage(tuple(row["words"]), tuple(map(bool, row["removed"]))) for row in rows]


def stripped(words: tuple[str, ...]) -> list[str]:
    """As a recogniser without case and marks would write them."""
    return [re.sub(r"[^\w'’-]", "", word).lower().strip("-") for word in words]


def sounds() -> Iterator[Sound]:
    yield from _clips(DATA / "presenter")
    yield sample()
    folder = eval_folder()
    if folder is None:
        return
    yield from _clips(folder / "presenter" / "clips")
    for file in sorted(folder.glob("speech/mfa/*.TextGrid")):
        yield Sound("mfa, spontaneous", file.with_suffix(".wav"), _textgrid(file))
    for file in sorted(folder.glob("speech/ami/*.words.json")):
        yield Sound("AMI, distant microphone", file.with_name(file.name.replace(".words.json", ".flac")), _ami(file))


def spoken_by_espeak() -> Iterator[Sound]:
    """Synthetic speech that the repository's own small recogniser understands."""
    for file in sorted((DATA / "speech").glob("a*.json")):
        words = json.loads(file.read_text(encoding="utf-8"))["words"]
        yield Sound(ESPEAK, file.with_suffix(".flac"), tuple(Word(w["word"], w["start"], w["end"]) for w in words))
    yield from (clip for clip in _clips(DATA / "presenter") if clip.source == ESPEAK)


def sample() -> Sound:
    """The sample answer, whose voice PocketSphinx understands."""
    truth = DATA / "presenter" / "sample.truth.json"
    return Sound("sample answer", DATA.parents[1] / "assets" / "sample" / "answer.mp4", _performed(truth))


def _clips(folder: Path) -> Iterator[Sound]:
    for file in sorted(folder.glob("*.truth.json")):
        clip = file.with_name(file.name.replace(".truth.json", ".mp4"))
        if clip.exists():
            yield Sound(_voice(file), clip, _performed(file))


def _voice(truth: Path) -> str:
    """flite where the clip's script names one of its voices; without a script beside it, espeak."""
    script = truth.with_name(truth.name.replace(".truth.", ".script."))
    voice = json.loads(script.read_text(encoding="utf-8"))["voice"]["voice"] if script.exists() else ""
    return FLITE if voice in ("rms", "slt", "awb") else ESPEAK


def _performed(file: Path) -> tuple[Word, ...]:
    truth = json.loads(file.read_text(encoding="utf-8"))
    said = truth["words"] + [filler for filler in truth["fillers"] if is_filled_pause(filler["word"])]
    return tuple(
        Word(text, start, end) for start, end, text in sorted({(w["start"], w["end"], w["word"]) for w in said})
    )


def _textgrid(file: Path) -> tuple[Word, ...]:
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    first = lines.index('"words"') + 4
    entries = [lines[at : at + 3] for at in range(first, first + 3 * int(lines[first - 1]), 3)]
    return tuple(Word(text.strip('"'), float(a), float(b)) for a, b, text in entries if text != '""')


def _ami(file: Path) -> tuple[Word, ...]:
    words = json.loads(file.read_text(encoding="utf-8"))["words"]
    spoken = [w for w in words if w["kind"] == "w" and not w["punc"] and w["end"] > w["start"]]
    return tuple(Word(w["text"], w["start"], w["end"]) for w in spoken)

"""The libraries that are shown.

empty, with nothing in it; practised, the sample answer and a made-up month of practice; odd, takes that are not as
usual; booth, empty as well, into which stand-ins record; seeded, ninety days by the model of tests.seeded.

All but the sample answer is made up, by a fixed seed: how somebody's figures might move over forty days. The pictures
of those takes are frames of the sample answer.
"""

from __future__ import annotations

import dataclasses
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from rehearse.serial import to_json
from rehearse.store import open_library
from rehearse.types import Analysis, Measure, SelfRating
from tests.builders import make_take
from tests.screenshots.frames import ANSWER, thumbnail_at
from tests.screenshots.odd_takes import add_odd_takes
from tests.seeded.__main__ import fill_seeded
from tests.ui.practised import fill_practised
from ui.samples import BASELINE, add_sample, read_sample, sample_dir

Kind = Literal["empty", "practised", "odd", "booth", "seeded"]
PACK = "own-questions.toml"
BROKEN_PACK = """title = "Questions of my own"
[[questions]]
id = "first"
text = ""
competency = "Judgement"
target_s = "two minutes"
"""
# an earlier answer to the sample's question: by how much its figures differ
MOVED = {"speech_rate": 19.0, "fillers_per_minute": 3.4, "eye_contact_share": -14.0, "inside_pauses_per_minute": 0.3}


def make_library(kind: Kind, root: Path) -> None:
    """Write the library into the folder `root`."""
    library = open_library(root)
    if kind in ("practised", "odd"):
        add_sample(library)
    library.close()
    if kind == "practised":
        _practise(root)
    elif kind == "odd":
        add_odd_takes(root)
    elif kind == "seeded":
        fill_seeded(root, today=datetime.now().astimezone().date(), days=90)
    open_library(root).close()


def _practise(root: Path) -> None:
    today = datetime.now().astimezone().date()
    ids = fill_practised(root, today=today - timedelta(days=1), days=39)
    pictures = [thumbnail_at(ANSWER, float(at)) for at in range(5, 135, 13)]
    for index, take_id in enumerate(ids):
        (root / "takes" / take_id / "thumbnail.jpg").write_bytes(pictures[index % len(pictures)])
    _answer_before(root)


def _answer_before(root: Path) -> None:
    """The sample's question answered some weeks before, with the sample's picture and other figures."""
    found = read_sample()
    when = datetime.now().astimezone() - timedelta(days=41)
    take = make_take(
        f"{when:%Y%m%d-%H%M%S}-before",
        created_at=when.isoformat(),
        recording_file="recording.mp4",
        source_sha256="f" * 64,
        question=found.question,
        duration=found.recording.duration,
        baseline=BASELINE,
        tags=(),
        notes="Name the cost before the result.",
        rating=SelfRating(4, 150.0, 6, 70.0),
    )
    folder = root / "takes" / take.id
    folder.mkdir(parents=True, mode=0o700)
    (folder / "take.json").write_bytes(to_json(take))
    (folder / "analysis.json").write_bytes(to_json(_moved(found), indent=-1))
    for name in ("peaks.npy", "thumbnail.jpg"):
        (folder / name).write_bytes((sample_dir() / name).read_bytes())
    shutil.copyfile(ANSWER, folder / take.recording_file)


def _moved(found: Analysis) -> Analysis:
    def moved(measure: Measure) -> Measure:
        if measure.key not in MOVED or measure.value is None:
            return measure
        return dataclasses.replace(measure, value=max(0.0, measure.value + MOVED[measure.key]))

    return dataclasses.replace(found, measures=tuple(map(moved, found.measures)))


def write_broken_pack(folder: Path) -> None:
    """A pack of one's own with mistakes in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PACK).write_text(BROKEN_PACK, encoding="utf-8")

"""A library as somebody has after some weeks: takes on most days, different questions, figures that move."""

from __future__ import annotations

import dataclasses
import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

from rehearse.questions import builtin_packs
from rehearse.serial import to_json
from rehearse.store.ids import FORMAT
from rehearse.types import Analysis, Element, Measure, Moment
from tests.builders import make_analysis, make_take

COST = Moment(0.0, 0.0, "cost", "Say what it cost and who paid: one person, one number or one week is enough.", 0.96)


def fill_practised(root: Path, *, today: date, days: int = 40, seed: int = 4, thumbnail: bytes = b"") -> list[str]:
    """Write the folders of takes on most of the last `days`; returns the ids, oldest first."""
    chance = random.Random(seed)
    questions = [q for pack in builtin_packs() if pack.daily for q in pack.questions[:9]]
    ids = []
    for back in range(days, -1, -1):
        if back and (back % 7 == 3 or chance.random() < 0.2):
            continue
        when = datetime.combine(today - timedelta(days=back), time(9, 15)).astimezone()
        take_id = f"{when:{FORMAT}}-p{back:03d}"
        question = chance.choice(questions)
        folder = root / "takes" / take_id
        folder.mkdir(parents=True, mode=0o700)
        take = make_take(
            take_id,
            created_at=when.isoformat(),
            source_sha256=f"{back:064x}",
            question=question,
            duration=chance.uniform(75, 160),
            tags=("loop",) if back % 9 == 0 else (),
        )
        (folder / "take.json").write_bytes(to_json(take))
        (folder / "analysis.json").write_bytes(to_json(_analysis(chance, back), indent=-1))
        (folder / "recording.mkv").write_bytes(b"0" * 4000)
        if thumbnail:
            (folder / "thumbnail.jpg").write_bytes(thumbnail)
        ids.append(take_id)
    return ids


def _analysis(chance: random.Random, back: int) -> Analysis:
    made = make_analysis()
    values = {
        "speech_rate": 140 + back * 1.2 + chance.gauss(0, 5),
        "fillers_per_minute": max(0.0, 3 + back * 0.08 + chance.gauss(0, 1)),
        "inside_pauses_per_minute": max(0.0, 2.2 + chance.gauss(0, 0.7)),
        "eye_contact_share": min(97.0, 66 - back * 0.6 + chance.gauss(0, 5)),
        "pitch_variation": 2.8 + chance.gauss(0, 0.3),
    }
    measures = tuple(_with(measure, values) for measure in made.measures)
    story = made.story
    assert story is not None
    levels = {"decision": 2, "tradeoff": chance.choice((1, 2, 2)), "cost": 0 if back < 4 else chance.choice((0, 1, 2))}
    elements = tuple(_at_level(element, levels.get(element.name, element.level)) for element in story.elements)
    return dataclasses.replace(
        made,
        measures=measures,
        story=dataclasses.replace(story, elements=elements),
        priorities=(COST,) if levels["cost"] == 0 else (),
    )


def _with(measure: Measure, values: dict[str, float]) -> Measure:
    return dataclasses.replace(measure, value=values[measure.key]) if measure.key in values else measure


def _at_level(element: Element, level: int) -> Element:
    evidence = element.evidence or make_analysis().story.elements[0].evidence  # type: ignore[union-attr]
    return dataclasses.replace(element, level=level, evidence=evidence if level else ())  # type: ignore[arg-type]

"""How well eye contact is told: on rendered heads whose gaze is known, and on people who look at the camera.

`rows()` reads the sample answer and the clips in tests/data/presenter, and where REHEARSE_EVAL names a folder also its
`presenter/clips` and `faces/grid`. Run it with `python -m tests.accuracy.eye_contact [PICTURES_PER_SECOND]`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import numpy as np

from rehearse.measures.eye_contact import measure_eye_contact
from rehearse.media.frames import read_frames
from rehearse.signals.face import track_faces
from rehearse.signals.gaze import LENS, LENS_DEG, estimate_gaze, off_lens
from rehearse.types import Span

ROOT = Path(__file__).parents[2]
CLIPS = ROOT / "tests" / "data" / "presenter"
SAMPLE = ROOT / "assets" / "sample" / "answer.mp4"
PICTURES_PER_SECOND = 15.0
AT_LENS_DEG, CLEARLY_AWAY_DEG = 5.0, 10.0
SHUT, OPEN = 0.9, 0.05
LOOKING_S = (0.2, 1.2)


def rows(*, rate: float = PICTURES_PER_SECOND) -> list[dict[str, object]]:
    """A row for each clip: F1 and balanced accuracy of looking, error of the share in points, blinks found.

    Looking is judged on open-eyed pictures truly within 5 degrees of the lens or at least 10 away; the share on all
    that are usable, by the app's own zone.
    """
    clips = [SAMPLE, *sorted(CLIPS.glob("*.mp4"))]
    extra = os.environ.get("REHEARSE_EVAL")
    if extra:
        clips += sorted((Path(extra) / "presenter" / "clips").glob("*.mp4"))
    measured = [_clip_row(clip, rate) for clip in clips]
    return measured + [_person_row(path, rate) for path in sorted(Path(extra or "").glob("faces/grid/*.mpg")) if extra]


def _clip_row(clip: Path, rate: float) -> dict[str, object]:
    truth = read_truth(CLIPS / "sample.truth.json" if clip == SAMPLE else clip.with_suffix(".truth.json"))
    baseline = Span(*truth["baseline"]) if truth["baseline"] else None
    gaze = estimate_gaze(track_faces(read_frames(clip, rate=rate), rate=rate), baseline=baseline)
    at = np.clip(np.round(gaze.times * truth["fps"]).astype(int), 0, len(truth["closure"]) - 1)
    closure, angle = truth["closure"][at], truth["gaze_angle"][at]
    seen = gaze.usable & (closure < 0.3)
    looked, looking = gaze.zone == LENS, angle < AT_LENS_DEG
    clear = seen & (looking | (angle >= CLEARLY_AWAY_DEG))
    in_zone = off_lens(truth["gaze_yaw"][at], truth["gaze_pitch"][at]) <= LENS_DEG
    return {
        "clip": f"{clip.parent.name}/{clip.stem}",
        "baseline": gaze.baseline_kind,
        "f1": f1(looked[clear], looking[clear]),
        "balanced": balanced_accuracy(looked[clear], looking[clear]),
        "share_error": 100 * float(looked[seen].mean() - in_zone[seen].mean()),
        "usable": float(gaze.usable.mean()),
        "blinks_found": float(_found(truth["closure"], truth["fps"], gaze)),
        "blinks_false": float(gaze.blink[closure < OPEN].mean()),
    }


def _person_row(path: Path, rate: float) -> dict[str, object]:
    """A person who looks at the camera throughout: all of it should be the lens zone, nothing doubted."""
    gaze = estimate_gaze(track_faces(read_frames(path, rate=rate), rate=rate))
    glances = measure_eye_contact(gaze, speech=(Span(0.0, float(gaze.times[-1])),)).glances
    return {
        "clip": f"grid/{path.stem}",
        "baseline": gaze.baseline_kind,
        "lens_share": float((gaze.zone == LENS).mean()),
        "usable": float(gaze.usable.mean()),
        "glances": len(glances),
    }


def read_truth(path: Path) -> dict:
    """A clip's truth with arrays; reads lists of values and lists of pictures."""
    truth = json.loads(path.read_text())
    frames = truth.pop("frames")
    if isinstance(frames, list):
        frames = {key: [frame[key] for frame in frames] for key in ("gaze_yaw", "gaze_pitch", "gaze_angle", "closure")}
    arrays = {key: np.array(values, float) for key, values in frames.items()}
    opening = arrays["gaze_angle"][: int(LOOKING_S[1] * truth["fps"])]
    return {"baseline": LOOKING_S if opening.max() < 2 else None, **truth, **arrays}


def f1(found: np.ndarray, true: np.ndarray) -> float:
    return 2 * float((found & true).sum()) / max(1, int(found.sum() + true.sum()))


def balanced_accuracy(found: np.ndarray, true: np.ndarray) -> float:
    return float(found[true].mean() + (~found[~true]).mean()) / 2


def _found(closure: np.ndarray, fps: float, gaze) -> float:
    """Share of the true blinks during which a blink was told."""
    shut = np.flatnonzero(np.diff((closure > SHUT).astype(int)) == 1) / fps
    if not len(shut):
        return 1.0
    told = gaze.times[gaze.blink]
    return np.mean([bool((np.abs(told - moment) < 0.25).any()) for moment in shut])


def main() -> None:
    table = rows(rate=float(sys.argv[1]) if len(sys.argv) > 1 else PICTURES_PER_SECOND)
    for row in table:
        print(
            "  ".join(
                f"{key} {value:.3f}" if isinstance(value, float) else f"{value:<28}" for key, value in row.items()
            )
        )
    for kind in ("given", "self-calibrated"):
        clips = [row for row in table if row["baseline"] == kind and "f1" in row]
        if clips:
            f1s, balanced = (np.mean([row[key] for row in clips]) for key in ("f1", "balanced"))
            share = np.mean([abs(row["share_error"]) for row in clips])
            print(
                f"baseline {kind}: {len(clips)} clips, F1 {f1s:.3f}, balanced {balanced:.3f}, share off by {share:.1f}"
            )


if __name__ == "__main__":
    main()

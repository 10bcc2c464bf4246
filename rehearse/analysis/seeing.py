"""What was seen: pictures to a followed face and its gaze."""

from __future__ import annotations

from dataclasses import dataclass

from rehearse.analysis.request import Request
from rehearse.analysis.stage import Stages
from rehearse.media.frames import read_frames
from rehearse.signals.face import FaceTrack, track_faces
from rehearse.signals.gaze import Gaze, estimate_gaze


@dataclass(frozen=True)
class Seen:
    """A face and its gaze, picture by picture."""

    track: FaceTrack
    gaze: Gaze


def see(request: Request, stages: Stages) -> Seen:
    """Run the stage of pictures, holding one of them at a time."""
    with stages.stage("picture") as advance:
        frames = read_frames(request.path, rate=request.gaze_rate, progress=advance)
        track = track_faces(frames, rate=request.gaze_rate)
        return Seen(track, estimate_gaze(track, baseline=request.baseline))

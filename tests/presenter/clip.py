"""A script to a film and its truth.

Script keys, all optional: seed, duration, baseline [start, end] (s, looking at the lens on request), camera {width,
height, fps, hfov, cam_pitch}, rig {distance_cm, screen_inch, bezel_cm, head_cm, targets}, look (see `Head`), scene
{light, ambient, brightness, background, noise_sigma, backlight, shirt}, motion {amount, follow, base, blink_every},
voice {voice, stretch or rate, pitch, range_}, gaze [[t, target], ...], head [[t, yaw, pitch, roll], ...], blinks
[t, ...], speech (see `speech`), gain, mic_noise_db, crf, preset. A target is a name from `performance.targets`, a
name + "+read" (reading hops), or [x, y, z] in cm.

Truth: fps, duration, width, height, hfov, baseline, words, fillers, pauses, and per picture (`frames`, lists of equal
length): gaze_yaw, gaze_pitch (degrees off the lens, yaw > 0 to picture right, pitch > 0 up), gaze_angle, closure of the
lids 0..1, head_yaw, head_pitch, head_roll.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tests.presenter.performance import perform
from tests.presenter.renderer import Renderer
from tests.presenter.speech import mouth_opening, speak

DECIMALS = {"closure": 2}
AUDIO_RATE, AUDIO_BITS = 48000, 64000


class Clip:
    """Everything but the pictures: sound, performance, renderer."""

    def __init__(self, script):
        camera = {"width": 640, "height": 480, "hfov": 65.0, "fps": 30, **script.get("camera", {})}
        self.fps = camera.pop("fps")
        self.script, self.track = script, speak(script)
        self.count = round(self.track.duration * self.fps)
        self.mouth = mouth_opening(self.track.samples, self.track.rate, self.count, self.fps)
        self.acted = perform(script, self.track.cues, self.count, self.fps, self.mouth)
        rest = tuple(np.median(self.acted.poses[:, 3:], 0) / 10)
        scene, seed = script.get("scene", {}), script.get("seed", 1)
        self.renderer = Renderer(script.get("look"), rest=rest, seed=seed, **camera, **scene)
        self.head = {
            "fps": self.fps,
            "duration": round(self.track.duration, 3),
            **{key: camera[key] for key in ("width", "height", "hfov")},
            "baseline": script.get("baseline"),
            **{key: getattr(self.track, key) for key in ("words", "fillers", "pauses")},
        }

    def draw(self, i):
        """Picture i, blue-green-red, and its truth."""
        acted = self.acted
        image, truth = self.renderer.render(
            acted.poses[i], acted.points[i], closure=acted.closure[i], mouth=self.mouth[i]
        )
        return image, {**truth, "closure": acted.closure[i]}

    def sound(self):
        """(n,) float32 with the microphone's noise."""
        level = 10 ** (self.script.get("mic_noise_db", -62) / 20)
        hiss = level * np.random.default_rng(5).standard_normal(len(self.track.samples))
        return np.clip(self.track.samples * self.script.get("gain", 0.8) + hiss, -1, 1).astype(np.float32)


def film(script, out: Path, *, log=print):
    """Render `script` to `out` (H.264 and AAC) and `out` with the suffix .truth.json."""
    clip, truths = Clip(script), []
    with av.open(str(out), "w", options={"movflags": "+faststart"} if out.suffix == ".mp4" else {}) as container:
        video = container.add_stream("libx264", rate=clip.fps)
        video.width, video.height, video.pix_fmt = clip.head["width"], clip.head["height"], "yuv420p"
        video.options = {"crf": str(script.get("crf", 23)), "preset": script.get("preset", "veryfast")}
        audio = container.add_stream("aac", rate=AUDIO_RATE, layout="mono")
        audio.bit_rate = AUDIO_BITS
        sound = _sound_packets(audio, clip)
        for i in range(clip.count):
            image, truth = clip.draw(i)
            truths.append(truth)
            container.mux(video.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
            if i % clip.fps == 0:
                container.mux(next(sound, []))
            if log and i % (clip.fps * 10) == 0:
                log(f"{out.name}: {i} of {clip.count}", flush=True)
        for packets in (video.encode(None), *sound):
            container.mux(packets)
    out.with_suffix(".truth.json").write_text(json.dumps(_truth(clip.head, truths), separators=(",", ":")) + "\n")


def _sound_packets(stream, clip):
    """Packets of a second of sound at a time, then what the encoder still holds."""
    rate = clip.track.rate
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=AUDIO_RATE)
    samples = clip.sound()
    for start in range(0, len(samples), rate):
        frame = av.AudioFrame.from_ndarray(samples[None, start : start + rate], format="fltp", layout="mono")
        frame.rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        yield [packet for part in resampler.resample(frame) for packet in stream.encode(part)]
    yield [packet for part in resampler.resample(None) for packet in stream.encode(part)] + stream.encode(None)


def _truth(head, truths):
    columns = {key: [round(float(t[key]), DECIMALS.get(key, 1)) for t in truths] for key in truths[0]}
    return {**head, "frames": columns}

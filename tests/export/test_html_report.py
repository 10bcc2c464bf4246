import dataclasses
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from rehearse.export.html import policy, to_html
from rehearse.export.timeline import make_timeline, wave_path
from rehearse.types import Curve, Glance, Measure, Pause, Provenance, Span
from tests.builders import QUESTION, make_analysis, make_silence, make_take

EVIL = """<script>alert(1)</script> ]]> "' onload=x &amp; <img src=x onerror=alert(1)> {{ 7*7 }} </style></title>"""
VOID = {"meta", "img", "br", "link", "input"}


class Page(HTMLParser):
    """Every tag and attribute of a page; raises where tags are not balanced."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.text, self.attributes = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def said(self):
        return " ".join(" ".join(self.text).split())


def poison(value):
    """The same value with every text in it replaced by something hostile, but for the words the program chose."""
    if isinstance(value, str):
        return EVIL
    if isinstance(value, tuple):
        return tuple(poison(v) for v in value)
    if isinstance(value, dict):
        return dict.fromkeys([EVIL], EVIL) if value else {}
    if dataclasses.is_dataclass(value):
        kept = {
            "name",
            "level",
            "certainty",
            "key",
            "unit",
            "size",
            "place",
            "kind",
            "witnesses",
            "direction",
            "made_at",
        }
        return type(value)(
            **{
                f.name: v if f.name in kept else poison(v)
                for f in dataclasses.fields(value)
                for v in [getattr(value, f.name)]
            }
        )
    return value


@pytest.mark.parametrize("analysis", [make_analysis(), make_analysis(seen=False, rough=True), make_silence()])
def test_a_report_stands_alone(analysis):
    page = to_html(analysis, take=make_take())
    seen = Page(page)
    assert not {"script", "link", "iframe", "object", "embed", "base", "form", "video", "audio"} & set(seen.tags)
    assert not re.search(r"https?://|//[a-z]|url\(|@import", page)
    names = {name for name, _ in seen.attributes}
    assert not {"src", "href", "style"} & names
    assert not any(name.startswith("on") for name in names)


def test_the_policy_allows_this_style_sheet_and_no_script():
    page = to_html(make_analysis())
    css = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    assert dict(Page(page).attributes)["content"] is not None
    assert policy(css).replace("'", "&#39;") in page
    assert "default-src 'none'" in policy(css)
    assert "unsafe" not in policy(css)


def test_hostile_text_stays_text():
    page = to_html(poison(make_analysis()), take=dataclasses.replace(poison(make_take()), created_at="2026-01-01"))
    clean, hostile = Page(to_html(make_analysis(), take=make_take(title="T"))), Page(page)
    assert "script" not in hostile.tags
    assert "img" not in hostile.tags
    assert set(hostile.tags) <= set(clean.tags)
    assert not any(name.startswith("on") for name, _ in hostile.attributes)
    assert "alert(1)" in hostile.said()
    assert "{{ 7*7 }}" in hostile.said()


def test_what_matters_is_said():
    said = Page(to_html(make_analysis(), take=make_take())).said()
    for text in (
        QUESTION.text,
        "21 Nov 2026, 09:15",
        "No cost was heard.",
        "What did those two weeks cost, and who paid?",
        "not heard",
        "I decided to move the launch by two weeks",
        "146 words/min ± 3",
        "120 to 170",
        "no silence to compare with",
        "on 94% of the take",
        "faster-whisper 1.2.1 base.en",
        "a screen right below it looks the same",
        "Tell the cost next time.",
    ):
        assert text in said, text
    assert said.index("Work on next") < said.index("Timeline") < said.index("Transcript") < said.index("How sure")
    assert "somebody" not in said  # nothing tells whose machine it was


def test_a_rough_transcript_warns_and_sound_alone_says_nothing_was_seen():
    said = Page(to_html(make_analysis(seen=False, rough=True))).said()
    assert "recognised roughly" in said
    assert "nothing was seen" in said
    assert "sound only" in said
    assert "recognised roughly" not in Page(to_html(make_analysis())).said()


def test_the_picture_is_embedded_only_if_it_is_one():
    assert "data:image/jpeg;base64,/9j/" in to_html(make_analysis(), thumbnail=b"\xff\xd8\xff\xe0picture")
    assert "<img" not in to_html(make_analysis(), thumbnail=b"<svg onload=alert(1)>")
    assert "<img" not in to_html(make_analysis())


def lane(analysis, label, peaks=None):
    return next(lane for lane in make_timeline(analysis, peaks).lanes if lane.label == label)


def test_lanes_lie_where_the_moments_are():
    analysis = make_analysis()
    (long, brief) = lane(analysis, "Pauses").bars
    pause = analysis.pauses[0]
    assert long.x == pytest.approx(100 * pause.start / 30, abs=0.01)
    assert long.width == pytest.approx(100 * (pause.end - pause.start) / 30, abs=0.01)
    assert (long.style, brief.style) == ("pause", "pause-inside")
    assert {dot.style for dot in lane(analysis, "Fillers").dots} == {"filler", "filler-heard"}
    story = lane(analysis, "Story").bars
    assert [bar.label for bar in story if bar.label] == ["Decision", "Trade-off"]
    assert len(lane(analysis, "Pace").lines) == 2  # undefined in between


def test_eye_contact_is_what_glances_and_doubt_leave():
    analysis = make_analysis()
    bars = lane(analysis, "Eye contact").bars
    assert [b.style for b in bars] == ["lens"] * 3 + ["away"] * 2
    answer = analysis.speech[-1].end - analysis.speech[0].start
    assert sum(b.width for b in bars) == pytest.approx(100 * answer / 30, abs=0.01)
    blind = dataclasses.replace(
        analysis, curves=(Curve("gaze_angle", "Gaze", "°", 0.0, 0.5, (1.0,) * 20 + (None,) * 10 + (1.0,) * 30),)
    )
    assert [b.title[:10] for b in lane(blind, "Eye contact").bars if b.style == "untold"] == ["Can't tell"]
    untold = Measure("eye_contact_share", "Eye contact", None, "%", "unknown", Provenance("x"), note="can't tell: dark")
    assert lane(dataclasses.replace(analysis, measures=(untold,)), "Eye contact").note == "can't tell"


def test_a_rejected_filler_is_not_drawn():
    analysis = make_analysis()
    rejected = tuple(dataclasses.replace(f, confirmed=False) for f in analysis.fillers)
    analysis = dataclasses.replace(analysis, fillers=rejected)
    assert lane(analysis, "Fillers").dots == ()
    assert 'class="is-filler" title' not in to_html(analysis)


@pytest.mark.parametrize("duration", [0.0, 0.4, 30.0, 3600.0, 7 * 3600.0])
def test_any_length_is_drawn(duration):
    analysis = make_analysis()
    recording = dataclasses.replace(analysis.recording, duration=duration)
    beyond = (Pause(duration - 1, duration + 5, "very long", "inside"), Pause(-1, 2, "long", "unknown"))
    analysis = dataclasses.replace(
        analysis, recording=recording, pauses=beyond, glances=(Glance(duration, duration + 9, "up", 9.0),)
    )
    timeline = make_timeline(analysis)
    bars = [bar for lane in timeline.lanes for bar in lane.bars]
    assert all(0 <= bar.x <= 100 and 0 < bar.width <= 100.01 for bar in bars)
    assert 1 <= len(timeline.ticks) <= 81
    Page(to_html(analysis))


def test_the_waveform_keeps_its_peaks():
    peaks = np.zeros((3000, 2), np.float32)
    peaks[1500] = (-0.5, 1.0)
    path = wave_path(peaks)
    assert path.count("M") == 700
    assert "M500 4.0V19.0" in path
    assert lane(make_analysis(), "Sound", peaks).lines[0].path == path
    assert wave_path(np.full((1, 2), np.nan, np.float32))


def test_speech_is_drawn_where_there_is_no_waveform():
    assert len(lane(make_analysis(), "Speech").bars) == 2
    assert lane(make_silence(), "Speech").note == "no speech was heard"
    assert isinstance(make_analysis().speech[0], Span)

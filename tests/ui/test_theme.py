"""The tokens hold WCAG AA: 4.5:1 for text, 3:1 for marks that carry meaning."""

from __future__ import annotations

import re

import pytest

from ui.stylesheet import stylesheet
from ui.tokens import DARK, LIGHT, Tokens

TEXT = ("ink", "soft", "faint", "accent", "warn")
GROUNDS = ("bg", "panel", "side", "hover")
MARKS = ("gaze", "filler", "pause", "pace", "pitch", "story_decision", "story_tradeoff", "story_cost", "story_other")
PAIRS = (
    *(("on_accent", ground) for ground in ("accent", "accent_hover")),
    *(("on_rec", ground) for ground in ("rec", "rec_hover")),
    ("accent", "accent_soft"),
    ("ink", "accent_soft"),
    ("warn", "warn_soft"),
    ("ink", "warn_soft"),
    ("on_video", "video"),
    *(("on_story", ground) for ground in ("story_decision", "story_tradeoff", "story_cost", "story_other")),
)


def luminance(value: str) -> float:
    channels = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(tokens: Tokens) -> None:
    pairs = [(text, ground) for text in TEXT for ground in GROUNDS] + list(PAIRS)
    poor = {pair: contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) for pair in pairs}
    assert {pair: round(c, 2) for pair, c in poor.items() if c < 4.5} == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_and_field_borders_can_be_seen(tokens: Tokens) -> None:
    seen = {name: contrast(getattr(tokens, name), tokens.panel) for name in (*MARKS, "field_line")}
    assert {name: round(c, 2) for name, c in seen.items() if c < 3} == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_has_no_colour_of_its_own(tokens: Tokens) -> None:
    sheet = stylesheet(tokens)
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)) <= set(vars(tokens).values())
    assert "$" not in sheet.split("*/", 1)[1]

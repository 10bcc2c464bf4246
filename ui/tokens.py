"""The one table of colours, spaces and type sizes that everything on screen is drawn from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """Colours as #rrggbb. Text colours (ink, soft, faint, accent, warn) hold 4.5:1 on bg, panel and side.

    The lanes' colours hold 3:1 on the panel, as marks that carry meaning must.
    """

    bg: str
    panel: str
    side: str
    hover: str
    ink: str
    soft: str
    faint: str
    line: str
    button_line: str
    field_line: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    warn: str
    warn_soft: str
    rec: str
    rec_hover: str
    on_rec: str
    video: str
    on_video: str
    gaze: str
    filler: str
    pause: str
    pause_quiet: str
    pace: str
    pitch: str
    story_decision: str
    story_tradeoff: str
    story_cost: str
    story_other: str
    on_story: str


LIGHT = Tokens(
    bg="#F6F5F2",
    panel="#FFFFFF",
    side="#EFEDE8",
    hover="#F0EEE9",
    ink="#1D1F23",
    soft="#575D66",
    faint="#666C75",
    line="#E1DED7",
    button_line="#CFCBC2",
    field_line="#8D8F8F",
    accent="#1F6F5C",
    accent_hover="#185948",
    accent_soft="#DCEBE6",
    on_accent="#FFFFFF",
    warn="#A44A15",
    warn_soft="#F8E7DA",
    rec="#C8372D",
    rec_hover="#A92C23",
    on_rec="#FFFFFF",
    video="#26292E",
    on_video="#FFFFFF",
    gaze="#3B6FB6",
    filler="#B4541A",
    pause="#7C828B",
    pause_quiet="#D5D2CA",
    pace="#1F6F5C",
    pitch="#7A5BA8",
    story_decision="#1F6F5C",
    story_tradeoff="#8A6512",
    story_cost="#A33B4A",
    story_other="#666C75",
    on_story="#FFFFFF",
)

DARK = Tokens(
    bg="#17191C",
    panel="#1F2226",
    side="#1B1D21",
    hover="#282C31",
    ink="#ECEBE7",
    soft="#AAB0B9",
    faint="#959BA5",
    line="#2E3238",
    button_line="#464C55",
    field_line="#6F7680",
    accent="#5FB8A0",
    accent_hover="#7CCBB5",
    accent_soft="#1F3832",
    on_accent="#10201B",
    warn="#E59A62",
    warn_soft="#3A2A1E",
    rec="#C8372D",
    rec_hover="#B5302A",
    on_rec="#FFFFFF",
    video="#26292E",
    on_video="#FFFFFF",
    gaze="#7FA9E0",
    filler="#E59A62",
    pause="#8A919B",
    pause_quiet="#3D424A",
    pace="#5FB8A0",
    pitch="#B39AD8",
    story_decision="#5FB8A0",
    story_tradeoff="#D9B45A",
    story_cost="#E07F8C",
    story_other="#959BA5",
    on_story="#10201B",
)


class _Space:
    """Distances in device-independent pixels."""

    xs, s, m, l, xl = 4, 8, 12, 16, 24  # noqa: E741 - the names of sizes


class _Type:
    """Type sizes in device-independent pixels."""

    small, body, strong, figure, heading, question = 12, 14, 15, 22, 20, 24


SPACE = _Space
TYPE = _Type
RADIUS = 10

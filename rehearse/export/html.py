"""A take's report as one HTML file: no script, no link, nothing from outside; light and dark, screen and paper."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from rehearse import __version__
from rehearse.export import wording
from rehearse.export.reading import paragraphs
from rehearse.export.timeline import make_timeline
from rehearse.types import Analysis, Take

if TYPE_CHECKING:
    import numpy as np
    from jinja2 import Environment
    from numpy.typing import NDArray

JPEG = b"\xff\xd8\xff"


def to_html(
    analysis: Analysis,
    *,
    take: Take | None = None,
    peaks: NDArray[np.float32] | None = None,
    thumbnail: bytes | None = None,
    patches: Sequence[tuple[Take, Analysis | None]] = (),
) -> str:
    """The report. Everything that a person, a pack or a recogniser wrote is escaped.

    Parameters
    ----------
    peaks : (n, 2) lowest and highest sample per step, for the waveform; without it the speech regions are drawn.
    thumbnail : a JPEG picture, embedded; anything else is left out. The recording itself never is embedded.
    patches : the short answers given later to complete the story, with what was said in them.
    """
    templates = environment()
    measures = wording.of_the_delivery(analysis.measures)
    css = templates.get_template("report.css").render()
    return templates.get_template("report.html").render(
        analysis=analysis,
        take=take,
        css=css,
        policy=policy(css),
        timeline=make_timeline(analysis, peaks),
        paragraphs=paragraphs(analysis),
        picture=base64.b64encode(thumbnail).decode() if thumbnail and thumbnail.startswith(JPEG) else "",
        moments=sorted(analysis.moments, key=lambda m: m.start),
        patches=patches,
        told=[m for m in measures if m.value is not None],
        untold=[m for m in measures if m.value is None],
        asks={f.element: f.question for f in reversed(analysis.follow_ups)},
        made_by=sources(analysis),
        version=__version__,
        wording=wording,
    )


def policy(css: str) -> str:
    """A content security policy under which this style sheet and embedded pictures alone are allowed."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def sources(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """Each engine with its settings, once, in the order in which the figures name them."""
    found = [m.provenance for m in analysis.measures] + [analysis.transcript.provenance]
    if analysis.story and analysis.story.provenance:
        found.append(analysis.story.provenance)
    named = {
        " ".join(part for part in (p.engine, p.version, p.model) if part): ", ".join(
            f"{key} {setting}" for key, setting in p.settings.items()
        )
        for p in found
    }
    return tuple(named.items())


@cache
def environment() -> Environment:
    """The templates; everything but style sheets is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("rehearse.export", "templates"),
        autoescape=lambda name: name is None or not name.endswith(".css"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

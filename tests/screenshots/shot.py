"""What a picture is made of, and the list that all of them stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.screenshots.libraries import Kind
from tests.screenshots.studio import Studio

Act = Callable[[Studio], object]


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the library it shows, and what brings the app there."""

    name: str
    library: Kind
    act: Act


SHOTS: dict[str, Shot] = {}


def shot(name: str, library: Kind = "practised") -> Callable[[Act], Act]:
    """Put the decorated function into the list under `name`."""

    def listed(act: Act) -> Act:
        assert name not in SHOTS, name
        SHOTS[name] = Shot(name, library, act)
        return act

    return listed

"""Print the accuracy table, a section a measure, and at its end every target with what was reached."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.accuracy import eye_contact, fillers, pauses, story, words

Rows = list[dict[str, Any]]
SECTIONS = {
    "words": ("Words", words.rows),
    "pauses": ("Pauses and pace", pauses.rows),
    "fillers": ("Fillers", fillers.rows),
    "eyes": ("Eye contact", eye_contact.rows),
    "story": ("Story", story.rows),
}


@dataclass(frozen=True)
class Target:
    """A figure that is to be reached: at least `limit`, or at most where `at_most`."""

    what: str
    value: float
    limit: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        return self.value <= self.limit if self.at_most else self.value >= self.limit


def main(chosen: Sequence[str]) -> int:
    evaluation = os.environ.get("REHEARSE_EVAL")
    print("Measured on the repository's own data" + (f" and on {evaluation}" if evaluation else "") + ".")
    print("Rendered faces and synthetic voices show that the parts work together, not how well people are measured.")
    found = {name: measure() for name, (_, measure) in SECTIONS.items() if not chosen or name in chosen}
    for name, rows in found.items():
        print(f"\n{SECTIONS[name][0]}\n")
        print_rows(rows)
    targets = [target for name, rows in found.items() for target in TARGETS.get(name, lambda _: ())(rows)]
    print("\nTargets\n")
    for target in targets:
        sign = "<=" if target.at_most else ">="
        print(f"  {target.what:<72} {target.value:6.2f}  {sign} {target.limit:g}  {'met' if target.met else 'MISSED'}")
    return 0


def print_rows(rows: Rows) -> None:
    """Aligned columns; rows with other keys begin a new block with its own heading."""
    blocks: list[Rows] = []
    for row in rows:
        if not blocks or blocks[-1][0].keys() != row.keys():
            blocks.append([])
        blocks[-1].append(row)
    for block in blocks:
        table = [list(block[0]), *([_cell(value) for value in row.values()] for row in block)]
        widths = [max(len(line[i]) for line in table) for i in range(len(table[0]))]
        for line in table:
            print("  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        print()


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return "-" if math.isnan(value) else f"{value:.3f}" if abs(value) < 2 else f"{value:.1f}"
    return str(value)


def _pause_targets(rows: Rows) -> Iterable[Target]:
    for row in rows:
        if row["data"].startswith("presenter"):
            yield Target(f"pause F1 at 100 ms, {row['data']} clips", row["f1"], 0.95)
            yield Target(f"pace error %, {row['data']} clips", row["pace_error_percent"], 3.0, at_most=True)


def _eye_targets(rows: Rows) -> Iterable[Target]:
    based = [row for row in rows if row.get("baseline") == "given"]
    yield Target("eye contact F1 at >= 10 degrees, clips with baseline, mean", _mean(row["f1"] for row in based), 0.95)
    yield Target("eye contact F1, worst such clip", min(row["f1"] for row in based), 0.95)
    yield Target("share error, points, mean", _mean(abs(row["share_error"]) for row in based), 5.0, at_most=True)
    yield Target("share error, points, worst", max(abs(row["share_error"]) for row in based), 5.0, at_most=True)


def _story_targets(rows: Rows) -> Iterable[Target]:
    limits = {"decision": 0.85, "tradeoff": 0.80, "cost": 0.88}
    found = {(row["element"], row["variant"]): row for row in rows if "variant" in row}
    for name, limit in limits.items():
        written = found[name, "as written"]
        yield Target(f"{name}: F1 of clear", written["f1"], limit)
        yield Target(f"{name}: precision of clear", written["precision"], 0.85)
        yield Target(f"{name}: weighted kappa of the levels", written["kappa"], 0.65)
        for variant, most in (("no case, no punctuation", 5.0), ("misheard", 10.0)):
            lost = 100 * (written["f1"] - found[name, variant]["f1"])
            yield Target(f"{name}: points of F1 lost, {variant}", lost, most, at_most=True)


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held)


TARGETS = {"pauses": _pause_targets, "eyes": _eye_targets, "story": _story_targets}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

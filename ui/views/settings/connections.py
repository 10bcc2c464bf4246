"""Has anything left this machine? What the system itself says about our processes' connections."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PROTOCOLS = ("tcp", "tcp6", "udp", "udp6")
PROC = Path("/proc")
NOWHERE = {"00000000:0000", "00000000000000000000000000000000:0000"}
BUILT = "No part of the window or of the analysis can open one: a test of every release holds them to it."


@dataclass(frozen=True)
class Answer:
    """`connections` is None where this system cannot be asked; `headline` answers, `sentence` says by what.

    `proof` is how to see it without asking Rehearse, or "".
    """

    headline: str
    sentence: str
    connections: int | None
    proof: str = ""


def look(pids: Sequence[int], *, proc: Path = PROC, platform: str = sys.platform) -> Answer:
    """Ask the system which network connections these processes hold at this moment."""
    count = sum(open_connections(pid, proc) for pid in pids) if platform.startswith("linux") else None
    if count is None:
        return Answer("No.", f"This process opened no connection. {BUILT}", None)
    if count:
        return Answer(
            "This should not be.",
            f"The system sees {count} network connection{'s' if count > 1 else ''} of this app. Please report it.",
            count,
        )
    sentence = f"The system, asked just now, sees none. {BUILT}"
    return Answer("No: this process opened no connection.", sentence, 0, proof(pids))


def proof(pids: Sequence[int]) -> str:
    """How a person sees for themselves what these processes are connected to, on Linux."""
    wanted = "|".join(f"pid={pid}," for pid in pids)
    return f"To see for yourself, run this in a terminal; it prints nothing: ss -Htunap | grep -E '{wanted}'"


def open_connections(pid: int, proc: Path = PROC) -> int:
    """Sockets of a process that are connected to another machine or wait for one; 0 for a process that is gone."""
    own = socket_inodes(proc / str(pid) / "fd")
    if not own:
        return 0
    lines = (line for name in PROTOCOLS for line in _lines(proc / str(pid) / "net" / name))
    return sum(inode in own for inode in _network_inodes(lines))


def socket_inodes(folder: Path) -> set[str]:
    """The sockets among a process's open files, by their numbers."""
    found = set()
    try:
        for entry in os.scandir(folder):
            try:
                target = Path(entry.path).readlink()
            except OSError:
                continue
            if str(target).startswith("socket:["):
                found.add(str(target)[8:-1])
    except OSError:
        return set()
    return found


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii", errors="replace").splitlines()[1:]
    except OSError:
        return []


def _network_inodes(lines: Iterable[str]) -> Iterable[str]:
    """The sockets' numbers: those with a peer, and those that listen (state 0A)."""
    for line in lines:
        fields = line.split()
        if len(fields) > 9 and (fields[2] not in NOWHERE or fields[3] == "0A"):
            yield fields[9]

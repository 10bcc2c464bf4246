"""Progress of analyses on stderr: bars on a terminal, a line a stage elsewhere."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, TaskID, TextColumn

from rehearse.cli.console import console

if TYPE_CHECKING:
    from rehearse.analysis.protocol import ProgressMessage


class ProgressBoard:
    """One row a file; safe to tell from several threads."""

    def __init__(self) -> None:
        self._console = console(stderr=True)
        self._live = self._console.is_terminal
        self._begun: set[tuple[str, str]] = set()
        self._rows: dict[str, TaskID] = {}
        self._bars = Progress(
            TextColumn("{task.fields[file]}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[stage]}", markup=False),
            TextColumn("{task.fields[left]}", style="dim", markup=False),
            console=self._console,
            transient=True,
        )

    def __enter__(self) -> ProgressBoard:
        if self._live:
            self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._live:
            self._bars.stop()

    def tell(self, file: str, message: ProgressMessage) -> None:
        left = time_left(message.left_s)
        if self._live:
            row = self._rows.get(file)
            if row is None:
                row = self._rows[file] = self._bars.add_task("", total=1.0, file=file, stage="", left="")
            self._bars.update(row, completed=message.overall, stage=message.label, left=left)
        elif (file, message.stage) not in self._begun:
            self._begun.add((file, message.stage))
            done = f"{file}: {message.label} ({message.overall:.0%} done{', ' + left if left else ''})"
            self._console.print(done, markup=False, soft_wrap=True)

    def finish(self, file: str) -> None:
        row = self._rows.pop(file, None)
        if row is not None:
            self._bars.remove_task(row)


def time_left(seconds: float | None) -> str:
    """How long still, said coarsely: "about 40 s left"."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"about {max(1, round(seconds))} s left"
    return f"about {round(seconds / 60)} min left"

"""One recording, from file to `Analysis`: sound and pictures at the same time, then what follows from both."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from rehearse.analysis.assemble import assemble
from rehearse.analysis.hearing import SAMPLES_FILE, Heard, hear
from rehearse.analysis.outputs import check_signals, write_outputs
from rehearse.analysis.request import Request
from rehearse.analysis.seeing import Seen, see
from rehearse.analysis.stage import Progress, Stages
from rehearse.media.probe import probe
from rehearse.signals.recognisers import open_recogniser
from rehearse.signals.words import Recogniser
from rehearse.types import Analysis
from rehearse.weights.shelf import best_installed


class Job:
    """One analysis that can be cancelled from another thread."""

    def __init__(
        self,
        request: Request,
        *,
        on_progress: Callable[[Progress], None] = lambda _: None,
        recogniser: Recogniser | None = None,
    ) -> None:
        self._request = request
        self._recogniser = recogniser
        self._recording = probe(request.path)
        names = ("sound", "speech", "voice", "words", "picture", "report")
        self._stages = Stages(tuple(n for n in names if n != "picture" or self._recording.has_video), on_progress)

    def cancel(self) -> None:
        """Ask the analysis to end; `run` then raises Cancelled."""
        self._stages.cancel()

    def run(self) -> Analysis:
        """Analyse, write the outputs into `request.out`, and return the analysis.

        Raises MediaError, RecogniserError or Cancelled; then nothing useful is in `request.out`.
        """
        if self._request.signals:
            check_signals(Path(self._request.signals))
        recogniser = self._recogniser or _open(self._request)
        try:
            heard, seen = self._signals(recogniser)
            with self._stages.stage("report"):
                analysis = assemble(self._request, self._recording, heard, seen, self._stages.timings)
                write_outputs(self._request, analysis, heard, seen)
        finally:
            Path(self._request.out, SAMPLES_FILE).unlink(missing_ok=True)
        return analysis

    def _signals(self, recogniser: Recogniser) -> tuple[Heard, Seen | None]:
        with ThreadPoolExecutor(2) as lanes:
            ears = lanes.submit(hear, self._request, recogniser, self._stages)
            eyes = lanes.submit(see, self._request, self._stages) if self._recording.has_video else None
            self._both([lane for lane in (ears, eyes) if lane])
            return ears.result(), eyes.result() if eyes else None

    def _both(self, lanes: list[Future[Any]]) -> None:
        """Wait for all lanes; where one fails the others are cancelled, and its error is the one that counts."""
        done, _ = wait(lanes, return_when=FIRST_EXCEPTION)
        failures = [error for lane in done if (error := lane.exception())]
        if failures:
            self.cancel()
            raise failures[0]


def analyse(
    request: Request,
    *,
    on_progress: Callable[[Progress], None] = lambda _: None,
    recogniser: Recogniser | None = None,
) -> Analysis:
    """Analyse in this process. `recogniser` takes the place of the one that the request names."""
    return Job(request, on_progress=on_progress, recogniser=recogniser).run()


def _open(request: Request) -> Recogniser:
    model = Path(request.model) if request.model else best_installed()
    return open_recogniser(request.recogniser, model=model, processes=request.processes, language=request.language)

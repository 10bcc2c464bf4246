"""How loud the microphone is, and whether something is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from ui.capture.source import SOUND_RATE, Sound

FLOOR_DB = -90.0
FULL = 32768.0
WINDOW = SOUND_RATE // 20
CLIPPED_AT = 32_700
# So many samples in a row at full scale are a peak cut off, not one that just touches it.
CLIPPED_RUN = 3
CLIPPING_SHOWN_S = 2.0
SILENT_DB = -65.0
SILENT_AFTER_S = 3.0

SILENCE = "No sound is coming in: check the microphone."
CLIPPING = "The sound is too loud and gets cut off: lower the microphone's level or sit further away."


@dataclass(frozen=True)
class Level:
    """A twentieth of a second: dB below full scale, at most 0; FLOOR_DB for nothing.

    `clipping` holds for CLIPPING_SHOWN_S after peaks were cut off, `silent` once nothing came for SILENT_AFTER_S.
    """

    rms_db: float
    peak_db: float
    clipping: bool = False
    silent: bool = False


class Meter(QObject):
    """Connect `add` to a recorder's `heard`.

    Signals
    -------
    level(Level) : about 20 times a second of sound.
    warned(str) : SILENCE, CLIPPING, or "" when neither holds any more.
    """

    level = Signal(object)
    warned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reset()

    def reset(self) -> None:
        """Forget what was heard: another source follows."""
        self.warning = ""
        self._waiting = np.zeros(0, np.int16)
        self._quiet_s = 0.0
        self._since_clip_s = CLIPPING_SHOWN_S

    @Slot(object)
    def add(self, sound: Sound) -> None:
        waiting = np.concatenate([self._waiting, sound.samples])
        while len(waiting) >= WINDOW:
            self._measure(waiting[:WINDOW])
            waiting = waiting[WINDOW:]
        self._waiting = waiting

    def _measure(self, samples: NDArray[np.int16]) -> None:
        window_s = len(samples) / SOUND_RATE
        rms_db, peak_db = levels(samples)
        self._quiet_s = self._quiet_s + window_s if rms_db < SILENT_DB else 0.0
        self._since_clip_s = 0.0 if is_clipped(samples) else self._since_clip_s + window_s
        silent, clipping = self._quiet_s > SILENT_AFTER_S - window_s / 2, self._since_clip_s < CLIPPING_SHOWN_S
        self.level.emit(Level(rms_db, peak_db, clipping, silent))
        warning = SILENCE if silent else CLIPPING if clipping else ""
        if warning != self.warning:
            self.warning = warning
            self.warned.emit(warning)


def levels(samples: NDArray[np.int16]) -> tuple[float, float]:
    """(RMS, peak) in dB of full scale, not under FLOOR_DB. A constant offset is not sound."""
    loud = samples.astype(np.float64)
    loud -= loud.mean()
    return _db(float(np.sqrt(np.mean(loud**2)))), _db(float(np.abs(loud).max()))


def is_clipped(samples: NDArray[np.int16]) -> bool:
    """Whether CLIPPED_RUN samples in a row lie at full scale."""
    full = np.abs(samples.astype(np.int32)) >= CLIPPED_AT
    runs = np.convolve(full, np.ones(CLIPPED_RUN), mode="valid")
    return bool(len(runs) and runs.max() >= CLIPPED_RUN)


def _db(amplitude: float) -> float:
    return max(FLOOR_DB, min(0.0, 20 * np.log10(amplitude / FULL))) if amplitude > 0 else FLOOR_DB

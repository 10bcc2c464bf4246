"""The thread that plays a clip: in order of time, at its pace or as fast as it is taken."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

import numpy as np
from PySide6.QtMultimedia import QVideoFrameFormat

from rehearse.errors import MediaError
from ui.capture.clip_file import copy_of, has_sound, open_clip, picture_format, pictures, sounds
from ui.capture.source import SOUND_RATE, Picture, Sound

AHEAD = 8  # parts handed over and not yet taken
START_DELAY_S = 0.05


@dataclass(frozen=True)
class Opened:
    """What a clip holds; `format` is None without a picture."""

    format: QVideoFrameFormat | None
    has_sound: bool


class ClipReader:
    """Decodes in a thread of its own, and calls back from it."""

    def __init__(
        self,
        path: Path,
        picture: bool,
        sound: bool,
        real_time: bool,
        on_opened: Callable[[Opened], object],
        on_part: Callable[[Picture | Sound], object],
        on_failed: Callable[[str], object],
    ) -> None:
        self._path, self._picture, self._sound, self._real_time = path, picture, sound, real_time
        self._on_opened, self._on_part, self._on_failed = on_opened, on_part, on_failed
        self._thread = threading.Thread(target=self._run, name="clip", daemon=True)
        self._change = threading.Condition()
        self._ended = self._held = self._recording = False
        self._ahead = 0
        self._round = 0
        self._origin = 0.0

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        with self._change:
            self._ended = True
            self._change.notify_all()
        if self._thread.ident is not None:
            self._thread.join()

    def taken(self) -> None:
        """One part less is on its way."""
        with self._change:
            self._ahead -= 1
            self._change.notify_all()

    def hold(self, full: bool) -> None:
        with self._change:
            self._held = full
            self._change.notify_all()

    def restart(self) -> float:
        """Play from the beginning and not over again; returns when the beginning is."""
        with self._change:
            self._recording = True
            return self._new_round(time.monotonic() + START_DELAY_S)

    def loop(self) -> None:
        with self._change:
            self._recording = self._held = False
            self._new_round(time.monotonic())

    def _new_round(self, origin: float) -> float:
        self._round += 1
        self._origin = origin
        self._change.notify_all()
        return origin

    def _run(self) -> None:
        try:
            self._play()
        except MediaError as error:
            self._on_failed(error.message)

    def _play(self) -> None:
        opened = self._look()
        self._on_opened(opened)
        with self._change:
            if not self._round:
                self._new_round(time.monotonic())
        while not self._ended:
            with self._change:
                number, origin = self._round, self._origin
            self._play_round(opened, number, origin)
            with self._change:
                if self._round == number and not self._recording:
                    self._new_round(time.monotonic())

    def _play_round(self, opened: Opened, number: int, origin: float) -> None:
        last = None
        end = -1.0
        for part in self._parts(opened):
            if not self._hand(part, number, origin):
                return
            last = part if isinstance(part, Picture) else last
            end = max(end, part.end if isinstance(part, Sound) else part.at + 1 / 30)
        if end < 0:
            raise MediaError(f"{self._path} holds nothing that can be shown or heard here.")
        if self._recording:
            for part in _still(last, opened, end):
                if not self._hand(part, number, origin):
                    return

    def _hand(self, part: Picture | Sound, number: int, origin: float) -> bool:
        """Give one part over when its time has come and there is room. False when the round is over."""
        due = origin + (part.end if isinstance(part, Sound) else part.at)
        with self._change:
            while not self._ended and self._round == number:
                fast = self._recording and not self._real_time
                wait = 0.0 if fast else due - time.monotonic()
                if wait <= 0 and not self._held and self._ahead < AHEAD:
                    break
                self._change.wait(wait if wait > 0 else None)
            if self._ended or self._round != number:
                return False
            self._ahead += 1
        self._on_part(_shifted(part, origin))
        return True

    def _look(self) -> Opened:
        with open_clip(self._path) as clip:
            format = picture_format(clip) if self._picture else None
            return Opened(format, self._sound and has_sound(clip))

    def _parts(self, opened: Opened) -> Iterator[Picture | Sound]:
        """The clip's frames and sound in order of time, from its beginning; times from 0."""
        streams: list[Iterator[Picture | Sound]] = []
        if opened.format is not None:
            streams.append(pictures(self._path, opened.format))
        if opened.has_sound:
            streams.append(sounds(self._path))
        return heapq.merge(*streams, key=attrgetter("at"))


def _still(last: Picture | None, opened: Opened, at: float) -> Iterator[Picture | Sound]:
    """The last frame and silence, without end."""
    rate = opened.format.streamFrameRate() if opened.format is not None else 30.0
    silence = np.zeros(round(SOUND_RATE / rate), np.int16)
    for number in itertools.count():
        if last is not None:
            yield Picture(copy_of(last.frame), at + number / rate)
        if opened.has_sound:
            yield Sound(silence, at + number * len(silence) / SOUND_RATE)


def _shifted(part: Picture | Sound, by: float) -> Picture | Sound:
    return replace(part, at=part.at + by)

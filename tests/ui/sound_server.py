"""A private PulseAudio with a virtual microphone: what is played to `spk` is heard on `vmic`, by nobody else."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType

import pytest

MICROPHONE = "vmic"
SPEAKER = "spk"
START_S = 20.0


class SoundServer:
    """Runs for as long as the `with` block lasts, on a socket inside `folder`; several may run side by side."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._modules: dict[str, str] = {}
        self.address = f"unix:{folder / 'native'}"

    def __enter__(self) -> SoundServer:
        for program in ("pulseaudio", "pactl", "paplay"):
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed; packaging/system.sh test installs it")
        loads = [f"module-native-protocol-unix socket={self._folder / 'native'} auth-anonymous=1"]
        options = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes"]
        self._server = subprocess.Popen(
            ["pulseaudio", *options, *(f"--load={load}" for load in loads)],
            env=os.environ | {"HOME": str(self._folder), "PULSE_RUNTIME_PATH": str(self._folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()
        self.plug_in(SPEAKER, f"module-null-sink sink_name={SPEAKER} rate=48000")
        self.plug_in(MICROPHONE, f"module-remap-source master={SPEAKER}.monitor source_name={MICROPHONE}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.terminate()
        self._server.wait(10)

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment, pointed at the server."""
        return os.environ | {"PULSE_SERVER": self.address}

    def plug_in(self, name: str, module: str) -> None:
        """Add a device by PulseAudio's module and its arguments; `unplug(name)` takes it away again."""
        self._modules[name] = self._pactl("load-module", *module.split()).strip()

    def unplug(self, name: str) -> None:
        self._pactl("unload-module", self._modules.pop(name))

    def play(self, sound: Path) -> subprocess.Popen[bytes]:
        """Speak a sound file into the microphone; the process ends with the sound."""
        return subprocess.Popen(["paplay", f"--device={SPEAKER}", str(sound)], env=self.environment)

    def _pactl(self, *words: str) -> str:
        done = subprocess.run(["pactl", *words], env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout

    def _wait(self) -> None:
        until = time.monotonic() + START_S
        while True:
            try:
                self._pactl("info")
                return
            except subprocess.CalledProcessError:
                assert self._server.poll() is None, "PulseAudio ended"
                assert time.monotonic() < until, "PulseAudio does not answer"
                time.sleep(0.05)

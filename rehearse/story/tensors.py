"""Named arrays in a safetensors file: an 8-byte length, a JSON header, the numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

_KINDS: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2")}


def read_tensors(path: Path) -> dict[str, Array]:
    """The floating-point arrays of a file by name. 32-bit ones are mapped, not read; 16-bit ones are widened."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    data = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + size)
    entries = {name: entry for name, entry in header.items() if entry.get("dtype") in _KINDS}
    return {
        name: _array(data, entry["dtype"], entry["shape"], entry["data_offsets"]) for name, entry in entries.items()
    }


def _array(data: NDArray[np.uint8], kind: str, shape: list[int], offsets: list[int]) -> Array:
    values: NDArray[Any] = np.frombuffer(data[slice(*offsets)].data, dtype=_KINDS[kind])
    widened: Array = values.reshape(shape).astype(np.float32, copy=False)
    return widened


def write_tensors(path: Path, arrays: Mapping[str, NDArray[np.float32]]) -> None:
    """Write arrays as 16-bit numbers, in the order of their names."""
    header, place, parts = {}, 0, []
    for name in sorted(arrays):
        values = np.ascontiguousarray(arrays[name], dtype="<f2")
        header[name] = {
            "dtype": "F16",
            "shape": list(values.shape),
            "data_offsets": [place, place + values.nbytes],
        }
        place += values.nbytes
        parts.append(values.tobytes())
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(len(text).to_bytes(8, "little") + text + b"".join(parts))

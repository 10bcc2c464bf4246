"""One file over HTTP: resumed where it stopped, and believed only when size and hash agree."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.errors import WeightsError
from rehearse.weights.catalogue import WeightsFile
from rehearse.weights.files import hash_file, private_file

if TYPE_CHECKING:
    import httpx

TRIES = 4
PAUSE_S = 0.5
BY_HAND = "Or bring a folder from another machine with `rehearse weights add FOLDER`."

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART_OF = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class Interrupted(Exception):
    """The transfer broke off; what was received is kept, and asking again may help."""


def fetch(client: httpx.Client, url: str, part: Path, file: WeightsFile, progress: Callable[[int], None]) -> str:
    """Bring `file` from `url` into `part`, going on from what is there already; returns its SHA-256.

    `progress` is given the bytes that are there. A broken connection is tried again as long as each try brings
    something. A resumed file that turns out wrong is fetched once more from its start. Raises WeightsError where
    the server cannot be reached or refuses, or the content is not what it should be; then nothing wrong is kept.
    """
    resumed = _length(part) > 0
    expected = _transfer(client, url, part, file, progress)
    sha256 = hash_file(part)
    if resumed and expected not in ("", sha256):
        _forget(part)
        expected = _transfer(client, url, part, file, progress)
        sha256 = hash_file(part)
    if expected in ("", sha256):
        _tag(part).unlink(missing_ok=True)
        return sha256
    _forget(part)
    raise WeightsError(
        f"{file.name} from {url} is not the file it should be: its SHA-256 is another.",
        "Nothing of it was kept. If this stays so, do not use this source.",
    )


def _transfer(client: httpx.Client, url: str, part: Path, file: WeightsFile, progress: Callable[[int], None]) -> str:
    """Receive until `part` is complete; returns the SHA-256 that it should have, or "" where nobody knows."""
    expected = file.sha256 or ""
    fruitless = 0
    while (have := _length(part)) != file.size:
        try:
            expected = _receive(client, url, part, file, progress) or expected
        except Interrupted as error:
            fruitless = 0 if _length(part) > have else fruitless + 1
            if fruitless == TRIES:
                raise WeightsError(
                    f"The transfer from {url} broke off ({error}).", f"Run the command again to go on. {BY_HAND}"
                ) from error
            time.sleep(PAUSE_S * fruitless)
    return expected


def _receive(client: httpx.Client, url: str, part: Path, file: WeightsFile, progress: Callable[[int], None]) -> str:
    """Fetch what is missing of `part`; returns the SHA-256 that it should have, by the server where it tells one."""
    import httpx

    if _length(part) > file.size:
        _forget(part)
    try:
        with client.stream("GET", url, headers=_headers(part)) as response:
            expected = _expected(response, file)
            start = _start(response, part, file)
            _tag(part).write_text(response.headers.get("etag", ""))
            _save(response, part, start, file, progress)
            return expected
    except httpx.ConnectError as error:
        raise WeightsError(f"{httpx.URL(url).host} cannot be reached: is there a network?", BY_HAND) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Interrupted(str(error) or type(error).__name__) from error


def _headers(part: Path) -> dict[str, str]:
    """Ask for the rest alone, and for everything should the file have changed meanwhile (If-Range)."""
    plain = {"Accept-Encoding": "identity"}
    have = _length(part)
    if not have:
        return plain
    tag = _tag(part).read_text() if _tag(part).exists() else ""
    unchanged = {"If-Range": tag} if tag and not tag.startswith("W/") else {}
    return plain | {"Range": f"bytes={have}-"} | unchanged


def _expected(response: httpx.Response, file: WeightsFile) -> str:
    """The SHA-256 to hold the file against: the catalogue's and the server's where it names one; they must agree."""
    linked = [r.headers.get("x-linked-etag", "").strip('"') for r in (*response.history, response)]
    told = next((tag for tag in linked if _SHA256.fullmatch(tag)), "")
    if told and file.sha256 and told != file.sha256:
        raise WeightsError(
            f"{response.url.host} offers another {file.name} than the one that was checked for this program.",
            "Nothing was fetched. Do not use this source.",
        )
    return file.sha256 or told


def _start(response: httpx.Response, part: Path, file: WeightsFile) -> int:
    """Where the response's content belongs in the file. Raises where it is not to be used."""
    ranged = _PART_OF.match(response.headers.get("content-range", ""))
    if (
        response.status_code == 206
        and ranged
        and int(ranged[1]) == _length(part)
        and ranged[2] in ("*", str(file.size))
    ):
        return int(ranged[1])
    if response.status_code in (206, 416):
        _forget(part)
        raise Interrupted("the server did not send the part asked for")
    if response.status_code >= 500 or response.status_code == 429:
        raise Interrupted(f"the server answered {response.status_code}")
    if response.status_code != 200:
        raise WeightsError(f"{response.url} cannot be fetched: the server answered {response.status_code}.", BY_HAND)
    size = response.headers.get("content-length", str(file.size))
    if size != str(file.size):
        raise WeightsError(f"{response.url} holds {size} bytes instead of {file.size}: it is another file.", BY_HAND)
    return 0


def _save(response: httpx.Response, part: Path, start: int, file: WeightsFile, progress: Callable[[int], None]) -> None:
    done = start
    with private_file(part, append=start > 0) as out:
        for block in response.iter_raw():
            done += len(block)
            if done > file.size:
                break
            out.write(block)
            progress(done)
    if done > file.size:
        _forget(part)
        raise WeightsError(f"{response.url} is longer than the {file.size} bytes it should be.", BY_HAND)
    if done < file.size:
        raise Interrupted(f"{file.size - done} bytes of {file.name} are missing")


def _length(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _tag(part: Path) -> Path:
    """Beside the part lies the server's name for the version that it is a part of."""
    return part.with_name(part.name + ".etag")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _tag(part).unlink(missing_ok=True)

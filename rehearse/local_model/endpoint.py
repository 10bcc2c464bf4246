"""An OpenAI-compatible server on this machine (Ollama, llama.cpp's server), and no other machine's."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from rehearse.errors import LocalModelError

if TYPE_CHECKING:
    import httpx

TIMEOUT_S = 60.0
CONNECT_S = 3.0
MOST_BYTES = 1_000_000
LOCALHOST = "localhost"
HINT = "Give the address of a server on this machine, such as http://127.0.0.1:11434/v1."
START = "Start the server, and check the address in the settings."


@dataclass(frozen=True)
class Endpoint:
    """`base` is the server's API root with a literal loopback address, `model` the name of one of its models."""

    base: str
    model: str


def local_endpoint(url: str, model: str) -> Endpoint:
    """The endpoint at `url`.

    A name is looked up once and replaced by the address found, so that it can't lead elsewhere later.

    Raises
    ------
    LocalModelError : the address is not of this machine, or can't be read, or no model is named.
    """
    if not model.strip():
        raise LocalModelError("No model is named.", "Give the name that the server knows the model by.")
    parts, port = _parts(url)
    host = _loopback(parts.hostname or "")
    shown = f"[{host}]" if ":" in host else host
    return Endpoint(f"http://{shown}:{port or 80}{parts.path.rstrip('/')}", model.strip())


def is_local(url: str) -> bool:
    """Whether an address names this machine. Nothing is looked up: "localhost" counts until it is asked."""
    try:
        parts, _ = _parts(url)
        return parts.hostname == LOCALHOST or ip_address(parts.hostname or "").is_loopback
    except (LocalModelError, ValueError):
        return False


def _parts(url: str) -> tuple[SplitResult, int | None]:
    """The address's parts and its port; refuses what is more than a plain address."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise LocalModelError(f"{url} is not an address.", HINT) from None
    if parts.scheme != "http" or not parts.hostname or parts.username is not None or parts.query or parts.fragment:
        raise LocalModelError(f"{url} is not the address of a server on this machine.", HINT)
    return parts, port


def _loopback(host: str) -> str:
    """The host's loopback address; refuses a host that has any other."""
    try:
        found = [str(ip_address(host))]
    except ValueError:
        if host != LOCALHOST:
            raise LocalModelError(f"{host} is not this machine.", HINT) from None
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    if not found or not all(ip_address(address).is_loopback for address in found):
        raise LocalModelError(f"{host} is not this machine.", HINT)
    return found[0]


def complete(endpoint: Endpoint, messages: list[dict[str, str]], *, timeout_s: float = TIMEOUT_S) -> str:
    """The model's answer to a conversation. No proxy is used and no redirection followed.

    Raises
    ------
    LocalModelError : the server can't be reached, refuses, or answers something else than a completion.
    """
    import httpx

    body = {"model": endpoint.model, "messages": messages, "temperature": 0, "stream": False}
    limits = httpx.Timeout(timeout_s, connect=CONNECT_S)
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=limits) as client,
            client.stream("POST", f"{endpoint.base}/chat/completions", json=body) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise LocalModelError(f"The local model's server answered {answer.status_code}.", START)
            return _content(_read(answer))
    except httpx.TimeoutException:
        raise LocalModelError("The local model took too long to answer.", "Try a smaller model.") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise LocalModelError(f"The local model can't be reached ({type(error).__name__}).", START) from None


def _read(answer: httpx.Response) -> bytes:
    data = b""
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > MOST_BYTES:
            raise LocalModelError("The local model's answer is far too long.", "Try another model.")
    return data


def _content(data: bytes) -> str:
    try:
        answer: Any = json.loads(data)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str):
        raise LocalModelError("The local model's server did not answer as one does.", START)
    return content

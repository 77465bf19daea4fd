"""A server that answers as a test tells it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

HEALTH: dict[str, Any] = {"status": "ok", "version": "2026.12.0", "uptime": 1}
ERROR: dict[str, Any] = {"error": {"code": "INTERNAL_ERROR", "message": "It broke.", "details": {}}}
LIMITED: dict[str, Any] = {"error": {"code": "RATE_LIMITED", "message": "Too many.", "details": {}}}
OUTDATED: dict[str, Any] = {
    "error": {
        "code": "INVALID_REQUEST",
        "message": "Too old.",
        "details": {"issues": [{"field": "query.after", "rule": "outdatedCursor", "message": "is too old"}]},
    }
}


@dataclass
class Scripted:
    """`answers` are used up one after the other, and the last one again and again."""

    answers: list[bytes | None]
    """`None` hangs."""
    requests: list[str] = field(default_factory=list[str])
    """Head and body of each."""
    url: str = ""

    def keys(self) -> list[str]:
        lines = "\r\n".join(self.requests).split("\r\n")
        return [line.split(": ")[1] for line in lines if line.lower().startswith("idempotency-key")]


def answer(status: int, body: Any = None, headers: dict[str, str] | None = None, short: int = 0) -> bytes:
    """`short` says how many bytes of the body are missing when the connection ends."""
    content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    kind = "text/html" if isinstance(body, str) else "application/json"
    lines = [
        f"HTTP/1.1 {status} Whatever",
        f"Content-Type: {kind}",
        f"Content-Length: {len(content)}",
        "Connection: close",
        "X-Request-Id: request-1",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content[: len(content) - short]


@contextmanager
def scripted(*answers: bytes | None) -> Generator[Scripted, None, None]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = Scripted(list(answers), url=f"http://127.0.0.1:{listener.getsockname()[1]}")
    over = threading.Event()

    def serve(connection: socket.socket, given: bytes | None) -> None:
        with connection:
            if given is None:
                over.wait(30)
            else:
                connection.sendall(given)

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            server.requests.append(_read(connection))
            given = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
            threading.Thread(target=serve, args=(connection, given), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _read(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65_536)
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.decode().split("\r\n") if line.lower().startswith("content-length")]
    length = int(lengths[0].split(":")[1]) if lengths else 0
    while len(body) < length:
        body += connection.recv(65_536)
    return (head + b"\r\n\r\n" + body).decode()

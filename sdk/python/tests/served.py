"""A server of events that does as a test tells it, over WebSockets and by pages."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlparse

from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

MESSAGE: dict[str, Any] = {
    "id": "message-1",
    "sessionId": "session-1",
    "channel": "support",
    "userId": "42",
    "direction": "inbound",
    "message": "Hello",
    "status": "received",
    "createdAt": "2026-02-14T12:00:00.000Z",
    "updatedAt": "2026-02-14T12:00:00.000Z",
}


def received(id: int) -> dict[str, Any]:
    payload = {**MESSAGE, "id": f"message-{id}"}
    return {"id": id, "type": "message:received", "time": "2026-02-14T12:00:00.000Z", "payload": payload}


def page_of(*ids: int) -> dict[str, Any]:
    newest = max(ids, default=0)
    return {"events": [received(id) for id in ids], "nextAfter": newest, "newest": newest}


@contextmanager
def event_server(last: int, page: Callable[[int], dict[str, Any]] = lambda _: page_of()) -> Generator[str, None, None]:
    """Each WebSocket brings the events up to `last`, and then nothing; `page` is told `after`."""

    def after_of(path: str) -> int:
        return int(parse_qs(urlparse(path).query).get("after", ["0"])[0])

    def answer(connection: ServerConnection, request: Request) -> Response | None:
        if request.path.startswith("/ws"):
            return None
        body = json.dumps(page(after_of(request.path))).encode()
        headers = Headers([("content-type", "application/json"), ("content-length", str(len(body)))])
        return Response(200, "OK", headers, body)

    def feed(connection: ServerConnection) -> None:
        assert connection.request is not None
        try:
            for id in range(after_of(connection.request.path) + 1, last + 1):
                connection.send(json.dumps(received(id)))
            connection.recv()
        except ConnectionClosed:
            return

    # Its types are not whole.
    server: Any = serve(feed, "127.0.0.1", 0, process_request=answer, compression=None)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.socket.getsockname()[1]}"
    finally:
        server.shutdown()
        thread.join(5)

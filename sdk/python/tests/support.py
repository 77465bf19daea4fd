"""Small helpers of the tests."""

from __future__ import annotations

import threading
from typing import Any

from openclaw import OpenClaw
from openclaw._events import EventOptions, EventReader
from openclaw._exchange import Exchanges

from .gateway import SECRET


def take(stream: Any, count: int) -> list[Any]:
    found: list[Any] = []
    for event in stream:
        found.append(event)
        if len(found) == count:
            break
    return found


def collect(stream: Any, found: list[str]) -> None:
    for event in stream:
        found.append(event.payload.message)


def at_least(found: list[str], count: int) -> bool:
    return len(found) >= count


def newest(claw: OpenClaw) -> int:
    return claw.list_events(limit=1).newest


def say(claw: OpenClaw, text: str, user_id: str = "visitor") -> None:
    claw.webhooks.receive("support", secret=SECRET, user_id=user_id, message=text)


def reader(**options: Any) -> EventReader:
    """Without a gateway: its steps are carried out by the test."""
    settings = OpenClaw(base_url="http://127.0.0.1:1", token="a")._api.settings
    return EventReader(Exchanges(settings), EventOptions(after=1, **options))


def aside() -> list[threading.Thread]:
    """In which streams wait for a peer."""
    return [thread for thread in threading.enumerate() if thread.name == "openclaw-events"]

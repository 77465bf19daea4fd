"""Small helpers of the tests of events."""

from __future__ import annotations

from typing import Any

from openclaw import OpenClaw

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

"""What the suites run against, and both clients with one way to call them."""

from __future__ import annotations

import asyncio
import inspect
import threading
import time
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pytest

from openclaw import ApiError, AsyncOpenClaw, OpenClaw

from .gateway import TOKEN, until, write_messages
from .proxy import CuttingProxy, cutting
from .support import newest, take

RATE = 500
"""Events in a second that the mock is asked for where many are wanted."""
CALM_RATE = 50
"""Events in a second that it is asked for otherwise: by itself it sends one, on which the tests would wait for long."""
SOCKETS = pytest.mark.parametrize("web_socket", [True, False], ids=["socket", "polling"])


@dataclass(frozen=True)
class Target:
    """The real gateway or the mock."""

    url: str
    is_mock: bool
    direct: str = ""
    """Its address where `url` is that of a proxy before it."""

    @property
    def channel(self) -> str:
        return "support"

    @contextmanager
    def through(self, cuts: int = 0, *queries: str) -> Generator[CuttingProxy, None, None]:
        """A proxy that cuts, and asks the mock for events often; `queries` are what it asks of it at first instead."""
        more = (*queries, f"rate={RATE}") if self.is_mock else ()
        with cutting(self.direct or self.url, cuts, queries=more) as proxy:
            yield proxy

    def happen(self, messages: int) -> None:
        """At least so many messages come in, and as many events. The mock's come to each that watches."""
        if self.is_mock:
            with self.through() as proxy, OpenClaw(base_url=proxy.url, token=TOKEN) as claw:
                take(claw.events(after=newest(claw), types=["message:received"]), messages)
        else:
            # Users that are new, so that there are sessions too.
            asyncio.run(write_messages(self.url, messages, user=f"user-{time.time_ns()}"))

    def newest(self) -> int:
        with OpenClaw(base_url=self.url, token=TOKEN) as claw:
            return newest(claw)


@dataclass(frozen=True)
class Client:
    """The sync or the async client of a target, made for each use."""

    target: Target
    is_async: bool

    def use(self, work: Callable[[Any], Any], **options: Any) -> Any:
        """What `work` makes of the client, awaited where that is needed."""
        given: dict[str, Any] = {"base_url": self.target.url, "token": TOKEN, "timeout": 20, **options}
        if not self.is_async:
            with OpenClaw(**given) as claw:
                return work(claw)

        async def run() -> Any:
            async with AsyncOpenClaw(**given) as claw:
                found = work(claw)
                return await found if inspect.isawaitable(found) else found

        return asyncio.run(run())

    @contextmanager
    def watching(
        self, found: list[Any], options: dict[str, Any] | None = None, **stream: Any
    ) -> Generator[Callable[[], int | None], None, None]:
        """Events are added to `found` in a thread until the end of the block. Tells the stream's position."""
        streams: list[Any] = []
        loops: list[asyncio.AbstractEventLoop] = []

        def watch(claw: Any) -> Any:
            streams.append(claw.events(**stream))
            if not self.is_async:
                found.extend(streams[0])
                return None

            async def read() -> None:
                loops.append(asyncio.get_running_loop())
                async for event in streams[0]:
                    found.append(event)

            return read()

        thread = threading.Thread(target=lambda: self.use(watch, **(options or {})))
        thread.start()
        until(lambda: streams and (loops or not self.is_async))
        try:
            yield lambda: streams[0].position
        finally:
            if self.is_async:
                # Its loop may end before it has said farewell to the gateway.
                with suppress(CancelledError):
                    asyncio.run_coroutine_threadsafe(streams[0].close(), loops[0]).result(10)
            else:
                streams[0].close()
            thread.join(10)
        assert not thread.is_alive()


def taken(stream: Any, count: int) -> Any:
    """The first so many of a stream or a list; to be awaited where it is an async one."""
    return _taken(stream, count) if hasattr(stream, "__aiter__") else take(stream, count)


async def _taken(stream: Any, count: int) -> list[Any]:
    found: list[Any] = []
    async for one in stream:
        found.append(one)
        if len(found) == count:
            break
    return found


def all_of(items: Any) -> Any:
    """All of a list; to be awaited where it is an async one."""

    async def read() -> list[Any]:
        return [one async for one in items]

    return read() if hasattr(items, "__aiter__") else list(items)


def in_turn(*steps: Callable[[], Any]) -> Any:
    """The results of calls that are made one after the other; to be awaited where they are async."""

    async def run(first: Awaitable[Any]) -> list[Any]:
        return [await first, *[await step() for step in steps[1:]]]

    first = steps[0]()
    return run(first) if inspect.isawaitable(first) else [first, *[step() for step in steps[1:]]]


def error_of(call: Callable[[], Any]) -> Any:
    """What the gateway's answer is raised as; to be awaited where the call is async."""

    async def wait(found: Awaitable[Any]) -> ApiError | None:
        try:
            await found
        except ApiError as error:
            return error
        return None

    try:
        found = call()
    except ApiError as error:
        return error
    return wait(found) if inspect.isawaitable(found) else None

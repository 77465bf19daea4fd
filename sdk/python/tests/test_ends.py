"""A call ends with its client, whatever it waits for, and says so."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from openclaw import AsyncOpenClaw, OpenClaw, OpenClawError
from openclaw._steps import Connect
from openclaw._turn import Turn
from openclaw._wire import _Stream

from .gateway import until
from .scripted import ERROR, answer, scripted
from .served import event_server

BOTH = pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])


async def closed_when(
    is_async: bool, url: str, done: Callable[[], Any], count: int = 1, max_retries: int = 2
) -> Sequence[object]:
    """What becomes of so many calls when the client is closed once `done()` is true."""
    if is_async:
        async_claw = AsyncOpenClaw(base_url=url, token="a", timeout=20, max_retries=max_retries)
        tasks = [asyncio.create_task(async_claw.health()) for _ in range(count)]
        await asyncio.to_thread(until, done)
        await async_claw.close()
        return await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 15)
    claw = OpenClaw(base_url=url, token="a", timeout=20, max_retries=max_retries)
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(count) as threads:
        calls = [loop.run_in_executor(threads, claw.health) for _ in range(count)]
        await asyncio.to_thread(until, done)
        claw.close()
        return await asyncio.wait_for(asyncio.gather(*calls, return_exceptions=True), 15)


def all_say_so(found: Sequence[object]) -> bool:
    return {(type(one), str(one)) for one in found} == {(OpenClawError, "This client is closed. Make another one.")}


@BOTH
@pytest.mark.parametrize("max_retries", [0, 2])
async def test_one_that_waits_for_its_answer_is_not_tried_again(is_async: bool, max_retries: int) -> None:
    with scripted(None) as server:
        found = await closed_when(is_async, server.url, lambda: server.requests, max_retries=max_retries)
        assert all_say_so(found)
        await asyncio.sleep(0.1)
        assert len(server.requests) == 1


@BOTH
async def test_one_that_waits_for_its_next_try_has_none(is_async: bool) -> None:
    with scripted(answer(503, ERROR, {"Retry-After": "30"})) as server:
        began = time.monotonic()

        def is_waiting() -> bool:
            return bool(server.requests) and time.monotonic() - began > 0.5

        assert all_say_so(await closed_when(is_async, server.url, is_waiting))
        assert len(server.requests) == 1


@BOTH
async def test_those_that_wait_for_a_connection_of_the_pool_get_none(is_async: bool) -> None:
    with scripted(None) as server:
        found = await closed_when(is_async, server.url, lambda: len(server.requests) == 100, 110)
        assert len(found) == 110
        assert all_say_so(found)
        assert len(server.requests) == 100


@BOTH
async def test_one_in_a_handshake(is_async: bool) -> None:
    accepted: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        accepting = threading.Thread(target=lambda: accepted.append(listener.accept()[0]))
        accepting.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        # What the client says first has come.
        found = await closed_when(is_async, url, lambda: accepted and accepted[0].recv(1, socket.MSG_PEEK))
        accepting.join(5)
        accepted[0].close()
    assert all_say_so(found)


@contextmanager
def full() -> Generator[str, None, None]:
    """No more connections are taken there, and none is refused."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(8)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        try:
            yield f"http://127.0.0.1:{address[1]}"
        finally:
            for one in waiting:
                one.close()


@BOTH
async def test_one_that_connects(is_async: bool) -> None:
    with full() as url:
        began = time.monotonic()
        assert all_say_so(await closed_when(is_async, url, lambda: time.monotonic() - began > 0.5))


class _ClosedAside(httpx.Client):
    """By another thread, just before it sends."""

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        self.close()
        return super().send(request, **options)


class _AsyncClosedAside(httpx.AsyncClient):
    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        await self.aclose()
        return await super().send(request, **options)


async def test_one_whose_connections_end_before_it_is_sent() -> None:
    url = "http://127.0.0.1:1"
    with pytest.raises(OpenClawError, match="closed"):
        OpenClaw(base_url=url, token="a", http_client=_ClosedAside()).health()
    with pytest.raises(OpenClawError, match="closed"):
        await AsyncOpenClaw(base_url=url, token="a", http_client=_AsyncClosedAside()).health()


async def test_one_over_the_connections_of_the_caller() -> None:
    """They stay open."""
    with scripted(answer(503, ERROR)) as server, httpx.Client() as client:
        claw = OpenClaw(base_url=server.url, token="a", http_client=client)
        claw.close()
        with pytest.raises(OpenClawError, match="closed"):
            claw.health()
        assert not client.is_closed
        async with httpx.AsyncClient() as async_client:
            async_claw = AsyncOpenClaw(base_url=server.url, token="a", http_client=async_client)
            await async_claw.close()
            with pytest.raises(OpenClawError, match="closed"):
                await async_claw.health()
            assert not async_client.is_closed
        assert server.requests == []


@BOTH
async def test_one_of_a_client_with_other_options(is_async: bool) -> None:
    with scripted(answer(503, ERROR, {"Retry-After": "30"})) as server:
        if is_async:
            async_claw = AsyncOpenClaw(base_url=server.url, token="a")
            call: asyncio.Future[Any] = asyncio.ensure_future(async_claw.with_options(timeout=10).health())
            await asyncio.to_thread(until, lambda: server.requests)
            await async_claw.close()
        else:
            claw = OpenClaw(base_url=server.url, token="a")
            call = asyncio.ensure_future(asyncio.to_thread(claw.with_options(timeout=10).health))
            await asyncio.to_thread(until, lambda: server.requests)
            claw.close()
        with pytest.raises(OpenClawError, match="closed"):
            await asyncio.wait_for(call, 5)


class _Slow(socket.socket):
    """What has read from it takes its time to go on."""

    def __init__(self, of: socket.socket) -> None:
        super().__init__(of.family, of.type, of.proto, of.detach())
        self.has_read, self.may_go_on = threading.Event(), threading.Event()

    def recv(self, *args: Any) -> bytes:
        data = super().recv(*args)
        self.has_read.set()
        self.may_go_on.wait(5)
        return data


def test_a_socket_is_not_freed_while_another_thread_reads_from_it() -> None:
    """Its number is soon that of another connection, whose answer would be taken for this one's."""
    ours, theirs = socket.socketpair()
    with theirs, _Slow(ours) as slow:
        stream = _Stream(slow)
        reading = threading.Thread(target=lambda: stream.read(1, 5))
        reading.start()
        closing = threading.Thread(target=stream.close)
        closing.start()
        assert slow.has_read.wait(5)
        closing.join(0.1)
        assert slow.fileno() >= 0
        slow.may_go_on.set()
        reading.join(5)
        closing.join(5)
        assert slow.fileno() < 0


class _Interrupted(Turn):
    """Just when the connection is there, by who waited for it."""

    def free(self) -> None:
        super().free()
        self.cut()


def test_a_web_socket_that_nobody_waits_for_any_more_does_not_stay_open() -> None:
    with event_server(3) as url, OpenClaw(base_url=url, token="a") as claw:
        stream: Any = claw.events(after=0)
        stream._connect(Connect(f"ws{url[4:]}/ws?after=0", {}, 5), _Interrupted(5))
        assert stream._socket.protocol.close_sent is not None

"""The streams through connections that break a thousand times."""

from __future__ import annotations

import asyncio
import threading
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from openclaw import AsyncOpenClaw, OpenClaw

from .gateway import TOKEN, gateway, write_messages
from .proxy import CuttingProxy, cutting

EVENTS = 20_000
CUTS = 1_000
MEMORY = 32 * 2**20
"""Bytes that both clients together may take at any moment; all events as objects would be several times as much."""
SECONDS = 200


def test_each_event_comes_once_and_in_order_through_a_thousand_cuts(tmp_path: Path) -> None:
    with (
        gateway(tmp_path / "gateway") as server,
        cutting(server.url, CUTS, seed=1) as first,
        cutting(server.url, CUTS, seed=2) as second,
        ThreadPoolExecutor() as threads,
    ):
        proxies = (first, second)
        with OpenClaw(base_url=server.url, token=TOKEN) as direct:
            start = direct.list_events().newest

        def may_write(number: int) -> bool:
            """So that they are cut while events are written, however quickly that goes."""
            return min(proxy.cuts for proxy in proxies) >= number * 2 * CUTS / EVENTS - 100

        tracemalloc.start()
        began = time.monotonic()
        writing = threads.submit(asyncio.run, write_messages(server.url, EVENTS // 2, may_write))
        reading = (
            threads.submit(read_sync, first, start),
            threads.submit(asyncio.run, read_async(second, start)),
        )
        ids = [read.result() for read in reading]
        writing.result()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    for kind, read, proxy in zip(("sync", "async"), ids, proxies, strict=True):
        print(f"\n{kind}: {len(read)} events, {proxy.cuts} cuts of {proxy.sockets} sockets", end="")
    print(f"\n{time.monotonic() - began:.1f} s, {peak / 2**20:.1f} MiB at the peak for both and the writer")
    expected = list(range(start + 1, start + EVENTS + 1))
    assert ids == [expected, expected]
    assert [proxy.cuts for proxy in proxies] == [CUTS, CUTS]
    assert peak < MEMORY


def read_sync(proxy: CuttingProxy, start: int) -> list[int]:
    ids: list[int] = []
    with OpenClaw(base_url=proxy.url, token=TOKEN) as claw:
        stream = claw.events(after=start, reconnect_delay=0.001)

        def end_when_done() -> None:
            wait(done(ids, proxy))
            stream.close()

        watcher = threading.Thread(target=end_when_done)
        watcher.start()
        for event in stream:
            ids.append(event.id)
        watcher.join()
    return ids


async def read_async(proxy: CuttingProxy, start: int) -> list[int]:
    ids: list[int] = []
    async with AsyncOpenClaw(base_url=proxy.url, token=TOKEN) as claw:
        stream = claw.events(after=start, reconnect_delay=0.001)

        async def end_when_done() -> None:
            await asyncio.to_thread(wait, done(ids, proxy))
            await stream.close()

        watcher = asyncio.create_task(end_when_done())
        async for event in stream:
            ids.append(event.id)
        await watcher
    return ids


def done(ids: list[int], proxy: CuttingProxy) -> Callable[[], bool]:
    return lambda: len(ids) >= EVENTS and proxy.cuts >= CUTS


def wait(is_done: Callable[[], bool]) -> None:
    """Not longer than to the end of the time, so that what was read by then tells what is missing."""
    end = time.monotonic() + SECONDS
    while not is_done() and time.monotonic() < end:
        time.sleep(0.02)

"""A TCP proxy that cuts connections at random moments."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import cast


class CuttingProxy:
    """Cuts each WebSocket that goes through it after a random number of bytes, `cuts` times in all.

    `queries` are added to the addresses of the WebSockets, the last one again and again.
    """

    def __init__(self, target: str, cuts: int, seed: int, queries: Sequence[str] = ()) -> None:
        host, _, port = target.removeprefix("http://").partition(":")
        self._target = (host, int(port))
        self._random = random.Random(seed)
        self._left = cuts
        self._queries = list(queries)
        self.cuts = 0
        self.sockets = 0
        self.url = ""
        self._frozen: list[asyncio.Task[None]] = []
        self._going: list[asyncio.Task[None]] = []
        self._serving: set[asyncio.Task[None]] = set()

    def freeze(self) -> None:
        """From now on nothing comes through what is open, and nobody is told: as when a cable is pulled."""
        self._frozen, self._going = self._going, []

    async def start(self) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._serving.add(task)
        try:
            await self._join(reader, writer)
        except (OSError, asyncio.CancelledError):
            # `asyncio.start_server` would report it.
            pass
        finally:
            self._serving.discard(task)
            # Not `close`: what is cut says no farewell.
            writer.transport.abort()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.read(65_536)
        there_reader, there_writer = await asyncio.open_connection(*self._target)
        is_socket = first.startswith(b"GET /ws?")
        if is_socket and self._queries:
            query = self._queries.pop(0) if len(self._queries) > 1 else self._queries[0]
            first = first.replace(b"?", f"?{query}&".encode(), 1)
        there_writer.write(first)
        self.sockets += is_socket
        cut = is_socket and self._left > 0
        self._left -= cut
        # A random number of bytes is a random moment, in a frame or between two; one in fifty is in the handshake.
        most = 100 if self._random.random() < 0.02 else 7_000
        budget = self._random.randrange(most) if cut else None
        there = asyncio.ensure_future(self._pump(reader, there_writer, None))
        back = asyncio.ensure_future(self._pump(there_reader, writer, budget))
        self._going += [there, back]
        try:
            await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
            self.cuts += cut
        finally:
            there.cancel()
            back.cancel()
            # What is over would be held in memory, which the tests measure.
            self._going = [task for task in self._going if task not in (there, back)]
            there_writer.transport.abort()

    async def stop(self, server: asyncio.Server) -> None:
        # What asyncio is just accepting is never closed when its task is cancelled or the server is closed before.
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in self._serving:
                task.cancel()
            await asyncio.wait(others, return_when=asyncio.FIRST_COMPLETED)
        server.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, budget: int | None) -> None:
        """Ends after `budget` bytes, wherever in a frame that is."""
        try:
            while chunk := await reader.read(65_536):
                if asyncio.current_task() in self._frozen:
                    await asyncio.Event().wait()
                if budget is not None:
                    chunk, budget = chunk[:budget], budget - len(chunk)
                writer.write(chunk)
                await writer.drain()
                if budget is not None and budget <= 0:
                    return
        except OSError:
            return


@contextmanager
def cutting(target: str, cuts: int, seed: int = 1, queries: Sequence[str] = ()) -> Generator[CuttingProxy, None, None]:
    """The proxy in a thread of its own, so that a client that blocks does not stop it."""
    proxy = CuttingProxy(target, cuts, seed, queries)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(proxy.start(), loop).result()

    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(proxy.stop(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

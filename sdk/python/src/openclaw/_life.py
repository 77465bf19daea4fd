"""What is open over the connections of a client, so that closing it ends that first."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from typing import Any, Protocol
from weakref import WeakSet

from ._errors import OpenClawError


class Closable(Protocol):
    def close(self) -> object: ...


class AsyncClosable(Protocol):
    def close(self) -> Awaitable[object]: ...


def closed() -> OpenClawError:
    """What is raised for what a client is asked after its end."""
    return OpenClawError("This client is closed. Make another one.")


class Life:
    """Of one client. That of a client which shares another's connections is part of the other's."""

    def __init__(self, end: Callable[[], object], patience: float, parent: Life | None = None) -> None:
        self._end = end
        self._patience = patience
        self._parent = parent
        self.ended: threading.Event = threading.Event() if parent is None else parent.ended
        """Set before the connections end: nothing is asked any more."""
        self._changed = threading.Condition()
        self._open: WeakSet[Closable] = WeakSet()
        self._at_work: list[int] = []
        self._closing: list[int] = []
        self._is_closed = False
        if parent is not None:
            parent.add(self)

    def add(self, opened: Closable) -> None:
        """`opened` is closed with the client."""
        with self._changed:
            if self._is_closed:
                raise closed()
            self._open.add(opened)

    @contextmanager
    def working(self) -> Generator[None, None, None]:
        """While handlers are called in this thread: their answers still need the connections."""
        thread = threading.get_ident()
        with nullcontext() if self._parent is None else self._parent.working():
            with self._changed:
                if self._is_closed:
                    raise closed()
                self._at_work.append(thread)
            try:
                yield
            finally:
                with self._changed:
                    self._at_work.remove(thread)
                    self._changed.notify_all()
                    is_over = self._is_closed and not self._at_work
                if is_over:
                    self._finish()

    def close(self) -> None:
        """Waits for handlers in other threads, though not for ever; a handler that closes does so when it has ended."""
        thread = threading.get_ident()
        with self._changed:
            self._is_closed = True
            # Two handlers that close must not wait for each other.
            self._closing.append(thread)
            self._changed.notify_all()
            found = list(self._open)
        for one in found:
            one.close()
        with self._changed:
            self._changed.wait_for(lambda: all(one in self._closing for one in self._at_work), self._patience)
            if thread in self._at_work:
                return
        self._finish()

    def _finish(self) -> None:
        if self._parent is None:
            self.ended.set()
        self._end()


class AsyncLife:
    """As `Life`, with tasks."""

    def __init__(self, end: Callable[[], Awaitable[object]], patience: float, parent: AsyncLife | None = None) -> None:
        self._end = end
        self._patience = patience
        self._parent = parent
        self._calls: set[asyncio.Task[Any]] = set()
        self._is_ended = False
        self._open: WeakSet[AsyncClosable] = WeakSet()
        self._at_work: list[tuple[asyncio.Task[object] | None, asyncio.Future[None]]] = []
        self._closing: list[asyncio.Task[object] | None] = []
        self._is_closed = False
        if parent is not None:
            parent.add(self)

    def add(self, opened: AsyncClosable) -> None:
        if self._is_closed:
            raise closed()
        self._open.add(opened)

    @property
    def is_ended(self) -> bool:
        """Nothing is asked any more."""
        return self._is_ended if self._parent is None else self._parent.is_ended

    def count(self, call: asyncio.Task[Any]) -> None:
        """`call` is cancelled before the connections end."""
        if self._parent is not None:
            self._parent.count(call)
            return
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    @asynccontextmanager
    async def working(self) -> AsyncGenerator[None, None]:
        async with nullcontext() if self._parent is None else self._parent.working():
            if self._is_closed:
                raise closed()
            work = asyncio.current_task(), asyncio.get_running_loop().create_future()
            self._at_work.append(work)
            try:
                yield
            finally:
                self._at_work.remove(work)
                work[1].set_result(None)
                if self._is_closed and not self._at_work:
                    await self._finish()

    async def close(self) -> None:
        task = asyncio.current_task()
        self._is_closed = True
        self._closing.append(task)
        for one in list(self._open):
            await one.close()
        others = [done for worker, done in self._at_work if worker not in self._closing]
        if others:
            await asyncio.wait(others, timeout=self._patience)
        if all(worker is not task for worker, _ in self._at_work):
            await self._finish()

    async def _finish(self) -> None:
        if self._parent is None:
            self._is_ended = True
            # One that closes can't wait for itself.
            calls = self._calls - {asyncio.current_task()}
            for call in calls:
                call.cancel()
            if calls:
                await asyncio.wait(calls, timeout=self._patience)
        await self._end()

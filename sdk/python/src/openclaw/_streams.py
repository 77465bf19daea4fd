"""Event streams: what carries out the steps of a reader, with threads and with asyncio."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import ExitStack
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

import httpx
from websockets.asyncio.client import ClientConnection as AsyncConnection
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from ._api import Api, AsyncApi, Late, within
from ._events import EventOptions, EventReader
from ._request import Sleep
from ._sockets import NOT_OPENED, ConnectAsync, closed, connect, not_opened, options_of
from ._steps import Connect, Emit, Receive, Silence, SocketClosed, SocketEvent, Step
from ._turn import Turn

T = TypeVar("T")
E_co = TypeVar("E_co", covariant=True)


class EventStream(Generic[E_co]):
    """The gateway's events, each once and in order, across any number of connections.

    Iterate over it. `close()`, also from another thread, ends the iteration.
    """

    def __init__(self, api: Api, options: EventOptions) -> None:
        self._api = api
        self._reader = EventReader(api.exchanges, options)
        self._ended = threading.Event()
        self._socket: ClientConnection | None = None
        self._opened = ExitStack()
        self._at_work: tuple[SimpleQueue[BaseException | None], Turn] | None = None
        api.life.add(self)

    @property
    def position(self) -> int | None:
        """Pass it as `after` to go on from here. `None` until the stream knows where it begins."""
        return self._reader.position

    def close(self) -> None:
        self._ended.set()
        at_work = self._at_work
        if at_work is not None:
            waiting, turn = at_work
            waiting.put(Late())
            turn.cut()
        self._drop()

    def __enter__(self) -> EventStream[E_co]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[E_co]:
        steps = self._reader.run()
        try:
            step = next(steps)
            while not self._ended.is_set():
                if isinstance(step, Emit):
                    self._reader.handed_on(step.event)
                    yield step.event
                    step = steps.send(None)
                    continue
                try:
                    done = self._perform(step)
                except (httpx.RequestError, SocketEvent) as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(done)
        except Exception:
            if not self._ended.is_set():
                raise
        finally:
            self._drop()

    def _perform(self, step: Step) -> Any:
        if isinstance(step, Receive):
            return self._receive(step)
        if isinstance(step, Connect):
            return self._aside(lambda turn: self._connect(step, turn), step.timeout)
        if isinstance(step, Sleep):
            return self._ended.wait(step.seconds)
        if isinstance(step, Emit):
            raise TypeError("An event is handed on, not carried out.")
        return self._aside(lambda turn: self._api.send(step, turn), step.timeout)

    def _aside(self, work: Callable[[Turn], T], seconds: float) -> T:
        """In a thread of its own: nothing else ends at once what waits for a peer that says nothing."""
        waiting: SimpleQueue[BaseException | None] = SimpleQueue()
        turn = Turn(seconds)
        results: list[T] = []

        def run() -> None:
            try:
                results.append(work(turn))
            except BaseException as error:
                waiting.put(error)
            else:
                waiting.put(None)

        self._at_work = waiting, turn
        if self._ended.is_set():
            raise Late
        threading.Thread(target=run, name="openclaw-events", daemon=True).start()
        try:
            error = waiting.get()
        finally:
            self._at_work = None
            # Also where an interrupt of the keyboard ends the waiting.
            turn.cut()
        if error is not None:
            raise error
        return results[0]

    def _connect(self, step: Connect, turn: Turn) -> None:
        self._drop()
        opened = ExitStack()

        def watched(opening: socket.socket, *args: Any, **options: Any) -> ClientConnection:
            turn.watch(opening)
            return ClientConnection(opening, *args, **options)

        try:
            # As a context manager: used otherwise, later versions warn.
            connection = opened.enter_context(connect(step.url, **options_of(step), create_connection=watched))
        except NOT_OPENED as error:
            raise not_opened(error) from error
        finally:
            turn.free()
        self._opened, self._socket = opened, connection
        # Nobody waits for it any more, or nobody may: what waits next is not told of it.
        if self._ended.is_set() or turn.is_cut:
            opened.close()

    def _receive(self, step: Receive) -> str | bytes:
        socket = self._socket
        if socket is None:
            raise SocketClosed(1006, "")
        try:
            return socket.recv(timeout=step.timeout)
        except TimeoutError as error:
            raise Silence from error
        except ConnectionClosed as error:
            raise closed(error) from error

    def _drop(self) -> None:
        self._socket = None
        self._opened.close()


class AsyncEventStream(Generic[E_co]):
    """The gateway's events, each once and in order, across any number of connections.

    Iterate over it with `async for`. `close()`, or cancelling the task, ends the iteration.
    """

    def __init__(self, api: AsyncApi, options: EventOptions) -> None:
        self._api = api
        self._reader = EventReader(api.exchanges, options)
        self._is_ended = False
        self._socket: AsyncConnection | None = None
        self._task: asyncio.Task[Any] | None = None
        api.life.add(self)

    @property
    def position(self) -> int | None:
        """Pass it as `after` to go on from here. `None` until the stream knows where it begins."""
        return self._reader.position

    async def close(self) -> None:
        self._is_ended = True
        if self._task is not None:
            self._task.cancel()
        await self._drop()

    async def __aenter__(self) -> AsyncEventStream[E_co]:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def __aiter__(self) -> AsyncIterator[E_co]:
        steps = self._reader.run()
        try:
            step = next(steps)
            while not self._is_ended:
                if isinstance(step, Emit):
                    self._reader.handed_on(step.event)
                    yield step.event
                    step = steps.send(None)
                    continue
                try:
                    done = await self._perform(step)
                except (httpx.RequestError, SocketEvent) as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(done)
        except Exception:
            if not self._is_ended:
                raise
        finally:
            await self._drop()

    async def _perform(self, step: Step) -> Any:
        if isinstance(step, Receive):
            return await self._receive(step)
        if isinstance(step, Connect):
            return await self._within(self._connect(step))
        if isinstance(step, Sleep):
            return await self._within(asyncio.sleep(step.seconds))
        if isinstance(step, Emit):
            raise TypeError("An event is handed on, not carried out.")
        return await self._within(self._api.send(step))

    async def _within(self, work: Coroutine[Any, Any, T], seconds: float | None = None) -> T:
        """`close()` ends it."""

        def started(task: asyncio.Task[T]) -> None:
            self._task = task

        try:
            return await within(work, seconds, started)
        finally:
            self._task = None

    async def _connect(self, step: Connect) -> None:
        await self._drop()
        try:
            self._socket = await ConnectAsync(step.url, **options_of(step))
        except NOT_OPENED as error:
            raise not_opened(error) from error
        if self._is_ended:
            await self._drop()

    async def _receive(self, step: Receive) -> str | bytes:
        socket = self._socket
        if socket is None:
            raise SocketClosed(1006, "")
        try:
            return await self._within(socket.recv(), step.timeout)
        except Late as error:
            raise Silence from error
        except ConnectionClosed as error:
            raise closed(error) from error

    async def _drop(self) -> None:
        socket = self._socket
        if socket is None:
            return
        try:
            # Also where another is at it: who ends the loop after that leaves nothing open.
            await socket.close()
        finally:
            socket.transport.abort()
            if self._socket is socket:
                self._socket = None

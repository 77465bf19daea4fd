"""Event streams: what carries out the steps of a reader, with threads and with asyncio."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, ExitStack
from queue import SimpleQueue
from typing import Any, Generic, TypeVar, cast

import httpx
from websockets.asyncio.client import ClientConnection as AsyncConnection
from websockets.asyncio.client import connect as connect_async
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect

from ._api import Api, AsyncApi, Late, within
from ._events import EventOptions, EventReader
from ._generated.operations import VERSION
from ._request import Answer, Sleep
from ._steps import Connect, Emit, Receive, Silence, SocketClosed, SocketEvent, SocketFailed, SocketRefused, Step

T = TypeVar("T")
E_co = TypeVar("E_co", covariant=True)

_NOT_OPENED = (OSError, EOFError, TimeoutError, asyncio.TimeoutError, WebSocketException)

PING_SECONDS = 20.0
"""A connection on which no answer to a ping came for so long is dead, whatever the network says."""

# websockets logs the headers, and with them the token; and how a connection ended, which the reader tells itself.
_quiet = logging.getLogger("openclaw.websockets")
_quiet.setLevel(logging.CRITICAL)


# What it is differs between the versions of websockets; all of them are this.
_connect = cast("Callable[..., AbstractContextManager[ClientConnection]]", connect)


class _ConnectAsync(connect_async):
    """The other one follows nothing before version 17, from which on no token goes to another origin."""

    def process_redirect(self, exc: Exception) -> Exception:
        return exc


def _options(step: Connect) -> dict[str, Any]:
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


def _not_opened(error: BaseException) -> SocketEvent:
    if not isinstance(error, InvalidStatus):
        is_slow = isinstance(error, (TimeoutError, asyncio.TimeoutError))
        return SocketFailed(str(error) or type(error).__name__, is_slow)
    response = error.response
    headers = httpx.Headers(list(response.headers.raw_items()))
    return SocketRefused(Answer(response.status_code, headers, bytes(response.body or b"")))


def _closed(error: ConnectionClosed) -> SocketClosed:
    received = error.rcvd
    return SocketClosed(1006, "") if received is None else SocketClosed(received.code, received.reason)


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
        self._waiting: SimpleQueue[BaseException | None] | None = None
        api.life.add(self)

    @property
    def position(self) -> int | None:
        """Pass it as `after` to go on from here. `None` until the stream knows where it begins."""
        return self._reader.position

    def close(self) -> None:
        self._ended.set()
        waiting = self._waiting
        if waiting is not None:
            waiting.put(Late())
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
            return self._aside(lambda: self._connect(step))
        if isinstance(step, Sleep):
            return self._ended.wait(step.seconds)
        if isinstance(step, Emit):
            raise TypeError("An event is handed on, not carried out.")
        return self._aside(lambda: self._api.send(step))

    def _aside(self, work: Callable[[], T]) -> T:
        """In a thread of its own: nothing else ends at once what waits for a peer that says nothing."""
        waiting: SimpleQueue[BaseException | None] = SimpleQueue()
        results: list[T] = []

        def run() -> None:
            try:
                results.append(work())
            except BaseException as error:
                waiting.put(error)
            else:
                waiting.put(None)

        self._waiting = waiting
        if self._ended.is_set():
            raise Late
        threading.Thread(target=run, name="openclaw-events", daemon=True).start()
        try:
            error = waiting.get()
        finally:
            self._waiting = None
        if error is not None:
            raise error
        return results[0]

    def _connect(self, step: Connect) -> None:
        self._drop()
        opened = ExitStack()
        try:
            # As a context manager: used otherwise, later versions warn.
            socket = opened.enter_context(_connect(step.url, **_options(step)))
        except _NOT_OPENED as error:
            raise _not_opened(error) from error
        self._opened, self._socket = opened, socket
        if self._ended.is_set():
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
            raise _closed(error) from error

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
            self._socket = await _ConnectAsync(step.url, **_options(step))
        except _NOT_OPENED as error:
            raise _not_opened(error) from error
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
            raise _closed(error) from error

    async def _drop(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()

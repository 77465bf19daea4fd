"""Does what exchanges ask for: with threads, and with asyncio."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Generator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import httpcore
import httpx

from ._exchange import Exchanges, Step, Steps
from ._life import AsyncLife, Life, closed
from ._options import Call, Settings
from ._pages import AsyncPage, AsyncPages, Page
from ._request import Answer, Operation, Parts, Send, WithResponse
from ._turn import Turn

T = TypeVar("T")


def _request(client: httpx.Client | httpx.AsyncClient, step: Send) -> httpx.Request:
    return client.build_request(step.method, step.url, headers=step.headers, content=step.content, timeout=step.timeout)


_REDIRECTS = 5
_FOR_ANYONE = ("accept", "user-agent")


def _redirected(step: Send, response: httpx.Response, hops: int) -> httpx.Request | None:
    """What to ask next. httpx keeps the token to its origin, but would take the client's own headers anywhere."""
    request = response.next_request
    if step.method != "GET" or request is None:
        return None
    if hops == _REDIRECTS:
        raise httpx.TooManyRedirects("it is redirected again and again", request=request)
    if not _is_same_origin(response.request.url, request.url):
        for name in step.headers:
            if name.lower() not in _FOR_ANYONE:
                request.headers.pop(name, None)
    return request


def _is_same_origin(old: httpx.URL, new: httpx.URL) -> bool:
    upgraded = (old.scheme, old.port, new.scheme, new.port) == ("http", None, "https", None)
    return old.host == new.host and (upgraded or (old.scheme, old.port) == (new.scheme, new.port))


@contextmanager
def _sending(client: httpx.Client | httpx.AsyncClient, request: httpx.Request) -> Generator[None, None, None]:
    try:
        yield
    except UnicodeError as error:
        # Of the resolver, for a label of a host's name that is empty or too long.
        raise httpx.ConnectError(f'"{request.url.host}" is no name of a host', request=request) from error
    except RuntimeError:
        # So httpx puts it where the client was closed by another after we looked.
        if client.is_closed:
            raise closed() from None
        raise


class Late(Exception):
    """It took too long, or was given up."""


async def within(
    work: Coroutine[Any, Any, T], seconds: float | None, started: Callable[[asyncio.Task[T]], object] | None = None
) -> T:
    """Raises `Late`. `asyncio.wait_for` of Python 3.11 and before loses a cancel that comes together with a result."""
    task = asyncio.ensure_future(work)
    if started is not None:
        started(task)
    try:
        await asyncio.wait({task}, timeout=seconds)
    except asyncio.CancelledError:
        await _cancel(task)
        raise
    await _cancel(task)
    if task.cancelled():
        raise Late
    return task.result()


async def _cancel(task: asyncio.Task[Any]) -> None:
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
    if not task.cancelled():
        # Or asyncio complains that nobody has looked.
        task.exception()


class _Opening:
    """Told by httpcore what it does, for the one thing that it forgets: a connection cancelled in its handshake."""

    def __init__(self) -> None:
        self._connected: httpcore.AsyncNetworkStream | None = None

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            self._connected = info["return_value"]
        elif event == "connection.start_tls.failed" and self._connected is not None:
            await self._connected.aclose()


class _Reader:
    """Puts an answer together. `timeout` is for the whole of it, where httpx counts each portion by itself."""

    def __init__(self, request: httpx.Request, timeout: float) -> None:
        self._request = request
        self._until = time.monotonic() + timeout
        self._chunks: list[bytes] = []

    def add(self, chunk: bytes) -> None:
        if time.monotonic() > self._until:
            raise httpx.ReadTimeout("the answer takes too long", request=self._request)
        self._chunks.append(chunk)

    def answer(self, response: httpx.Response) -> Answer:
        return Answer(response.status_code, response.headers, b"".join(self._chunks))


class Api:
    """Carries out operations; waits in the thread that calls."""

    def __init__(self, settings: Settings, client: httpx.Client, life: Life) -> None:
        self.settings = settings
        self.client = client
        self.life = life
        self.exchanges = Exchanges(settings)

    def call(self, operation: Operation[T], parts: Parts, call: Call) -> T:
        return self.exchange(operation, parts, call).data

    def exchange(self, operation: Operation[T], parts: Parts, call: Call) -> WithResponse[T]:
        return self.run(self.exchanges.run(operation, parts, call))

    def page(self, operation: Operation[Any], item: type[T], parts: Parts, call: Call) -> Page[T]:
        return self.exchange_page(operation, item, parts, call).data

    def exchange_page(
        self, operation: Operation[Any], item: type[T], parts: Parts, call: Call
    ) -> WithResponse[Page[T]]:
        found = self.exchange(operation, parts, call)

        def fetch(cursor: str) -> Page[T]:
            return self.page(operation, item, _at(parts, cursor), call)

        return WithResponse(Page(operation, found.data, fetch), found.status, found.headers)

    def run(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                try:
                    done = self._perform(step)
                except httpx.RequestError as error:
                    if self._is_closed():
                        raise closed() from error
                    step = steps.throw(error)
                else:
                    step = steps.send(done)
        except StopIteration as end:
            result: T = end.value
            return result

    def _is_closed(self) -> bool:
        return self.life.ended.is_set() or self.client.is_closed

    def _perform(self, step: Step) -> Answer | None:
        if isinstance(step, Send):
            return self.send(step)
        if self.life.ended.wait(step.seconds):
            raise closed()
        return None

    def send(self, step: Send, turn: Turn | None = None) -> Answer:
        """`turn` is for who may have to end it from another thread."""
        if self._is_closed():
            raise closed()
        with (turn or Turn(step.timeout)).taken():
            return self._send(step)

    def _send(self, step: Send) -> Answer:
        request = _request(self.client, step)
        reader = _Reader(request, step.timeout)
        hops = 0
        while True:
            with _sending(self.client, request):
                response = self.client.send(request, stream=True, follow_redirects=False)
            following = _redirected(step, response, hops)
            if following is None:
                break
            response.close()
            request, hops = following, hops + 1
        try:
            for chunk in response.iter_bytes():
                reader.add(chunk)
        finally:
            response.close()
        return reader.answer(response)


class AsyncApi:
    """Carries out operations; waits in the event loop."""

    def __init__(self, settings: Settings, client: httpx.AsyncClient, life: AsyncLife) -> None:
        self.settings = settings
        self.client = client
        self.life = life
        self.exchanges = Exchanges(settings)

    async def call(self, operation: Operation[T], parts: Parts, call: Call) -> T:
        return (await self.exchange(operation, parts, call)).data

    async def exchange(self, operation: Operation[T], parts: Parts, call: Call) -> WithResponse[T]:
        return await self.run(self.exchanges.run(operation, parts, call))

    def pages(self, operation: Operation[Any], item: type[T], parts: Parts, call: Call) -> AsyncPages[T]:
        async def fetch() -> AsyncPage[T]:
            return (await self.exchange_page(operation, item, parts, call)).data

        return AsyncPages(fetch)

    async def exchange_page(
        self, operation: Operation[Any], item: type[T], parts: Parts, call: Call
    ) -> WithResponse[AsyncPage[T]]:
        found = await self.exchange(operation, parts, call)

        async def fetch(cursor: str) -> AsyncPage[T]:
            return (await self.exchange_page(operation, item, _at(parts, cursor), call)).data

        return WithResponse(AsyncPage(operation, found.data, fetch), found.status, found.headers)

    async def run(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                try:
                    done = await self._perform(step)
                except httpx.RequestError as error:
                    if self._is_closed():
                        raise closed() from error
                    step = steps.throw(error)
                else:
                    step = steps.send(done)
        except StopIteration as end:
            result: T = end.value
            return result

    def _is_closed(self) -> bool:
        return self.life.is_ended or self.client.is_closed

    async def _perform(self, step: Step) -> Answer | None:
        if isinstance(step, Send):
            return await self.send(step)
        try:
            await within(asyncio.sleep(step.seconds), None, self.life.count)
        except Late:
            raise closed() from None
        return None

    async def send(self, step: Send) -> Answer:
        if self._is_closed():
            raise closed()
        request = _request(self.client, step)
        request.extensions["trace"] = _Opening()
        try:
            return await within(self._send(step, request), step.timeout, self.life.count)
        except Late as error:
            if self._is_closed():
                raise closed() from None
            raise httpx.ReadTimeout("the answer takes too long", request=request) from error

    async def _send(self, step: Send, request: httpx.Request) -> Answer:
        reader = _Reader(request, step.timeout)
        hops = 0
        while True:
            with _sending(self.client, request):
                response = await self.client.send(request, stream=True, follow_redirects=False)
            following = _redirected(step, response, hops)
            if following is None:
                break
            await response.aclose()
            request, hops = following, hops + 1
        try:
            async for chunk in response.aiter_bytes():
                reader.add(chunk)
        finally:
            await response.aclose()
        return reader.answer(response)


def _at(parts: Parts, cursor: str) -> Parts:
    return Parts(parts.path, {**parts.query, "cursor": cursor}, parts.headers, parts.body, parts.secret)

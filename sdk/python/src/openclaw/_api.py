"""Does what exchanges ask for: with threads, and with asyncio."""

from __future__ import annotations

import asyncio
import time
from typing import Any, TypeVar

import httpx

from ._exchange import Exchanges, Step, Steps
from ._options import Call, Settings
from ._pages import AsyncPage, AsyncPages, Page
from ._request import Answer, Operation, Parts, Send, WithResponse

T = TypeVar("T")


def _request(client: httpx.Client | httpx.AsyncClient, step: Send) -> httpx.Request:
    return client.build_request(step.method, step.url, headers=step.headers, content=step.content, timeout=step.timeout)


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

    def __init__(self, settings: Settings, client: httpx.Client) -> None:
        self.settings = settings
        self.client = client
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
                    step = steps.throw(error)
                else:
                    step = steps.send(done)
        except StopIteration as end:
            result: T = end.value
            return result

    def _perform(self, step: Step) -> Answer | None:
        if isinstance(step, Send):
            return self.send(step)
        time.sleep(step.seconds)
        return None

    def send(self, step: Send) -> Answer:
        request = _request(self.client, step)
        reader = _Reader(request, step.timeout)
        response = self.client.send(request, stream=True, follow_redirects=step.method == "GET")
        try:
            for chunk in response.iter_bytes():
                reader.add(chunk)
        finally:
            response.close()
        return reader.answer(response)


class AsyncApi:
    """Carries out operations; waits in the event loop."""

    def __init__(self, settings: Settings, client: httpx.AsyncClient) -> None:
        self.settings = settings
        self.client = client
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
                    step = steps.throw(error)
                else:
                    step = steps.send(done)
        except StopIteration as end:
            result: T = end.value
            return result

    async def _perform(self, step: Step) -> Answer | None:
        if isinstance(step, Send):
            return await self.send(step)
        await asyncio.sleep(step.seconds)
        return None

    async def send(self, step: Send) -> Answer:
        request = _request(self.client, step)
        reader = _Reader(request, step.timeout)
        response = await self.client.send(request, stream=True, follow_redirects=step.method == "GET")
        try:
            async for chunk in response.aiter_bytes():
                reader.add(chunk)
        finally:
            await response.aclose()
        return reader.answer(response)


def _at(parts: Parts, cursor: str) -> Parts:
    return Parts(parts.path, {**parts.query, "cursor": cursor}, parts.headers, parts.body, parts.secret)

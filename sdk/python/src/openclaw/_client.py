"""The two clients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import httpx

from ._api import Api, AsyncApi
from ._events import DEFAULT_RECONNECT_DELAY, EventOptions, OnGap
from ._generated.resources import (
    AsyncResources,
    AsyncResourcesWithResponse,
    Resources,
    ResourcesWithResponse,
)
from ._generated.streams import AsyncHandlers, AsyncStreams, Handlers, Streams
from ._life import AsyncLife, Life
from ._listener import AsyncListener, Listener, OnError, OnPosition
from ._options import DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, Hooks, Settings, resolve_options
from ._streams import AsyncEventStream, EventStream
from ._wire import own_async_client, own_client


def _changed(
    settings: Settings,
    *,
    base_url: str | None,
    token: str | None,
    timeout: float | None,
    max_retries: int | None,
    headers: Mapping[str, str] | None,
    hooks: Hooks | None,
) -> dict[str, Any]:
    return {
        "base_url": base_url or settings.base_url,
        "token": token or settings.token,
        "timeout": settings.timeout if timeout is None else timeout,
        "max_retries": settings.max_retries if max_retries is None else max_retries,
        "headers": settings.headers if headers is None else headers,
        "hooks": hooks or settings.hooks,
    }


def _keep() -> None:
    """The connections are another's to end."""


async def _keep_async() -> None:
    """The connections are another's to end."""


class OpenClaw(Resources, Streams, Handlers):
    """A client of an OpenClaw gateway. Threads may share it.

    ```python
    with OpenClaw(base_url="http://127.0.0.1:3000", token=token) as claw:
        claw.messages.send(channel="telegram", user_id="42", message="Hello")
    ```

    Args:
        base_url: Of the gateway; `OPENCLAW_BASE_URL` where it is not given.
        token: The gateway token or a named one; `OPENCLAW_GATEWAY_TOKEN` where it is not given.
        timeout: Seconds for each try.
        max_retries: How often a call is tried again.
        headers: Added to each request.
        hooks: Functions that are called around each try.
        http_client: Instead of an own one; for proxies, certificates and transports. It is yours to close.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        token: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        headers: Mapping[str, str] | None = None,
        hooks: Hooks | None = None,
        http_client: httpx.Client | None = None,
    ) -> None:
        settings = resolve_options(
            base_url=base_url,
            token=token,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            hooks=hooks,
        )
        client = http_client or own_client(settings.base_url)
        end = client.close if http_client is None else _keep
        super().__init__(Api(settings, client, Life(end, settings.timeout)))
        self.with_response = ResourcesWithResponse(self._api)
        """The same operations, each answering with `WithResponse`: the data, status and headers."""
        self._listener: Listener | None = None

    def with_options(
        self,
        *,
        base_url: str | None = None,
        token: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        hooks: Hooks | None = None,
    ) -> OpenClaw:
        """A client with these options instead, over the same connections; what is not given stays."""
        changed = _changed(
            self._api.settings,
            base_url=base_url,
            token=token,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            hooks=hooks,
        )
        client = OpenClaw(**changed, http_client=self._api.client)
        client._api.life = Life(_keep, client._api.settings.timeout, self._api.life)
        return client

    def listen(self) -> Listener:
        """A set of handlers of its own, beside that of the client."""
        return Listener(self._api)

    def run(
        self,
        *,
        after: int | None = None,
        on_position: OnPosition | None = None,
        on_error: OnError | None = None,
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = DEFAULT_RECONNECT_DELAY,
        name: str | None = None,
    ) -> None:
        """Call the handlers set with `on` until `close()`. The options are those of `Listener.run`."""
        self._own().run(
            after=after,
            on_position=on_position,
            on_error=on_error,
            on_gap=on_gap,
            web_socket=web_socket,
            reconnect_delay=reconnect_delay,
            name=name,
        )

    def close(self) -> None:
        """End `run` and what `events` gave, and then the calls of other threads and the connections.

        Handlers that are at work in other threads are waited for, at most as long as `timeout`. Called by a handler, it
        ends the connections when `run` returns.
        """
        self._api.life.close()

    def __enter__(self) -> OpenClaw:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _own(self) -> Listener:
        if self._listener is None:
            self._listener = self.listen()
        return self._listener

    def _add(self, type: str, handler: Callable[..., object]) -> None:
        self._own()._add(type, handler)  # pyright: ignore[reportPrivateUsage]

    def _stream(self, **options: Any) -> EventStream[Any]:
        return EventStream(self._api, EventOptions(**options))


class AsyncOpenClaw(AsyncResources, AsyncStreams, AsyncHandlers):
    """A client of an OpenClaw gateway for asyncio. The options are those of `OpenClaw`.

    ```python
    async with AsyncOpenClaw(base_url="http://127.0.0.1:3000", token=token) as claw:
        await claw.messages.send(channel="telegram", user_id="42", message="Hello")
    ```
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        token: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        headers: Mapping[str, str] | None = None,
        hooks: Hooks | None = None,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        settings = resolve_options(
            base_url=base_url,
            token=token,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            hooks=hooks,
        )
        client = http_client or own_async_client()
        end = client.aclose if http_client is None else _keep_async
        super().__init__(AsyncApi(settings, client, AsyncLife(end, settings.timeout)))
        self.with_response = AsyncResourcesWithResponse(self._api)
        """The same operations, each answering with `WithResponse`: the data, status and headers."""
        self._listener: AsyncListener | None = None

    def with_options(
        self,
        *,
        base_url: str | None = None,
        token: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        hooks: Hooks | None = None,
    ) -> AsyncOpenClaw:
        """A client with these options instead, over the same connections; what is not given stays."""
        changed = _changed(
            self._api.settings,
            base_url=base_url,
            token=token,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            hooks=hooks,
        )
        client = AsyncOpenClaw(**changed, http_client=self._api.client)
        client._api.life = AsyncLife(_keep_async, client._api.settings.timeout, self._api.life)
        return client

    def listen(self) -> AsyncListener:
        """A set of handlers of its own, beside that of the client."""
        return AsyncListener(self._api)

    async def run(
        self,
        *,
        after: int | None = None,
        on_position: OnPosition | None = None,
        on_error: OnError | None = None,
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = DEFAULT_RECONNECT_DELAY,
        name: str | None = None,
    ) -> None:
        """Call the handlers set with `on` until `close()`. The options are those of `Listener.run`."""
        await self._own().run(
            after=after,
            on_position=on_position,
            on_error=on_error,
            on_gap=on_gap,
            web_socket=web_socket,
            reconnect_delay=reconnect_delay,
            name=name,
        )

    async def close(self) -> None:
        """End `run` and what `events` gave, and then the calls of other tasks and the connections.

        Handlers that are at work in other tasks are waited for, at most as long as `timeout`. Called by a handler, it
        ends the connections when `run` returns.
        """
        await self._api.life.close()

    async def __aenter__(self) -> AsyncOpenClaw:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _own(self) -> AsyncListener:
        if self._listener is None:
            self._listener = self.listen()
        return self._listener

    def _add(self, type: str, handler: Callable[..., object]) -> None:
        self._own()._add(type, handler)  # pyright: ignore[reportPrivateUsage]

    def _stream(self, **options: Any) -> AsyncEventStream[Any]:
        return AsyncEventStream(self._api, EventOptions(**options))

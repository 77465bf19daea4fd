"""Handlers for events, called one after the other over one stream."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from ._api import Api, AsyncApi
from ._events import EventOptions, OnGap
from ._generated.models import Message, MessageReceivedEvent
from ._generated.operations import SEND_MESSAGE
from ._generated.streams import AsyncHandlers, Handlers
from ._options import Call, logger
from ._request import Parts
from ._streams import AsyncEventStream, EventStream

OnPosition = Callable[[int], object]
OnError = Callable[[Exception], object]


class _Replies:
    """Answers in the conversation that a message came from.

    The n-th answer to a message has a key of its own: a bot that is started again and sees the message once more does
    not answer twice.
    """

    def __init__(self, event: MessageReceivedEvent) -> None:
        self.event = event
        self._count = 0

    def _next(self, text: str) -> Parts:
        self._count += 1
        message = self.event.payload
        return Parts(
            headers={"Idempotency-Key": f"reply-{message.id}-{self._count}"},
            body={"channel": message.channel, "userId": message.user_id, "message": text},
        )


class Reply(_Replies):
    __doc__ = _Replies.__doc__

    def __init__(self, api: Api, event: MessageReceivedEvent) -> None:
        super().__init__(event)
        self._api = api

    def __call__(self, text: str) -> Message:
        return self._api.call(SEND_MESSAGE, self._next(text), Call())


class AsyncReply(_Replies):
    __doc__ = _Replies.__doc__

    def __init__(self, api: AsyncApi, event: MessageReceivedEvent) -> None:
        super().__init__(event)
        self._api = api

    def __call__(self, text: str) -> Awaitable[Message]:
        return self._api.call(SEND_MESSAGE, self._next(text), Call())


class _Dispatch:
    def __init__(self) -> None:
        self._handlers: dict[str, list[Callable[..., object]]] = {}

    def _add(self, type: str, handler: Callable[..., object]) -> None:
        self._handlers.setdefault(type, []).append(handler)

    def _options(self, after: int | None, on_gap: OnGap | None, more: dict[str, Any]) -> EventOptions:
        if not self._handlers:
            raise ValueError("There is no handler. Set one with `on` before `run`.")
        return EventOptions(after=after, types=tuple(self._handlers), on_gap=on_gap, **more)


def _failed(error: Exception, event: Any, on_error: OnError | None) -> None:
    if on_error is not None:
        on_error(error)
    else:
        logger.error("events: a handler failed at event %d", event.id, exc_info=error)


class Listener(_Dispatch, Handlers):
    """Calls handlers for events. Set them with `on`, then `run`."""

    def __init__(self, api: Api) -> None:
        super().__init__()
        self._api = api
        self._stream: EventStream[Any] | None = None

    def run(
        self,
        *,
        after: int | None = None,
        on_position: OnPosition | None = None,
        on_error: OnError | None = None,
        on_gap: OnGap | None = None,
        **more: Any,
    ) -> None:
        """Return after `close()`, by a handler or from another thread; raise when the gateway refuses the stream.

        Args:
            after: The id of the last event that was dealt with. Without it, from now on.
            on_position: Called after each event that was dealt with: keep it, and pass it as `after` at the next start.
            on_error: Called with what a handler raises; it is logged where this is not given. The next event comes in
                either case.
            on_gap: Called when events are lost. Without it that is raised.
            more: As for `events`: `web_socket`, `reconnect_delay`.
        """
        with EventStream[Any](self._api, self._options(after, on_gap, more)) as stream:
            self._stream = stream
            for event in stream:
                self._deal(event, on_error)
                if on_position is not None:
                    on_position(event.id)

    def close(self) -> None:
        """The handler that is at work ends, and no other is called."""
        if self._stream is not None:
            self._stream.close()

    def _deal(self, event: Any, on_error: OnError | None) -> None:
        arguments: tuple[Any, ...] = (event,)
        if isinstance(event, MessageReceivedEvent):
            arguments = (event.payload, Reply(self._api, event))
        for handler in self._handlers.get(event.type, ()):
            try:
                handler(*arguments)
            except Exception as error:
                _failed(error, event, on_error)


class AsyncListener(_Dispatch, AsyncHandlers):
    """Calls handlers for events, and awaits those that are `async`. Set them with `on`, then `run`."""

    def __init__(self, api: AsyncApi) -> None:
        super().__init__()
        self._api = api
        self._stream: AsyncEventStream[Any] | None = None

    async def run(
        self,
        *,
        after: int | None = None,
        on_position: OnPosition | None = None,
        on_error: OnError | None = None,
        on_gap: OnGap | None = None,
        **more: Any,
    ) -> None:
        """Return after `close()`; raise when the gateway refuses the stream. The options are `Listener.run`'s."""
        async with AsyncEventStream[Any](self._api, self._options(after, on_gap, more)) as stream:
            self._stream = stream
            async for event in stream:
                await self._deal(event, on_error)
                if on_position is not None:
                    await _done(on_position(event.id))

    async def close(self) -> None:
        """The handler that is at work ends, and no other is called."""
        if self._stream is not None:
            await self._stream.close()

    async def _deal(self, event: Any, on_error: OnError | None) -> None:
        arguments: tuple[Any, ...] = (event,)
        if isinstance(event, MessageReceivedEvent):
            arguments = (event.payload, AsyncReply(self._api, event))
        for handler in self._handlers.get(event.type, ()):
            try:
                await _done(handler(*arguments))
            except Exception as error:
                _failed(error, event, on_error)


async def _done(result: object) -> None:
    if inspect.isawaitable(result):
        await result

"""Handlers for events, called one after the other over one stream."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable
from typing import Any

from ._api import Api, AsyncApi
from ._errors import OpenClawError
from ._events import DEFAULT_RECONNECT_DELAY, EventOptions, OnGap
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
    not answer twice, as long as the gateway knows the key (24 hours). When its text is another one then, that is a
    `ConflictError`: it was answered before.
    """

    def __init__(self, event: MessageReceivedEvent, name: str | None = None) -> None:
        self.event = event
        self._prefix = "reply-" if name is None else f"reply-{name}-"
        self._count = 0

    def _next(self, text: str) -> Parts:
        self._count += 1
        message = self.event.payload
        return Parts(
            headers={"Idempotency-Key": f"{self._prefix}{message.id}-{self._count}"},
            body={"channel": message.channel, "userId": message.user_id, "message": text},
        )


class Reply(_Replies):
    __doc__ = _Replies.__doc__

    def __init__(self, api: Api, event: MessageReceivedEvent, name: str | None = None) -> None:
        super().__init__(event, name)
        self._api = api

    def __call__(self, text: str) -> Message:
        return self._api.call(SEND_MESSAGE, self._next(text), Call())


class AsyncReply(_Replies):
    __doc__ = _Replies.__doc__

    def __init__(self, api: AsyncApi, event: MessageReceivedEvent, name: str | None = None) -> None:
        super().__init__(event, name)
        self._api = api

    def __call__(self, text: str) -> Awaitable[Message]:
        return self._api.call(SEND_MESSAGE, self._next(text), Call())


class _Dispatch:
    def __init__(self) -> None:
        self._handlers: dict[str, list[Callable[..., object]]] = {}
        self._name: str | None = None
        self._is_closed = False

    def _add(self, type: str, handler: Callable[..., object]) -> None:
        self._handlers.setdefault(type, []).append(handler)

    def _options(self, name: str | None, **options: Any) -> EventOptions:
        if not self._handlers:
            raise ValueError("There is no handler. Set one with `on` before `run`.")
        if name is not None and not re.fullmatch(r"[\x21-\x7e]{1,100}", name):
            raise OpenClawError("`name` must be of at most 100 letters, digits and signs of ASCII, without spaces.")
        self._name = name
        return EventOptions(types=tuple(self._handlers), **options)


def _not_awaited() -> OpenClawError:
    return OpenClawError("An `async` handler is never awaited here. Use `AsyncOpenClaw`, or a plain function.")


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
        api.life.add(self)

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
        """Return after `close()`, by a handler or from another thread; raise when the gateway refuses the stream.

        When the gateway can't be reached at the start that is raised too; later it is waited for.

        Args:
            after: The id of the last event that was dealt with. Without it, from now on.
            on_position: Called after each event that was dealt with: keep it, and pass it as `after` at the next start.
            on_error: Called with what a handler raises; it is logged where this is not given. The next event comes in
                either case.
            on_gap: Called when events are lost. Without it that is raised.
            web_socket: As for `events`.
            reconnect_delay: As for `events`.
            name: Of this bot, where several answer on one gateway: without it they would take each other's replies for
                their own.
        """
        options = self._options(
            name,
            after=after,
            on_gap=on_gap,
            web_socket=web_socket,
            reconnect_delay=reconnect_delay,
        )
        with self._api.life.working(), EventStream[Any](self._api, options) as stream:
            self._stream = stream
            # By who closed it before there was a stream to close.
            if self._is_closed:
                return
            for event in stream:
                if self._deal(event, on_error) and on_position is not None:
                    on_position(event.id)

    def close(self) -> None:
        """The handler that is at work ends, and no other is called. A listener that is closed stays so.

        An event of which not all handlers were called is not told to `on_position`: it comes again.
        """
        self._is_closed = True
        if self._stream is not None:
            self._stream.close()

    def _deal(self, event: Any, on_error: OnError | None) -> bool:
        """Whether all handlers were called."""
        arguments: tuple[Any, ...] = (event,)
        if isinstance(event, MessageReceivedEvent):
            arguments = (event.payload, Reply(self._api, event, self._name))
        for handler in self._handlers.get(event.type, ()):
            if self._is_closed:
                return False
            try:
                result = handler(*arguments)
                if inspect.iscoroutine(result):
                    result.close()
                    raise _not_awaited()
            except Exception as error:
                _failed(error, event, on_error)
        return True

    def _add(self, type: str, handler: Callable[..., object]) -> None:
        if inspect.iscoroutinefunction(handler):
            raise _not_awaited()
        super()._add(type, handler)


class AsyncListener(_Dispatch, AsyncHandlers):
    """Calls handlers for events, and awaits those that are `async`. Set them with `on`, then `run`."""

    def __init__(self, api: AsyncApi) -> None:
        super().__init__()
        self._api = api
        self._stream: AsyncEventStream[Any] | None = None
        api.life.add(self)

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
        """Return after `close()`; raise when the gateway refuses the stream. The options are `Listener.run`'s."""
        options = self._options(
            name,
            after=after,
            on_gap=on_gap,
            web_socket=web_socket,
            reconnect_delay=reconnect_delay,
        )
        async with self._api.life.working(), AsyncEventStream[Any](self._api, options) as stream:
            self._stream = stream
            if self._is_closed:
                return
            async for event in stream:
                if await self._deal(event, on_error) and on_position is not None:
                    await _done(on_position(event.id))

    async def close(self) -> None:
        """The handler that is at work ends, and no other is called. A listener that is closed stays so.

        An event of which not all handlers were called is not told to `on_position`: it comes again.
        """
        self._is_closed = True
        if self._stream is not None:
            await self._stream.close()

    async def _deal(self, event: Any, on_error: OnError | None) -> bool:
        """Whether all handlers were called."""
        arguments: tuple[Any, ...] = (event,)
        if isinstance(event, MessageReceivedEvent):
            arguments = (event.payload, AsyncReply(self._api, event, self._name))
        for handler in self._handlers.get(event.type, ()):
            if self._is_closed:
                return False
            try:
                await _done(handler(*arguments))
            except Exception as error:
                _failed(error, event, on_error)
        return True


async def _done(result: object) -> None:
    if inspect.isawaitable(result):
        await result

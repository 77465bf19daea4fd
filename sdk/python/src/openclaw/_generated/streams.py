# Generated from spec/ by `npm run generate`. Do not edit.
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from . import models

if TYPE_CHECKING:
    from .._events import OnGap
    from .._listener import AsyncReply, Reply
    from .._streams import AsyncEventStream, EventStream


_MessageReceivedEventHandler = TypeVar("_MessageReceivedEventHandler", bound="Callable[[models.Message, Reply], object]")
_MessageSentEventHandler = TypeVar("_MessageSentEventHandler", bound="Callable[[models.MessageSentEvent], object]")
_SessionCreatedEventHandler = TypeVar("_SessionCreatedEventHandler", bound="Callable[[models.SessionCreatedEvent], object]")
_ToolInvokedEventHandler = TypeVar("_ToolInvokedEventHandler", bound="Callable[[models.ToolInvokedEvent], object]")
_ChannelStatusEventHandler = TypeVar("_ChannelStatusEventHandler", bound="Callable[[models.ChannelStatusEvent], object]")
_CronStartedEventHandler = TypeVar("_CronStartedEventHandler", bound="Callable[[models.CronStartedEvent], object]")
_CronFinishedEventHandler = TypeVar("_CronFinishedEventHandler", bound="Callable[[models.CronFinishedEvent], object]")
_ErrorEventHandler = TypeVar("_ErrorEventHandler", bound="Callable[[models.ErrorEvent], object]")


class Handlers:
    """Handlers for events, by their type."""

    def _add(self, type: str, handler: Callable[..., object]) -> None:
        raise NotImplementedError

    @overload
    def on(self, type: Literal["message:received"], handler: Callable[[models.Message, Reply], object], /) -> Callable[[models.Message, Reply], object]: ...
    @overload
    def on(self, type: Literal["message:received"], /) -> Callable[[_MessageReceivedEventHandler], _MessageReceivedEventHandler]: ...
    @overload
    def on(self, type: Literal["message:sent"], handler: Callable[[models.MessageSentEvent], object], /) -> Callable[[models.MessageSentEvent], object]: ...
    @overload
    def on(self, type: Literal["message:sent"], /) -> Callable[[_MessageSentEventHandler], _MessageSentEventHandler]: ...
    @overload
    def on(self, type: Literal["session:created"], handler: Callable[[models.SessionCreatedEvent], object], /) -> Callable[[models.SessionCreatedEvent], object]: ...
    @overload
    def on(self, type: Literal["session:created"], /) -> Callable[[_SessionCreatedEventHandler], _SessionCreatedEventHandler]: ...
    @overload
    def on(self, type: Literal["tool:invoked"], handler: Callable[[models.ToolInvokedEvent], object], /) -> Callable[[models.ToolInvokedEvent], object]: ...
    @overload
    def on(self, type: Literal["tool:invoked"], /) -> Callable[[_ToolInvokedEventHandler], _ToolInvokedEventHandler]: ...
    @overload
    def on(self, type: Literal["channel:status"], handler: Callable[[models.ChannelStatusEvent], object], /) -> Callable[[models.ChannelStatusEvent], object]: ...
    @overload
    def on(self, type: Literal["channel:status"], /) -> Callable[[_ChannelStatusEventHandler], _ChannelStatusEventHandler]: ...
    @overload
    def on(self, type: Literal["cron:started"], handler: Callable[[models.CronStartedEvent], object], /) -> Callable[[models.CronStartedEvent], object]: ...
    @overload
    def on(self, type: Literal["cron:started"], /) -> Callable[[_CronStartedEventHandler], _CronStartedEventHandler]: ...
    @overload
    def on(self, type: Literal["cron:finished"], handler: Callable[[models.CronFinishedEvent], object], /) -> Callable[[models.CronFinishedEvent], object]: ...
    @overload
    def on(self, type: Literal["cron:finished"], /) -> Callable[[_CronFinishedEventHandler], _CronFinishedEventHandler]: ...
    @overload
    def on(self, type: Literal["error"], handler: Callable[[models.ErrorEvent], object], /) -> Callable[[models.ErrorEvent], object]: ...
    @overload
    def on(self, type: Literal["error"], /) -> Callable[[_ErrorEventHandler], _ErrorEventHandler]: ...
    def on(self, type: str, handler: Any = None, /) -> Any:
        """Call the handler for each event of this type, one after the other; also as a decorator.

        For `message:received` it is called with the message and a function that replies, else with the event.
        """
        def add(given: Any) -> Any:
            self._add(type, given)
            return given

        return add if handler is None else add(handler)


class Streams:
    """Streams of events, by their types."""

    def _stream(self, **options: Any) -> EventStream[Any]:
        raise NotImplementedError

    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["message:received"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.MessageReceivedEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["message:sent"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.MessageSentEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["session:created"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.SessionCreatedEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["tool:invoked"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.ToolInvokedEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["channel:status"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.ChannelStatusEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["cron:started"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.CronStartedEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["cron:finished"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.CronFinishedEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["error"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.ErrorEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[models.EventType],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.KnownEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: None = None,
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.Event]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[models.EventType] | None = None,
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[models.Event]: ...
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[str] | None = None,
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> EventStream[Any]:
        """The gateway's events, each once and in order, across any number of connections.

        Args:
            after: The id of the last event that was seen; what follows it comes first. Without it, from now on.
            types: Only these.
            on_gap: Called when events are lost to this client, which then goes on with the oldest that is kept. Without it
                that is raised as `EventGapError`.
            web_socket: `False` reads by polling alone.
            reconnect_delay: Seconds before the first try to connect again; doubled up to 8 seconds.
        """
        return self._stream(
            after=after,
            types=types,
            on_gap=on_gap,
            web_socket=web_socket,
            reconnect_delay=reconnect_delay,
        )


_AsyncMessageReceivedEventHandler = TypeVar("_AsyncMessageReceivedEventHandler", bound="Callable[[models.Message, AsyncReply], object]")
_AsyncMessageSentEventHandler = TypeVar("_AsyncMessageSentEventHandler", bound="Callable[[models.MessageSentEvent], object]")
_AsyncSessionCreatedEventHandler = TypeVar("_AsyncSessionCreatedEventHandler", bound="Callable[[models.SessionCreatedEvent], object]")
_AsyncToolInvokedEventHandler = TypeVar("_AsyncToolInvokedEventHandler", bound="Callable[[models.ToolInvokedEvent], object]")
_AsyncChannelStatusEventHandler = TypeVar("_AsyncChannelStatusEventHandler", bound="Callable[[models.ChannelStatusEvent], object]")
_AsyncCronStartedEventHandler = TypeVar("_AsyncCronStartedEventHandler", bound="Callable[[models.CronStartedEvent], object]")
_AsyncCronFinishedEventHandler = TypeVar("_AsyncCronFinishedEventHandler", bound="Callable[[models.CronFinishedEvent], object]")
_AsyncErrorEventHandler = TypeVar("_AsyncErrorEventHandler", bound="Callable[[models.ErrorEvent], object]")


class AsyncHandlers:
    """Handlers for events, by their type."""

    def _add(self, type: str, handler: Callable[..., object]) -> None:
        raise NotImplementedError

    @overload
    def on(self, type: Literal["message:received"], handler: Callable[[models.Message, AsyncReply], object], /) -> Callable[[models.Message, AsyncReply], object]: ...
    @overload
    def on(self, type: Literal["message:received"], /) -> Callable[[_AsyncMessageReceivedEventHandler], _AsyncMessageReceivedEventHandler]: ...
    @overload
    def on(self, type: Literal["message:sent"], handler: Callable[[models.MessageSentEvent], object], /) -> Callable[[models.MessageSentEvent], object]: ...
    @overload
    def on(self, type: Literal["message:sent"], /) -> Callable[[_AsyncMessageSentEventHandler], _AsyncMessageSentEventHandler]: ...
    @overload
    def on(self, type: Literal["session:created"], handler: Callable[[models.SessionCreatedEvent], object], /) -> Callable[[models.SessionCreatedEvent], object]: ...
    @overload
    def on(self, type: Literal["session:created"], /) -> Callable[[_AsyncSessionCreatedEventHandler], _AsyncSessionCreatedEventHandler]: ...
    @overload
    def on(self, type: Literal["tool:invoked"], handler: Callable[[models.ToolInvokedEvent], object], /) -> Callable[[models.ToolInvokedEvent], object]: ...
    @overload
    def on(self, type: Literal["tool:invoked"], /) -> Callable[[_AsyncToolInvokedEventHandler], _AsyncToolInvokedEventHandler]: ...
    @overload
    def on(self, type: Literal["channel:status"], handler: Callable[[models.ChannelStatusEvent], object], /) -> Callable[[models.ChannelStatusEvent], object]: ...
    @overload
    def on(self, type: Literal["channel:status"], /) -> Callable[[_AsyncChannelStatusEventHandler], _AsyncChannelStatusEventHandler]: ...
    @overload
    def on(self, type: Literal["cron:started"], handler: Callable[[models.CronStartedEvent], object], /) -> Callable[[models.CronStartedEvent], object]: ...
    @overload
    def on(self, type: Literal["cron:started"], /) -> Callable[[_AsyncCronStartedEventHandler], _AsyncCronStartedEventHandler]: ...
    @overload
    def on(self, type: Literal["cron:finished"], handler: Callable[[models.CronFinishedEvent], object], /) -> Callable[[models.CronFinishedEvent], object]: ...
    @overload
    def on(self, type: Literal["cron:finished"], /) -> Callable[[_AsyncCronFinishedEventHandler], _AsyncCronFinishedEventHandler]: ...
    @overload
    def on(self, type: Literal["error"], handler: Callable[[models.ErrorEvent], object], /) -> Callable[[models.ErrorEvent], object]: ...
    @overload
    def on(self, type: Literal["error"], /) -> Callable[[_AsyncErrorEventHandler], _AsyncErrorEventHandler]: ...
    def on(self, type: str, handler: Any = None, /) -> Any:
        """Call the handler for each event of this type, one after the other; also as a decorator.

        For `message:received` it is called with the message and a function that replies, else with the event.
        """
        def add(given: Any) -> Any:
            self._add(type, given)
            return given

        return add if handler is None else add(handler)


class AsyncStreams:
    """Streams of events, by their types."""

    def _stream(self, **options: Any) -> AsyncEventStream[Any]:
        raise NotImplementedError

    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["message:received"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.MessageReceivedEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["message:sent"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.MessageSentEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["session:created"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.SessionCreatedEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["tool:invoked"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.ToolInvokedEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["channel:status"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.ChannelStatusEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["cron:started"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.CronStartedEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["cron:finished"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.CronFinishedEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[Literal["error"]],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.ErrorEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[models.EventType],
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.KnownEvent]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: None = None,
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.Event]: ...
    @overload
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[models.EventType] | None = None,
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[models.Event]: ...
    def events(
        self,
        *,
        after: int | None = None,
        types: Sequence[str] | None = None,
        on_gap: OnGap | None = None,
        web_socket: bool = True,
        reconnect_delay: float = 0.05,
    ) -> AsyncEventStream[Any]:
        """The gateway's events, each once and in order, across any number of connections.

        Args:
            after: The id of the last event that was seen; what follows it comes first. Without it, from now on.
            types: Only these.
            on_gap: Called when events are lost to this client, which then goes on with the oldest that is kept. Without it
                that is raised as `EventGapError`.
            web_socket: `False` reads by polling alone.
            reconnect_delay: Seconds before the first try to connect again; doubled up to 8 seconds.
        """
        return self._stream(
            after=after,
            types=types,
            on_gap=on_gap,
            web_socket=web_socket,
            reconnect_delay=reconnect_delay,
        )

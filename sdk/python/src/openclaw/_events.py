"""Where a reader of events stands, and what it does next: a generator that asks for what it can't do itself.

Both streams carry out its steps; no decision is theirs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, Union
from urllib.parse import urlencode

from pydantic import ValidationError

from ._errors import (
    ApiError,
    EventGapError,
    GapReason,
    GatewayConnectionError,
    InvalidRequestError,
    OpenClawError,
    RateLimitedError,
    UnexpectedAnswerError,
)
from ._exchange import Exchanges, adapter, api_error
from ._generated.models import Event, EventPage
from ._generated.operations import LIST_EVENTS, VERSION
from ._options import Call, logger
from ._request import Answer, Parts, Send, Sleep, given
from ._retry import backoff

T = TypeVar("T")

OnGap = Callable[[EventGapError], object]

_PAGE = 200
_POLL_EVERY = 1.0
_POLL_FOR = (0.0, 0.0, 5.0, 60.0)
"""Seconds of polling before a WebSocket is tried again, by how many have failed to open in a row. One that broke while
it opened tells nothing yet; a gateway that is there and takes none is behind something that lets none through."""
_SILENCE = 45.0
_STEADY = 10.0
"""Seconds after which a connection that breaks was a good one, whether it brought anything or not."""


@dataclass(frozen=True)
class Connect:
    """Open this WebSocket instead of the one before."""

    url: str
    headers: dict[str, str]
    timeout: float


@dataclass(frozen=True)
class Receive:
    """Bring the next frame; after `timeout` seconds without one raise `Silence`."""

    timeout: float


@dataclass(frozen=True)
class Emit:
    """Hand this to the reader."""

    event: Any


class SocketEvent(Exception):
    """What the streams tell of a WebSocket."""


class Silence(SocketEvent):
    pass


class SocketRefused(SocketEvent):
    """It was answered over HTTP."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"status {answer.status}")
        self.answer = answer


class SocketFailed(SocketEvent):
    """It did not open."""


class SocketClosed(SocketEvent):
    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"the connection was closed ({code}{', ' if reason else ''}{reason})")
        self.code = code


Step = Union[Send, Sleep, Connect, Receive, Emit]
Steps = Generator[Step, Any, T]

_gap_codes: dict[int, GapReason] = {4410: "outdatedCursor", 4400: "futureCursor"}


@dataclass(frozen=True)
class EventOptions:
    after: int | None = None
    types: Sequence[str] | None = None
    on_gap: OnGap | None = None
    web_socket: bool = True
    reconnect_delay: float = 0.5


class EventReader:
    """The gateway's events, each once and in order, across any number of connections."""

    def __init__(self, exchanges: Exchanges, options: EventOptions) -> None:
        self._exchanges = exchanges
        self._options = options
        self._failures = 0
        self._unopened = 0
        self.position = options.after
        """The last event that was handed on, or that no later one of the wanted types comes before."""

    def run(self) -> Steps[None]:
        while True:
            try:
                if self.position is None:
                    self.position = (yield from self._page(1, None)).newest
                yield from self._connection(self.position)
            except EventGapError as gap:
                yield from self._over(gap)
            except (OpenClawError, SocketEvent) as error:
                if _is_final(error):
                    raise
                self._failures += 1
                yield Sleep(self._pause(error))

    def _pause(self, error: Exception) -> float:
        asked = error.retry_after if isinstance(error, RateLimitedError) else None
        delay = backoff(self._failures, self._options.reconnect_delay) if asked is None else asked
        # One that breaks is nothing to worry about. One that does not come back is: without this a bot at a wrong
        # address would wait and say nothing.
        log = logger.info if self._failures < 3 else logger.warning
        log("events: connecting again in %.3f s: %s", delay, error)
        return delay

    def _connection(self, after: int) -> Steps[None]:
        if not self._options.web_socket:
            return (yield from self._polled(None))
        try:
            yield self._connect(after)
        except SocketRefused as refused:
            if api_error(refused.answer) is not None:
                raise (yield from self._exchanges.error_of(refused.answer)) from None
            # A whole answer that is no gateway's: what stands between lets no WebSocket through.
            return (yield from self._polled(_POLL_FOR[-1]))
        except SocketFailed as failed:
            seconds = _POLL_FOR[min(self._unopened, len(_POLL_FOR) - 1)]
            self._unopened += 1
            yield from self._polled(seconds)
            raise SocketFailed(str(failed)) from failed
        self._unopened = 0
        opened = time.monotonic()
        try:
            while True:
                yield from self._receive()
        except SocketClosed as closed:
            if time.monotonic() - opened > _STEADY:
                self._failures = 0
            yield from self._closed(closed)

    def _receive(self) -> Steps[None]:
        try:
            text: str | bytes = yield Receive(_SILENCE)
        except Silence:
            return (yield from self._look())
        try:
            event = adapter(Event).validate_json(text)
        except ValidationError as cause:
            raise UnexpectedAnswerError(
                f"An event came that this SDK for version {VERSION} can't read: update the SDK.", 101
            ) from cause
        yield from self._hand_on(event)

    def _closed(self, closed: SocketClosed) -> Steps[None]:
        reason = _gap_codes.get(closed.code)
        if reason is not None:
            raise EventGapError(self.position or 0, reason) from closed
        # Why is told over HTTP alone: when the token is not taken any more, this raises.
        if closed.code == 1008:
            yield from self._page(1, self.position)
        raise closed

    def _hand_on(self, event: Any) -> Steps[None]:
        self._failures = 0
        if event.id > (self.position or 0):
            self.position = event.id
            yield Emit(event)

    def _polled(self, seconds: float | None) -> Steps[None]:
        until = None if seconds is None else time.monotonic() + seconds
        while True:
            page = yield from self._page(_PAGE, self.position)
            for event in page.events:
                yield from self._hand_on(event)
            # It also passes what `types` leaves out.
            self.position = max(self.position or 0, page.next_after)
            self._failures = 0 if until is None or seconds else self._failures
            if until is not None and time.monotonic() >= until:
                return
            if len(page.events) < _PAGE:
                yield Sleep(_POLL_EVERY)

    def _look(self) -> Steps[None]:
        """So that a position which `types` holds back does not grow older than the log is kept."""
        try:
            page = yield from self._page(1, self.position)
        except (GatewayConnectionError, UnexpectedAnswerError):
            # WebSocket's own pings tell whether the connection lives.
            return
        if not page.events:
            self.position = max(self.position or 0, page.next_after)

    def _page(self, limit: int, after: int | None) -> Steps[EventPage]:
        types = None if self._options.types is None else list(self._options.types)
        query = given({"after": after, "types": types, "limit": limit})
        try:
            # Tries again by itself, with the pauses of a stream.
            found = yield from self._exchanges.run(LIST_EVENTS, Parts(query=query), Call(max_retries=0))
        except InvalidRequestError as error:
            reason = _gap_reason(error)
            if reason is None:
                raise
            raise EventGapError(after or 0, reason) from error
        return found.data

    def _over(self, gap: EventGapError) -> Steps[None]:
        if self._options.on_gap is None:
            raise gap
        self._options.on_gap(gap)
        self.position = None
        try:
            page = yield from self._page(1, None)
        except GatewayConnectionError:
            # The next round begins at the newest, and what is kept before it would be lost without a word.
            self.position = gap.after
            self._failures += 1
            yield Sleep(self._pause(gap))
            return
        self.position = page.events[0].id - 1 if page.events else page.newest

    def _connect(self, after: int) -> Connect:
        settings = self._exchanges.settings
        types = self._options.types
        query = given({"after": after, "types": None if types is None else ",".join(types)})
        address = settings.base_url.replace("http", "ws", 1)
        headers = {**settings.headers, "Authorization": f"Bearer {settings.token}"}
        return Connect(f"{address}/ws?{urlencode(query, safe=',:')}", headers, settings.timeout)


def _gap_reason(error: InvalidRequestError) -> GapReason | None:
    rules = {issue.rule for issue in error.details.issues or []}
    return next((reason for reason in _gap_codes.values() if reason in rules), None)


def _is_final(error: Exception) -> bool:
    """What no later try can mend."""
    return (
        isinstance(error, (ApiError, UnexpectedAnswerError)) and error.status < 500 and error.status not in (408, 429)
    )

"""Where a reader of events stands, and what it does next: a generator that asks for what it can't do itself.

Both streams carry out its steps; no decision is theirs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from pydantic import ValidationError

from ._errors import (
    ApiError,
    EventGapError,
    GapReason,
    GatewayConnectionError,
    InvalidRequestError,
    OpenClawError,
    UnexpectedAnswerError,
)
from ._exchange import Exchanges, adapter, api_error
from ._generated.models import Event, EventPage
from ._generated.operations import LIST_EVENTS, VERSION
from ._options import Call, is_number, logger
from ._request import Parts, Sleep, given
from ._retry import LONGEST_WAIT, backoff, is_retriable, retry_after
from ._steps import Connect, Emit, Receive, Silence, SocketClosed, SocketEvent, SocketFailed, SocketRefused, Step

T = TypeVar("T")

OnGap = Callable[[EventGapError], object]

_PAGE = 200
_UPGRADED = 101
_POLL_EVERY = 1.0
_POLL_FOR = (0.0, 0.0, 5.0, 60.0)
"""Seconds of polling before a WebSocket is tried again, by how many have failed to open in a row. One that broke while
it opened tells nothing yet; a gateway that is there and takes none is behind something that lets none through."""
_POLL_LONGEST = 900.0
_OPENING = 10.0
"""Seconds. Where an upgrade is swallowed nothing comes for so long."""
_SILENCE = 45.0
_GRACE = 5.0
"""Seconds that an event may be on its way to a WebSocket when it is in the log already."""
DEFAULT_RECONNECT_DELAY = 0.05
_SHORTEST_DELAY = 0.01
_STEADY = 10.0
"""Seconds after which a connection that breaks was a good one, whether it brought anything or not."""


Steps = Generator[Step, Any, T]

_gap_codes: dict[int, GapReason] = {4410: "outdatedCursor", 4400: "futureCursor"}


@dataclass(frozen=True)
class EventOptions:
    after: int | None = None
    types: Sequence[str] | None = None
    on_gap: OnGap | None = None
    web_socket: bool = True
    reconnect_delay: float = DEFAULT_RECONNECT_DELAY

    def __post_init__(self) -> None:
        if self.after is not None and (not isinstance(self.after, int) or self.after < 0):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise OpenClawError(f"`after` must be the id of an event, not {self.after!r}.")
        if self.types is not None and (isinstance(self.types, str) or len(self.types) == 0):
            raise OpenClawError("`types` must be a list of at least one type; leave it out for all.")
        if not is_number(self.reconnect_delay) or self.reconnect_delay < 0:
            raise OpenClawError("`reconnect_delay` must be a number of seconds that is not negative.")


class EventReader:
    """The gateway's events, each once and in order, across any number of connections."""

    def __init__(self, exchanges: Exchanges, options: EventOptions) -> None:
        self._exchanges = exchanges
        self._options = options
        self._failures = 0
        self._unopened = 0
        self._gaps = 0
        """In a row, without an event between them."""
        self._is_reached = False
        """Whether there ever was an answer: what never answered may be the wrong address."""
        self._from_oldest = False
        self.position = options.after
        """The last event that was handed on, or that no later one of the wanted types comes before."""

    def run(self) -> Steps[None]:
        while True:
            try:
                if self.position is None:
                    self.position = yield from self._start()
                yield from self._connection(self.position)
            except EventGapError as gap:
                yield from self._over(gap)
            except (OpenClawError, SocketEvent) as error:
                if self._is_final(error):
                    raise
                self._failures += 1
                yield Sleep(self._pause(error))

    def handed_on(self, event: Any) -> None:
        """Told by the streams when they give an event away: one that was closed before has not given it."""
        self.position = event.id

    def _start(self) -> Steps[int]:
        page = yield from self._page(1, None)
        return page.events[0].id - 1 if self._from_oldest and page.events else page.newest

    def _is_final(self, error: Exception) -> bool:
        """Whether no later try can mend it."""
        if isinstance(error, ApiError):
            return not is_retriable(error.status, error.headers)
        if isinstance(error, UnexpectedAnswerError):
            # Behind a proxy that restarts anything may answer for a while.
            return not self._is_reached or error.status == _UPGRADED
        if isinstance(error, GatewayConnectionError):
            return not self._is_reached
        return not isinstance(error, SocketEvent)

    def _pause(self, error: Exception) -> float:
        delay = backoff(self._failures, max(_SHORTEST_DELAY, self._options.reconnect_delay))
        asked = retry_after(error.headers) if isinstance(error, ApiError) else None
        if asked is not None:
            delay = max(delay, min(asked, LONGEST_WAIT))
        # One that breaks is nothing to worry about. One that does not come back is: without this a bot would wait and
        # say nothing.
        log = logger.info if self._failures < 3 else logger.warning
        log("events: connecting again in %.3f s: %s", delay, error)
        return delay

    def _connection(self, after: int) -> Steps[None]:
        if not self._options.web_socket:
            return (yield from self._polled(None))
        opened = time.monotonic()
        try:
            yield self._connect(after)
            self._is_reached = True
            opened = time.monotonic()
            while True:
                yield from self._receive()
        except SocketRefused as refused:
            if api_error(refused.answer) is not None:
                raise (yield from self._exchanges.error_of(refused.answer)) from None
            # A whole answer that is no gateway's: what stands between lets no WebSocket through.
            return (yield from self._polled(_POLL_FOR[-1]))
        except SocketFailed as failed:
            yield from self._polled(self._poll_for(failed))
            raise
        except SocketClosed as closed:
            self._unopened = 0
            if time.monotonic() - opened > _STEADY:
                self._failures = 0
            yield from self._closed(closed)

    def _poll_for(self, failed: SocketFailed) -> float:
        last = len(_POLL_FOR) - 1
        if failed.is_slow:
            self._unopened = max(self._unopened, last)
        times, self._unopened = self._unopened, self._unopened + 1
        longest = _POLL_FOR[-1] * 2.0 ** min(times - last, 32)
        return _POLL_FOR[times] if times < last else min(longest, _POLL_LONGEST)

    def _receive(self) -> Steps[None]:
        try:
            text: str | bytes = yield Receive(_SILENCE)
        except Silence:
            if (yield from self._look()):
                return
            try:
                text = yield Receive(_GRACE)
            except Silence:
                raise SocketFailed("the connection is open, and brings nothing of what there is", True) from None
        try:
            event = adapter(Event).validate_json(text)
        except ValidationError as cause:
            raise UnexpectedAnswerError(
                f"An event came that this SDK for version {VERSION} can't read: update the SDK.", _UPGRADED
            ) from cause
        self._unopened = 0
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
        self._failures = self._gaps = 0
        if event.id > (self.position or 0):
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

    def _look(self) -> Steps[bool]:
        """Whether the silence is right. Then a position which `types` holds back does not grow older than the log."""
        try:
            page = yield from self._page(1, self.position)
        except (ApiError, GatewayConnectionError, UnexpectedAnswerError) as error:
            if isinstance(error, ApiError) and self._is_final(error):
                raise
            # WebSocket's own pings tell whether the connection lives.
            return True
        if page.events:
            return False
        self.position = max(self.position or 0, page.next_after)
        return True

    def _page(self, limit: int, after: int | None) -> Steps[EventPage]:
        types = None if self._options.types is None else list(self._options.types)
        query = given({"after": after, "types": types, "limit": limit})
        try:
            # Once it has begun, what fails is tried again by the stream itself, with pauses of its own.
            call = Call(max_retries=0) if self._is_reached else Call()
            found = yield from self._exchanges.run(LIST_EVENTS, Parts(query=query), call)
        except InvalidRequestError as error:
            reason = _gap_reason(error)
            if reason is None:
                raise
            self._is_reached = True
            raise EventGapError(after or 0, reason) from error
        self._is_reached = True
        return found.data

    def _over(self, gap: EventGapError) -> Steps[None]:
        if self._options.on_gap is None:
            raise gap
        self._options.on_gap(gap)
        self.position = None
        self._from_oldest = True
        self._gaps += 1
        if self._gaps > 1:
            self._failures += 1
            yield Sleep(self._pause(gap))

    def _connect(self, after: int) -> Connect:
        settings = self._exchanges.settings
        types = self._options.types
        query = given({"after": after, "types": None if types is None else ",".join(types)})
        address = settings.base_url.replace("http", "ws", 1)
        headers = {**settings.headers, "Authorization": f"Bearer {settings.token}"}
        return Connect(f"{address}/ws?{urlencode(query, safe=',:')}", headers, min(_OPENING, settings.timeout))


def _gap_reason(error: InvalidRequestError) -> GapReason | None:
    rules = {issue.rule for issue in error.details.issues or []}
    return next((reason for reason in _gap_codes.values() if reason in rules), None)

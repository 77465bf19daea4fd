"""What the SDK raises."""

from __future__ import annotations

from typing import Any, Literal, cast

import httpx

from ._generated.models import ErrorCode, ErrorDetails


class OpenClawError(Exception):
    """Everything that this SDK raises by itself."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[OpenClawError], args: tuple[object, ...]) -> OpenClawError:
    """So that errors can be pickled, whatever their constructors take."""
    return kind.__new__(kind, *args)


class GatewayConnectionError(OpenClawError):
    """No answer came: the address is wrong, the gateway is down, or the connection broke. `__cause__` says how."""


class GatewayTimeoutError(GatewayConnectionError):
    """No answer came within `timeout`."""


class UnexpectedAnswerError(OpenClawError):
    """Something answered that is no OpenClaw gateway, or one of another version."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


GapReason = Literal["outdatedCursor", "futureCursor"]

_gap_messages: dict[GapReason, str] = {
    "outdatedCursor": (
        "The gateway no longer keeps what followed event {after}: events are lost. "
        "Start without `after`, or pass `on_gap` to go on with what is kept."
    ),
    "futureCursor": (
        "Event {after} is ahead of the gateway's log: this position is of another gateway, or its data was reset. "
        "Start without `after`, or pass `on_gap`."
    ),
}


class EventGapError(OpenClawError):
    """Events after `after` are not kept any more, or not there yet: they are lost to this client."""

    def __init__(self, after: int, reason: GapReason) -> None:
        super().__init__(_gap_messages[reason].format(after=after))
        self.after = after
        """The last event that was seen."""
        self.reason: GapReason = reason


class ApiError(OpenClawError):
    """The gateway refused, or failed."""

    def __init__(
        self, message: str, *, status: int, code: ErrorCode, details: ErrorDetails, headers: httpx.Headers
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        """Of HTTP."""
        self.code: ErrorCode = code
        self.details = details
        """`issues` names each field that was wrong and the rule that it broke."""
        self.headers = headers

    @property
    def request_id(self) -> str | None:
        """Under which the gateway's log tells more."""
        return cast("str | None", self.headers.get("x-request-id"))


class InvalidRequestError(ApiError):
    """400, and what else is wrong with a request: 405, 408, 413, 415, 417, 431. `details.issues` says what."""


class ConflictError(InvalidRequestError):
    """409: well formed, but it clashes with what is there."""


class UnauthorizedError(ApiError):
    """401: the token is missing, wrong, revoked or expired."""


class ForbiddenError(ApiError):
    """403: the token is right, but lacks the scope."""


class NotFoundError(ApiError):
    """404"""


class RateLimitedError(ApiError):
    """429: the budget of this minute is used up."""

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait before the next try."""
        from ._retry import retry_after

        return retry_after(self.headers)


class InternalServerError(ApiError):
    """500 and 503: something broke on the gateway's side."""


_classes: dict[str, type[ApiError]] = {
    "INVALID_REQUEST": InvalidRequestError,
    "UNAUTHORIZED": UnauthorizedError,
    "FORBIDDEN": ForbiddenError,
    "NOT_FOUND": NotFoundError,
    "RATE_LIMITED": RateLimitedError,
    "INTERNAL_ERROR": InternalServerError,
}


def create_api_error(
    message: str, *, status: int, code: ErrorCode, details: ErrorDetails, headers: httpx.Headers
) -> ApiError:
    """The class of an error is told by its code, and for 409 by its status. A newer code is an `ApiError`."""
    error = ConflictError if status == 409 else _classes.get(code, ApiError)
    return error(message, status=status, code=code, details=details, headers=headers)
